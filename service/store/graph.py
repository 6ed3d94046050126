"""Reads of pieces of the graph for pictures."""

from __future__ import annotations

from collections.abc import Sequence

from graph_models.records import Moment
from service.database import Database, Rows


def account_of(database: Database, id_: str, moment: Moment) -> str | None:
    """Return the id of the company a thing belongs to, or None."""
    rows = database.read("graph/account_of", id=id_, as_of=moment.as_of, known_at=moment.known_at)
    return str(rows[0]["company_id"]) if rows else None


def account_nodes(database: Database, company_id: str, moment: Moment, per_label: int) -> Rows:
    """Return ``label, total, nodes`` of an account, those with the most to do first."""
    return database.read(
        "graph/account_nodes",
        company_id=company_id,
        as_of=moment.as_of,
        known_at=moment.known_at,
        per_label=per_label,
    )


def edges_between(database: Database, ids: Sequence[str], moment: Moment, limit: int) -> Rows:
    """Return ``id, type, source, target, properties`` of the relationships among nodes."""
    return database.read(
        "graph/edges_between", ids=list(ids), as_of=moment.as_of, known_at=moment.known_at, limit=limit
    )


def activity_by_month(database: Database, company_id: str, moment: Moment) -> Rows:
    """Return ``month, count`` of the activities with the people of an account, newest first."""
    return database.read("graph/activity_by_month", company_id=company_id, **moment.parameters())
