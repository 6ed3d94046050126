"""Reads for the home screen and for lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from graph_models.records import Moment
from service.database import Database, Rows


def totals(database: Database) -> dict[str, int]:
    """Return how many of each label there are."""
    return {row["label"]: row["total"] for row in database.read("overview/totals")}


def own_company(database: Database) -> dict[str, Any] | None:
    """Return ``id, name, name_latin`` of ourselves, or None."""
    rows = database.read("overview/own_company")
    return rows[0] if rows else None


def accounts(database: Database, moment: Moment, *, touch_days: int, limit: int) -> Rows:
    """Return the accounts with the most deals and how far their people are covered."""
    since = moment.until - timedelta(days=touch_days)
    return database.read("overview/accounts", since=since, limit=limit, **moment.parameters())


def departures(database: Database, moment: Moment, *, days: int, limit: int) -> Rows:
    """Return who left a job in the last days."""
    since = moment.as_of - timedelta(days=days)
    return database.read(
        "overview/departures", as_of=moment.as_of, since=since, known_at=moment.known_at, limit=limit
    )


def closings(database: Database, moment: Moment, *, days: int, limit: int) -> Rows:
    """Return which deals ended in the last days."""
    since = moment.as_of - timedelta(days=days)
    return database.read(
        "overview/closings", as_of=moment.as_of, since=since, known_at=moment.known_at, limit=limit
    )


def page(database: Database, label: str, after: str, limit: int) -> Rows:
    """Return nodes of a label in order of id, after an id."""
    rows = database.read("entities/page", label=label.lower(), after=after, limit=limit)
    return [row["node"] for row in rows]


def categories(database: Database, unit_id: str, moment: Moment) -> Rows:
    """Return the product categories, those that most deals of the unit are about first."""
    return database.read("overview/categories", unit_id=unit_id, as_of=moment.as_of, known_at=moment.known_at)
