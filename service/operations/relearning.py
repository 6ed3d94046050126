"""Better weights from what people judged: learned, held against those in use, put into use by a person."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from graph_models.ids import short_hash
from service.database import Database
from service.errors import DatabaseError, EnishiError, NotFoundError, UsageError
from service.language import Language, say
from service.operations.behind import begin_alone, go_on_behind
from service.operations.resolving import resolve_everything
from service.resolution.decision import Judged
from service.resolution.learning import learned
from service.resolution.verdicts import Outcome, Reason
from service.resolution.weights import DEFAULT
from service.store import review

_log = logging.getLogger("enishi.resolution")
_running = threading.Lock()


def weights_told(database: Database) -> dict[str, Any]:
    """Return the weights in use and those that were learned, the newest first."""
    judgements = review.all_judgements(database)
    return {
        "active": review.active_weights(database).version,
        "default": DEFAULT.version,
        "judgements": len(judgements),
        "items": [_told(row) for row in review.learned_weights(database)],
    }


def learn_weights(database: Database, by: str | None = None) -> dict[str, Any]:
    """Learn weights from all judgements and keep them; they are not in use yet.

    Returns
    -------
    dict
        ``version``, ``judged``, how many of these the learned ones decide ``right``, each pair left out when
        they were learned, and ``standing_right`` of the weights in use.

    Raises
    ------
    UsageError
        When nothing was judged.
    """
    rows = review.all_judgements(database)
    judgements = [_judged(row) for row in rows if row.get("reasons")]
    if not judgements:
        raise UsageError("resolution.nothing_judged")
    standing = review.active_weights(database)
    found = learned(judgements, standing)
    row = {
        "id": found.weights.version,
        "state": "kept",
        "bits": json.dumps(found.weights.table()),
        "judged": found.judged,
        "right": found.right,
        "standing": standing.version,
        "standing_right": found.standing_right,
        "made_at": datetime.now(UTC),
    }
    review.save_weights(database, {**row, "made_by": by} if by else row)
    return _told(row)


def use_weights(database: Database, version: str, by: str | None = None) -> dict[str, Any]:
    """Put weights into use; what is one is found anew when everything is resolved the next time.

    Raises
    ------
    NotFoundError
        When no such weights are kept.
    """
    kept = {row["id"] for row in review.learned_weights(database)}
    if version != DEFAULT.version and version not in kept:
        raise NotFoundError("resolution.no_weights", version=version)
    wanted = None if version == DEFAULT.version else version
    review.activate_weights(database, wanted, by, datetime.now(UTC))
    return weights_told(database)


def resolve_all(
    database: Database, progress: Callable[[str, int], None] = lambda _label, _number: None
) -> dict[str, Any]:
    """Resolve everything that is there, keeping a record of how far it is; return the record.

    Raises
    ------
    UsageError
        When it is going on already.
    """
    run = _begun(database)
    return _carried_out(database, run, progress)


def resolve_all_behind(database: Database, then: Callable[[Database], None]) -> dict[str, Any]:
    """Begin to resolve everything and return the record, which `run_told` tells the state of.

    Parameters
    ----------
    then
        What is to be done afterwards.

    Raises
    ------
    UsageError
        When it is going on already.
    """
    run = _begun(database)

    def work() -> None:
        _carried_out(database, run)
        then(database)

    go_on_behind(run["id"], work, _log, "resolving %s failed: %s")
    return run


def run_told(database: Database, lang: Language) -> dict[str, Any]:
    """Return how the latest resolving of everything went or goes."""
    run = review.latest_run(database)
    if run is None:
        return {"state": "never"}
    if "error" in run:
        run["error"] = say(run["error"], lang, **json.loads(run.get("error_params", "{}")))
    return {name: value for name, value in run.items() if name != "error_params"}


def _begun(database: Database) -> dict[str, Any]:
    started = datetime.now(UTC)
    run: dict[str, Any] = {
        "id": f"resolving-{short_hash(uuid4().hex)}",
        "state": "running",
        "started_at": started,
        "looked_at": 0,
        "version": review.active_weights(database).version,
    }
    begin_alone(
        _running, UsageError("resolution.going_on"), lambda: review.save_run(database, run["id"], run)
    )
    return run


def _carried_out(
    database: Database,
    run: dict[str, Any],
    progress: Callable[[str, int], None] = lambda _label, _number: None,
) -> dict[str, Any]:
    seen: dict[str, int] = {}

    def show(label: str, number: int) -> None:
        seen[label] = number
        run.update(label=label, looked_at=sum(seen.values()))
        review.save_run(database, run["id"], run)
        progress(label, number)

    try:
        done = resolve_everything(database, progress=show)
        run.update(state="done", finished_at=datetime.now(UTC), **done.as_dict())
        review.save_run(database, run["id"], run)
    except EnishiError as error:
        _say_failed(database, run["id"], error)
        raise
    finally:
        _running.release()
    return run


def _say_failed(database: Database, id_: str, error: EnishiError) -> None:
    told = {"error": error.key, "error_params": json.dumps(error.params, default=str)}
    try:
        review.save_run(database, id_, {"state": "failed", **told})
    except DatabaseError as unsaid:
        _log.warning("resolving %s could not be marked as failed: %s", id_, unsaid.key)


def _judged(row: dict[str, Any]) -> Judged:
    reasons = tuple(
        Reason(one["field"], Outcome(one["outcome"]), one["left"], one["right"], one["bits"])
        for one in json.loads(row["reasons"])
    )
    return Judged(row["label"], reasons, bool(row["is_match"]))


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": row["id"],
        "is_active": row["state"] == "active",
        **{name: row.get(name) for name in ("judged", "right", "standing", "standing_right", "made_at")},
        **{name: row.get(name) for name in ("made_by", "activated_at", "activated_by")},
    }
