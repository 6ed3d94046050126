"""The planted stories are found by the expansion question, and in a control without them none is.

What is looked for is said without the stories' own keys, so that it can be asked of both graphs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sample_data.generate.build import build
from sample_data.generate.writing import write
from service.database import Database
from service.operations.imports import run_import
from service.operations.questions import ask_expansion
from tests.integration.answer_cases import stories
from tests.integration.asking import Answered, demo_id, now

TOLD = stories()


def site(key: str) -> str:
    return demo_id("Site", key)


def asked(database: Database, company: str, kind: str | None = None, limit: int = 10) -> Answered:
    return ask_expansion(database, now(), "ja", from_id=demo_id("Company", company), kind=kind, limit=limit)


def value(item: dict[str, Any], part: str) -> float:
    return float(next(row["value"] for row in item["parts"] if row["name"] == part) or 0.0)


def sisters_lead(database: Database) -> bool:
    """Say whether the three laboratories lead, for a success at the fourth and the need they share."""
    told = TOLD["site_success"]
    first = asked(database, told["company_id"])["items"][:3]
    return {item["id"] for item in first} == {site(key) for key in told["sister_site_ids"]} and all(
        value(item, "shared_need") > 0.0
        and item["details"]["reference"]["site"]["id"] == site(told["site_id"])
        for item in first
    )


def story_goes_abroad(database: Database) -> bool:
    """Say whether the dairy abroad is the first overseas target, for the need it shares."""
    told = TOLD["lookalike_abroad"]
    first = asked(database, told["reference_company_id"], "overseas")["items"][:1]
    return [item["id"] for item in first if value(item, "shared_need") > 0.5] == [site(told["site_id"])]


def champion_is_the_bridge(database: Database) -> bool:
    """Say whether somebody who moved there is the bridge to the company the champion went to."""
    told = TOLD["champion_left"]
    items = asked(database, told["from_company_id"], limit=100)["items"]
    there = [item for item in items if item["id"] == site(told["to_site_id"])]
    bridges = [item["details"]["bridge"] for item in there if item["details"]["bridge"]]
    return any(bridge["kind"] == "moved_person" for bridge in bridges)


LOOKED_FOR = (sisters_lead, story_goes_abroad, champion_is_the_bridge)


@pytest.fixture(scope="module")
def control(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The demonstration of the same seed without the stories."""
    folder = tmp_path_factory.mktemp("control")
    for _ in write(build(planted=False), folder):
        pass
    report = run_import(database, "demo", [folder], rejects=folder / "rejects.csv", lang="ja")
    assert report.rejected == 0
    return database


@pytest.mark.parametrize("found", LOOKED_FOR, ids=lambda one: one.__name__)
def test_the_story_is_found(demo: Database, found: Callable[[Database], bool]) -> None:
    assert found(demo)


@pytest.mark.parametrize("found", LOOKED_FOR, ids=lambda one: one.__name__)
def test_without_the_story_nothing_is_found(control: Database, found: Callable[[Database], bool]) -> None:
    assert not found(control)


def test_the_control_is_the_same_world(control: Database, demo: Database) -> None:
    sizes = []
    for database in (control, demo):
        rows = database.run_statement(
            "MATCH (n:Company|Site|Product) RETURN labels(n)[0] AS label, collect(n.id) AS ids ORDER BY label"
        )
        sizes.append({row["label"]: sorted(row["ids"]) for row in rows})
    assert sizes[0] == sizes[1]
