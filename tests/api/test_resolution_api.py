"""Judging, merging, parting and learning over HTTP."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph_models.ids import node_id
from graph_models.records import NodeRecord
from service.app import create_app
from service.database import Database
from service.operations.resolving import resolve_run
from service.settings import Settings
from service.store.graph_write import ImportProgress, write_batch
from tests.conftest import clear

LOCAL = "http://127.0.0.1:8000"
API = "/api/v1/resolution"


def company(key: str, name: str, **properties: Any) -> NodeRecord:
    return NodeRecord("Company", node_id("Company", "api", key), {"name": name, **properties}, "list")


FRONT, BACK = company("front", "株式会社山川計測"), company("back", "山川計測株式会社")
ONE = company("one", "東西商事株式会社", corporate_number="7000012050002")
TWO = company("two", "南北物産株式会社", corporate_number="5040001043849")


@pytest.fixture
def client(settings: Settings, database: Database) -> FlaskClient:
    clear(database)
    run = ImportProgress("run-api", {"source": "list"})
    write_batch(database, [FRONT, BACK, ONE, TWO], run, datetime(2026, 1, 1, tzinfo=UTC))
    resolve_run(database, "run-api")
    return create_app(settings, database).test_client()


def ask(client: FlaskClient, method: str, path: str, **options: Any) -> tuple[int, Any]:
    answer = client.open(f"/api/v1{path}", method=method, base_url=LOCAL, **options)
    return answer.status_code, answer.json


def test_the_way_of_a_pair(client: FlaskClient) -> None:
    _, page = ask(client, "GET", "/resolution/pairs?lang=en&label=Company")
    (pair,) = page["items"]
    assert any(reason["title"] == "Name" for reason in pair["reasons"])
    sides = {"left_id": pair["left_id"], "right_id": pair["right_id"]}
    status, done = ask(
        client, "POST", "/resolution/judgements", json={**sides, "is_match": True, "by": "kato"}
    )
    assert (status, done["is_one"]) == (200, True)
    gone, kept = next((row["id"], row["into_id"]) for row in done["moved"])
    status, card = ask(client, "GET", f"/companies/{gone}?lang=ja")
    assert (status, card["id"], card["merged_from"]) == (200, kept, gone)
    assert gone in card["notice"]
    for path in (f"/key-person?company={gone}", f"/graph/neighbours?id={gone}", f"/graph/account?id={gone}"):
        assert ask(client, "GET", path)[0] == 200, path
    _, ledger = ask(client, "GET", f"/resolution/records/{gone}")
    assert (len(ledger["records"]), ledger["judgements"][0]["by"]) == (2, "kato")
    status, weights = ask(client, "POST", "/resolution/weights", json={"by": "kato"})
    assert (status, weights["judged"]) == (201, 1)
    status, used = ask(client, "PUT", "/resolution/weights", json={"version": weights["version"]})
    assert used["active"] == weights["version"]
    assert ask(client, "PUT", "/resolution/weights", json={"version": used["default"]})[0] == 200
    query = "&".join(f"{name}={value}" for name, value in sides.items())
    assert ask(client, "DELETE", f"/resolution/judgements?{query}")[1]["is_one"] is False
    assert ask(client, "DELETE", f"/resolution/judgements?{query}")[0] == 404


def test_merging_and_parting(client: FlaskClient) -> None:
    ids = {"ids": [ONE.id, TWO.id]}
    status, refused = ask(client, "POST", "/resolution/merge?lang=ja", json=ids)
    assert status in (400, 422)
    assert "法人番号" in str(refused)
    status, done = ask(client, "POST", "/resolution/merge", json={**ids, "confirm": True})
    assert (status, done["is_one"]) == (200, True)
    status, done = ask(client, "POST", "/resolution/part", json={"id": TWO.id})
    assert (status, done["is_one"]) == (200, False)
    assert ask(client, "POST", "/resolution/merge", json={"ids": [ONE.id]})[0] in (400, 422)
    assert ask(client, "GET", "/resolution/records/company-aaaaaaaaaaaaaaaa")[0] == 404


def test_resolving_everything_goes_on_behind(client: FlaskClient) -> None:
    status, run = ask(client, "POST", "/resolution/run")
    assert (status, run["state"]) == (202, "running")
    until = time.monotonic() + 120
    while (found := ask(client, "GET", "/resolution/run")[1])["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.2)
    assert (found["state"], found["looked_at"]) == ("done", 4)
