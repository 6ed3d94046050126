"""Undoes a whole import or edit: the graph is afterwards as if it had never been."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph_models.properties import MANUAL
from service.database import Database
from service.errors import UsageError
from service.operations.kept_ties import refresh_ties_quietly
from service.operations.resolving import resolve_marked
from service.operations.run_line import Line
from service.operations.run_states import RunState, actions_of, kept_run, state_of
from service.operations.runs import forget_uploads, refused
from service.store.import_runs import save_import_run
from service.store.undoing import (
    delete_of_run,
    later_runs,
    runs_depending_on,
    take_back_claims,
    undo_counts,
)


@dataclass(slots=True)
class Undone:
    """How far an undo is: records about which claims were taken back, what was deleted, what was compared."""

    taken_back: int = 0
    deleted: int = 0
    compared: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the numbers."""
        return {"taken_back": self.taken_back, "deleted": self.deleted, "compared": self.compared}


def obstacle_to_undo(database: Database, run: dict[str, Any]) -> UsageError | None:
    """Return what keeps a run from being undone, naming what to undo first, or None."""
    if state_of(run) is RunState.UNDOING:
        # Begun when nothing stood in its way; it can only be brought to its end.
        return None if "undo" in actions_of(run) else refused("runs.not_to_undo", run)
    if "undo" not in actions_of(run):
        return refused("runs.not_to_undo", run)
    return _what_hangs_on(database, run)


def _what_hangs_on(database: Database, run: dict[str, Any]) -> UsageError | None:
    # A source that repeats itself adds nothing, so what a later run of it said anew is kept in this one only.
    if run["source"] != MANUAL and (later := later_runs(database, run["source"], run["started_at"])):
        return UsageError("runs.later_stands", field="id", id=run["id"], later=later[0]["id"])
    for other, number in runs_depending_on(database, run["id"]).items():
        return UsageError("runs.others_depend", field="id", id=run["id"], other=other, number=number)
    return None


def preview_undo(database: Database, id_: str, line: Line | None = None) -> dict[str, Any]:
    """Return what would go and change by label and type, and what stands in the way (an error or None).

    Raises
    ------
    NotFoundError
        When there is no such run.
    """
    run = kept_run(database, id_, line)
    return {
        "id": id_,
        "labels": undo_counts(database, id_),
        "obstacle": obstacle_to_undo(database, run),
    }


def undo_import(
    database: Database,
    id_: str,
    *,
    line: Line | None = None,
    uploads: Path | None = None,
    progress: Callable[[Undone], None] = lambda _: None,
    waiting: Callable[[float], None] | None = None,
    begun: Callable[[], None] = lambda: None,
) -> Undone:
    """Undo an import or edit; one that was broken off in the middle is brought to its end.

    Parameters
    ----------
    line
        Where imports wait for their turn; None when nothing else can write.
    uploads
        Folder of uploaded files, of which those of the run are deleted.
    begun
        Is called when whoever looks at the run sees that it is being undone.

    Raises
    ------
    NotFoundError
        When there is no such run.
    UsageError
        When it cannot be undone now; the sentence names what to undo first.
    """
    run = kept_run(database, id_, line)
    if obstacle := obstacle_to_undo(database, run):
        raise obstacle
    if line is None:
        return _undo(database, run, uploads, progress)
    with line.at_work(id_):
        save_import_run(database, id_, {"wish": "undo"})
        begun()
        with line.turn(waiting):
            # Meanwhile somebody else may have written what hangs on it.
            if run["state"] != RunState.UNDOING and (obstacle := _what_hangs_on(database, run)):
                save_import_run(database, id_, {"wish": None})
                raise obstacle
            return _undo(database, run, uploads, progress)


def _undo(
    database: Database, run: dict[str, Any], uploads: Path | None, progress: Callable[[Undone], None]
) -> Undone:
    id_, done, at = run["id"], Undone(), datetime.now(UTC)

    def tell(state: RunState) -> None:
        now = datetime.now(UTC)
        told = {f"undo_{name}": number for name, number in done.as_dict().items()}
        save_import_run(database, id_, {"state": state.value, "updated_at": now, "wish": None, **told})
        progress(done)

    def compared(number: int) -> None:
        done.compared += number
        tell(RunState.UNDOING)

    tell(RunState.UNDOING)
    while about := take_back_claims(database, id_, at):
        done.taken_back += len(about)
        tell(RunState.UNDOING)
    while number := delete_of_run(database, id_):
        done.deleted += number
        tell(RunState.UNDOING)
    # What was one by what this run said may part again, and what it kept apart may be one.
    resolve_marked(database, compared)
    refresh_ties_quietly(database)
    save_import_run(database, id_, {"undone_at": datetime.now(UTC)})
    tell(RunState.UNDONE)
    if uploads is not None:
        forget_uploads(run, uploads)
    return done
