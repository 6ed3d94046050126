"""Reads of single nodes and relationships and of what is around a node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph_models.records import Moment
from service.database import Database, Rows


def card(database: Database, id_: str, moment: Moment | None = None) -> dict[str, Any] | None:
    """Return ``label`` and ``properties`` of a node, as at a moment where one is given, or None."""
    at = moment.parameters() if moment else {"as_of": None, "until": None, "known_at": None}
    rows = database.read("entities/card", id=id_, **at)
    return rows[0] if rows else None


def counts(database: Database, id_: str, moment: Moment) -> Rows:
    """Return ``type, direction, label, total`` of what is around a node."""
    return database.read("entities/counts", id=id_, as_of=moment.as_of, known_at=moment.known_at)


def links(
    database: Database,
    id_: str,
    moment: Moment,
    *,
    types: Sequence[str] | None = None,
    direction: str | None = None,
    label: str | None = None,
    per_type: int,
    limit: int,
) -> Rows:
    """Return ``id, type, direction, properties, node`` of the relationships of a node."""
    return database.read(
        "entities/links",
        id=id_,
        types=list(types) if types is not None else None,
        direction=direction,
        label=label,
        per_type=per_type,
        limit=limit,
        **moment.parameters(),
    )


def relationship(database: Database, id_: str, start_id: str, end_id: str) -> dict[str, Any] | None:
    """Return ``type, properties, start, end`` of a relationship, or None."""
    rows = database.read("entities/relationship", id=id_, start_id=start_id, end_id=end_id)
    return rows[0] if rows else None


def latin_names(database: Database, ids: Sequence[str]) -> dict[str, str]:
    """Return id -> Latin name of those nodes that have one."""
    return {row["id"]: row["name_latin"] for row in database.read("entities/latin_names", ids=list(ids))}
