"""What a person types in: read in the types of the model and held to the forms of the rules."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph_models.registry import NODE_PROPERTY, label_of
from service.errors import InputFileError, UsageError
from service.operations.new_ids import typed_in_id, uuid7
from service.operations.registration_rules import read_property, registration_rules


def test_the_rules_speak_of_what_there_is(tmp_path: Path) -> None:
    for label in ("Company", "Site", "Contact"):
        rules = registration_rules(tmp_path, label)
        known = set(NODE_PROPERTY[label]) | {"company", "unit"}
        assert {*rules.required, *rules.advised, *rules.formats} <= known
        assert "name" in rules.required


@pytest.mark.parametrize(
    ("label", "name", "given", "value"),
    [
        ("Company", "name", " 東西精機  株式会社 ", "東西精機 株式会社"),
        ("Company", "corporate_number", "5040001043849", "5040001043849"),
        ("Company", "country", "ｊｐ", "JP"),
        ("Company", "employees", "１,２００", 1200),
        ("Company", "founded", 1987, 1987),
        ("Site", "function", "plant", "plant"),
        ("Contact", "emails", "A@Example.co.jp；b@example.co.jp", ["a@example.co.jp", "b@example.co.jp"]),
        ("Contact", "is_opted_out", "はい", True),
    ],
)
def test_values(tmp_path: Path, label: str, name: str, given: object, value: object) -> None:
    assert read_property(registration_rules(tmp_path, label), name, given) == value


@pytest.mark.parametrize(
    ("label", "name", "given"),
    [
        ("Company", "corporate_number", "5040001043848"),
        ("Company", "country", "Japan"),
        ("Company", "founded", "3000"),
        ("Company", "employees", "many"),
        ("Company", "name", "a\0b"),
        ("Company", "name", 7),
        ("Company", "status", "C"),
        ("Company", "is_self", True),
        ("Company", "nothing", "x"),
        ("Site", "function", "castle"),
        ("Contact", "emails", "nobody"),
        ("Contact", "phones", "none"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(tmp_path: Path, label: str, name: str, given: object) -> None:
    with pytest.raises(UsageError) as refused:
        read_property(registration_rules(tmp_path, label), name, given)
    assert refused.value.field == name


def test_a_file_of_ones_own_takes_the_place_of_a_label(tmp_path: Path) -> None:
    (tmp_path / "entry_rules.toml").write_text('[Company]\nrequired = ["name", "domain"]\n', "utf-8")
    assert registration_rules(tmp_path, "Company").required == ("name", "domain")
    assert registration_rules(tmp_path, "Site").required == ("name", "company")
    (tmp_path / "entry_rules.toml").write_text("[Company\n", "utf-8")
    with pytest.raises(InputFileError):
        registration_rules(tmp_path, "Company")


def test_new_ids_are_version_7_and_sort_by_time() -> None:
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first < second
    assert abs((first.int >> 80) / 1000 - time.time()) < 5
    assert label_of(typed_in_id("Contact")) == "Contact"
