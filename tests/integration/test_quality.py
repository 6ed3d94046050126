"""Quality and registration on a real graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from service.app import create_app
from service.database import Database
from service.errors import InvalidRecordError
from service.operations.moments import moment_of
from service.operations.quality import faulty_records, mend_first, quality
from service.operations.registration import amend, register
from service.operations.registration_rules import registration_rules
from service.settings import Settings
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress, write_batch
from tests.conftest import clear

EARLY = datetime(2024, 1, 1, tzinfo=UTC)
GOOD, POOR = node_id("Company", "good"), node_id("Company", "poor")
SITE, OWNER, DEAL = node_id("Site", "s"), node_id("Member", "m"), node_id("Deal", "d")
LOCAL = "http://127.0.0.1:8000"


def say(database: Database, source: str, *records: Any) -> None:
    run = ImportProgress(
        f"run-{source}", {"source": source, "state": "done", "updated_at": datetime.now(UTC)}
    )
    write_batch(database, records, run, datetime.now(UTC))


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    full = {
        "name_kana": "トウザイ",
        "corporate_number": "5040001043849",
        "domain": "tozai.example",
        "country": "JP",
    }
    say(
        database,
        "crm",
        NodeRecord("Company", GOOD, {"name": "東西精機株式会社", **full}, "crm", EARLY),
        NodeRecord("Company", POOR, {"name": "南北化学株式会社", "country": "JP"}, "crm", EARLY),
        NodeRecord("Site", SITE, {"name": "本社"}, "crm", EARLY),
        NodeRecord("Member", OWNER, {"name": "森"}, "crm", EARLY),
        NodeRecord("Deal", DEAL, {"name": "更新"}, "crm", EARLY),
        RelationshipRecord("SITE_OF", SITE, POOR, "crm"),
        RelationshipRecord("OWNS", OWNER, POOR, "crm"),
        RelationshipRecord("WITH", DEAL, POOR, "crm"),
    )
    yield database
    clear(database)


def now() -> Any:
    return moment_of(ZoneInfo("Asia/Tokyo"))


def test_figures_by_company_source_and_owner(graph: Database) -> None:
    found = quality(graph, now(), "ja", by="company", limit=10)
    assert found["total"]["records"] == 3
    assert [item["id"] for item in found["items"]] == [POOR, GOOD], "the account with a deal comes first"
    owners = quality(graph, now(), "ja", by="owner", limit=10)["items"]
    assert {(item["name"], item["records"]) for item in owners} == {("森", 2), ("（担当者なし）", 1)}
    assert [item["id"] for item in quality(graph, now(), "en", by="source", limit=10)["items"]] == ["crm"]


def test_contradictions_and_doubles_are_found_and_told(graph: Database) -> None:
    say(graph, "cards", NodeRecord("Company", POOR, {"country": "US", "aliases": ["南北"]}, "cards", EARLY))
    graph.run_statement(
        "CREATE (:ResolutionPair {id: 'p', state: 'review', left_id: $a, right_id: $b, score: 0.6})",
        write=True,
        a=POOR,
        b=GOOD,
    )
    found = quality(graph, now(), "ja", by="company", limit=10)
    assert (found["total"]["contradictions"], found["total"]["duplicates"]) == (1, 2)
    torn = faulty_records(graph, now(), "en", by="company", key=POOR, problem="contradictions", limit=10)
    assert torn["total"] == 1
    assert torn["items"][0]["contradictions"] == [
        {
            "property": "country",
            "said": [{"source": "cards", "value": "US"}, {"source": "crm", "value": "JP"}],
        }
    ]
    first = mend_first(graph, now(), "en", limit=1)["items"][0]
    assert first["id"] == POOR
    assert first["score"] == pytest.approx(first["importance"] * first["wrong"])
    assert first["duplicates"][0]["id"] == GOOD
    assert "disagree about country" in first["text"]


def test_a_record_is_checked_compared_and_saved(graph: Database, tmp_path: Path) -> None:
    rules = registration_rules(tmp_path, "Company")
    with pytest.raises(InvalidRecordError) as refused:
        register(graph, rules, {"corporate_number": "1", "country": "Japan", "stat": "x"})
    assert [one.field for one in refused.value.problems] == ["corporate_number", "country", "stat", "name"]

    before = graph_checksum(graph)
    seen = register(graph, rules, {"name": "（株）東西精機"})
    assert (seen["saved"], [one["id"] for one in seen["duplicates"]]) == (False, [GOOD])
    assert graph_checksum(graph) == before
    sure = register(graph, rules, {"name": "（株）東西精機"}, is_sure=True, by="mori")
    assert sure["saved"]
    new = register(graph, rules, {"name": "西東物産株式会社", "domain": "https://saito-trading.co.jp/"})
    assert new["saved"]
    assert {one["field"] for one in new["advice"]} == {"name_kana", "corporate_number", "country"}
    row = graph.run_statement("MATCH (n:Company {id: $id}) RETURN n", id=new["id"])[0]["n"]
    assert (row["domain"], row["sources"]) == ("saito-trading.co.jp", ["manual"])


def test_what_was_amended_can_be_taken_back(graph: Database, tmp_path: Path) -> None:
    rules = registration_rules(tmp_path, "Company")
    before = graph_checksum(graph)
    amend(graph, rules, POOR, {"country": "DE"})
    assert graph_checksum(graph) != before
    amend(graph, rules, POOR, {"country": ""})
    assert graph_checksum(graph) == before
    with pytest.raises(InvalidRecordError):
        amend(graph, rules, POOR, {"name": ""})


def test_over_http(graph: Database, settings: Settings) -> None:
    with create_app(settings, graph).test_client() as client:
        base = {"base_url": LOCAL}
        wrong = client.post("/api/v1/contacts?lang=ja", json={"properties": {"emails": "x"}}, **base)
        assert wrong.status_code == 422
        assert [one["field"] for one in wrong.json["errors"]] == ["emails", "name", "unit"]
        body = {"properties": {"name": "青木 花子", "title": "課長"}, "unit": SITE}
        look = client.post("/api/v1/contacts", json={**body, "check_only": True}, **base)
        assert (look.status_code, look.json["saved"]) == (200, False)
        made = client.post("/api/v1/contacts", json=body, **base)
        assert made.status_code == 201
        card = client.get(f"/api/v1/contacts/{made.json['id']}", **base).json
        assert card["links"][0]["node"]["id"] == SITE
        path = f"/api/v1/contacts/{made.json['id']}"
        assert client.patch(path, json={"properties": {"title": "部長"}}, **base).json["saved"]
        assert client.get(path, **base).json["properties"]["title"] == "部長"
        lost = {"properties": {"name": "工場"}, "company": node_id("Company", "no")}
        assert client.post("/api/v1/sites", json=lost, **base).status_code == 404
        assert client.get("/api/v1/quality?by=owner", **base).json["by"] == "owner"
        behind = client.get("/api/v1/quality/records?by=owner&key=&problem=missing", **base).json
        assert behind["total"] >= 1
        assert client.get("/api/v1/registration/rules?label=Site", **base).json["required"] == [
            "name",
            "company",
        ]
