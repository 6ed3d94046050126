"""What past roles teach, who likely holds a missing one, and where a route sticks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from service.analysis.approval_route import route_outlook, steps_of
from service.analysis.missing_roles import predict_role
from service.analysis.people import AccountFacts, Job, Participant, Person, RoleHeld, Target, Touch
from service.analysis.people_view import PeopleView
from service.analysis.role_experience import PastRole, learn, learned_template

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DEAL = Target("deal-now", "Deal", "Now", opened_on=date(2026, 4, 1))
POPULATION: dict[tuple[str | None, str | None], int] = {
    ("部長", "製造部"): 20,
    ("担当", "購買部"): 20,
    ("担当", "製造部"): 60,
}


def past(number: int, role: str, title: str, unit: str, deals: int = 30) -> list[PastRole]:
    return [
        PastRole(
            f"r{number}{deal}",
            f"d{deal}",
            f"c{number}{deal}",
            role,
            title,
            unit,
            True,
            0.5,
            "won",
            date(2025, 1, 1),
            1e6,
            "JPY",
            ("CHR",),
        )
        for deal in range(deals)
    ]


EXPERIENCE = learn([*past(1, "buyer", "担当", "購買部"), *past(2, "decider", "部長", "製造部")], POPULATION)


def facts(**more: object) -> AccountFacts:
    jobs = (
        Job("j1", "p1", "u1", "製造部", "部長", True),
        Job("j2", "p2", "u1", "購買部", "担当", True),
        Job("j3", "p3", "u1", "製造部", "担当", True),
    )
    people = tuple(Person(f"p{number}", f"P{number}") for number in (1, 2, 3))
    return AccountFacts(NOW, TODAY, people, jobs, **more)  # type: ignore[arg-type]


def order(found: AccountFacts, role: str) -> list[str]:
    ranked = predict_role(
        PeopleView(found), EXPERIENCE, role, target_ids={DEAL.id}, unit_ids=frozenset({"u1"})
    )
    assert sum(one.probability for one in ranked) == pytest.approx(1.0)
    return [one.contact_id for one in ranked]


def test_level_and_work_tell_who() -> None:
    assert order(facts(), "decider")[0] == "p1"
    assert order(facts(), "buyer")[0] == "p2"


def test_without_experience_nobody_is_likelier() -> None:
    ranked = predict_role(PeopleView(facts()), learn([], {}), "buyer", target_ids=set(), unit_ids=frozenset())
    assert [one.probability for one in ranked] == pytest.approx([1 / 3] * 3)
    assert [one.reasons for one in ranked] == [(), (), ()]


def test_who_holds_the_role_is_no_candidate_and_who_holds_another_is_less_likely() -> None:
    held = RoleHeld("r", "p1", DEAL, "decider")
    assert "p1" not in order(facts(roles=(held,)), "decider")
    seated = RoleHeld("r", "p2", DEAL, "user")
    before = predict_role(PeopleView(facts()), EXPERIENCE, "buyer", target_ids={DEAL.id}, unit_ids={"u1"})
    after = predict_role(
        PeopleView(facts(roles=(seated,))), EXPERIENCE, "buyer", target_ids={DEAL.id}, unit_ids={"u1"}
    )
    chance = {one.contact_id: one.probability for one in after}
    assert chance["p2"] < before[0].probability


def test_taking_part_and_having_held_it_before_speak_for_somebody() -> None:
    parts = (Participant("p3", False, "attendee"), Participant("m1", True, "attendee"))
    touches = tuple(
        Touch(f"t{day}", "meeting", NOW - timedelta(days=day), None, parts, (DEAL.id,)) for day in range(1, 9)
    )
    assert order(facts(touches=touches), "user")[0] == "p3"
    old = Target("d-old", "Deal", "Old", "won", date(2025, 6, 1), date(2026, 5, 1))
    assert order(facts(roles=(RoleHeld("r", "p3", old, "user"),)), "user")[0] == "p3"


def test_a_role_held_out_is_not_looked_at() -> None:
    held = RoleHeld("r", "p1", DEAL, "decider", power=1.0)
    view = PeopleView(facts(roles=(held,)))
    hidden = predict_role(view, EXPERIENCE, "decider", target_ids={DEAL.id}, unit_ids={"u1"}, hidden={"r"})
    without = predict_role(PeopleView(facts()), EXPERIENCE, "decider", target_ids={DEAL.id}, unit_ids={"u1"})
    assert hidden == without


def test_a_template_is_learned_from_enough_won_deals_only() -> None:
    rows = [*past(1, "buyer", "担当", "購買部", 8), *past(2, "user", "担当", "製造部", 3)]
    assert learned_template(rows, 9, 0.5) == (8, [])
    number, roles = learned_template(rows, 8, 0.5)
    assert (number, [row["role"] for row in roles]) == (8, ["buyer"])


def step(id_: str, contact: str, target: Target, number: int, since: date | None = None) -> RoleHeld:
    return RoleHeld(id_, contact, target, "approver", order=number, since=since)


def test_the_route_takes_as_long_as_the_middle_of_those_before() -> None:
    steps = [step("s1", "p2", DEAL, 1), step("s2", "p1", DEAL, 2)]
    for number, days in enumerate((10, 20, 60)):
        begun = date(2025, 1, 1)
        target = Target(f"d{number}", "Deal", "Old", "won", begun, begun + timedelta(days=days))
        steps += [step(f"o{number}", "p2", target, 1, begun), step(f"q{number}", "p1", target, 2, begun)]
    view = PeopleView(facts(roles=tuple(steps)))
    own = steps_of(view, {DEAL.id})
    assert [one.contact_id for one in own] == ["p2", "p1"]
    outlook = route_outlook(view, own, {DEAL.id}, frozenset())
    assert (outlook["expected_days"], outlook["deals"]) == (20, 3)
    fewer = PeopleView(replace(view.facts, roles=tuple(steps[:4])))
    assert route_outlook(fewer, own, {DEAL.id}, frozenset())["expected_days"] is None


def test_the_bottleneck_is_who_left_then_who_is_against() -> None:
    steps = [step("s1", "p2", DEAL, 1), step("s2", "p1", DEAL, 2)]
    against = RoleHeld("r", "p1", DEAL, "decider", stance="blocker")
    view = PeopleView(facts(roles=(*steps, against)))
    assert route_outlook(view, steps, {DEAL.id}, frozenset())["bottleneck"]["contact_id"] == "p1"
    assert route_outlook(view, steps, {DEAL.id}, frozenset({"p2"}))["bottleneck"]["contact_id"] == "p2"
    assert route_outlook(view, [], {DEAL.id}, frozenset())["bottleneck"] is None
