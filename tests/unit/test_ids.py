"""Ids are stable, tell different keys apart, and can be read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_models.ids import node_id, parse_relationship_id, relationship_id, short_hash
from graph_models.registry import LABEL_OF_PREFIX, NODES, RELATIONSHIPS, label_of

parts = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4)


def test_an_id_stays_what_it_was() -> None:
    # Graphs in use hold these: a change here is a migration.
    assert node_id("Company", "corporate_number", "5040001043849") == "company-fazguglqj5rhlnsr"


@given(st.sampled_from(sorted(NODES)), parts)
def test_a_node_id_is_url_safe_and_says_its_label(label: str, key: list[str]) -> None:
    made = node_id(label, *key)
    assert re.fullmatch(r"[a-z]+-[a-z2-7]{16}", made)
    assert label_of(made) == label


@given(parts, parts)
def test_different_keys_have_different_ids(left: list[str], right: list[str]) -> None:
    import unicodedata

    def plain(key: list[str]) -> list[str]:
        return [unicodedata.normalize("NFKC", part).strip() for part in key]

    assert (short_hash(*left) == short_hash(*right)) == (plain(left) == plain(right))


@pytest.mark.parametrize("written", ["ＡＢＣ株式会社", " ABC株式会社 ", "ABC株式会社"])
def test_width_and_spaces_around_do_not_matter(written: str) -> None:
    assert node_id("Company", written) == node_id("Company", "ABC株式会社")


@given(st.sampled_from(sorted(RELATIONSHIPS)), parts, parts, st.text(max_size=10))
def test_a_relationship_id_can_be_read_back(
    type_: str, start: list[str], end: list[str], qualifier: str
) -> None:
    start_id, end_id = node_id("Contact", *start), node_id("Site", *end)
    made = relationship_id(type_, start_id, end_id, qualifier)
    found = parse_relationship_id(made)
    assert found == (type_.lower(), start_id, end_id)
    assert re.fullmatch(r"[a-z0-9._-]+", made)


@pytest.mark.parametrize("text", ["", "company-abc", "a.b", "a..c", "a.b.c.d.e", "."])
def test_what_is_no_relationship_id_is_not_read_as_one(text: str) -> None:
    assert parse_relationship_id(text) is None


def test_labels_and_types_stay_apart_in_lower_case() -> None:
    assert len(LABEL_OF_PREFIX) == len(NODES)
    assert len({type_.lower() for type_ in RELATIONSHIPS}) == len(RELATIONSHIPS)
    assert label_of("nothing-abc") is None
