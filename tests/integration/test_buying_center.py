"""The buying center on the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph_models.records import Answer, RankedItem
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.buying_center import buying_center
from service.operations.entities import evidence
from tests.integration.people_graph import (
    ACME,
    BUYER,
    CHIEF,
    EMPTY,
    EXPERT,
    LAB,
    LATER,
    LEFT,
    OPEN,
    PLANT,
    SISTER,
    later_facts,
    moment,
    put,
    remove,
    small_account,
)

PARTS = ("buying_role", "buying_power", "stance_certainty", "tie_strength", "deal_engagement")


@pytest.fixture(scope="module")
def account(database: Database) -> Database:
    put(database, small_account())
    return database


@pytest.fixture
def scratch_account(account: Database) -> Iterator[Database]:
    """The account to be damaged; it is whole again afterwards."""
    yield account
    account.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)
    put(account, small_account())


def ask(database: Database, **options: object) -> Answer:
    scope = {"deal": OPEN.id} if not options.keys() & {"company", "site", "deal"} else {}
    return buying_center(database, **{"moment": moment(), "limit": 50, **scope, **options})  # type: ignore[arg-type]


def item(answer: Answer, id_: str) -> RankedItem:
    return next(found for found in answer.items if found.id == id_)


def test_members_of_a_deal(account: Database) -> None:
    answer = ask(account)
    assert {found.id for found in answer.items} == {CHIEF.id, EXPERT.id, BUYER.id, LEFT.id}
    assert answer.items[-1].id == LEFT.id
    expert = item(answer, EXPERT.id)
    assert expert.details["stance"] == "champion"
    assert expert.details["power"] == 0.6
    assert [role["role"] for role in expert.details["roles"]] == ["specifier"]
    route = answer.details["route"]
    assert [(step["order"], step["contact"]["id"]) for step in route] == [(1, BUYER.id), (2, CHIEF.id)]


def test_coverage_and_what_is_missing(account: Database) -> None:
    details = ask(account).details
    assert details["template"]["size"] == "medium"
    named = {row["role"]: row["named_people"] for row in details["required"]}
    assert named == {"decider": 0, "approver": 2, "specifier": 1, "user": 0, "buyer": 0}
    assert details["coverage"]["named"] == pytest.approx((1.5 + 1.5) / 7)
    missing = {row["role"]: row["seen_at"] for row in details["missing"]}
    assert missing.keys() == {"decider", "user", "buyer"}
    # The decider of the earlier deal here.
    assert [(row["contact"]["id"], row["is_here"]) for row in missing["decider"]] == [(CHIEF.id, True)]
    flags = {flag["change"].key for flag in details["red_flags"]}
    assert "buying_center.missing_decider" in flags


def test_all_ids_resolve(account: Database) -> None:
    answer = ask(account, company=ACME.id, category="BAL")
    ids = {id_ for found in answer.items for part in found.parts for id_ in part.evidence_ids}
    details = answer.details
    ids.update(details["coverage"]["evidence_ids"])
    ids.update(id_ for flag in details["red_flags"] for id_ in flag["ids"])
    ids.update(id_ for row in details["missing"] for id_ in row["evidence"])
    ids.update(id_ for found in details["structure"]["evidence"].values() for id_ in found)
    assert len(ids) > 10
    for id_ in ids:
        assert evidence(account, id_, "ja")["sentence"]
    for found in answer.items:
        known = [part.contribution for part in found.parts if part.contribution is not None]
        assert found.score == pytest.approx(sum(known))


@pytest.mark.parametrize("name", PARTS)
def test_removing_a_parts_evidence_changes_that_part(scratch_account: Database, name: str) -> None:
    question = {"site": PLANT.id, "category": "BAL"}
    before = next(
        part for part in item(ask(scratch_account, **question), EXPERT.id).parts if part.name == name
    )
    assert before.value is not None
    kept = tuple(id_ for id_ in before.evidence_ids if not id_.startswith("deal-"))
    remove(scratch_account, kept)
    after = next(
        part for part in item(ask(scratch_account, **question), EXPERT.id).parts if part.name == name
    )
    assert after.value is None


def test_of_a_category_at_a_place(account: Database) -> None:
    plant = ask(account, site=PLANT.id, category="BAL")
    assert {found.id for found in plant.items} == {CHIEF.id, EXPERT.id, BUYER.id, LEFT.id, SISTER.id}
    # A purchase makes a buyer, by inference only.
    assert "buyer" in [role["role"] for role in item(plant, BUYER.id).details["roles"]]
    assert plant.details["coverage"]["named"] > ask(account).details["coverage"]["named"]
    lab = ask(account, site=LAB.id, category="BAL")
    assert lab.items == ()
    assert lab.details["coverage"]["named"] is None
    assert [note.key for note in lab.notes] == ["buying_center.nobody_known"]
    # The roles that are missing there sat at the sister site.
    decider = next(row for row in lab.details["missing"] if row["role"] == "decider")
    assert [(row["contact"]["id"], row["is_here"]) for row in decider["seen_at"]] == [(CHIEF.id, False)]
    assert (
        ask(account, company=ACME.id, category="BAL-9").items
        == ask(account, company=ACME.id, category="BAL").items
    )


def test_nothing_later_reaches_an_answer_about_the_past(scratch_account: Database) -> None:
    questions = (
        {"deal": OPEN.id},
        {"company": ACME.id, "category": "BAL"},
        {"site": PLANT.id, "category": "BAL"},
    )
    before = [ask(scratch_account, **question) for question in questions]
    put(scratch_account, later_facts(), LATER)
    assert [ask(scratch_account, **question) for question in questions] == before
    after = [ask(scratch_account, moment=moment(date(2026, 8, 31)), **question) for question in questions]
    assert after != before


def test_what_cannot_be_asked(account: Database) -> None:
    with pytest.raises(UsageError) as without:
        ask(account, site=PLANT.id)
    assert without.value.key == "errors.category_needed"
    with pytest.raises(NotFoundError):
        ask(account, site=PLANT.id, category="NO-SUCH")
    with pytest.raises(NotFoundError):
        ask(account, deal="deal-aaaaaaaaaaaaaaaa")
    with pytest.raises(UsageError):
        ask(account, deal=ACME.id)


def test_with_nobody_known_it_is_unknown(account: Database) -> None:
    answer = ask(account, company=EMPTY.id, category="BAL")
    assert answer.items == ()
    assert answer.details["coverage"] == {"named": None, "engaged": None, "evidence_ids": []}
    assert len(answer.details["missing"]) == 5
