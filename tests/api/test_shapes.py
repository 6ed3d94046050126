"""Every answer has the shape that the OpenAPI description says, no field more and none of another type."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from service.api.entities import PATHS
from service.app import create_app
from service.database import Database
from service.errors import UsageError
from service.operations.analyses.shape import KINDS
from service.operations.backtest import Wish, backtests_told, run_backtest
from service.operations.expansion_items import list_items
from service.operations.expansion_work import keep_item
from service.operations.fields import define_field, list_fields
from service.operations.nurture_work import make_task
from service.operations.segments import make_segment
from service.settings import Settings
from tests.integration.asking import now

LOCAL = "http://127.0.0.1:8000"
FILES = frozenset({"/imports/{id}/rejects", "/segments/{id}/interview"})
"""Routes that answer with a file."""


@pytest.fixture(scope="module")
def app(demo_settings: Settings, demo: Database) -> Flask:
    return create_app(demo_settings, demo)


@pytest.fixture(scope="module")
def description(app: Flask) -> dict[str, Any]:
    """The description, made strict: what a schema does not name is not allowed."""
    with app.test_client() as client:
        found: dict[str, Any] = client.get("/api/v1/openapi.json", base_url=LOCAL).json
    for schema in found["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return found


@pytest.fixture(scope="module")
def someone(demo: Database) -> dict[str, str]:
    """The best connected node of each label."""
    rows = demo.run_statement(
        """
        MATCH (n:Entity) WHERE NOT coalesce(n.is_self, false)
        WITH [x IN labels(n) WHERE x <> 'Entity'][0] AS label, n.id AS id, count{(n)--()} AS degree
        ORDER BY degree DESC, id
        RETURN label, collect(id)[0] AS id
        """
    )
    return {row["label"]: row["id"] for row in rows}


def won_deal(demo: Database) -> str:
    rows = demo.run_statement("MATCH (d:Deal {outcome: 'won'}) RETURN min(d.id) AS id")
    return str(rows[0]["id"])


def addresses(someone: dict[str, str], link: str) -> dict[str, list[str]]:
    """Requests for each route."""
    company, site, contact, deal, member = (
        someone[label] for label in ("Company", "Site", "Contact", "Deal", "Member")
    )
    found = {
        "/search": ["?q=分析", "?q=a&limit=50"],
        "/overview": [""],
        "/vocabulary": ["?lang=ja", "?lang=en"],
        "/graph/neighbours": [f"?id={id_}&limit=100" for id_ in someone.values()],
        "/graph/account": [f"?id={company}", f"?id={contact}&as_of=2025-01-01"],
        "/graph/paths": [f"?from_id={member}&to_id={contact}"],
        "/key-person": [f"?company={company}", f"?site={site}", f"?deal={deal}"],
        "/buying-center": [f"?deal={deal}"],
        "/decision-map": [f"?deal={deal}", f"?company={company}&lang=en&as_of=2025-06-30"],
        "/account-plan": [f"?company={company}"],
        "/conditions": ["", "?label=Site&lang=en", "?label=Contact"],
        "/lookalike": [f"?company={company}", f"?site={site}"],
        "/expansion": ["", "?kind=overseas"],
        "/expansion-items": ["", "?state=done&lang=en"],
        "/notices": ["", "?unseen=true&limit=1&lang=en"],
        "/webhooks": [""],
        "/ingest-keys": [""],
        "/scores": ["?limit=3", "?label=Company&hot=true&lang=en"],
        "/scores/rules": [""],
        "/nurture/rules": ["", "?lang=en"],
        "/nurture/tasks": ["", "?state=open&lang=en"],
        "/nurture/lists": ["?lang=en"],
        "/nurture/routes": ["?route=person", "?route=nurture&limit=5&lang=en"],
        "/nurture/lists/{status}": ["/nurture/lists/P", "/nurture/lists/C?limit=3&lang=en"],
        "/scores/movers": ["", "?days=31&limit=5&lang=en"],
        "/scores/{id}": [f"/scores/{company}", f"/scores/{contact}?as_of=2026-06-30&lang=en"],
        "/segments": [""],
        "/backtests": ["", "?limit=1&lang=en"],
        "/sales/totals": [
            f"?by={by}&evidence=true" for by in ("stage", "product", "agent", "quarter", "company")
        ],
        "/analysis/{kind}": [f"/analysis/{kind}?lang=en&where=employees>=300" for kind in KINDS],
        "/account": [f"?company={company}", f"?company={company}&as_of=2024-06-30&lang=en"],
        "/group": [f"?company={company}", f"?company={company}&state=won&as_of=2025-06-30&lang=en"],
        "/site-map": ["", f"?company={company}&status=C&status=unknown"],
        "/site-map/sites": ["?country=JP&region=東京都", ""],
        "/status/monitor": ["", "?days=365&due_days=365&lang=en"],
        "/status/rules": [""],
        "/status/{id}": [f"/status/{id_}?lang=ja" for id_ in (company, site, contact)],
        "/fields": ["", "?label=Company"],
        "/fields/usefulness": ["", "?label=Deal"],
        "/fields/{label}/{key}": ["/fields/Site/shape"],
        "/quality": ["", "?by=source", "?by=owner"],
        "/quality/records": ["", f"?by=company&key={company}&problem=missing"],
        "/registration/rules": ["?label=Company"],
        "/categories": [f"?unit={company}"],
        "/imports": [""],
        "/profiles": [""],
        "/profiles/{name}": ["/profiles/lead-list"],
        "/sources": [""],
        "/claims/{id}": [f"/claims/{company}", f"/claims/{link}"],
        "/resolution/pairs": ["", "?state=merged&order=best&limit=3"],
        "/resolution/records/{id}": [f"/resolution/records/{company}", f"/resolution/records/{contact}"],
        "/resolution/weights": [""],
        "/key-person/departure": [f"?contact={contact}"],
        "/suggestions": [f"?company={company}", f"?deal={deal}&refused=true"],
        "/weights": [""],
        "/ties": [f"?company={company}"],
        "/relationship-health": [f"?company={company}"],
        "/introductions": [f"?deal={deal}"],
        "/weights/sensitivity": [f"?company={company}&step=1"],
        "/resolution/run": [""],
        "/role-templates": [""],
        "/relationships/{id}/history": [f"/relationships/{link}/history"],
        "/evidence/{id}": [f"/evidence/{id_}" for id_ in (*someone.values(), link)],
    }
    for path, label in PATHS.items():
        found[f"/{path}"] = ["?limit=200"]
        found[f"/{path}/{{id}}"] = [f"/{path}/{someone[label]}?lang=ja"]
    return found


def previewed(app: Flask) -> str:
    """Return the id of what a dry run would change."""
    with app.test_client() as client:
        file = (io.BytesIO("会社名,氏名\n株式会社見本,見本 太郎\n".encode()), "list.csv")
        (item,) = client.post("/api/v1/imports/inspect", data={"file": [file]}, base_url=LOCAL).json["items"]
        asked = {"source": "lead-list", "uploads": [item["upload"]]}
        return str(
            client.post("/api/v1/imports/preview", json=asked, base_url=LOCAL).json["difference"]["id"]
        )


def worked_on(demo: Database) -> str:
    """Return the id of a target of expansion that is on the list."""
    rows = demo.run_statement(
        "MATCH (d:Deal {outcome: 'won'})-[:AT]->(s:Site) RETURN d.id AS d, s.id AS s LIMIT 1"
    )
    found = list_items(demo, now())["items"]
    return found[0]["id"] if found else keep_item(demo, now(), target=rows[0]["s"], deal=rows[0]["d"])


def task_of(demo: Database, contact: str) -> str:
    """Return the id of a task of nurture."""
    return make_task(demo, now(), contact=contact, message="datasheet")


def measured(demo: Database) -> str:
    """Return the id of a backtest that could not be made: nothing is known after its cut."""
    with suppress(UsageError):
        run_backtest(demo, Wish(now()), "en")
    return str(backtests_told(demo, "en")["items"][0]["id"])


def test_every_answer_fits_its_description(
    app: Flask, demo: Database, description: dict[str, Any], someone: dict[str, str]
) -> None:
    link = demo.run_statement("MATCH ()-[r:HOLDS_ROLE]->() RETURN r.id AS id ORDER BY id LIMIT 1")[0]["id"]
    run = demo.run_statement("MATCH (r:ImportRun) RETURN r.id AS id LIMIT 1")[0]["id"]
    if not list_fields(demo, "Site"):
        define_field(demo, label="Site", key="shape", type_="text", label_ja="形", label_en="Shape")
    wanted = {"name": "one", "kind": "alike", "ids": [someone["Company"]], "threshold": 0.3}
    segment = make_segment(demo, wanted)
    asked = {
        **addresses(someone, link),
        "/imports/{id}": [f"/imports/{run}"],
        "/motif": [f"?deal={won_deal(demo)}", f"?deal={won_deal(demo)}&kind=overseas&lang=en"],
        "/expansion-items/{id}": [f"/expansion-items/{worked_on(demo)}"],
        "/nurture/tasks/{id}": [f"/nurture/tasks/{task_of(demo, someone['Contact'])}"],
        "/backtests/{id}": [f"/backtests/{measured(demo)}"],
        "/segments/{id}": [f"/segments/{segment}"],
        "/segments/{id}/members": [f"/segments/{segment}/members"],
        "/segments/{id}/persona": [f"/segments/{segment}/persona", f"/segments/{segment}/persona?lang=en"],
        "/imports/{id}/undo": [f"/imports/{run}/undo"],
        "/imports/preview/{id}": [f"/imports/preview/{previewed(app)}"],
    }
    with app.test_client() as client:
        for path, operations in description["paths"].items():
            if "get" not in operations:
                continue
            short = path.removeprefix("/api/v1")
            content = operations["get"]["responses"]["200"].get("content", {})
            if "application/json" not in content:
                assert short in FILES
                continue
            schema = content["application/json"]["schema"]
            validator = Draft202012Validator({**schema, "components": description["components"]})
            for query in asked[short]:
                address = query if query.startswith("/") else short + query
                answer = client.get(f"/api/v1{address}", base_url=LOCAL)
                assert answer.status_code == 200, (address, answer.text)
                errors = [
                    f"{address} {error.json_path}: {error.message[:300]}"
                    for error in validator.iter_errors(answer.json)
                ]
                assert errors == []
