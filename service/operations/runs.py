"""Runs of imports as a person walks them: in line, going on, paused, taken up again, cancelled."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.database import Database
from service.errors import DatabaseError, EnishiError, InputFileError, UsageError
from service.language import Language
from service.operations.imports import BATCH_ROWS, ImportReport, Step, new_run, run_import
from service.operations.resolving import resolve_run
from service.operations.run_line import Line
from service.operations.run_states import AT_WORK, GOES_ON, RunState, kept_run, state_of
from service.store.graph_write import ImportProgress
from service.store.import_runs import save_import_run, wish_for
from service.store.undoing import later_runs

_log = logging.getLogger("enishi.imports")
_OF_ITS_END = ("wish", "error", "error_params", "finished_at")
"""Properties of a run that tell how it ended, and what was asked of it."""


class _AskedToStop(Exception):
    """While it waited in line, the run was asked to pause or to stop."""

    def __init__(self, wish: str) -> None:
        self.wish = wish
        super().__init__(wish)


def plan_run(
    database: Database,
    source: str,
    paths: Sequence[Path],
    *,
    key: str | None = None,
    batch_rows: int = BATCH_ROWS,
) -> ImportProgress:
    """Keep the record of an import that waits for its turn, with what is needed to take it up again.

    ``key``: given by who asks, by which the run is known when the same is asked again.
    ``batch_rows``: rows a transaction, kept for when the run is taken up again.
    """
    run = new_run(source, paths, batch_rows)
    kept = {
        **run.properties,
        "kind": "import",
        "state": RunState.PLANNED.value,
        "paths": [str(path.resolve()) for path in paths],
        "digests": [digest(path) for path in paths],
        **({"key": key} if key else {}),
    }
    save_import_run(database, run.id, kept)
    return ImportProgress(run.id, kept)


def carry_out(
    database: Database,
    run: ImportProgress,
    *,
    line: Line,
    rejects: Path,
    lang: Language,
    profiles: Path | None = None,
    progress: Callable[[Step], None] = lambda _: None,
    waiting: Callable[[float], None] = lambda _: None,
) -> ImportReport:
    """Import what a run was planned for, when it is its turn; from where it broke off if it had begun.

    The caller is known to work on the run (`Line.at_work`).

    Parameters
    ----------
    waiting
        Is told the seconds so far while another import writes.

    Raises
    ------
    EnishiError
        When the import fails; its record says so, and that it can go on later.
    """

    def in_line(seconds: float) -> None:
        if wish := wish_for(database, run.id):
            raise _AskedToStop(wish)
        waiting(seconds)

    source, paths = run.properties["source"], [Path(path) for path in run.properties["paths"]]
    try:
        with line.turn(in_line):
            begun = _begun(database, run)
            report = run_import(
                database,
                source,
                paths,
                rejects=rejects,
                lang=lang,
                run=begun,
                profiles=profiles,
                progress=progress,
            )
    except _AskedToStop as asked:
        state = RunState.PAUSED if asked.wish == "pause" else RunState.CANCELLED
        save_import_run(database, run.id, {"state": state.value, "wish": None})
        report = ImportReport(run.id, source, run.properties["files"], state=state.value)
        report.is_to_undo = asked.wish == "undo" and bool(run.properties["rows_read"])
    except EnishiError as error:
        _log.warning("import %s failed: %s", run.id, error.key)
        say_failed(database, run.id, error.key, error.params)
        raise
    except Exception:
        say_failed(database, run.id, "errors.unexpected", {})
        raise
    return report


def _begun(database: Database, run: ImportProgress) -> ImportProgress:
    """Return the record of a run whose turn it is: a new one counts from now."""
    properties = {name: value for name, value in run.properties.items() if name not in _OF_ITS_END}
    properties["state"] = RunState.RUNNING.value
    properties["updated_at"] = datetime.now(UTC)
    if not properties["rows_read"]:
        properties["started_at"] = properties["updated_at"]
    save_import_run(database, run.id, properties)
    return ImportProgress(run.id, properties)


def ask(database: Database, id_: str, wish: str, line: Line) -> dict[str, Any]:
    """Ask an import that is going on or waits in line to pause or cancel; it does so after its batch.

    Raises
    ------
    NotFoundError
        When there is no such import.
    UsageError
        When it is not going on.
    """
    run = kept_run(database, id_, line)
    if state_of(run) not in AT_WORK:
        raise refused("runs.not_at_work", run)
    save_import_run(database, id_, {"wish": wish})
    return kept_run(database, id_, line)


def to_resume(database: Database, id_: str, line: Line) -> ImportProgress:
    """Return a run that can go on where it broke off, by its own id and time.

    Raises
    ------
    NotFoundError
        When there is no such import.
    UsageError
        When it is not broken off, or a later import of its source went in since.
    InputFileError
        When its files are gone or have changed.
    """
    run = kept_run(database, id_, line)
    if run.get("kind", "import") != "import" or state_of(run) not in GOES_ON:
        raise refused("runs.not_broken_off", run)
    if "paths" not in run:
        raise refused("runs.not_kept", run)
    if later := later_runs(database, run["source"], run["started_at"]):
        raise UsageError("runs.overtaken", field="id", id=id_, later=later[0]["id"])
    for path, known in zip(map(Path, run["paths"]), run["digests"], strict=True):
        if not path.exists() or digest(path) != known:
            raise InputFileError("runs.file_changed", file=path.name)
    anew = {"state": RunState.PLANNED.value, **dict.fromkeys(_OF_ITS_END)}
    save_import_run(database, id_, anew)
    return ImportProgress(
        id_, {name: value for name, value in run.items() if name not in ("id", "is_at_work", *anew)}
    )


def cancel(
    database: Database, id_: str, line: Line, uploads: Path | None = None, *, then: str = "keep"
) -> dict[str, Any]:
    """Give an import up; one that is going on stops after its batch.

    Parameters
    ----------
    then
        ``keep`` what is in, or ``undo`` it: whoever stops an import that is going on then undoes it, and of
        one that stands still the caller does.

    Raises
    ------
    NotFoundError
        When there is no such import.
    UsageError
        When it is over.
    """
    run = kept_run(database, id_, line)
    state = state_of(run)
    if state in AT_WORK:
        return ask(database, id_, "cancel" if then == "keep" else "undo", line)
    if state not in GOES_ON:
        raise refused("runs.is_over", run)
    with line.at_work(id_):
        if run["rows_read"] and then == "keep":
            resolve_run(database, id_)
        now = datetime.now(UTC)
        ended = {"state": RunState.CANCELLED.value, "updated_at": now, "finished_at": now, "wish": None}
        save_import_run(database, id_, ended)
    if uploads is not None:
        forget_uploads(run, uploads)
    return kept_run(database, id_)


def refused(key: str, run: Mapping[str, Any]) -> UsageError:
    """Return the error that tells in which state a run is."""
    return UsageError(key, field="id", id=run["id"], state=state_of(dict(run)).value)


def say_failed(database: Database, id_: str, key: str, params: Mapping[str, object]) -> None:
    """Mark a run as failed, if the database lets us."""
    # The sentence is made when it is asked for: its language is that of the reader.
    failed = {"error": key, "error_params": json.dumps(params, default=str), "wish": None}
    try:
        save_import_run(database, id_, {"state": RunState.FAILED.value, **failed})
    except DatabaseError as error:
        _log.warning("import %s could not be marked as failed: %s", id_, error.key)


def forget_uploads(run: Mapping[str, Any], uploads: Path) -> None:
    """Delete the files of a run that were uploaded; those that lie elsewhere are the user's own."""
    folder = uploads.resolve()
    for path in map(Path, run.get("paths", ())):
        if folder in path.parents:
            shutil.rmtree(folder / path.relative_to(folder).parts[0], ignore_errors=True)


def digest(path: Path) -> str:
    """Return a hash of a file, or of all files of a folder."""
    found = hashlib.blake2b(digest_size=16)
    files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
    for file in files:
        found.update(file.name.encode())
        with file.open("rb") as stream:
            found.update(hashlib.file_digest(stream, "blake2b").digest())
    return found.hexdigest()
