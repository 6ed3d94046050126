"""Likeness by features: values worked out by hand, unknown apart from nothing in common."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.analysis.similarity import (
    Tree,
    common,
    cosine,
    equal,
    jaccard,
    of_traits,
    rarity,
    size_likeness,
)

TRAITS = {"a": {"x": ("f1",), "y": ("f2",)}, "b": {"x": ("f3",)}, "c": {"z": ("f4",)}, "d": {}}
X, YZ = math.log1p(4 / 2), math.log1p(4 / 1)


def test_rarity_counts_the_holders_among_all() -> None:
    assert rarity(TRAITS) == pytest.approx({"x": X, "y": YZ, "z": YZ})


def test_common_saturates_the_rarity_of_what_is_shared() -> None:
    table = common(TRAITS, ["b", "c", "d"], ["a"], rarity(TRAITS), half=2.0)
    assert table[:2, 0].tolist() == pytest.approx([X / (X + 2.0), 0.0])
    assert np.isnan(table[2, 0])


def test_jaccard_and_cosine_by_hand() -> None:
    assert jaccard(TRAITS, ["b"], ["a"])[0, 0] == pytest.approx(X / (X + YZ))
    assert cosine(TRAITS, ["b"], ["a"])[0, 0] == pytest.approx(X / math.hypot(X, YZ))
    assert jaccard(TRAITS, ["a"], ["a"])[0, 0] == pytest.approx(1.0)
    assert np.isnan(cosine(TRAITS, ["d"], ["a"])[0, 0])


def test_equal_and_size() -> None:
    table = equal(["plant", "rd", None], ["plant"])
    assert table[:2, 0].tolist() == [1.0, 0.0]
    assert np.isnan(table[2, 0])
    sizes = size_likeness([100, 400, None, 0], [100])
    assert sizes[:2, 0].tolist() == pytest.approx([1.0, 0.5])
    assert np.isnan(sizes[2:, 0]).all()


def test_tree_goes_through_the_nearest_common_ancestor() -> None:
    tree = Tree({"leaf": (("mid", "r1"),), "other": (("mid", "r2"),), "mid": (("top", "r3"),)})
    found = tree.likeness("leaf", "other")
    assert (found.value, found.evidence) == (0.5, ("r1", "r2"))
    assert tree.likeness("leaf", "leaf").value == 1.0
    assert tree.likeness("leaf", "elsewhere").value == 0.0


def test_tree_ends_in_a_loop() -> None:
    tree = Tree({"a": (("b", "r1"),), "b": (("a", "r2"),)})
    assert tree.likeness("a", "b").value == pytest.approx(2**-0.5)


def test_evidence_is_what_is_shared_or_all_that_shows_it_is_not() -> None:
    assert of_traits(0.3, TRAITS, "a", "b", shared_only=True).evidence == ("f1", "f3")
    assert of_traits(0.0, TRAITS, "b", "c", shared_only=True).evidence == ("f3", "f4")
    assert of_traits(0.3, TRAITS, "a", "b", shared_only=False).evidence == ("f1", "f2", "f3")
    assert of_traits(math.nan, TRAITS, "a", "d", shared_only=True).value is None


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("uvwxyz")), min_size=1))
def test_values_keep_to_zero_and_one_and_are_symmetric(has: dict[str, set[str]]) -> None:
    traits = {thing: dict.fromkeys(sorted(features), ()) for thing, features in has.items()}
    things = sorted(traits)
    for table in (jaccard(traits, things, things), cosine(traits, things, things)):
        known = table[~np.isnan(table)]
        assert ((known >= -1e-12) & (known <= 1 + 1e-12)).all()
        assert np.allclose(table, table.T, equal_nan=True)
