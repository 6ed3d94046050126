"""What likeness is worked out from, read once and kept until anything in the graph changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime

from graph_models.records import Moment
from service.analysis.accounts import Accounts
from service.database import Database
from service.store import expansion as units_store
from service.store import lookalike as store

Sellers = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Companies, units and their traits as of a moment; not to be changed by who is handed it.

    ``trade``: buyer -> the companies it bought from. ``sales``: unit -> the sellers who won deals there.
    """

    ours: frozenset[str]
    accounts: Accounts
    trade: Sellers
    sales: Sellers


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reading, and for which questions it stands.

    ``as_of``, ``known_at``: the moment it was read for. ``seen_at``: when the graph was first seen as it is.
    """

    stamp: str
    seen_at: datetime
    as_of: date | None = None
    known_at: datetime | None = None
    reading: Reading | None = None


_lock = threading.Lock()
_kept: dict[str, _Kept] = {}


def reading(database: Database, moment: Moment) -> Reading:
    """Return what likeness is worked out from, as of the moment.

    One reading is kept for each graph. It serves the later questions of the same day, since all that is in an
    unchanged graph was known by then; a question about what was known earlier is read anew, and not kept.
    """
    key = f"{database.address.uri} {database.address.database}"
    # The stamp comes first: what changes while we read makes it old, and never the reading behind it.
    stamp = database.last_change()
    with _lock:
        kept = _kept.get(key)
        if kept is None or kept.stamp != stamp:
            kept = _kept[key] = _Kept(stamp, datetime.now(UTC))
    if kept.reading and kept.known_at and kept.as_of == moment.as_of and kept.known_at <= moment.known_at:
        return kept.reading
    found = fresh(database, moment)
    # What was learned between an earlier moment and the stamp would be missing for those who ask later.
    if stamp and moment.known_at >= kept.seen_at:
        with _lock:
            if _kept.get(key) is kept:
                _kept[key] = _Kept(stamp, kept.seen_at, moment.as_of, moment.known_at, found)
    return found


def forget(database: Database) -> None:
    """Keep nothing of a graph any more; the next question reads it anew."""
    with _lock:
        _kept.pop(f"{database.address.uri} {database.address.database}", None)


def fresh(database: Database, moment: Moment) -> Reading:
    """Read it from the graph, whatever is kept."""
    return Reading(
        ours=frozenset(units_store.own_companies(database, moment)),
        accounts=store.accounts(database, moment, units_store.units(database, moment)),
        trade=store.trade(database, moment),
        sales=units_store.sales(database, moment),
    )
