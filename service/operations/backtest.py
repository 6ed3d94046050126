"""The backtest of the ranking on the user's own graph: begun, followed, kept, its weights kept for use."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from graph_models.ids import short_hash
from graph_models.records import Moment
from service.database import Database
from service.errors import ConflictError, DatabaseError, EnishiError, NotFoundError, UsageError
from service.language import Language, say
from service.operations.backtest_run import backtest_found, changes_of
from service.operations.behind import begin_alone, go_on_behind
from service.operations.entities import standing_id
from service.operations.weight_sets import keep_weights
from service.operations.weights_in_use import weights_in_use
from service.store import backtest as store

_log = logging.getLogger("enishi.backtest")
_running = threading.Lock()
LATEST = 50
HORIZON, LONGEST = 182, 1096
"""Days that are told: by default, and at most."""
BEAT = 1.0
"""Seconds between two words of how far it is."""
SILENT = timedelta(minutes=10)
"""A run that said nothing for so long is taken for broken off."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured. ``moment``: the cut. ``seller``: whose list; None: every seller's."""

    moment: Moment
    horizon: int = HORIZON
    seller: str | None = None
    by: str | None = None


def run_backtest(
    database: Database, wish: Wish, lang: Language, progress: Callable[[str, int, int], None] | None = None
) -> dict[str, Any]:
    """Run it to the end, keep what it found and return it.

    Raises
    ------
    ConflictError
        When another is running.
    UsageError
        When the days make no sense, or there is nothing to tell.
    """
    run = _begun(database, wish)
    _carried_out(database, wish, run, progress)
    return backtest_told(database, run["id"], lang)


def run_backtest_behind(database: Database, wish: Wish, lang: Language) -> dict[str, Any]:
    """Begin it and return its record; `backtest_told` says how far it is.

    Raises
    ------
    ConflictError
        When another is running.
    UsageError
        When the days make no sense.
    """
    run = _begun(database, wish)

    go_on_behind(run["id"], lambda: _carried_out(database, wish, run, None), _log, "%s failed: %s")
    return backtest_told(database, run["id"], lang)


def backtests_told(database: Database, lang: Language, limit: int = LATEST) -> dict[str, Any]:
    """Return the latest runs without what they found, and the version of the weights in use."""
    rows = [_told(row, lang) for row in store.backtests(database, min(limit, LATEST))]
    return {"items": rows, "weights_version": weights_in_use(database).version}


def backtest_told(database: Database, id_: str, lang: Language) -> dict[str, Any]:
    """Return one run with what it found.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    row = store.backtest(database, id_)
    if row is None:
        raise NotFoundError("backtest.no_run", id=id_)
    found = json.loads(row["bits"]) if row.get("bits") else None
    for part in found["weights"]["parts"] if found else ():
        part["title"] = say(f"parts.{part['name']}", lang)
    return {**_told(row, lang), "weights_version": weights_in_use(database).version, "found": found}


def _begun(database: Database, wish: Wish) -> dict[str, Any]:
    if not 1 <= wish.horizon <= LONGEST:
        raise UsageError("backtest.bad_horizon", field="horizon", most=LONGEST)
    seller = standing_id(database, wish.seller, "Company", moment=wish.moment) if wish.seller else None
    now = datetime.now(UTC)
    run: dict[str, Any] = {
        "id": f"backtest-{short_hash(uuid4().hex)}",
        "state": "running",
        "started_at": now,
        "beat_at": now,
        "as_of": wish.moment.as_of,
        "horizon": wish.horizon,
    }
    run |= {name: value for name, value in (("seller_id", seller), ("by", wish.by)) if value}
    begin_alone(
        _running, ConflictError("backtest.going_on"), lambda: store.save_backtest(database, run["id"], run)
    )
    return run


def _carried_out(
    database: Database,
    wish: Wish,
    run: dict[str, Any],
    progress: Callable[[str, int, int], None] | None,
) -> None:
    last = 0.0

    def show(step: str, done: int, total: int) -> None:
        nonlocal last
        if progress:
            progress(step, done, total)
        if time.monotonic() - last >= BEAT or done == total:
            last = time.monotonic()
            beat = {"step": step, "done": done, "total": total, "beat_at": datetime.now(UTC)}
            store.save_backtest(database, run["id"], beat)

    try:
        found, learned = backtest_found(
            database,
            moment=wish.moment,
            horizon=wish.horizon,
            seller_id=run.get("seller_id"),
            progress=show,
        )
        if learned:
            reason = f"{run['id']} ({wish.moment.as_of.isoformat()})"
            found["weights"]["learned"] = keep_weights(
                database, changes_of(learned), reason=reason, by=wish.by
            )
        done = {"state": "done", "finished_at": datetime.now(UTC), "bits": json.dumps(found)}
        store.save_backtest(database, run["id"], {**done, "summary": json.dumps(_summary(found))})
    except EnishiError as error:
        _say_failed(database, run["id"], error.key, error.params)
        raise
    except BaseException:
        # Whatever it was, nobody is to wait for a run that has ended.
        _say_failed(database, run["id"], "backtest.broken", {})
        raise
    finally:
        _running.release()


def _say_failed(database: Database, id_: str, key: str, params: Any) -> None:
    told = {"error": key, "error_params": json.dumps(params, default=str)}
    try:
        store.save_backtest(database, id_, {"state": "failed", "finished_at": datetime.now(UTC), **told})
    except DatabaseError as unsaid:
        _log.warning("%s could not be marked as failed: %s", id_, unsaid.key)


def _summary(found: dict[str, Any]) -> dict[str, Any]:
    """Return what a list of runs shows: recall at 10 of new targets by ours and by the best baseline."""
    group = found["groups"].get("new")
    if group is None:
        return {"units": found["data"]["units_bought"]}
    best = group["best_baseline"]["recall@10"]
    return {
        "units": group["n"],
        "ours": found["ours"],
        "recall": group["methods"][found["ours"]]["recall@10"],
        "best_baseline": best,
        "best_recall": group["methods"][best]["recall@10"],
        "difference": group["difference"]["recall@10"],
        "learned": found["weights"].get("learned"),
    }


def _told(row: dict[str, Any], lang: Language) -> dict[str, Any]:
    state = row["state"]
    if state == "running" and datetime.now(UTC) - row["beat_at"] > SILENT:
        state = "interrupted"
    error = say(row["error"], lang, **json.loads(row["error_params"])) if row.get("error") else None
    return {
        "id": row["id"],
        "state": state,
        "cut": row["as_of"],
        "horizon": row["horizon"],
        "seller": row.get("seller_id"),
        "error": error,
        "summary": json.loads(row["summary"]) if row.get("summary") else None,
        **{name: row.get(name) for name in ("step", "done", "total", "started_at", "finished_at", "by")},
    }
