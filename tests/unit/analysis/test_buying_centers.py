"""The buying center and its measures on a small deal, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_models.vocabulary import State
from service.analysis.buying_center import Center, Subject, buying_center
from service.analysis.committee import size_of, template_for
from service.analysis.people import AccountFacts, RoleHeld, Target
from service.analysis.people_view import PeopleView
from service.analysis.weights import WEIGHTS, Requirement
from tests.unit.analysis.people_builders import TODAY, account, deal, job, reports, role, touch

DEAL = deal("deal-1")
TEMPLATE = (
    Requirement("decider", 1, 2.0),
    Requirement("user", 2, 1.0),
    Requirement("approver", 1, 1.0),
)


def _subject(people: str = "abc", **more: object) -> Subject:
    return Subject(
        frozenset({"deal-1"}),
        frozenset(people),
        TEMPLATE,
        frozenset({"site-1"}),
        **more,  # type: ignore[arg-type]
    )


def _center(facts: AccountFacts, subject: Subject | None = None) -> Center:
    return buying_center(PeopleView(facts), subject or _subject())


def _flags(center: Center) -> dict[str, dict]:
    return {flag["change"].key.removeprefix("buying_center."): flag for flag in center.details["red_flags"]}


def test_coverage_named_and_engaged() -> None:
    facts = account(
        job("a", "部長"),
        role("a", DEAL, "decider"),
        role("b", DEAL, "user"),
        touch("t", 1, "a m1"),
    )
    covered = _center(facts).details["coverage"]
    # decider whole, one user of two, no approver; of these only the decider has a tie.
    assert covered["named"] == pytest.approx((2.0 + 0.5) / 4)
    assert covered["engaged"] == pytest.approx(2.0 / 4)
    assert covered["evidence_ids"] == ["holds_role.a.deal-1.decider", "holds_role.b.deal-1.user"]


def test_with_nobody_known_coverage_is_unknown_and_every_role_missing() -> None:
    center = _center(account(), _subject(""))
    assert center.items == ()
    assert center.details["coverage"]["named"] is None
    assert center.details["coverage"]["engaged"] is None
    assert [row["role"] for row in center.details["missing"]] == ["decider", "user", "approver"]
    assert center.details["red_flags"] == []


def test_parts_of_a_member() -> None:
    facts = account(
        role("a", DEAL, "decider", power=0.8, stance="supporter"), touch("t", 0, "a m1", deals=("deal-1",))
    )
    item = next(item for item in _center(facts).items if item.id == "a")
    values = {part.name: part.value for part in item.parts}
    assert values["buying_role"] == pytest.approx(1 / 1.6)
    assert values["buying_power"] == pytest.approx(0.8)
    assert values["stance_certainty"] == pytest.approx(1 / 1.5)
    assert values["deal_engagement"] == pytest.approx(3 / 7)
    assert item.score == pytest.approx(sum(part.contribution for part in item.parts))
    assert item.state is State.CONFIRMED
    assert item.details["roles"] == [
        {
            "role": "decider",
            "stance": "supporter",
            "power": 0.8,
            "evidence_ids": ["holds_role.a.deal-1.decider"],
        }
    ]


def test_a_member_without_a_role_is_inferred_and_the_role_unknown() -> None:
    item = _center(account(touch("t", 0, "c m1", deals=("deal-1",))), _subject("c")).items[0]
    assert item.state is State.INFERRED
    assert item.details["stance"] == "unknown"
    assert {change.params["part"] for change in item.would_change} == {
        "buying_role",
        "buying_power",
        "stance_certainty",
    }


def test_an_unknown_stance_is_not_certain() -> None:
    item = _center(account(role("a", DEAL, "user", stance="unknown")), _subject("a")).items[0]
    assert {part.name: part.value for part in item.parts}["stance_certainty"] is None


def test_structure() -> None:
    facts = account(
        job("a", "部長"),
        job("b", "購買担当", unit="company-1"),
        job("c", "担当"),
        role("a", DEAL, "decider"),
        role("b", DEAL, "buyer"),
        role("c", DEAL, "user"),
        reports("c", "a"),
        touch("t", 1, "b> a", kind="mail"),
        touch("u", 1, "m1> a b", kind="mail"),
    )
    structure = _center(facts).details["structure"]
    assert structure["vertical"] == 2
    assert structure["lateral"] == 2
    assert structure["extensivity"] == 3
    # c reports to a, b wrote to a: two of six.
    assert structure["connectedness"] == pytest.approx(2 / 6)
    assert structure["purchasing_centrality"] == pytest.approx(1 / 4)
    assert structure["evidence"]["connectedness"] == ["reports_to.c.a", "t"]


def test_structure_of_one_person_has_no_ties() -> None:
    structure = _center(account(role("a", DEAL, "decider")), _subject("a")).details["structure"]
    assert structure["connectedness"] is None
    assert structure["vertical"] is None


def test_red_flags() -> None:
    facts = account(
        job("a", "課長", is_current=False),
        job("b", "部長"),
        job("c", "担当"),
        role("a", DEAL, "specifier", stance="champion"),
        role("b", DEAL, "decider", stance="blocker", power=0.9),
        role("c", DEAL, "user", stance="champion"),
        role("d", DEAL, "user"),
        touch("t", 45, "c m1", kind="mail"),
        touch("u", 1, "b m1"),
        touch("v", 2, "b m1"),
    )
    flags = _flags(_center(facts, _subject("abcd")))
    assert set(flags) == {
        "missing_approver",
        "single_threaded",
        "champion_gone",
        "champion_cold",
        "powerful_blocker",
        "unknown_stances",
    }
    assert flags["champion_gone"]["ids"] == ["a", "holds_role.a.deal-1.specifier"]
    assert flags["champion_cold"]["change"].params == {"name": "C", "days": 45}
    assert flags["powerful_blocker"]["ids"][0] == "b"
    assert flags["unknown_stances"]["ids"][0] == "d"


def test_silence_means_nothing_once_it_is_decided() -> None:
    facts = account(job("c", "担当"), role("c", DEAL, "user", stance="champion"), touch("t", 45, "c m1"))
    flags = _flags(_center(facts, _subject("c", is_running=False)))
    assert not set(flags) & {"champion_cold", "single_threaded", "nobody_engaged"}


def test_who_left_covers_nothing_and_stands_last() -> None:
    facts = account(
        job("a", "部長", is_current=False),
        job("b", "担当"),
        role("a", DEAL, "decider", power=1.0),
        role("b", DEAL, "user"),
    )
    center = _center(facts, _subject("ab"))
    assert [item.id for item in center.items] == ["b", "a"]
    assert center.items[1].details["flags"] == ("has_left",)
    assert not next(row for row in center.details["required"] if row["role"] == "decider")["covered"]


def test_a_missing_role_is_looked_for_where_it_sat_before() -> None:
    other = Target("deal-2", "Deal", "Other", "won", None, TODAY, ("site-2",))
    facts = account(
        job("b", "部長", unit="site-2"),
        job("d", "部長"),
        role("a", DEAL, "user"),
        role("b", other, "decider"),
        role("d", other, "decider"),
    )
    missing = next(
        row for row in _center(facts, _subject("a")).details["missing"] if row["role"] == "decider"
    )
    # Whoever works here comes before a sister site.
    assert [(row["contact"]["id"], row["is_here"]) for row in missing["seen_at"]] == [
        ("d", True),
        ("b", False),
    ]
    assert missing["evidence"] == ["holds_role.d.deal-2.decider", "holds_role.b.deal-2.decider"]


def test_approval_route_in_order() -> None:
    steps = [
        RoleHeld(f"approval_step.deal-1.{who}", who, DEAL, "approver", order=order, threshold=amount)
        for who, order, amount in (("b", 2, 1e6), ("a", 1, 0.0))
    ]
    route = _center(account(job("a", "課長"), *steps), _subject("ab")).details["route"]
    assert [(row["order"], row["contact"]["id"], row["threshold"]) for row in route] == [
        (1, "a", 0.0),
        (2, "b", 1e6),
    ]
    assert route[0]["evidence_ids"] == ["approval_step.deal-1.a"]


def test_a_purchase_makes_a_buyer_by_inference() -> None:
    bought = RoleHeld(
        "by.p.a", "a", Target("purchase-1", "Purchase", "p", "won", None, TODAY), "buyer", state="inferred"
    )
    item = _center(account(), _subject("", purchased=(bought,))).items[0]
    assert item.details["roles"][0]["role"] == "buyer"
    assert item.state is State.INFERRED
    assert item.parts[0].evidence_ids == ("by.p.a", "purchase-1")


def test_row_order_changes_nothing() -> None:
    facts = account(
        job("a", "部長"),
        role("a", DEAL, "decider"),
        role("b", DEAL, "decider"),
        role("a", DEAL, "user", stance="neutral"),
        touch("t", 1, "a b m1", deals=("deal-1",)),
        touch("u", 2, "a m2"),
    )
    turned = replace(
        facts,
        people=facts.people[::-1],
        roles=facts.roles[::-1],
        touches=facts.touches[::-1],
        jobs=facts.jobs[::-1],
    )
    assert _center(turned) == _center(facts)


@pytest.mark.parametrize(
    ("amount", "currency", "size"),
    [
        (1_000_000, "JPY", "small"),
        (3_000_000, "JPY", "medium"),
        (30_000_000, "JPY", "large"),
        (250_000, "EUR", "large"),
        (10_000, "GBP", "small"),
        (None, "JPY", "medium"),
        (5, "XXX", "medium"),
    ],
)
def test_size_of_a_deal(amount: float | None, currency: str, size: str) -> None:
    assert size_of(amount, currency, WEIGHTS.buying_center) == size
    assert template_for(size, None, WEIGHTS.buying_center)[0].role == "decider"
