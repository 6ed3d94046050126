"""Reads all sales for the backtest of the ranking, and keeps its runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_models.records import Moment
from service.analysis.sales_history import Sold
from service.database import Database


def all_sales(database: Database, moment: Moment) -> list[Sold]:
    """Return what every known seller has won, the oldest first; ties by id."""
    rows = database.read("backtest/sales", as_of=moment.as_of, known_at=moment.known_at)
    found = [Sold(**{**row, "products": tuple(row["products"])}) for row in rows]
    return sorted(found, key=lambda sold: (sold.closed_on, sold.deal_id, sold.unit_id, sold.seller_id))


def backtests(database: Database, limit: int) -> list[dict[str, Any]]:
    """Return the runs, the newest first, without what they found."""
    return [row["run"] for row in database.read("backtest/runs", limit=limit)]


def backtest(database: Database, id_: str) -> dict[str, Any] | None:
    """Return one run with what it found."""
    rows = database.read("backtest/run", id=id_)
    return dict(rows[0]["run"]) if rows else None


def save_backtest(database: Database, id_: str, properties: Mapping[str, Any]) -> None:
    """Keep how far a run is, and what it found."""
    database.write(lambda transaction: transaction.run("backtest/save", id=id_, properties=dict(properties)))
