"""The states of an import, and what a person is told of it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from service.database import Database
from service.errors import NotFoundError
from service.language import Language, say
from service.operations.run_line import Line
from service.store.import_runs import import_run, import_runs
from service.store.tally import Tally

LATEST = 100


class RunState(StrEnum):
    """Where an import or edit stands. ``INTERRUPTED`` is not kept: it is found when nobody works on it."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


AT_WORK = (RunState.PLANNED, RunState.RUNNING)
GOES_ON = (RunState.PAUSED, RunState.INTERRUPTED, RunState.FAILED)
"""States from which an import can go on where it broke off."""

_MAY = {
    RunState.PLANNED: ("cancel",),
    RunState.RUNNING: ("pause", "cancel"),
    RunState.PAUSED: ("resume", "cancel", "undo"),
    RunState.INTERRUPTED: ("resume", "cancel", "undo"),
    RunState.FAILED: ("resume", "cancel", "undo"),
    RunState.CANCELLED: ("undo",),
    RunState.DONE: ("undo",),
}


def state_of(run: dict[str, Any]) -> RunState:
    """Return where a run stands; of one that was read without a line, as its record says."""
    state = RunState(run["state"])
    if state in AT_WORK:
        return state if run.get("is_at_work", True) else RunState.INTERRUPTED
    # Waits for its turn to be undone.
    return RunState.UNDOING if run.get("wish") == "undo" and run.get("is_at_work") else state


def actions_of(run: dict[str, Any]) -> tuple[str, ...]:
    """Return what can be done with a run: ``pause``, ``resume``, ``cancel``, ``undo``."""
    state = state_of(run)
    if state is RunState.UNDOING:
        return () if run.get("is_at_work") else ("undo",)
    actions = _MAY.get(state, ())
    if run.get("kind", "import") != "import":
        return tuple(action for action in actions if action == "undo" and run["kind"] == "edit")
    return actions


def runs(database: Database, lang: Language, line: Line | None = None) -> list[dict[str, Any]]:
    """Return the latest imports and edits, newest first."""
    return [told(_seen(database, run, line), lang) for run in import_runs(database, LATEST)]


def run_of(database: Database, id_: str, lang: Language, line: Line | None = None) -> dict[str, Any]:
    """Return one import or edit.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    return told(kept_run(database, id_, line), lang)


def kept_run(database: Database, id_: str, line: Line | None = None) -> dict[str, Any]:
    """Return the record of a run; by the line, ``is_at_work``, of one that should be: whether somebody is.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    run = import_run(database, id_)
    if run is None:
        raise NotFoundError("errors.not_found", id=id_)
    return _seen(database, run, line)


def _seen(database: Database, run: dict[str, Any], line: Line | None) -> dict[str, Any]:
    is_over = run["state"] not in (*AT_WORK, RunState.UNDOING) and run.get("wish") != "undo"
    if line is None or is_over:
        return run
    is_at_work = line.is_at_work(run)
    # Read after the look: a run that ended in between is over, and not one that nobody works on.
    return {**(import_run(database, run["id"]) or run), "is_at_work": is_at_work}


def told(run: dict[str, Any], lang: Language) -> dict[str, Any]:
    """Return a run as a person sees it: where it stands, what it did, why it failed, what can be done."""
    hidden = ("error_params", "counts", "paths", "digests", "wish", "is_resolved", "is_at_work")
    found = {name: value for name, value in run.items() if name not in hidden}
    found["state"] = state_of(run).value
    found["wish"] = run.get("wish")
    found["actions"] = list(actions_of(run))
    found["labels"] = Tally.of(json.loads(run.get("counts", "{}"))).as_dict()
    if "error" in run:
        found["error"] = say(run["error"], lang, **json.loads(run["error_params"]))
    return found
