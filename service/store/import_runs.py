"""The service's own record of imports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.database import Database, Transaction


def record_import_run(transaction: Transaction, id_: str, properties: Mapping[str, Any]) -> None:
    """Save how far an import has come, in the transaction of a batch."""
    transaction.run("service/save_import_run", id=id_, properties=dict(properties))


def save_import_run(database: Database, id_: str, properties: Mapping[str, Any]) -> None:
    """Save how far an import has come."""
    database.write(lambda transaction: record_import_run(transaction, id_, properties))


def import_run(database: Database, id_: str) -> dict[str, Any] | None:
    """Return one import, or None."""
    rows = database.read("service/import_run", id=id_)
    return dict(rows[0]["run"]) if rows else None


def import_runs(database: Database, limit: int) -> list[dict[str, Any]]:
    """Return the latest imports, newest first."""
    return [row["run"] for row in database.read("service/import_runs", limit=limit)]


def wish_for(database: Database, id_: str) -> str | None:
    """Return what was asked of an import that is going on: ``pause``, ``cancel`` or None."""
    rows = database.read("runs/wish", id=id_)
    return rows[0]["wish"] if rows else None


def unresolved_runs(database: Database) -> list[str]:
    """Return the runs whose records were not yet compared with those that may be one with them."""
    return [row["id"] for row in database.read("service/unresolved_runs")]
