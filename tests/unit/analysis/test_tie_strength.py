"""Tie strength against values computed by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.analysis.tie_strength import (
    band_of,
    contact_member_ties,
    contact_ties,
    joint_strength,
)
from service.analysis.weights import TieWeights
from tests.unit.analysis.people_builders import account, touch

WEIGHTS = TieWeights()


def test_a_meeting_today() -> None:
    tie = contact_member_ties(account(touch("t", 0, "a m1")), WEIGHTS)["a", "m1"]
    assert tie.energy == 3.0
    assert tie.reciprocity is None
    assert tie.strength == pytest.approx(1 - math.exp(-3 / 4))
    assert tie.evidence_ids == ("t",)
    assert tie.band == "occasional"


def test_energy_halves_with_a_half_life() -> None:
    tie = contact_member_ties(account(touch("t", 90, "a m1")), WEIGHTS)["a", "m1"]
    assert tie.energy == pytest.approx(1.5)


def test_mails_that_are_never_answered_count_less() -> None:
    ours = [touch(f"out{i}", 0, "a m1>", kind="mail") for i in range(3)]
    one_way = contact_member_ties(account(*ours), WEIGHTS)["a", "m1"]
    assert one_way.reciprocity == 0.0
    assert one_way.strength == pytest.approx((1 - math.exp(-3 / 4)) * 0.6)
    theirs = touch("in", 0, "a> m1", kind="mail")
    answered = contact_member_ties(account(*ours, theirs), WEIGHTS)["a", "m1"]
    assert answered.reciprocity == pytest.approx(2 * 1 / 4)
    assert answered.strength == pytest.approx((1 - math.exp(-4 / 4)) * (0.6 + 0.4 * 0.5))


def test_direction_is_taken_from_the_activity_where_nobody_is_marked() -> None:
    both = account(
        touch("1", 0, "a m1", kind="call", direction="inbound"),
        touch("2", 0, "a m1", kind="call", direction="outbound"),
    )
    assert contact_member_ties(both, WEIGHTS)["a", "m1"].reciprocity == 1.0


def test_contacts_are_tied_by_what_they_share_but_not_by_a_crowd() -> None:
    small = contact_ties(account(touch("t", 0, "a b m1")), WEIGHTS)
    assert list(small) == [("a", "b")]
    crowd = " ".join(f"c{i}" for i in range(13))
    assert contact_ties(account(touch("t", 0, crowd), contacts=crowd), WEIGHTS) == {}


def test_joint_strength() -> None:
    ties = contact_member_ties(account(touch("t", 0, "a m1 m2")), WEIGHTS)
    one = 1 - math.exp(-3 / 4)
    strength, evidence = joint_strength(ties.values())
    assert strength == pytest.approx(1 - (1 - one) ** 2)
    assert evidence == ("t",)
    assert joint_strength([]) == (None, ())


@pytest.mark.parametrize(("strength", "band"), [(0.7, "regular"), (0.69, "occasional"), (0.39, "sporadic")])
def test_bands(strength: float, band: str) -> None:
    assert band_of(strength, WEIGHTS) == band


@given(
    st.lists(
        st.tuples(st.floats(0, 1000), st.sampled_from(["mail", "call", "meeting"]), st.booleans()),
        min_size=1,
        max_size=20,
    ),
    st.randoms(),
)
def test_order_changes_nothing_and_strength_stays_in_bounds(rows: list, random: object) -> None:
    touches = [
        touch(f"t{i:02}", days, "a> m1" if inbound else "a m1>", kind=kind)
        for i, (days, kind, inbound) in enumerate(rows)
    ]
    ties = contact_member_ties(account(*touches), WEIGHTS)
    random.shuffle(touches)  # type: ignore[attr-defined]
    assert contact_member_ties(account(*touches), WEIGHTS) == ties
    assert 0.0 <= ties["a", "m1"].strength <= 1.0
