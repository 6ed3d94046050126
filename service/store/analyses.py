"""Reads what the analyses need beyond deals and purchases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

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


def ended(database: Database, moment: Moment) -> Rows:
    """Return the accounts with an ended deal: when the first was won, or the last lost; the latest first."""
    return database.read("analysis/ended", as_of=moment.as_of, known_at=moment.known_at)


def acts_before(database: Database, accounts: Sequence[Mapping[str, Any]], moment: Moment) -> Rows:
    """Return what each account (``id``) did from ``since`` to before ``until``: kind, id, page, in order."""
    return database.read("analysis/acts_before", accounts=list(accounts), known_at=moment.known_at)
