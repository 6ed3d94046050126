"""Pieces of a story at a place: what fits, is likely by something near, is missing, is unknown."""

from __future__ import annotations

import pytest

from service.analysis.motif import (
    FUNCTION_ALONE,
    Match,
    Near,
    Piece,
    Place,
    decided_by,
    fit,
    near_in_committee,
)
from service.analysis.place_weights import ExpansionWeights
from service.analysis.similarity import Tree

NEED = Piece("shared_need", "need-1", "a need", ("addresses.1",), (Near("need-2", 0.8, ("need-9",)),))
DECIDER = Piece(
    "committee",
    decided_by("decider", "quality"),
    "decider",
    ("holds_role.1",),
    near_in_committee("decider", "quality"),
)


def fitted(piece: Piece, **known: tuple[str, ...]) -> Match:
    place = {key.replace("__", "."): facts for key, facts in known.items()}
    return fit([piece], Place({piece.kind: place} if known else {}), ExpansionWeights())


def test_what_is_near_makes_it_likely_and_counts_by_its_likeness() -> None:
    match = fit([NEED], Place({"shared_need": {"need-2": ("has_need.2",)}}), ExpansionWeights())
    (one,) = match.pieces
    assert (one.state, one.near) == ("likely", NEED.near[0])
    assert set(one.facts) == {"has_need.2", "need-9"}
    assert match.score == pytest.approx(0.8)
    assert set(match.parts[0].evidence_ids) == {"addresses.1", "has_need.2", "need-9"}


def test_the_piece_itself_comes_before_what_is_near() -> None:
    known = {"need-2": ("has_need.2",), "need-1": ("has_need.1",)}
    (one,) = fit([NEED], Place({"shared_need": known}), ExpansionWeights()).pieces
    assert (one.state, one.near, one.facts) == ("fits", None, ("has_need.1",))


@pytest.mark.parametrize(
    ("known", "state", "share"),
    [
        ({"decider__quality": ("w", "h")}, "fits", 1.0),
        ({"__quality": ("w",)}, "likely", FUNCTION_ALONE),
        ({"decider__": ("w", "h"), "decider__sales": ("w", "h")}, "missing", 0.0),
        ({}, "unknown", None),
    ],
)
def test_a_role_and_a_function_make_one_piece_of_the_committee(
    known: dict[str, tuple[str, ...]], state: str, share: float | None
) -> None:
    match = fitted(DECIDER, **known)
    assert match.pieces[0].state == state
    assert match.parts[0].value == share


def test_a_role_of_unknown_function_is_near_nothing() -> None:
    assert near_in_committee("decider", "") == ()


def test_the_nearest_pair_in_a_tree_with_the_way_up_from_both() -> None:
    tree = Tree({"a1": (("a", "c.a1"),), "a2": (("a", "c.a2"),), "b1": (("b", "c.b1"),)})
    found = tree.nearest((("a1", "in.1"), ("b1", "in.2")), (("a2", "in.3"),))
    assert found.value == 0.5
    assert set(found.evidence) == {"in.1", "in.3", "c.a1", "c.a2"}
    apart = tree.nearest((("b1", "in.2"),), (("a2", "in.3"),))
    assert (apart.value, set(apart.evidence)) == (0.0, {"in.2", "in.3", "c.b1", "c.a2"})
    assert tree.nearest((), (("a2", "in.3"),)).value is None
