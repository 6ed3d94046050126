"""Reads deals and purchases, what totals and the analysis of sales are made of."""

from __future__ import annotations

from collections.abc import Sequence

from graph_models.records import Moment
from service.database import Database, Rows


def deals(database: Database, moment: Moment) -> Rows:
    """Return every deal of the day with its outcome then, company, products and members, by id."""
    return database.read("sales/deals", as_of=moment.as_of, known_at=moment.known_at)


def purchases(database: Database, moment: Moment, company_id: str | None = None) -> Rows:
    """Return the purchases up to the day, the oldest first; of one company, or of all."""
    return database.read(
        "sales/purchases", as_of=moment.as_of, known_at=moment.known_at, company_id=company_id
    )


def touches(database: Database, company_id: str, moment: Moment) -> Rows:
    """Return the activities of a company with who took part, the newest first."""
    return database.read(
        "sales/touches",
        company_id=company_id,
        until=moment.until,
        known_at=moment.known_at,
    )


def handover_notes(database: Database, company_id: str, kinds: Sequence[str], moment: Moment) -> Rows:
    """Return the notes of some kinds on a company, its sites, deals and people, the newest first."""
    return database.read(
        "sales/handover_notes",
        company_id=company_id,
        kinds=list(kinds),
        as_of=moment.as_of,
        until=moment.until,
        known_at=moment.known_at,
    )
