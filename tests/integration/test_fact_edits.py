"""Facts edited by hand: the past stays as it was, an edit can be undone, concurrent ones are safe."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest

from service.app import create_app
from service.database import Database
from service.errors import ConflictError, InvalidRecordError, NotFoundError, UsageError
from service.operations.fact_edits import assert_fact, end_fact, history_of
from service.operations.undoing import undo_import
from service.settings import Settings
from service.store import people
from service.store.checksum import graph_checksum
from tests.integration.people_graph import ACME, BUYER, CHIEF, EXPERT, OPEN, WON, moment, put, small_account

TODAY = date(2026, 6, 15)
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def account(database: Database) -> Iterator[Database]:
    put(database, small_account())
    yield database
    database.run_statement("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n", write=True)


def roles(database: Database, contact: str, deal: str, **when: Any) -> dict[str | None, str | None]:
    facts = people.people_facts(database, {contact}, moment(**when), horizon_days=1.0)
    return {role.role: role.stance for role in facts.roles if role.target.id == deal}


def managers(database: Database, contact: str, **when: Any) -> set[str]:
    links = people.links_of_people(database, {contact}, moment(**when))
    return {link.end_id for link in links if link.type == "REPORTS_TO" and link.start_id == contact}


def test_an_edit_keeps_the_past_and_can_be_undone(account: Database) -> None:
    before = graph_checksum(account)
    known = datetime.now(UTC)
    said = {"role": "influencer", "stance": "supporter", "power": 0.4}
    first = assert_fact(
        account,
        "HOLDS_ROLE",
        BUYER.id,
        OPEN.id,
        today=date(2026, 6, 1),
        properties=said,
        reason="met",
        by="a",
    )
    changed = {"role": "influencer", "stance": "blocker"}
    second = assert_fact(account, "HOLDS_ROLE", BUYER.id, OPEN.id, today=TODAY, properties=changed)
    assert second["ended"] == [first["relationship"]["id"]]
    # What was not spoken of is carried over.
    assert second["relationship"]["properties"] == {**changed, "power": 0.4}
    assert roles(account, BUYER.id, OPEN.id, day=TODAY)["influencer"] == "blocker"
    assert roles(account, BUYER.id, OPEN.id, day=date(2026, 6, 10))["influencer"] == "supporter"
    assert "influencer" not in roles(account, BUYER.id, OPEN.id, day=TODAY, known_at=known)
    told = history_of(account, second["relationship"]["id"])["items"]
    assert [item["properties"]["stance"] for item in told] == ["blocker", "supporter"]
    assert told[1]["runs"][0]["reason"] == "met"
    undo_import(account, second["run"])
    assert roles(account, BUYER.id, OPEN.id, day=TODAY)["influencer"] == "supporter"
    undo_import(account, first["run"])
    assert graph_checksum(account) == before


def test_ending_a_fact_is_not_seen_by_what_was_known_before(account: Database) -> None:
    fact = assert_fact(account, "REPORTS_TO", BUYER.id, EXPERT.id, today=date(2026, 1, 1))
    known = datetime.now(UTC)
    end_fact(account, fact["relationship"]["id"], today=TODAY)
    assert managers(account, BUYER.id, day=TODAY) == set()
    assert managers(account, BUYER.id, day=date(2026, 6, 14)) == {EXPERT.id}
    assert managers(account, BUYER.id, day=TODAY, known_at=known) == {EXPERT.id}
    with pytest.raises(ConflictError):
        end_fact(account, fact["relationship"]["id"], today=TODAY)
    with pytest.raises(NotFoundError):
        end_fact(account, "reports_to.contact-a.contact-b", today=TODAY)


def test_a_new_manager_ends_the_present_one_and_no_line_is_a_circle(account: Database) -> None:
    assert_fact(account, "REPORTS_TO", BUYER.id, EXPERT.id, today=date(2026, 2, 1))
    assert_fact(account, "REPORTS_TO", BUYER.id, CHIEF.id, today=TODAY)
    assert managers(account, BUYER.id, day=TODAY) == {CHIEF.id}
    assert managers(account, BUYER.id, day=date(2026, 6, 1)) == {EXPERT.id}
    again = assert_fact(account, "REPORTS_TO", BUYER.id, CHIEF.id, today=TODAY)
    assert again["run"] is None
    with pytest.raises(ConflictError):
        assert_fact(account, "REPORTS_TO", CHIEF.id, BUYER.id, today=TODAY)


@pytest.mark.parametrize(
    ("type_", "end", "properties", "error"),
    [
        ("HOLDS_ROLE", OPEN.id, {"role": "king"}, InvalidRecordError),
        ("HOLDS_ROLE", OPEN.id, {"stance": "champion"}, InvalidRecordError),
        ("HOLDS_ROLE", OPEN.id, {"role": "user", "power": 7}, InvalidRecordError),
        ("HOLDS_ROLE", OPEN.id, {"role": "user", "source": "x"}, InvalidRecordError),
        ("HOLDS_ROLE", ACME.id, {"role": "user"}, UsageError),
        ("TOOK_PART", OPEN.id, {}, UsageError),
        ("REPORTS_TO", BUYER.id, {}, UsageError),
        ("HOLDS_ROLE", "deal-none", {"role": "user"}, NotFoundError),
    ],
)
def test_what_the_model_does_not_allow_is_refused(
    account: Database, type_: str, end: str, properties: dict[str, Any], error: type[Exception]
) -> None:
    before = graph_checksum(account)
    with pytest.raises(error):
        assert_fact(account, type_, BUYER.id, end, today=TODAY, properties=properties)
    assert graph_checksum(account) == before


def test_edits_at_the_same_time_leave_one_fact(account: Database) -> None:
    def say(stance: str) -> None:
        said = {"role": "influencer", "stance": stance}
        assert_fact(account, "HOLDS_ROLE", BUYER.id, OPEN.id, today=TODAY, properties=said)

    stances = ["champion", "supporter", "neutral", "opponent", "blocker"]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(say, stances))
    facts = people.people_facts(account, {BUYER.id}, moment(TODAY), horizon_days=1.0)
    own = [role for role in facts.roles if role.target.id == OPEN.id and role.role == "influencer"]
    assert len(own) == 1
    assert len(history_of(account, own[0].id)["items"]) == len(stances)


def test_a_correction_in_a_deal_that_is_over_takes_the_place(account: Database) -> None:
    old = assert_fact(
        account, "HOLDS_ROLE", BUYER.id, WON.id, today=date(2025, 7, 1), properties={"role": "user"}
    )
    said = {"role": "user", "stance": "supporter"}
    assert_fact(account, "HOLDS_ROLE", BUYER.id, WON.id, today=TODAY, properties=said)
    facts = people.people_facts(account, {BUYER.id}, moment(TODAY), horizon_days=1.0)
    held = [role for role in facts.roles if role.target.id == WON.id and role.role == "user"]
    assert [role.stance for role in held] == ["supporter"]
    assert held[0].id != old["relationship"]["id"]


def test_over_http(account: Database, settings: Settings) -> None:
    client = create_app(settings, account).test_client()
    body = {"type": "HOLDS_ROLE", "start": BUYER.id, "end": OPEN.id, "properties": {"role": "gatekeeper"}}
    made = client.post("/api/v1/relationships", json=body, base_url=LOCAL)
    assert made.status_code == 201
    id_ = made.get_json()["relationship"]["id"]
    assert client.post("/api/v1/relationships", json=body, base_url=LOCAL).status_code == 200
    ended = client.post(f"/api/v1/relationships/{id_}/end", json={"reason": "moved"}, base_url=LOCAL)
    assert ended.get_json()["relationship"]["valid_to"]
    again = client.post(f"/api/v1/relationships/{id_}/end?lang=ja", json={}, base_url=LOCAL)
    assert again.status_code == 409
    assert "終わっています" in again.get_json()["detail"]
    history = client.get(f"/api/v1/relationships/{id_}/history", base_url=LOCAL).get_json()
    assert "moved" in [run.get("reason") for run in history["items"][0]["runs"]]
    wrong = client.post("/api/v1/relationships", json={**body, "properties": {"role": "x"}}, base_url=LOCAL)
    assert wrong.status_code == 422
    assert wrong.get_json()["errors"][0]["field"] == "role"
    amended = client.patch(
        f"/api/v1/deals/{OPEN.id}", json={"properties": {"name": "Line 2"}, "reason": "call"}, base_url=LOCAL
    )
    assert amended.status_code == 200
    assert len(amended.get_json()["runs"]) == 1
