"""The service's own record of imports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.database import Database, Transaction


def save_import_run(database: Database, id_: str, properties: Mapping[str, Any]) -> None:
    """Save how far an import has come."""

    def work(transaction: Transaction) -> None:
        transaction.run("service/save_import_run", id=id_, properties=dict(properties))

    database.write(work)


def import_runs(database: Database, limit: int) -> list[dict[str, Any]]:
    """Return the latest imports, newest first."""
    return [row["run"] for row in database.read("service/import_runs", limit=limit)]
