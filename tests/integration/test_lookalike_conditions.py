"""Lookalikes under conditions, and as a file."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from service.analysis.conditions import Condition
from service.app import create_app
from service.database import Database
from service.operations.conditions import matching
from service.settings import Settings
from tests.integration.asking import now, undone

LOCAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def client(demo: Database, demo_settings: Settings) -> FlaskClient:
    return create_app(demo_settings, demo).test_client()


@pytest.fixture(scope="module")
def company(demo: Database) -> str:
    rows = demo.run_statement(
        "MATCH (c:Company) WHERE NOT coalesce(c.is_self, false) RETURN c.id AS id ORDER BY id LIMIT 1"
    )
    return str(rows[0]["id"])


def asked(client: FlaskClient, company: str, *where: str, **more: Any) -> Any:
    query = {"company": company, "where": list(where), "limit": 100, **more}
    return client.get("/api/v1/lookalike", query_string=query, base_url=LOCAL)


def found(client: FlaskClient, company: str, *where: str, **more: Any) -> set[str]:
    return {item["id"] for item in asked(client, company, *where, **more).json["items"]}


def ids(demo: Database, statement: str) -> set[str]:
    return {row["id"] for row in demo.run_statement(statement)}


def test_conditions_leave_exactly_those_that_a_plain_query_finds(
    client: FlaskClient, demo: Database, company: str
) -> None:
    everybody = found(client, company)
    large = ids(demo, "MATCH (c:Company) WHERE c.employees >= 1000 RETURN c.id AS id")
    assert found(client, company, "employees>=1000") == everybody & large
    assert everybody & large
    assert everybody - large
    chiba = ids(
        demo,
        "MATCH (c:Company) WHERE EXISTS { (c)-[:IN_REGION]->({name: '千葉県'}) } "
        "OR EXISTS { (c)<-[:SITE_OF]-({region: '千葉県'}) } RETURN c.id AS id",
    )
    assert found(client, company, "region=千葉県") == everybody & chiba
    owner = demo.run_statement("MATCH (m:Member)-[:OWNS]->(:Company) RETURN m.id AS id ORDER BY id LIMIT 1")[
        0
    ]
    owned = ids(demo, f"MATCH (:Member {{id: '{owner['id']}'}})-[:OWNS]->(c:Company) RETURN c.id AS id")
    assert found(client, company, f"owner={owner['id']}") == everybody & owned
    assert found(client, company, "customer=no") == found(client, company, exclude_customers=True)


def test_a_market_holds_what_is_below_it(client: FlaskClient, demo: Database, company: str) -> None:
    top = demo.run_statement(
        "MATCH (t:Market)<-[:CHILD_OF*2..]-(:Market)<-[:IN_MARKET]-(c:Company) "
        "RETURN t.id AS id, collect(DISTINCT c.id) AS companies ORDER BY id LIMIT 1"
    ) or demo.run_statement(
        "MATCH (t:Market)<-[:CHILD_OF]-(:Market)<-[:IN_MARKET]-(c:Company) "
        "RETURN t.id AS id, collect(DISTINCT c.id) AS companies ORDER BY id LIMIT 1"
    )
    within = found(client, company, f"market={top[0]['id']}")
    assert within
    assert within <= set(top[0]["companies"])


def test_unknown_is_told_and_does_not_pass(client: FlaskClient, demo: Database, company: str) -> None:
    answer = asked(client, company, "revenue>=0").json
    nothing_told = ids(
        demo, "MATCH (c:Company) WHERE c.revenue IS NULL AND NOT coalesce(c.is_self, false) RETURN c.id AS id"
    )
    number = len(nothing_told - {company})
    assert {item["id"] for item in answer["items"]}.isdisjoint(nothing_told)
    assert any(str(number) in note["text"] for note in answer["notes"]) is bool(number)


def test_a_field_of_ones_own(demo: Database, company: str) -> None:
    with undone(demo) as changed:
        changed.change("MATCH (c:Company {id: $id}) SET c.field_rank = 'A'", id=company)
        found = matching(changed, "Company", [Condition("field_rank", "=", "a")], now())
        assert found.ids == {company}


def test_conditions_are_told_in_words(client: FlaskClient, company: str) -> None:
    for lang, words in (("en", "Employees ≥ 1000"), ("ja", "従業員数 ≥ 1000")):
        answer = asked(client, company, "employees>=1000", lang=lang).json
        assert answer["details"]["conditions"] == [{"condition": "employees>=1000", "text": words}]


@pytest.mark.parametrize("label", ["Company", "Site", "Contact"])
def test_fields_are_told_with_the_values_there_are(client: FlaskClient, label: str) -> None:
    for lang in ("en", "ja"):
        query = {"label": label, "lang": lang}
        items = client.get("/api/v1/conditions", query_string=query, base_url=LOCAL).json["items"]
        by_field = {item["field"]: item for item in items}
        assert {"region", "owner"} <= by_field.keys()
        assert all(item["title"] for item in items)
        choices = [one["value"] for one in by_field["owner"]["choices"]]
        assert choices
        assert not [one for one in choices if one.startswith("member-")], "names, not ids"


def test_that_nobody_is_left_is_said_as_such(client: FlaskClient, company: str) -> None:
    answer = asked(client, company, "employees>=1000000000", lang="en").json
    assert answer["items"] == []
    assert answer["details"]["filtered"] > 0
    assert answer["notes"][0]["key"] == "lookalike.none_left"
    assert str(answer["details"]["filtered"]) in answer["notes"][0]["text"]


@pytest.mark.parametrize("where", ["employees", "nothing=1", "employees>=many"])
def test_what_cannot_be_read_is_refused(client: FlaskClient, company: str, where: str) -> None:
    answer = asked(client, company, where)
    assert answer.status_code == 422
    assert where.partition(">")[0].partition("=")[0] in answer.text


def test_files(client: FlaskClient, company: str) -> None:
    items = asked(client, company, limit=5).json["items"]
    text = asked(client, company, limit=5, format="csv", lang="ja").data.decode("utf-8-sig")
    assert [line.rsplit(",", 1)[1] for line in text.splitlines()[1:]] == [item["id"] for item in items]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(asked(client, company, limit=5, format="xlsx", lang="en").data)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Rank"
    cells = dict(zip(rows[0], rows[1], strict=True))
    assert cells["Score"] == pytest.approx(items[0]["score"])
    english = asked(client, company, limit=5, lang="en").json["items"][0]
    for part in english["parts"]:
        cell = cells[part["title"]]
        assert cell == "" if part["value"] is None else cell == pytest.approx(part["value"])
    assert any(part["value"] is None for part in english["parts"]), "an empty cell was looked at"
