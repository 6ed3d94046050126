"""Ties, health and what they are read from, on a small account in the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from graph_models.records import Moment
from service.analysis.weights import WEIGHTS
from service.database import Database
from service.errors import UsageError
from service.operations.kept_ties import drop_ties, rebuild_ties, serve
from service.operations.moments import moment_of
from service.operations.relationships import relationship_health, ties
from service.settings import Settings
from tests.integration.people_graph import (
    ACME,
    EXPERT,
    HANA,
    KEN,
    LAB,
    SISTER,
    later_facts,
    moment,
    put,
    small_account,
)


@pytest.fixture(scope="module")
def account(database: Database) -> Iterator[Database]:
    """The small account."""
    put(database, small_account())
    return database


def _now() -> Moment:
    return moment_of(Settings.from_env().timezone)


def test_kept_and_fresh_ties_agree(account: Database) -> None:
    now = _now()
    drop_ties(account)
    assert not serve(account, now, WEIGHTS.tie)
    scopes = ({"company": ACME.id}, {"site": LAB.id}, {"contact": EXPERT.id}, {"member": HANA.id})
    fresh = [ties(account, **scope, moment=now, limit=100) for scope in scopes]
    health = relationship_health(account, company=ACME.id, moment=now)
    rebuild_ties(account)
    now = Moment(now.as_of, now.until, _now().known_at)
    assert serve(account, now, WEIGHTS.tie)
    assert [ties(account, **scope, moment=now, limit=100) for scope in scopes] == fresh
    assert relationship_health(account, company=ACME.id, moment=now) == health
    assert fresh[0].items
    assert health.items[0].score is not None


def test_who_knows_whom_at_a_company(account: Database) -> None:
    found = ties(account, company=ACME.id, moment=moment(), limit=100)
    by_pair = {(item.details["one"]["id"], item.details["other"]["id"]): item for item in found.items}
    assert (ACME.id, HANA.id) in by_pair
    assert by_pair[EXPERT.id, HANA.id].details["kind"] == "contact_member"
    kinds = {item.details["kind"] for item in found.items}
    assert kinds == {"contact_member", "contact_contact", "account_member"}
    assert [item.score for item in found.items] == sorted((item.score for item in found.items), reverse=True)
    assert all(item.state.value == "inferred" for item in found.items)
    only = ties(account, company=ACME.id, kind="account_member", moment=moment(), limit=100)
    assert {item.details["other"]["id"] for item in only.items} == {HANA.id, KEN.id}


def test_of_one_person(account: Database) -> None:
    hana = ties(account, member=HANA.id, moment=moment(), limit=100)
    assert {item.details["other"]["id"] for item in hana.items} == {HANA.id}
    sister = ties(account, contact=SISTER.id, moment=moment(), limit=100)
    assert (sister.items, [note.key for note in sister.notes]) == ((), ["ties.none"])
    with pytest.raises(UsageError):
        ties(account, member=EXPERT.id, moment=moment(), limit=10)


def test_nothing_later_reaches_an_answer(account: Database) -> None:
    day = moment(known_at=datetime(2026, 8, 1, tzinfo=moment().until.tzinfo))
    before = ties(account, company=ACME.id, moment=day, limit=100)
    health = relationship_health(account, company=ACME.id, moment=day)
    put(account, later_facts(), datetime(2026, 9, 1, tzinfo=day.until.tzinfo))
    assert ties(account, company=ACME.id, moment=day, limit=100) == before
    assert relationship_health(account, company=ACME.id, moment=day) == health


def test_health_and_its_trend(account: Database) -> None:
    item = relationship_health(account, company=ACME.id, moment=moment()).items[0]
    assert item.score == pytest.approx(sum(part.contribution or 0.0 for part in item.parts))
    past = moment(date(2026, 6, 30) - timedelta(days=90))
    earlier = relationship_health(account, company=ACME.id, moment=past).items[0]
    assert item.details["before"] == pytest.approx(earlier.score)
    assert item.details["change"] == pytest.approx(item.score - earlier.score)
    assert {one["other"]["id"] for one in item.details["members"]} == {HANA.id, KEN.id}
