"""How people are brought on: the rules, and the courses of steps that began."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from service.database import Database, Rows


def rules(database: Database) -> list[dict[str, Any]]:
    """Return all versions of the rules that were put into use, the newest first."""
    return [row["rules"] for row in database.read("nurture/rules")]


def save_rules(database: Database, said: Mapping[str, Any]) -> None:
    """Keep a version of the rules."""
    database.write(lambda transaction: transaction.run("nurture/save_rules", said=dict(said)))


def state(database: Database) -> dict[str, Any]:
    """Return ``refreshed_at``, ``refreshed_for`` and ``since`` of the last look, if there was one."""
    rows = database.read("nurture/state")
    return dict(rows[0]["state"]) if rows else {}


def save_state(database: Database, said: Mapping[str, Any], since: date) -> None:
    """Keep when it was looked; ``since`` is kept the first time only."""
    database.write(lambda transaction: transaction.run("nurture/save_state", said=dict(said), since=since))


def fired(database: Database, ids: Collection[str], since: date) -> dict[str, dict[str, list[date]]]:
    """Return for which days each trigger fired, by contact."""
    found: dict[str, dict[str, list[date]]] = {}
    for row in database.read("nurture/fired", ids=sorted(ids), since=since):
        found.setdefault(row["contact_id"], {}).setdefault(row["play"], []).append(row["day"])
    return found


def begin(database: Database, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Begin courses that did not begin for the same reason; return the ids of those that did."""
    if not rows:
        return []
    found: Rows = database.write(
        lambda transaction: transaction.run("nurture/begin", rows=[dict(row) for row in rows])
    )
    return list(found[0]["begun"])
