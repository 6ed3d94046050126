"""Key person and warm paths on the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph_models.records import Answer, RankedItem
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import LANGUAGES, say
from service.operations.entities import evidence
from service.operations.key_person import key_person
from service.operations.warm_path import warm_paths
from tests.integration.people_graph import (
    ACME,
    BUYER,
    CHIEF,
    EMPTY,
    EXPERT,
    HANA,
    KEN,
    LAB,
    LATER,
    LEFT,
    OPEN,
    PLANT,
    QUALITY,
    SISTER,
    US,
    later_facts,
    link,
    moment,
    node,
    put,
    remove,
    small_account,
)

PARTS = (
    *("formal_authority", "past_roles", "network_position", "company_kept", "brokerage"),
    *("engagement", "reach"),
)


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
    scope = {"company": ACME.id} if not options.keys() & {"company", "site", "department", "deal"} else {}
    return key_person(database, **{"moment": moment(), "limit": 50, **scope, **options})  # type: ignore[arg-type]


def item(answer: Answer, id_: str) -> RankedItem:
    return next(found for found in answer.items if found.id == id_)


def test_whom_it_ranks(account: Database) -> None:
    ids = {found.id for found in ask(account).items}
    assert ids == {CHIEF.id, EXPERT.id, BUYER.id, LEFT.id, SISTER.id}
    assert {found.id for found in ask(account, site=PLANT.id).items} == ids - {SISTER.id}
    assert [found.id for found in ask(account, site=LAB.id).items] == [SISTER.id]
    assert [found.id for found in ask(account, department=QUALITY.id).items] == [EXPERT.id, LEFT.id]
    assert {found.id for found in ask(account, deal=OPEN.id).items} == {
        CHIEF.id,
        EXPERT.id,
        BUYER.id,
        LEFT.id,
    }


def test_what_it_says(account: Database) -> None:
    answer = ask(account)
    assert answer.items[0].id == CHIEF.id
    assert answer.items[-1].id == LEFT.id
    assert "has_left" in item(answer, LEFT.id).details["flags"]
    assert "specifier" in item(answer, EXPERT.id).details["flags"]
    assert "specifier" not in item(answer, BUYER.id).details["flags"]
    assert item(answer, EXPERT.id).details["title"] == "主任"
    assert item(answer, EXPERT.id).details["strength"] > 0.3
    # A person has the same parts whatever scope is asked about.
    assert item(ask(account, site=PLANT.id), CHIEF.id).parts == item(answer, CHIEF.id).parts


def test_parts_add_up_and_every_evidence_resolves(account: Database) -> None:
    seen = set()
    for found in ask(account).items:
        known = [part for part in found.parts if part.value is not None]
        assert found.score == pytest.approx(sum(part.contribution for part in known))  # type: ignore[misc]
        for part in known:
            assert part.evidence_ids
            seen.add(part.name)
            for id_ in part.evidence_ids:
                for lang in LANGUAGES:
                    assert evidence(account, id_, lang)["sentence"]
    assert seen == set(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_removing_a_parts_evidence_changes_that_part(scratch_account: Database, name: str) -> None:
    before = item(ask(scratch_account), EXPERT.id)
    part = next(part for part in before.parts if part.name == name)
    assert part.value is not None
    # The job is what makes somebody belong: a second one without a title keeps the expert there.
    put(scratch_account, [link("WORKS_AT", EXPERT, PLANT, qualifier="second")])
    remove(scratch_account, part.evidence_ids)
    after = item(ask(scratch_account), EXPERT.id)
    assert next(part for part in after.parts if part.name == name).value is None
    assert after.score != before.score


@pytest.mark.parametrize("name", PARTS)
def test_removing_one_piece_of_evidence_is_felt(scratch_account: Database, name: str) -> None:
    before = next(part for part in item(ask(scratch_account), EXPERT.id).parts if part.name == name)
    put(scratch_account, [link("WORKS_AT", EXPERT, PLANT, qualifier="second")])
    remove(scratch_account, before.evidence_ids[:1])
    after = next(part for part in item(ask(scratch_account), EXPERT.id).parts if part.name == name)
    assert after.value != before.value


def test_nothing_later_reaches_an_answer_about_the_past(scratch_account: Database) -> None:
    scopes = ({"company": ACME.id}, {"site": PLANT.id}, {"deal": OPEN.id})
    before = [ask(scratch_account, **scope) for scope in scopes]
    put(scratch_account, later_facts(), LATER)
    assert [ask(scratch_account, **scope) for scope in scopes] == before
    now = ask(scratch_account, moment=moment(date(2026, 8, 31)))
    assert now.items != before[0].items
    assert CHIEF.id not in {found.id for found in now.items}


def test_what_was_learned_later_is_not_known_before(scratch_account: Database) -> None:
    known = moment(known_at=datetime(2026, 7, 1, tzinfo=UTC))
    before = ask(scratch_account, moment=known)
    late = replace(link("HOLDS_ROLE", SISTER, OPEN, role="decider", qualifier="late"), recorded_at=LATER)
    put(scratch_account, [late], LATER)
    assert ask(scratch_account, moment=known) == before
    assert ask(scratch_account) != before


def test_a_deals_outcome_counts_from_the_day_it_closed(account: Database) -> None:
    def role_value(day: date) -> float:
        found = item(ask(account, moment=moment(day), deal=OPEN.id), EXPERT.id)
        value = next(part.value for part in found.parts if part.name == "past_roles")
        assert value is not None
        return value

    # Won says more than open, though it is the older by a day.
    assert role_value(date(2026, 8, 1)) > role_value(date(2026, 7, 31))


def test_with_nobody_known_it_says_what_to_do(account: Database) -> None:
    answer = ask(account, company=EMPTY.id)
    assert answer.items == ()
    assert [note.key for note in answer.notes] == ["key_person.nobody_known"]
    for lang in LANGUAGES:
        assert EMPTY.properties["name"] in say(answer.notes[0].key, lang, **answer.notes[0].params)


def test_limit(account: Database) -> None:
    answer = ask(account, limit=2)
    assert len(answer.items) == 2
    assert answer.details["total"] == 5


def test_what_cannot_be_asked(account: Database) -> None:
    with pytest.raises(NotFoundError):
        ask(account, company="company-aaaaaaaaaaaaaaaa")
    with pytest.raises(NotFoundError):
        ask(account, company="' OR 1=1")
    with pytest.raises(UsageError) as wrong:
        ask(account, company=PLANT.id)
    assert wrong.value.key == "errors.not_that_label"
    with pytest.raises(UsageError):
        ask(account, company=ACME.id, site=PLANT.id)


def test_warm_paths(account: Database) -> None:
    found = warm_paths(account, from_id=US.id, to_id=CHIEF.id, moment=moment(), limit=3)
    best = found.items[0]
    assert [one["id"] for one in best["nodes"]] == [HANA.id, CHIEF.id]
    assert found.items == warm_paths(account, to_id=CHIEF.id, moment=moment(), limit=3).items
    for path in found.items:
        for edge in path["edges"]:
            assert edge["evidence_ids"]
            for id_ in edge["evidence_ids"]:
                assert evidence(account, id_, "en")
    to_lab = warm_paths(account, from_id=KEN.id, to_id=LAB.id, moment=moment(), limit=3)
    assert [one["id"] for one in to_lab.items[0]["nodes"]] == [KEN.id, SISTER.id]
    assert to_lab.items[0]["edges"][0]["type"] == "KNOWS"


def test_warm_paths_that_are_not_there(scratch_account: Database) -> None:
    nobody = warm_paths(scratch_account, to_id=EMPTY.id, moment=moment(), limit=3)
    assert (nobody.items, [note.key for note in nobody.notes]) == ((), ["key_person.nobody_known"])
    with pytest.raises(UsageError):
        warm_paths(scratch_account, from_id=ACME.id, to_id=CHIEF.id, moment=moment(), limit=3)
    put(scratch_account, [node("Contact", "chief", name="Chief", is_opted_out=True)])
    refused = warm_paths(scratch_account, to_id=CHIEF.id, moment=moment(), limit=3)
    assert (refused.items, [note.key for note in refused.notes]) == ((), ["warm_path.opted_out"])
