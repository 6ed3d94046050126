"""The service's own records of the status: changes, overrides, what falls due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from service.database import Database, Rows, Transaction


def record_changes(transaction: Transaction, rows: Rows) -> None:
    """Record changes in the transaction that makes them."""
    transaction.run("status/record_changes", rows=rows)


def save_override(
    database: Database, about: str, override: Mapping[str, Any], change: Mapping[str, Any]
) -> None:
    """Keep an override, or that it was withdrawn, with the change of status it makes."""

    def work(transaction: Transaction) -> None:
        transaction.run("status/save_override", about=about, override=dict(override))
        record_changes(transaction, [dict(change)])

    database.write(work)


def overrides(database: Database, id_: str) -> list[dict[str, Any]]:
    """Return the overrides of a node, newest first."""
    return [row["override"] for row in database.read("status/overrides", id=id_)]


def standing_overrides(database: Database) -> dict[str, str]:
    """Return node -> status for the overrides that stand."""
    return {row["about"]: row["status"] for row in database.read("status/standing_overrides")}


def overrides_due(database: Database, day: date, limit: int) -> Rows:
    """Return overrides to be looked at again by a day."""
    return database.read("status/overrides_due", day=day, limit=limit)


def changes(database: Database, since: datetime, limit: int) -> Rows:
    """Return what changed since a time, newest first."""
    return database.read("status/changes", since=since, limit=limit)


def history(database: Database, id_: str) -> list[dict[str, Any]]:
    """Return what changed of one node, newest first."""
    return [row["change"] for row in database.read("status/history", id=id_)]


def lapsing(database: Database, label: str, first: date, last: date, limit: int) -> Rows:
    """Return customers of a label that lapse in a period, soonest first."""
    return database.read("status/lapsing", label=label, first=first, last=last, limit=limit)


def doubted(database: Database, since: date, limit: int) -> Rows:
    """Return contacts who seem to be gone since a day."""
    return database.read("status/doubted", since=since, limit=limit)


def counts(database: Database) -> Rows:
    """Return how many nodes there are by label, status and customer type."""
    return database.read("status/counts")
