"""Reads what the analyses need beyond deals and purchases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graph_models.records import Moment
from service.database import Database, Rows


def baskets(database: Database, ids: Sequence[str], moment: Moment) -> Rows:
    """Return the sites and the product categories of purchases and deals."""
    return database.read("analysis/baskets", ids=list(ids), known_at=moment.known_at)


def acquired(database: Database, moment: Moment, hot: float) -> Rows:
    """Return the campaigns with the contacts they led to us, a row for each pair.

    Parameters
    ----------
    hot
        Score from which on somebody is a hot lead; who was told to be one before is, too.
    """
    return database.read("analysis/acquired", until=moment.until, known_at=moment.known_at, hot=hot)


def touches(database: Database, since: datetime, moment: Moment) -> Rows:
    """Return what accounts did from a time up to the day, by kind."""
    return database.read("analysis/touches", since=since, until=moment.until, known_at=moment.known_at)
