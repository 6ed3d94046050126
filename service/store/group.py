"""Reads a group of companies: who belongs to whom, who went into whom, and where its sites are."""

from __future__ import annotations

from collections.abc import Iterable

from graph_models.records import Moment
from service.database import Database, Rows


def ties(database: Database, moment: Moment, *, above: Iterable[str] = (), below: Iterable[str] = ()) -> Rows:
    """Return the ties to what is right above some companies, and right below others."""
    return database.read(
        "group/ties",
        children=sorted(above),
        parents=sorted(below),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )


def predecessors(database: Database, ids: Iterable[str], moment: Moment) -> Rows:
    """Return the companies that went into some by the day."""
    return database.read("group/predecessors", ids=sorted(ids), as_of=moment.as_of, known_at=moment.known_at)


def companies(database: Database, ids: Iterable[str], moment: Moment) -> Rows:
    """Return names, status and sites of companies."""
    return database.read("group/companies", ids=sorted(ids), as_of=moment.as_of, known_at=moment.known_at)
