"""Personas of segments of the demonstration: every share can be counted again in the graph."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.database import Database
from service.operations.personas import interview_file, persona_file, persona_of
from service.operations.segments import make_segment, members
from service.settings import Settings
from tests.integration.asking import now

LOCAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def segments(demo: Database) -> Iterator[dict[str, str]]:
    yield {
        "people": make_segment(
            demo,
            {
                "name": "品質",
                "label": "Contact",
                "kind": "conditions",
                "conditions": ["job_function=quality"],
            },
        ),
        "firms": make_segment(demo, {"name": "国内", "kind": "conditions", "conditions": ["country=JP"]}),
        "nobody": make_segment(demo, {"name": "無", "kind": "conditions", "conditions": ["country=XX"]}),
    }
    demo.run_statement("MATCH (n:Segment|SegmentVersion|SegmentDay) DELETE n", write=True)


@pytest.fixture
def client(demo: Database, demo_settings: Settings) -> FlaskClient:
    return create_app(demo_settings, demo).test_client()


def lines(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["field"]: line for line in found["lines"]}


def test_a_contact_persona_counts_what_the_graph_says(demo: Database, segments: dict[str, str]) -> None:
    found = persona_of(demo, segments["people"], now(), "en")
    here = [row["id"] for row in members(demo, segments["people"], now())["items"]]
    assert (found["kind"], found["members"]) == ("contact", len(here))
    rows = demo.run_statement("MATCH (p:Contact) RETURN p.id AS id, p.seniority AS value")
    counted = Counter(row["value"] for row in rows if row["id"] in here and row["value"])
    others = [row["value"] for row in rows if row["id"] not in here and row["value"]]
    line = lines(found)["seniority"]
    assert line["known"] == counted.total()
    for trait in line["traits"]:
        assert trait["number"] == counted[trait["value"]] == len(trait["ids"])
        assert trait["share"] == pytest.approx(counted[trait["value"]] / line["known"])
        assert trait["of_others"] == pytest.approx(others.count(trait["value"]) / len(others))
        assert trait["low"] < trait["share"] <= trait["high"]
    (only,) = lines(found)["job_function"]["traits"]
    assert (only["value"], only["share"], only["of_others"]) == ("quality", 1.0, 0.0)
    held = demo.run_statement(
        "MATCH (p:Contact)-[:HOLDS_ROLE]->() WHERE p.id IN $ids RETURN count(DISTINCT p) AS n",
        ids=here,
    )
    assert lines(found)["role"]["known"] == held[0]["n"]


def test_an_organisation_persona_has_figures_and_names_what_it_is_tied_to(
    demo: Database, segments: dict[str, str]
) -> None:
    found = persona_of(demo, segments["firms"], now(), "en")
    size = lines(found)["employees"]
    assert found["kind"] == "organisation"
    assert size["middle"][0] <= size["median"] <= size["middle"][1]
    assert len(size["ids"]) == size["known"]
    # All of these count in yen; those abroad besides them would not.
    assert ("revenue" in lines(found)) == (len(lines(found)["currency"]["traits"]) == 1)
    assert not any(one["name"].startswith("market-") for one in lines(found)["market"]["traits"])
    assert all(line["known"] + line["not_known"] == found["members"] for line in found["lines"])


def test_an_empty_segment_has_nothing_in_common(demo: Database, segments: dict[str, str]) -> None:
    found = persona_of(demo, segments["nobody"], now(), "ja")
    assert found["members"] == 0
    assert all(line["known"] == line["not_known"] == 0 for line in found["lines"])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_files_say_what_the_page_says(demo: Database, segments: dict[str, str], lang: Any) -> None:
    found = persona_of(demo, segments["people"], now(), lang)
    header, *rows = csv.reader(io.StringIO(persona_file(found, "csv", lang).decode("utf-8-sig")))
    assert len(header) == 10
    assert len(rows) == sum(max(1, len(line["traits"])) for line in found["lines"])
    content = interview_file(demo, found, "csv", lang).decode("utf-8-sig")
    _, *asked = csv.reader(io.StringIO(content))
    assert len(asked) == sum(line["is_asked"] for line in found["lines"]) > 0
    assert all(row[1] == "" for row in asked)
    assert any(row[5] for row in asked)
    assert persona_file(found, "xlsx", lang).startswith(b"PK")


def test_over_http(client: FlaskClient, segments: dict[str, str]) -> None:
    path = f"/api/v1/segments/{segments['people']}"
    told = client.get(f"{path}/persona?lang=en", base_url=LOCAL)
    assert told.get_json()["lines"]
    assert client.get(f"{path}/interview", base_url=LOCAL).data.startswith(b"PK")
    assert client.get(f"{path}/interview?format=json", base_url=LOCAL).status_code == 422
    assert client.get("/api/v1/segments/segment-none/persona", base_url=LOCAL).status_code == 404
