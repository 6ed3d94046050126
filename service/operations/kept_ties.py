"""Keeping ties: rebuilt whole, refreshed by what changed, dropped; and whether they serve a question."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from graph_models.records import Moment
from service.analysis.weights import WEIGHTS, TieWeights
from service.database import Database
from service.errors import EnishiError
from service.operations.moments import moment_of
from service.settings import Settings
from service.store import kept_ties as store
from service.store.kept_ties import PAGES, VERSION, TieState, tie_state

_log = logging.getLogger("enishi.ties")


def rebuild_ties(database: Database, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Drop all ties and make them anew from all activities; return how they are kept then.

    Meanwhile questions are worked out from the activities themselves. What changes while it runs is noted and
    made anew at the end. Broken off, it begins anew the next time.

    Parameters
    ----------
    progress
        Is told how many ties there are so far.
    """
    moment, max_group = _now(), WEIGHTS.tie.max_group
    store.save_state(database, {"state": "building", "changed_at": datetime.now(UTC)})
    store.drop_ties(database)
    total = 0
    for label in PAGES:
        after = ""
        while page := store.rebuild_page(database, label, after, moment, max_group):
            after, number = page
            total += number
            progress(total)
    while store.refresh_some(database, _now(), max_group):
        pass
    at = datetime.now(UTC)
    built = {"max_group": max_group, "version": VERSION, "built_at": at, "changed_at": at}
    store.save_state(database, {"state": "ready", **built})
    return ties_told(database)


def refresh_ties(database: Database, *, is_built: bool = False) -> int:
    """Make anew the ties of the activities that changed; return how many activities those were.

    Parameters
    ----------
    is_built
        Make all where ties were never kept, or building them was broken off; none where they were dropped.
    """
    state = tie_state(database)
    if state is None or state.state == "building" or _is_outdated(state):
        if is_built:
            rebuild_ties(database)
        return 0
    if state.state != "ready" or not state.waiting:
        return 0
    total = 0
    while number := store.refresh_some(database, _now(), WEIGHTS.tie.max_group):
        total += number
    store.save_state(database, {"changed_at": datetime.now(UTC)})
    return total


def refresh_ties_quietly(database: Database, *, is_built: bool = False) -> None:
    """Refresh where nobody waits for it: until it is done, questions are answered from the activities."""
    try:
        refresh_ties(database, is_built=is_built)
    except EnishiError as error:
        _log.warning("ties were not refreshed: %s", error.key)


def drop_ties(database: Database) -> dict[str, Any]:
    """Forget all ties, and keep none until they are rebuilt; return how they are kept then."""
    # First nothing is noted any more, then all is deleted.
    store.save_state(database, None)
    store.drop_ties(database)
    store.save_state(database, {"state": "dropped", "changed_at": datetime.now(UTC)})
    return ties_told(database)


def ties_told(database: Database) -> dict[str, Any]:
    """Return how ties are kept: none, building, ready or dropped; how many, and how many activities wait."""
    state = tie_state(database) or TieState("none", 0, 0)
    return {
        "state": state.state,
        "ties": state.ties,
        "waiting": state.waiting,
        "method": store.METHOD,
        "version": state.version,
        "built_at": state.built_at,
        "changed_at": state.changed_at,
    }


def serve(database: Database, moment: Moment, weights: TieWeights) -> bool:
    """Return whether kept ties answer a question: one about now, when they are complete.

    The past is worked out from what was known then. Gatherings that tie nobody are not kept, so weights that
    draw the line elsewhere need the activities themselves.
    """
    state = tie_state(database)
    if state is None or state.state != "ready" or state.waiting or _is_outdated(state):
        return False
    if state.max_group != weights.max_group or state.changed_at is None:
        return False
    return moment.known_at >= state.changed_at and moment.until > moment.known_at


def _is_outdated(state: TieState) -> bool:
    return state.state == "ready" and (state.version != VERSION or state.max_group != WEIGHTS.tie.max_group)


def _now() -> Moment:
    return moment_of(Settings.from_env().timezone)
