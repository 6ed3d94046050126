"""What people said of suggestions, and the sets of weights that were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from service.database import Database


def verdicts(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what was said of suggestions, by their id."""
    rows = database.read("suggestions/verdicts", ids=sorted(ids))
    return {row["verdict"]["id"]: row["verdict"] for row in rows}


def save_verdict(database: Database, row: Mapping[str, Any]) -> None:
    """Keep what a person said of a suggestion, in place of what was said before."""
    database.write(lambda transaction: transaction.run("suggestions/save_verdict", row=dict(row)))


def forget_verdict(database: Database, id_: str) -> bool:
    """Forget what was said; False when nothing was."""
    rows = database.write(lambda transaction: transaction.run("suggestions/forget_verdict", id=id_))
    return bool(rows[0]["forgotten"])


def weight_sets(database: Database) -> list[dict[str, Any]]:
    """Return the sets of weights that were made, the newest first."""
    return [row["weights"] for row in database.read("weights/sets")]


def active_weight_set(database: Database) -> tuple[str, str] | None:
    """Return version and changes (JSON) of the set in use; None for the one that comes with the service."""
    rows = database.read("weights/active")
    return (rows[0]["version"], rows[0]["changes"]) if rows else None


def save_weight_set(database: Database, row: Mapping[str, Any]) -> None:
    """Keep a set of weights; one that is there stays as it is."""
    database.write(lambda transaction: transaction.run("weights/save", row=dict(row)))


def activate_weight_set(database: Database, id_: str | None, by: str | None, at: datetime) -> None:
    """Put a set into use; None puts those of the service into use."""
    database.write(lambda transaction: transaction.run("weights/activate", id=id_, by=by, at=at))
