"""Corporate events in the graph: only companies that are there, with their days, and dead when they ended."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from graph_models.records import NodeRecord
from service.database import Database
from service.operations.imports import ImportReport, run_import
from service.operations.moments import moment_of
from service.operations.status import find
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress, write_batch
from tests.conftest import clear
from tests.unit.importers.test_corporate_events import LIFE, NEW, OLD, THIRD, event, merger
from tests.unit.importers.test_corporate_events import write as write_file

TOKYO = ZoneInfo("Asia/Tokyo")
ROWS = [*LIFE, *merger(OLD, NEW), event(THIRD, "11", "2021-01-01", "東西商事株式会社")]


@pytest.fixture(autouse=True)
def _there(database: Database) -> None:
    clear(database)
    known = NodeRecord("Company", "company-listed", {"name": "青空計測", "corporate_number": OLD}, "list")
    write_batch(
        database, [known], ImportProgress("run-1", {"source": "list"}), datetime(2026, 1, 1, tzinfo=UTC)
    )


def bring(database: Database, path: Path, source: str = "corporate-events") -> ImportReport:
    return run_import(database, source, [path], rejects=path.with_suffix(".rejects"), lang="en")


def test_events_of_companies_that_are_there(database: Database, tmp_path: Path) -> None:
    report = bring(database, write_file(tmp_path / "events.csv", ROWS))
    assert (report.rejected, dict(report.skipped)) == (0, {"unknown_company": 1})
    rows = database.run_statement(
        "MATCH (c:Company)-[r:SUCCEEDED_BY]->(s:Company) "
        "RETURN c.id AS id, c.corporate_number AS gone, s.corporate_number AS into, r.on AS on"
    )
    assert [(row["gone"], row["into"], row["on"]) for row in rows] == [(OLD, NEW, date(2021, 7, 1))]
    company = rows[0]["id"]
    assert len(database.run_statement("MATCH (c:Company {corporate_number: $n}) RETURN c", n=OLD)) == 1
    for day, status in ((date(2021, 6, 30), None), (date(2021, 7, 1), "D")):
        assert find(database, company, moment_of(TOKYO, day)).status == status
    before = graph_checksum(database)["checksum"]
    again = bring(database, tmp_path / "events.csv")
    counts = again.tally.as_dict().values()
    assert sum(count["created"] + count["updated"] for count in counts) == 0
    assert graph_checksum(database)["checksum"] == before


def test_a_company_that_was_closed_is_dead(database: Database, tmp_path: Path) -> None:
    closed = event(OLD, "21", "2021-07-12", "株式会社青空計測", closeDate="2021-07-12")
    bring(database, write_file(tmp_path / "closed.csv", [closed]))
    rows = database.run_statement("MATCH (c:Company {corporate_number: $n}) RETURN c.id AS id", n=OLD)
    found = find(database, rows[0]["id"], moment_of(TOKYO, date(2021, 7, 12)))
    assert (found.status, found.reasons[0].key) == ("D", "dissolved")
    assert find(database, rows[0]["id"], moment_of(TOKYO, date(2021, 7, 11))).status is None


def test_all_companies_are_taken_in_when_asked_for(database: Database, tmp_path: Path) -> None:
    report = bring(database, write_file(tmp_path / "events.csv", ROWS), "corporate-events-all")
    assert dict(report.skipped) == {}
    assert database.run_statement("MATCH (c:Company {corporate_number: $n}) RETURN c", n=THIRD)
