"""The notices to people."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from service.database import Database, Rows


def save(database: Database, rows: Rows) -> int:
    """Keep notices that are not there yet, all or none; return how many were new."""
    found = database.write(lambda transaction: transaction.run("notices/save", rows=rows))
    return int(found[0]["made"])


def mark_seen(database: Database, ids: Collection[str] | None, owner: str | None, at: datetime) -> int:
    """Mark unseen notices as seen, those named or all; return how many."""
    wanted = None if ids is None else sorted(ids)
    rows = database.write(
        lambda transaction: transaction.run("notices/mark_seen", ids=wanted, owner=owner, at=at)
    )
    return int(rows[0]["number"])


def notices(database: Database, owner: str | None, *, only_unseen: bool, limit: int) -> list[dict[str, Any]]:
    """Return notices, the latest first."""
    rows = database.read("notices/list", owner=owner, only_unseen=only_unseen, limit=limit)
    return [row["notice"] for row in rows]


def unseen(database: Database, owner: str | None) -> int:
    """Return how many nobody has seen."""
    return int(database.read("notices/unseen", owner=owner)[0]["number"])


def unmailed(database: Database, since: datetime) -> list[tuple[dict[str, Any], str | None]]:
    """Return unseen notices since a time that went out by no mail, each with its owner's address."""
    return [(row["notice"], row["email"]) for row in database.read("notices/unmailed", since=since)]


def mailed(database: Database, ids: Collection[str], at: datetime) -> None:
    """Keep that notices went out by mail."""
    database.write(lambda transaction: transaction.run("notices/mailed", ids=sorted(ids), at=at))


def last_mailed(database: Database) -> datetime | None:
    """Return when notices last went out by mail."""
    found: datetime | None = database.read("notices/last_mailed")[0]["at"]
    return found
