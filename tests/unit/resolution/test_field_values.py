"""A text read as a value of a user-defined field, and what is wrong with one that is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import UsageError
from service.resolution.field_values import FieldDefinition, FieldType, read_value, validate_field_value


def field(type_: str, *options: str, retired: bool = False) -> FieldDefinition:
    return FieldDefinition("Site", "scene", FieldType(type_), "利用シーン", "Use scene", options, retired)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("text", "  出荷試験 ", "出荷試験"),
        ("number", "１，２３４．５", 1234.5),
        ("number", 7, 7.0),
        ("yes_no", "はい", True),
        ("yes_no", "No", False),
        ("yes_no", True, True),
        ("day", "令和6年4月1日", date(2024, 4, 1)),
        ("day", date(2024, 4, 1), date(2024, 4, 1)),
    ],
)
def test_values(type_: str, text: object, value: object) -> None:
    assert read_value(field(type_), text) == value


def test_options_are_found_whatever_the_width_and_case() -> None:
    one = field("choice", "GC／MS", "HPLC")
    assert read_value(one, "gc/ms") == "GC／MS"
    several = field("choices", "受入検査", "出荷試験", "研究")
    assert read_value(several, "研究、受入検査") == ["受入検査", "研究"]
    assert read_value(several, ["研究", "研究"]) == ["研究"]


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("text", " "),
        ("text", "a\0b"),
        ("text", "x" * 4001),
        ("number", "1e999"),
        ("number", "nan"),
        ("number", "12 or so"),
        ("yes_no", "perhaps"),
        ("day", "2024-02-30"),
        ("choice", "c"),
        ("choices", "a;c"),
        ("choices", ";"),
    ],
)
def test_what_is_no_value_is_refused_with_the_name_of_the_field(type_: str, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_value(field(type_, "a", "b"), text)
    assert refused.value.field == "scene"
    assert "scene" in refused.value.message("ja")


def test_unknown_and_retired_fields_are_refused() -> None:
    with pytest.raises(UsageError, match="no field"):
        validate_field_value([field("text")], "Site", "other", "x")
    with pytest.raises(UsageError, match="no field"):
        validate_field_value([field("text")], "Company", "scene", "x")
    with pytest.raises(UsageError, match="retired"):
        validate_field_value([field("text", retired=True)], "Site", "scene", "x")


@given(st.sampled_from(list(FieldType)), st.text(max_size=50))
def test_any_text_is_a_value_or_refused_and_a_value_reads_as_itself(type_: FieldType, text: str) -> None:
    one = field(type_, "あり", "なし")
    try:
        value = read_value(one, text)
    except UsageError:
        return
    assert read_value(one, value) == value
