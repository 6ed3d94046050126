"""Triggers fire once per reason, also twice at once; rules are tried before they are put into use."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph_models.records import Moment, NodeRecord, RelationshipRecord
from service.app import create_app
from service.database import Database
from service.errors import UsageError
from service.operations.events import take_in
from service.operations.moments import moment_of
from service.operations.nurture import fire_triggers
from service.operations.nurture_rules import nurture_rules_told, preview_nurture, set_nurture_rules
from service.settings import Settings
from service.store.checksum import graph_checksum
from tests.conftest import clear, write

ZONE = Settings.from_env().timezone
COMPANY, MEMBER = "company-aaaaaaaaaaaaaaaa", "member-aaaaaaaaaaaaaaaa"
ANNA, BEN, CLEO = (f"contact-{letter * 16}" for letter in "abc")
MAILS = {ANNA: "anna@aoba.example", BEN: "ben@aoba.example", CLEO: "cleo@aoba.example"}
NOON = datetime.now(ZONE).replace(hour=0, minute=1, second=0, microsecond=0)
TODAY = NOON.date()


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    write(
        database,
        NodeRecord("Company", COMPANY, {"name": "青葉電機", "name_latin": "Aoba Electric"}, "test"),
        NodeRecord("Member", MEMBER, {"name": "佐藤", "name_latin": "Sato"}, "test"),
        *(NodeRecord("Contact", id_, {"name": id_, "emails": [mail]}, "test") for id_, mail in MAILS.items()),
        *(RelationshipRecord("WORKS_AT", id_, COMPANY, "test") for id_ in MAILS),
        RelationshipRecord("OWNS", MEMBER, COMPANY, "test"),
    )
    yield database
    clear(database)


def now() -> Moment:
    return moment_of(ZONE)


def pages(database: Database, who: str, page: str, number: int, days_ago: int = 0) -> None:
    """Somebody looks at so many pages of a kind on a day."""
    at = NOON - timedelta(days=days_ago)
    events = [
        {"id": f"{who}{page}{days_ago}-{n}", "kind": "web_visit", "page": page, "email": MAILS[who]}
        | {"at": (at + timedelta(seconds=n)).isoformat()}
        for n in range(number)
    ]
    assert take_in(database, "site", events, ZONE, "en")["rejected"] == []


def courses(database: Database) -> list[tuple[str, str, int]]:
    rows = database.run_statement(
        "MATCH (c:NurtureCourse) RETURN c.contact_id AS who, c.play AS play, c.day AS day"
        " ORDER BY who, play, day"
    )
    return [(row["who"], row["play"], (TODAY - row["day"]).days) for row in rows]


def test_each_trigger_fires_once_per_reason(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)
    pages(graph, BEN, "/contact", 2, days_ago=1)
    pages(graph, CLEO, "/feature", 5, days_ago=2)
    checksum = graph_checksum(graph)
    assert fire_triggers(graph, now()) == 2
    # Who did it before anybody looked is not written to.
    assert courses(graph) == [(ANNA, "datasheet", 0), (BEN, "personal_proposal", 1)]
    assert fire_triggers(graph, now()) == 0
    pages(graph, ANNA, "/cases", 5)
    pages(graph, ANNA, "/feature/more", 7)
    assert fire_triggers(graph, now()) == 1
    assert len(courses(graph)) == 3
    assert graph_checksum(graph) != checksum, "events are facts"
    checksum = graph_checksum(graph)
    pages(graph, BEN, "/contact", 2, days_ago=1)
    assert fire_triggers(graph, now()) == 0
    assert graph_checksum(graph) == checksum
    evidence = graph.run_statement("MATCH (c:NurtureCourse {play: 'datasheet'}) RETURN c.evidence_ids AS ids")
    assert len(evidence[0]["ids"]) == 5


def test_two_who_look_at_once_begin_one_course(graph: Database) -> None:
    for who in (ANNA, BEN, CLEO):
        pages(graph, who, "/feature", 5)
    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda _: fire_triggers(graph, now()), range(4)))
    assert sum(begun) == 3
    assert len(courses(graph)) == 3


def test_records_that_became_one_are_one_person(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)
    assert fire_triggers(graph, now()) == 1
    graph.run_statement("MERGE (m:Merged {id: $gone}) SET m.into_id = $into", write=True, gone=ANNA, into=BEN)
    pages(graph, BEN, "/feature", 5)
    assert fire_triggers(graph, now()) == 0


def test_who_asked_not_to_be_contacted_is_left_out(graph: Database) -> None:
    write(graph, NodeRecord("Contact", ANNA, {"is_opted_out": True}, "test"), at=datetime.now(ZONE))
    pages(graph, ANNA, "/feature", 5)
    assert fire_triggers(graph, now()) == 0
    assert preview_nurture(graph, None, now(), "en")["opted_out"] == 1


def test_a_preview_of_last_month_keeps_nothing(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5, days_ago=30)
    pages(graph, BEN, "/feature", 4, days_ago=3)
    pages(graph, CLEO, "/feature", 5, days_ago=31)
    found = preview_nurture(graph, None, now(), "ja")
    assert (found["begin"], found["end"]) == (TODAY - timedelta(days=30), TODAY)
    assert [(one["id"], one["trigger"], one["number"]) for one in found["items"]] == [(ANNA, "datasheet", 5)]
    assert found["items"][0]["text"] == "製品資料を送る"
    assert len(found["items"][0]["evidence_ids"]) == 5
    assert {one["id"]: one["people"] for one in found["triggers"]} == {
        "datasheet": 1,
        "casebook": 0,
        "personal_proposal": 0,
    }
    assert {one["id"] for one in preview_nurture(graph, None, now(), "en", days=32)["items"]} == {ANNA, CLEO}
    assert courses(graph) == []
    with pytest.raises(UsageError):
        preview_nurture(graph, None, now(), "en", days=0)
    rules = given(graph)
    rules["triggers"][0]["when"]["at_least"] = 4
    assert {one["id"] for one in preview_nurture(graph, rules, now(), "en")["items"]} == {ANNA, BEN}
    assert set_nurture_rules(graph, rules, by="x", reason="sooner")["version"] == 1
    assert {one["id"] for one in preview_nurture(graph, None, now(), "en")["items"]} == {ANNA, BEN}
    with pytest.raises(UsageError):
        set_nurture_rules(graph, rules, by="x", reason=" ")
    assert set_nurture_rules(graph, None, by="x", reason="back")["version"] == 2
    assert [one["version"] for one in nurture_rules_told(graph, "en")["history"]] == [2, 1]


def given(database: Database) -> dict[str, Any]:
    """The rules in use as they are given back: without words."""
    told = nurture_rules_told(database, "en")
    for one in (*told["triggers"], *told["playbooks"].values()):
        one.pop("name", None)
        for step in one["steps"]:
            step.pop("text")
    return {name: told[name] for name in ("triggers", "playbooks")}


@pytest.fixture
def client(graph: Database, settings: Settings) -> FlaskClient:
    return create_app(replace(settings, language="en"), graph).test_client()


def test_nurture_over_http(client: FlaskClient, graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)

    def call(method: str, path: str, body: Any = None) -> Any:
        return client.open(f"/api/v1{path}", method=method, json=body, base_url="http://127.0.0.1:8000")

    assert call("GET", "/nurture/rules").json["playbooks"]["P"]["steps"][0]["text"]
    assert call("POST", "/nurture/rules/preview", {}).json["triggers"][0]["people"] == 1
    assert call("POST", "/nurture/run", {}).json["fired"] == 1
    rules = given(graph)
    rules["triggers"][0]["steps"][0]["channel"] = "fax"
    problem = call("PUT", "/nurture/rules", {"rules": rules, "reason": "sooner"})
    assert (problem.status_code, problem.json["errors"][0]["field"]) == (422, "triggers.1.steps.1.channel")
