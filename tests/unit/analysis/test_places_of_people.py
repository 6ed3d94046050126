"""Who turns to whom, what that makes of a person's place, and what a departure costs: by hand."""

from __future__ import annotations

import pytest

from service.analysis.communication import places
from service.analysis.departure import departure
from service.analysis.key_person import rank_key_people
from service.analysis.key_person_parts import brokerage, company_kept
from service.analysis.people_view import PeopleView
from service.analysis.turning import passages
from service.analysis.weights import WEIGHTS
from tests.unit.analysis.people_builders import account, deal, job, reports, role, touch

W = WEIGHTS.key_person


def test_a_mail_goes_one_way_a_meeting_both_and_ours_none() -> None:
    assert list(passages(touch("t", 0, "a> b c", kind="mail"))) == [("a", "b", 0.5), ("a", "c", 0.5)]
    assert list(passages(touch("t", 0, "a b m1"))) == [("a", "b", 1.0), ("b", "a", 1.0)]
    assert not list(passages(touch("t", 0, "m1> a b", kind="mail")))
    assert not list(passages(touch("t", 0, "a m1")))


def test_the_company_kept_is_the_authority_of_those_who_turn_to_one() -> None:
    facts = account(job("a", "社長"), job("b", "担当"), touch("t", 0, "a> b", kind="mail"))
    value, evidence = company_kept(PeopleView(facts), "b")
    # One mail from the president (authority 1.0), and two middling ones to start from.
    chief = PeopleView(facts).title("a")
    assert chief is not None
    assert value == pytest.approx((chief.authority + 0.5 * W.company_doubt) / (1.0 + W.company_doubt))
    assert evidence == ("t", "works_at.a.site-1")
    # Who writes to others is not thereby in good company.
    assert company_kept(PeopleView(facts), "a") == (None, ())


def test_brokerage_counts_colleagues_who_do_not_meet_without_the_person() -> None:
    apart = PeopleView(account(touch("t", 0, "a b"), touch("u", 0, "a c")))
    closed = PeopleView(account(touch("t", 0, "a b"), touch("u", 0, "a c"), touch("v", 0, "b c")))
    k = W.brokerage_saturation
    assert brokerage(apart, "a") == (pytest.approx(1 / (1 + k)), ("t", "u"))
    assert brokerage(closed, "a") == (0.0, ("t", "u", "v"))
    assert brokerage(apart, "d") == (None, ())


def test_places() -> None:
    facts = account(
        touch("t1", 2, "b> a", kind="mail"),
        touch("t2", 1.5, "a> b", kind="mail"),
        touch("t3", 1, "c> a", kind="mail"),
        reports("d", "a"),
    )
    found = places(PeopleView(facts))
    assert (found["a"].degree, found["a"].in_degree) == (3, 3)
    assert found["a"].reciprocity == pytest.approx(1 / 3)
    # Half a day from the mail of b to the answer of a; c waits for one.
    assert (found["b"].answered, found["b"].answer_hours) == (1.0, pytest.approx(12.0))
    assert (found["c"].answered, found["c"].answer_hours) == (0.0, None)
    assert found["d"].answered is None
    assert found["a"].power == max(place.power for place in found.values())
    assert found["a"].betweenness > found["b"].betweenness
    assert sum(place.pagerank for place in found.values()) == pytest.approx(1.0)
    assert places(PeopleView(account())) == {}


def test_a_departure_takes_roles_reach_and_those_behind() -> None:
    running = deal("deal-1")
    facts = account(
        *(job(who, "担当") for who in "abc"),
        role("a", running, "decider"),
        role("a", running, "user"),
        role("b", running, "user"),
        touch("t1", 1, "a m1"),
        touch("t2", 1, "a c"),
        touch("t3", 1, "b m2"),
    )
    found = departure(PeopleView(facts), "a", frozenset("abc"))
    assert found.rank == 1
    assert [(one.target_id, one.role) for one in found.lost_roles] == [("deal-1", "decider")]
    assert found.cut_off == ("c",)
    assert found.is_articulation_point
    assert (found.before.reached, found.after.reached) == (3, 1)
    assert (found.before.roles, found.after.roles) == (2, 1)
    assert found.before.reach is not None
    assert found.after.reach is not None
    assert found.after.reach < found.before.reach
    assert [id_ for id_, _ in found.following] == ["b", "c"]
    assert "t1" in found.evidence_ids
    quiet = departure(PeopleView(facts), "c", frozenset("abc"))
    assert (quiet.lost_roles, quiet.cut_off, quiet.is_articulation_point) == ((), (), False)


def test_it_says_what_would_bring_a_person_past_the_one_above() -> None:
    facts = account(job("a", "部長"), job("b", "課長"))
    first, second = rank_key_people(PeopleView(facts), "ab")
    (change,) = [change for change in second.would_change if change.key == "key_person.one_up"]
    assert change.params["contact_id"] == first.id
    # At that value the two are level.
    assert change.params["value"] == pytest.approx(first.parts[0].value)
    assert not [change for change in first.would_change if change.key == "key_person.one_up"]
