"""Webhooks and which notices they took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.database import Database


def save(database: Database, told: Mapping[str, Any]) -> None:
    """Keep a new webhook."""
    database.write(lambda transaction: transaction.run("webhooks/save", said=dict(told)))


def change(database: Database, id_: str, told: Mapping[str, Any]) -> None:
    """Keep what changed of a webhook, if it is still there."""
    database.write(lambda transaction: transaction.run("webhooks/change", id=id_, said=dict(told)))


def delete(database: Database, id_: str) -> bool:
    """Forget a webhook; return whether it was there."""
    rows = database.write(lambda transaction: transaction.run("webhooks/delete", id=id_))
    return bool(rows[0]["number"])


def webhooks(database: Database) -> list[dict[str, Any]]:
    """Return all, the oldest first, with their secrets."""
    return [row["webhook"] for row in database.read("webhooks/list")]


def waiting(database: Database, hook: Mapping[str, Any], limit: int) -> list[dict[str, Any]]:
    """Return notices that it has not taken, the oldest first."""
    rows = database.read(
        "webhooks/waiting",
        id=hook["id"],
        since=hook["created_at"],
        kinds=list(hook["kinds"]) or None,
        limit=limit,
    )
    return [row["notice"] for row in rows]


def posted(database: Database, id_: str, notice_id: str, at: datetime) -> None:
    """Keep that a notice was taken, and that the receiver is well."""
    database.write(lambda transaction: transaction.run("webhooks/posted", id=id_, notice_id=notice_id, at=at))
