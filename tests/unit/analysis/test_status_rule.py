"""The rule of the status: each letter, its border, its reasons, and what is rolled up."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.analysis.status import account_findings, person_finding
from service.analysis.status_facts import (
    AccountFacts,
    Choice,
    CustomerType,
    Finding,
    Job,
    Order,
    PersonFacts,
    Reaction,
    Rules,
    UnitFacts,
)

DAY = date(2026, 11, 23)
RULES = Rules(lapse_days=365)
COMPANY, SITE = "company-a", "site-a"
JOB = Job("job-1", COMPANY, SITE, date(2020, 4, 1), None)


def person(**facts: object) -> PersonFacts:
    return PersonFacts("contact-a", **{"jobs": (JOB,), **facts})  # type: ignore[arg-type]


def found(one: PersonFacts, others: bool = True) -> Finding:
    return person_finding(one, others, DAY, RULES)


def order(days_ago: int) -> Order:
    return Order(DAY - timedelta(days=days_ago), f"purchase-{days_ago}")


def reaction(days_ago: int, id_: str = "activity-1") -> Reaction:
    return Reaction(DAY - timedelta(days=days_ago), id_)


def test_nothing_known_is_no_status() -> None:
    one = found(person())
    assert (one.status, one.customer_type, one.reasons) == (None, CustomerType.POTENTIAL, ())


def test_who_reacted_is_a_prospect_with_the_reaction_as_evidence() -> None:
    one = found(person(reaction=reaction(10)))
    assert (one.status, one.customer_type) == ("P", CustomerType.PROSPECT)
    assert one.reasons[0].evidence_ids == ("activity-1",)


def test_an_order_makes_a_customer_until_the_day_it_lapses() -> None:
    last = found(person(orders=(order(364),)))
    assert (last.status, last.lapses_on) == ("C", DAY + timedelta(days=1))
    first = found(person(orders=(order(365),)))
    assert (first.status, first.lapses_on) == ("L", None)
    assert first.reasons[0].evidence_ids == ("purchase-365",)


def test_customer_types() -> None:
    assert found(person(orders=(order(10), order(300)))).customer_type is CustomerType.NEW
    assert found(person(orders=(order(10), order(400)))).customer_type is CustomerType.REPEAT
    assert found(person(orders=(order(400),))).customer_type is CustomerType.EXISTING
    assert found(person(orders=(order(400), order(700)))).customer_type is CustomerType.EXISTING


def test_a_specifier_chooses_and_never_orders_where_others_do() -> None:
    chooses = person(choices=(Choice("deal-1", "role-1", COMPANY),), reaction=reaction(3))
    assert found(chooses).status == "S"
    assert found(chooses).reasons[0].evidence_ids == ("role-1",)
    assert found(chooses, others=False).status == "P", "nobody bought, so nobody can be told apart"
    assert found(person(choices=chooses.choices, orders=(order(5),))).status == "C"
    assert found(person(choices=chooses.choices, buys=True, reaction=reaction(3))).status == "P"


def test_without_a_role_it_takes_the_touches_of_several_deals() -> None:
    touches = tuple(Choice(f"deal-{n}", f"activity-{n}", COMPANY, is_held=False) for n in range(2))
    assert found(person(choices=touches[:1], reaction=reaction(1))).status == "P"
    assert found(person(choices=touches)).status == "S"


def test_who_left_is_dead_whatever_was_bought() -> None:
    gone = Job("job-1", COMPANY, SITE, None, DAY - timedelta(days=20))
    one = found(person(jobs=(gone,), orders=(order(30),)))
    assert (one.status, one.doubt, one.doubt_on) == ("D", "left", DAY - timedelta(days=20))
    assert one.reasons[0].evidence_ids == ("job-1",)


def test_bounced_mail_kills_until_the_next_sign_of_life() -> None:
    assert found(person(bounce=reaction(5, "bounce"), reaction=reaction(9))).status == "D"
    assert found(person(bounce=reaction(5, "bounce"), reaction=reaction(2))).status == "P"


def test_who_moved_begins_anew_at_the_new_company() -> None:
    moved = (
        Job("old", COMPANY, SITE, date(2020, 1, 1), date(2026, 10, 1)),
        Job("new", "company-b", "site-b", date(2026, 10, 1), None),
    )
    one = found(person(jobs=moved, orders=(order(100),), reaction=reaction(200)))
    assert (one.status, one.doubt, one.doubt_on) == (None, "moved", date(2026, 10, 1))
    assert found(person(jobs=moved, reaction=reaction(5))).status == "P"


def test_a_site_and_a_company_take_in_the_orders_of_their_people() -> None:
    account = AccountFacts(UnitFacts(COMPANY), (UnitFacts(SITE),), (person(orders=(order(7),)),))
    by_id = {one.id: one for one in account_findings(account, DAY, RULES)}
    assert {id_: one.status for id_, one in by_id.items()} == {COMPANY: "C", SITE: "C", "contact-a": "C"}
    assert by_id[COMPANY].reasons[0].evidence_ids == ("purchase-7",)


def test_orders_of_a_person_stay_with_the_site_of_that_day() -> None:
    jobs = (
        Job("old", COMPANY, SITE, None, DAY - timedelta(days=50)),
        Job("new", COMPANY, "site-b", DAY - timedelta(days=50), None),
    )
    sites = (UnitFacts(SITE), UnitFacts("site-b"))
    account = AccountFacts(UnitFacts(COMPANY), sites, (person(jobs=jobs, orders=(order(60),)),))
    statuses = {one.id: one.status for one in account_findings(account, DAY, RULES)}
    assert statuses == {COMPANY: "C", SITE: "C", "site-b": None, "contact-a": "C"}


def test_a_site_that_chooses_for_others_is_a_specifier() -> None:
    chooser = person(choices=(Choice("deal-1", "role-1", COMPANY),))
    account = AccountFacts(UnitFacts(COMPANY, orders=(order(3),)), (UnitFacts(SITE),), (chooser,))
    statuses = {one.id: one.status for one in account_findings(account, DAY, RULES)}
    assert statuses == {COMPANY: "C", SITE: "S", "contact-a": "S"}


def test_a_closed_site_and_an_absorbed_company_are_dead() -> None:
    ended = Reaction(DAY - timedelta(days=1), "tie")
    account = AccountFacts(UnitFacts(COMPANY, (order(1),), ended=ended), (UnitFacts(SITE, ended=ended),))
    assert [one.status for one in account_findings(account, DAY, RULES)] == ["D", "D"]


def test_a_person_is_found_at_the_present_company_only() -> None:
    elsewhere = (JOB, Job("new", "company-b", None, DAY, None))
    ended = (Job("old", COMPANY, SITE, None, DAY), elsewhere[1])
    account = AccountFacts(UnitFacts(COMPANY), (), (person(jobs=ended),))
    assert [one.label for one in account_findings(account, DAY, RULES)] == ["Company"]


days_ago = st.integers(0, 2000)


@given(st.lists(days_ago, max_size=6), st.none() | days_ago, st.integers(1, 800))
def test_any_facts_give_one_status_whose_evidence_is_among_them(
    orders: list[int], reacted: int | None, lapse_days: int
) -> None:
    facts = person(orders=tuple(map(order, orders)), reaction=None if reacted is None else reaction(reacted))
    one = person_finding(facts, True, DAY, Rules(lapse_days))
    expected = None if reacted is None else "P"
    if orders:
        expected = "C" if min(orders) < lapse_days else "L"
    assert one.status == expected
    known = {item.evidence_id for item in facts.orders} | {"activity-1"}
    assert {id_ for reason in one.reasons for id_ in reason.evidence_ids} <= known
    assert (one.status is None) == (not one.reasons)
    assert (one.lapses_on is not None) == (one.status == "C")


@given(st.lists(days_ago, min_size=1, max_size=6), st.randoms())
def test_the_order_in_which_facts_come_changes_nothing(orders: list[int], dice: object) -> None:
    shuffled = list(orders)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (found(person(orders=tuple(map(order, some)))) for some in (orders, shuffled))
    assert one == other
