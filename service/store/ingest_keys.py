"""Keys that sources sign their events with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.database import Database


def save(database: Database, told: Mapping[str, Any]) -> None:
    """Keep a new key."""
    database.write(lambda transaction: transaction.run("ingest_keys/save", said=dict(told)))


def delete(database: Database, id_: str) -> bool:
    """Forget a key; return whether it was there."""
    rows = database.write(lambda transaction: transaction.run("ingest_keys/delete", id=id_))
    return bool(rows[0]["number"])


def keys(database: Database) -> list[dict[str, Any]]:
    """Return all, the oldest first, with their secrets."""
    return [row["key"] for row in database.read("ingest_keys/list")]


def key(database: Database, id_: str) -> tuple[str, str] | None:
    """Return the source and the secret of a key."""
    rows = database.read("ingest_keys/one", id=id_)
    return (rows[0]["source"], rows[0]["secret"]) if rows else None
