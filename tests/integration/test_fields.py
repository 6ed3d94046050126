"""User-defined fields on a real graph: defined, filled, listed by, judged, taken back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from service.app import create_app
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.importers.mapping.library import save_profile
from service.operations.field_usefulness import usefulness
from service.operations.fields import (
    change_field,
    define_field,
    fill_fields,
    list_by_field,
    list_fields,
    retire_field,
)
from service.operations.imports import ImportReport, run_import
from service.operations.moments import moment_of
from service.settings import Settings
from service.store.checksum import graph_checksum
from tests.conftest import clear, write

COMPANIES = [node_id("Company", str(number)) for number in range(4)]
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    early = datetime(2024, 1, 1, tzinfo=UTC)
    records: list[Any] = []
    for number, id_ in enumerate(COMPANIES):
        deal = node_id("Deal", str(number))
        ended = {"closed_on": date(2025, 1, 1), "outcome": "won" if number < 2 else "lost"}
        records += [
            NodeRecord("Company", id_, {"name": f"会社{number}", "country": "JP"}, "test", early),
            NodeRecord("Deal", deal, {"name": "案件", **ended}, "test", early),
            RelationshipRecord("WITH", deal, id_, "test"),
        ]
    write(database, *records)
    yield database
    clear(database)


def define(database: Database, key: str, type_: str, *options: str) -> dict[str, Any]:
    return define_field(
        database, label="Company", key=key, type_=type_, label_ja="項目", label_en="Field", options=options
    )


def ids(found: dict[str, Any]) -> set[str]:
    return {item["id"] for item in found["items"]}


def test_a_field_lives_from_definition_to_retirement(graph: Database) -> None:
    define(graph, "scene", "choice", "研究", "検査")
    with pytest.raises(UsageError, match="already"):
        define(graph, "scene", "text")
    before = graph_checksum(graph)
    fill_fields(graph, COMPANIES[0], {"scene": "検査"}, by="mori")
    assert ids(list_by_field(graph, "Company", None, 50, {"field": "scene", "value": "検査"})) == {
        COMPANIES[0]
    }
    assert ids(list_by_field(graph, "Company", None, 2, {"field": "scene", "filled": False})) < set(COMPANIES)
    with pytest.raises(UsageError, match="scene"):
        fill_fields(graph, COMPANIES[1], {"scene": "営業"})
    with pytest.raises(UsageError, match="検査"):
        change_field(graph, "Company", "scene", options=["研究", "製造"])
    assert change_field(graph, "Company", "scene", options=["研究", "検査", "製造"])["options"][-1] == "製造"

    fill_fields(graph, COMPANIES[0], {"scene": ""})
    assert ids(list_by_field(graph, "Company", None, 50, {"field": "scene"})) == set()
    assert graph_checksum(graph) == before, "what was typed in is taken back"

    retire_field(graph, "Company", "scene")
    with pytest.raises(UsageError, match="retired"):
        fill_fields(graph, COMPANIES[0], {"scene": "検査"})
    define(graph, "scene", "choice", "研究", "検査")
    assert [row["retired_at"] for row in list_fields(graph)] == [None]
    with pytest.raises(NotFoundError):
        retire_field(graph, "Company", "nothing")


def test_every_type_is_kept_and_found(graph: Database) -> None:
    for key, type_ in (("n", "number"), ("d", "day"), ("t", "text"), ("b", "yes_no")):
        define(graph, key, type_)
    define(graph, "many", "choices", "a", "b", "c")
    for number, id_ in enumerate(COMPANIES):
        values = {"n": number, "d": f"2025-01-0{number + 1}", "t": f"t{number}", "b": number % 2 == 0}
        fill_fields(graph, id_, {**values, "many": ["a", "b"] if number else ["c"]})
    asked = {
        ("n", "at_least", "2"): set(COMPANIES[2:]),
        ("d", "at_most", "2025/1/2"): set(COMPANIES[:2]),
        ("t", "value", "t1"): {COMPANIES[1]},
        ("b", "value", "はい"): {COMPANIES[0], COMPANIES[2]},
        ("many", "value", "b"): set(COMPANIES[1:]),
    }
    for (key, name, text), expected in asked.items():
        assert ids(list_by_field(graph, "Company", None, 50, {"field": key, name: text})) == expected, key
    with pytest.raises(UsageError, match="range"):
        list_by_field(graph, "Company", None, 50, {"field": "t", "at_least": "a"})


@pytest.mark.parametrize("key", ["Scene", "1a", "a b", "x}) DETACH DELETE n //", "", "a" * 41])
def test_a_key_is_a_plain_word(graph: Database, key: str) -> None:
    with pytest.raises(UsageError):
        define(graph, key, "text")


def test_usefulness_of_fields_and_of_what_is_built_in(graph: Database) -> None:
    define(graph, "scene", "choice", "研究", "検査")
    for number, id_ in enumerate(COMPANIES):
        fill_fields(graph, id_, {"scene": "研究" if number < 2 else "検査"})
    found = usefulness(graph, "Company", moment_of(ZoneInfo("Asia/Tokyo")))
    by_name = {item["property"]: item for item in found["items"]}
    scene, country = by_name["field_scene"], by_name["country"]
    assert (scene["filled"], scene["deals"]) == (1.0, 4)
    assert scene["gain"] > 0.5
    assert scene["telling"]["won"] + scene["telling"]["lost"] == 2
    assert (country["filled"], country["gain"]) == (1.0, None), "one value tells nothing"
    assert by_name["revenue"]["filled"] == 0
    assert found["items"][0] is scene


def test_over_http(graph: Database, settings: Settings) -> None:
    with create_app(settings, graph).test_client() as client:
        base = {"base_url": LOCAL}
        body = {"label": "Company", "key": "scene", "type": "text", "label_ja": "場面", "label_en": "Scene"}
        assert client.post("/api/v1/fields", json=body, **base).status_code == 201
        again = client.post("/api/v1/fields?lang=ja", json=body, **base)
        assert (again.status_code, again.json["errors"][0]["field"]) == (422, "key")
        wrong = client.put(f"/api/v1/field-values/{COMPANIES[0]}", json={"values": {"x": "1"}}, **base)
        assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "x")
        filled = client.put(
            f"/api/v1/field-values/{COMPANIES[0]}", json={"values": {"scene": "研究"}}, **base
        )
        assert filled.json["custom_fields"][0]["value"] == "研究"
        shown = client.get(f"/api/v1/companies/{COMPANIES[0]}", **base).json
        assert shown["custom_fields"][0]["value"] == "研究"
        assert "field_scene" not in shown["properties"]
        listed = client.get("/api/v1/companies?field=scene&value=研究", **base).json
        assert [item["id"] for item in listed["items"]] == [COMPANIES[0]]
        assert client.get("/api/v1/companies?value=研究", **base).status_code == 422
        retired = client.delete("/api/v1/fields/Company/scene", **base)
        assert retired.json["retired_at"]
        assert client.get("/api/v1/fields/usefulness?label=Deal", **base).status_code == 200


def test_fields_of_a_list_are_checked_like_those_typed_in(graph: Database, tmp_path: Path) -> None:
    mapping = {"Company.name": ["会社名"], "Company.field_staff": ["人数"], "Company.field_uses": ["用途"]}
    save_profile(tmp_path / "profiles", "our-list", mapping)
    path, rejects = tmp_path / "list.csv", tmp_path / "rejects.csv"
    path.write_text("会社名;人数;用途\n青空製作所;１，２００;分析、検査\n海山製作所;たくさん;検査\n", "utf-8")

    def imported() -> ImportReport:
        profiles = tmp_path / "profiles"
        return run_import(graph, "our-list", [path], rejects=rejects, lang="ja", profiles=profiles)

    with pytest.raises(UsageError) as caught:
        imported()
    assert caught.value.key == "custom_fields.unknown"
    names = {"label": "Company", "label_ja": "項目", "label_en": "field"}
    define_field(graph, key="staff", type_="number", **names)
    define_field(graph, key="uses", type_="choices", options=("分析", "検査"), **names)
    report = imported()
    assert (report.read, report.rejected) == (2, 1)
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        (bad,) = csv.DictReader(file)
    assert (bad["会社名"], bad["_column"]) == ("海山製作所", "人数")
    rows = graph.run_statement("MATCH (n:Company {name: '青空製作所'}) RETURN properties(n) AS p")
    assert (rows[0]["p"]["field_staff"], rows[0]["p"]["field_uses"]) == (1200.0, ["分析", "検査"])
