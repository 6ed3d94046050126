"""CRM Sales Opportunities goes in as it is, and its totals are those that duckdb computes from the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from service.analysis.sales_totals import WAYS
from service.database import Database
from service.operations.imports import run_import
from service.operations.moments import moment_of
from service.operations.sales_totals import sales_totals, totals_table

pytestmark = pytest.mark.data

FILES = ("accounts", "products", "sales_teams", "sales_pipeline")
DEALS = "(SELECT *, replace(product, 'GTXPro', 'GTX Pro') AS one_product FROM read_csv('{file}'))"
KEYS = {
    "stage": "deal_stage",
    "product": "one_product",
    "agent": "sales_agent",
    "quarter": "year(close_date) || '-Q' || quarter(close_date)",
    "company": "account",
}
STAGES = {"Prospecting": "lead", "Engaging": "qualified", "Won": "won", "Lost": "lost"}


@pytest.fixture(scope="module")
def imported(database: Database, data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    rejects = tmp_path_factory.mktemp("rejects") / "rejects.csv"
    paths = [data_folder / "crm_maven" / f"{name}.csv" for name in FILES]
    report = run_import(database, "crm-opportunities", paths, rejects=rejects, lang="en")
    assert (report.read, report.rejected) == (85 + 7 + 35 + 8_800, 0)
    return database


def told(database: Database, by: str, **more: Any) -> dict[str, Any]:
    return sales_totals(database, moment_of(ZoneInfo("UTC"), date(2018, 1, 1)), "en", by=by, **more)


@pytest.mark.parametrize("by", WAYS)
def test_totals_are_those_of_the_files(imported: Database, data_folder: Path, by: str) -> None:
    deals = DEALS.format(file=data_folder / "crm_maven" / "sales_pipeline.csv")
    rows = duckdb.execute(
        f"""
        SELECT {KEYS[by]} AS key, count(*), count(*) FILTER (deal_stage = 'Won'),
          count(*) FILTER (deal_stage = 'Lost'), sum(close_value) FILTER (deal_stage = 'Won')
        FROM {deals} GROUP BY ALL
        """  # noqa: S608 -- the names stand above
    ).fetchall()
    expected = {STAGES.get(key, key) if by == "stage" else key: tuple(values) for key, *values in rows}
    found = told(imported, by)
    kept = "key" if by in ("stage", "quarter") else "name"
    mine = {
        None if one["key"] is None else one[kept]: (
            one["deals"],
            one["outcomes"].get("won", 0),
            one["outcomes"].get("lost", 0),
            one["amounts"].get("USD"),
        )
        for one in found["items"]
    }
    assert len(expected) > 3
    assert mine == expected
    assert (found["total"]["deals"], found["total"]["outcomes"]["won"]) == (8_800, 4_238)


def test_each_row_says_what_it_is_made_of(imported: Database) -> None:
    rows = told(imported, "quarter", evidence=True)["items"]
    ids = [id_ for row in rows for id_ in row["evidence_ids"]]
    assert len(ids) == len(set(ids)) == 8_800
    assert [len(row["evidence_ids"]) for row in rows] == [row["deals"] for row in rows]


def test_an_earlier_day_knows_of_no_later_ends(imported: Database) -> None:
    early = sales_totals(imported, moment_of(ZoneInfo("UTC"), date(2017, 6, 30)), "en", by="quarter")
    assert [row["key"] for row in early["items"]] == ["2017-Q1", "2017-Q2", None]
    assert early["total"]["unknown_amounts"] == 0


def test_what_the_files_write_wrongly_is_read_rightly(imported: Database) -> None:
    (row,) = imported.run_statement(
        """
        MATCH (c:Company {name: 'Acme Corporation'})-[:IN_MARKET]->(m)
        RETURN c.revenue AS revenue, c.currency AS currency, m.name AS market, c.country AS country
        """
    )
    assert row == {"revenue": 1_100_040_000, "currency": "USD", "market": "technology", "country": "US"}
    header, rows = totals_table(told(imported, "product"), "en")
    assert len(rows) == 7 + 1
    assert header[-1] == "Amount won USD"
    (members,) = imported.run_statement("MATCH (m:Member) RETURN count(m) AS n, count(m.team) AS teams")
    assert members == {"n": 35, "teams": 35}
