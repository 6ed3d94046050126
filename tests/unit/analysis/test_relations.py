"""Trends, both directions and relationship health, against values computed by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from service.analysis.exchanges import contact_member_pairs, exchanges
from service.analysis.health import band_of, health_of
from service.analysis.people import Touch
from service.analysis.relations import parts_of, relations, with_account, with_anybody
from service.analysis.weights import WEIGHTS
from tests.unit.analysis.people_builders import NOW, deal, role, touch


def _passed(*touches: Touch) -> dict:
    return exchanges(touches, contact_member_pairs, WEIGHTS.tie.max_group)


def _ties(*touches: Touch) -> list:
    return relations({"contact_member": _passed(*touches)}, NOW, WEIGHTS.tie)


def test_a_tie_is_compared_with_what_it_was_a_window_before() -> None:
    before = touch("old", 100, "a m1")
    (fading,) = _ties(before)
    assert fading.before is not None
    assert fading.before.strength == pytest.approx(1 - math.exp(-3 * 2 ** (-10 / 90) / 4))
    assert fading.tie.strength == pytest.approx(1 - math.exp(-3 * 2 ** (-100 / 90) / 4))
    assert fading.trend == "falling"
    assert fading.change == fading.tie.strength - fading.before.strength
    (new,) = _ties(touch("now", 0, "a m1"))
    assert (new.before, new.trend, new.change) == (None, "new", new.tie.strength)
    (rising,) = _ties(before, touch("x", 1, "a m1"), touch("y", 2, "a m1"))
    assert rising.trend == "rising"


def test_both_directions_are_told_apart() -> None:
    (tie,) = _ties(
        touch("in", 0, "a> m1", kind="mail"),
        touch("out1", 0, "a m1>", kind="mail"),
        touch("out2", 0, "a m1>", kind="mail"),
        touch("met", 0, "a m1"),
    )
    assert (tie.tie.towards, tie.tie.back) == (1.0, 2.0)
    assert tie.tie.reciprocity == pytest.approx(2 / 3)
    volume, both = parts_of(tie.tie, WEIGHTS.tie)
    assert volume.contribution * both.contribution == pytest.approx(tie.tie.strength)
    assert volume.evidence_ids == ("in", "met", "out1", "out2")
    assert both.evidence_ids == ("in", "out1", "out2")


def test_without_a_directional_channel_both_ways_is_unknown() -> None:
    (tie,) = _ties(touch("met", 0, "a m1"))
    _, both = parts_of(tie.tie, WEIGHTS.tie)
    assert (both.value, both.contribution, both.evidence_ids) == (None, None, ())


def test_an_account_is_touched_once_by_a_meeting_of_many() -> None:
    passed = _passed(touch("t", 0, "a b c m1"), touch("u", 0, "a m2"))
    account = with_account("company-1", passed)
    assert [[item.activity_id for item in items] for items in account.values()] == [["t"], ["u"]]
    assert list(account) == [("company-1", "m1"), ("company-1", "m2")]


def _health(*touches: Touch, roles: tuple = ()) -> object:
    return health_of(with_anybody(_passed(*touches)), roles, NOW, WEIGHTS)


def test_health_adds_up_and_names_its_facts() -> None:
    champion = role("a", deal("deal-1"), "decider", stance="champion")
    health = _health(touch("met", 45, "a m1"), touch("mail", 60, "b m1>", kind="mail"), roles=(champion,))
    assert health.score == pytest.approx(sum(part.contribution for part in health.parts))
    by_name = {part.name: part for part in health.parts}
    strength = 1 - math.exp(-3 * 2 ** (-45 / 90) / 4)
    assert by_name["decider_ties"].value == pytest.approx(strength)
    assert by_name["decider_ties"].evidence_ids == (champion.id, "met")
    assert by_name["recency"].value == pytest.approx(2 ** (-45 / 30))
    assert by_name["recency"].evidence_ids == ("met",)
    assert by_name["two_way"].value == 0.0
    assert (health.in_touch, health.engaged) == (2, 1)
    flags = {flag.key: flag for flag in health.flags}
    assert flags["single_threaded"].contact_id == "a"
    assert flags["cold_champion"].days == pytest.approx(45)
    assert flags["cold_champion"].evidence_ids == (champion.id, "met")


def test_nothing_on_record_is_unknown_not_zero() -> None:
    decider = role("a", deal("deal-1"), "decider")
    health = _health(roles=(decider,))
    assert (health.score, health.band, health.confidence) == (None, None, 0.0)
    assert all(part.value is None and part.evidence_ids == () for part in health.parts)


def test_a_decider_nobody_knows_counts_as_no_tie() -> None:
    known, unknown = (role(who, deal("deal-1"), "decider") for who in "ab")
    met = touch("met", 0, "a m1")
    half = {part.name: part for part in _health(met, roles=(known, unknown)).parts}["decider_ties"]
    whole = {part.name: part for part in _health(met, roles=(known,)).parts}["decider_ties"]
    assert half.value == pytest.approx(whole.value / 2)
    assert set(half.evidence_ids) == {known.id, unknown.id, "met"}


def test_more_touches_never_harm() -> None:
    one = _health(touch("1", 40, "a m1")).score
    two = _health(touch("1", 40, "a m1"), touch("2", 20, "b m1")).score
    assert two > one


@pytest.mark.parametrize(("score", "band"), [(60.0, "good"), (59.9, "fair"), (40.0, "fair"), (39.9, "poor")])
def test_bands_of_health(score: float, band: str) -> None:
    assert band_of(score, WEIGHTS) == band


def test_what_passed_later_is_not_known_yet() -> None:
    later = replace(touch("t", 0, "a m1"), at=NOW.replace(year=NOW.year + 1))
    assert _ties(later) == []
