"""The demonstration company in a real graph: all there, the same when imported again, with its stories."""

from __future__ import annotations

import gzip
import json
import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from graph_models.ids import node_id
from service.database import Database
from service.operations.demonstration import demonstration_folder
from service.operations.imports import ImportReport, run_import
from service.store.checksum import graph_checksum

TOUCHES = 1500
"""Rows of the touches that are enough here; the running service's tests load them all."""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration files with the first touches only."""
    folder = tmp_path_factory.mktemp("export")
    for file in demonstration_folder().glob("*.csv"):
        shutil.copy(file, folder)
    with gzip.open(demonstration_folder() / "activities.csv.gz", "rt", encoding="utf-8") as touches:
        (folder / "activities.csv").write_text("".join(islice(touches, TOUCHES + 1)), "utf-8")
    return folder


def load(database: Database, folder: Path, rejects: Path) -> ImportReport:
    return run_import(database, "demo", [folder], rejects=rejects, lang="ja")


@pytest.fixture(scope="module")
def first(database: Database, export: Path, tmp_path_factory: pytest.TempPathFactory) -> ImportReport:
    """The report of the first import."""
    return load(database, export, tmp_path_factory.mktemp("rejects") / "rejects.csv")


@pytest.fixture(scope="module")
def stories() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((demonstration_folder() / "stories.json").read_text("utf-8"))
    return found


def value(database: Database, statement: str, **parameters: object) -> Any:
    """Return the only value of a statement's only row."""
    (row,) = database.run_statement(statement, **parameters)
    (found,) = row.values()
    return found


def test_all_is_there(database: Database, first: ImportReport) -> None:
    assert (first.rejected, first.rejects_file) == (0, None)
    labels = first.as_dict()["labels"]
    counts = {label: labels[label]["created"] for label in ("Site", "Contact", "Member", "Deal", "Activity")}
    assert counts == {"Site": 250, "Contact": 1500, "Member": 12, "Deal": 400, "Activity": TOUCHES}
    assert all(change["updated"] == 0 for change in labels.values())
    for label, number in counts.items():
        assert value(database, f"MATCH (n:{label}) RETURN count(n) AS number") == number
    assert value(database, "MATCH (n:Company {is_self: true}) RETURN n.name AS name") == (
        "株式会社ケミカルアナリティクス"
    )


def test_importing_again_changes_nothing(
    database: Database, first: ImportReport, export: Path, tmp_path: Path
) -> None:
    assert not first.rejected
    before = graph_checksum(database)
    again = load(database, export, tmp_path / "rejects.csv")
    labels = again.as_dict()["labels"]
    assert sum(change["created"] + change["updated"] for change in labels.values()) == 0
    assert sum(change["unchanged"] for change in labels.values()) > 20_000
    assert graph_checksum(database) == before


def test_the_sister_sites_can_be_found(
    database: Database, first: ImportReport, stories: dict[str, Any]
) -> None:
    assert not first.rejected
    story = stories["site_success"]
    found = value(
        database,
        """
        MATCH (won:Site {id: $site})-[:SITE_OF]->(:Company)<-[:SITE_OF]-(sister:Site {function: won.function})
        WHERE (sister)-[:HAS_NEED]->(:Need)<-[:HAS_NEED]-(won)
          AND (won)-[:USES]->(:Product {id: $product}) AND NOT (sister)-[:USES]->(:Product {id: $product})
        RETURN collect(DISTINCT sister.id) AS ids
        """,
        site=node_id("Site", "demo", story["site_id"]),
        product=node_id("Product", "demo", story["product_id"]),
    )
    assert sorted(found) == sorted(node_id("Site", "demo", key) for key in story["sister_site_ids"])


def test_one_person_at_two_companies_is_one_node(
    database: Database, first: ImportReport, stories: dict[str, Any]
) -> None:
    assert not first.rejected
    story = stories["champion_left"]
    jobs = database.run_statement(
        """
        MATCH (:Contact {id: $contact})-[job:WORKS_AT]->()-[:PART_OF|SITE_OF*1..3]->(company:Company)
        RETURN company.id AS company, job.valid_to AS valid_to ORDER BY job.valid_from
        """,
        contact=node_id("Contact", "demo", story["contact_id"]),
    )
    assert [row["company"] for row in jobs] == [
        node_id("Company", "demo", story["from_company_id"]),
        node_id("Company", "demo", story["to_company_id"]),
    ]
    assert [str(row["valid_to"]) for row in jobs] == [story["left_on"], "None"]


def test_nothing_was_known_before_the_first_day(database: Database, first: ImportReport) -> None:
    assert not first.rejected
    oldest = "RETURN toString(date(min(x))) AS day"
    assert value(database, f"MATCH (n:Entity) WITH n.created_at AS x {oldest}") == "2022-11-21"
    assert value(database, f"MATCH (:Entity)-[r]->() WITH r.recorded_at AS x {oldest}") == "2022-11-21"


def test_bad_rows_leave_the_rest_whole(database: Database, export: Path, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(export, folder)
    deals = folder / "deals.csv"
    deals.write_text(deals.read_text("utf-8").replace("DL0001,", ",", 1), "utf-8")
    report = load(database, folder, tmp_path / "rejects.csv")
    text = (tmp_path / "rejects.csv").read_text("utf-8-sig")
    assert report.rejected > 1, "the deal, and the rows that refer to it"
    assert "deals.csv,2,deal_id" in text
    assert "deal_roles.csv" in text
