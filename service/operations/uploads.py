"""Imports of uploaded files: kept in a folder of the service until they are in, one import at a time."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from service.database import Database
from service.errors import EnishiError
from service.language import Language
from service.operations.behind import go_on_behind
from service.operations.imports import importer_for
from service.operations.opening import COMMAND_PATIENCE
from service.operations.run_line import Line
from service.operations.run_states import kept_run, run_of, told
from service.operations.runs import carry_out, forget_uploads, plan_run, to_resume
from service.operations.undoing import obstacle_to_undo, undo_import
from service.store.graph_write import ImportProgress
from service.store.import_runs import import_runs

KEPT_KEYS = 100
_log = logging.getLogger("enishi.imports")
Then = Callable[[Database], None]


def line_of(home: Path) -> Line:
    """Return the line in which the imports of a home wait."""
    return Line(home / "imports")


def import_upload(
    database: Database,
    source: str,
    uploads: Sequence[tuple[str, IO[bytes]]],
    *,
    home: Path,
    lang: Language,
    key: str | None = None,
    then: Then = lambda _: None,
) -> dict[str, Any]:
    """Check uploaded files and start their import; return the run, which is going on.

    Parameters
    ----------
    key
        Given by who asks; asking again with the same key answers with the run that was begun the first time.
    then
        What is to be done after the import went in.

    Raises
    ------
    InputFileError
        When a file is not of the source; nothing is written.
    """
    if key is not None and (known := _begun_with(database, key)):
        return run_of(database, known, lang, line_of(home))
    importer = importer_for(source, home / "profiles", database)
    folder = home / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder))
    try:
        paths = [
            _kept(place / str(number), name, stream) for number, (name, stream) in enumerate(uploads, start=1)
        ]
        importer.check(paths)
        run = plan_run(database, source, paths, key=key)
    except BaseException:
        shutil.rmtree(place)
        raise
    return _started(database, run, home, lang, then)


def resume_import(
    database: Database, id_: str, *, home: Path, lang: Language, then: Then = lambda _: None
) -> dict[str, Any]:
    """Let an import go on behind the answer where it broke off; return its run.

    Raises
    ------
    NotFoundError, UsageError, InputFileError
        As `to_resume`.
    """
    return _started(database, to_resume(database, id_, line_of(home)), home, lang, then)


def undo_behind(
    database: Database, id_: str, *, home: Path, lang: Language, then: Then = lambda _: None
) -> dict[str, Any]:
    """Undo a run behind the answer; return it.

    Raises
    ------
    NotFoundError
        When there is no such run.
    UsageError
        When it cannot be undone now.
    """
    line = line_of(home)
    if obstacle := obstacle_to_undo(database, kept_run(database, id_, line)):
        raise obstacle
    patient = database.patient(COMMAND_PATIENCE)
    ready = threading.Event()

    def work() -> None:
        try:
            undo_import(patient, id_, line=line, uploads=home / "uploads", begun=ready.set)
            then(patient)
        finally:
            ready.set()

    go_on_behind(id_, work, _log, "undo of %s broke off: %s")
    # From here on whoever looks sees that it is being undone.
    ready.wait()
    return {**run_of(database, id_, lang), "state": "undoing", "actions": []}


def _started(
    database: Database, run: ImportProgress, home: Path, lang: Language, then: Then
) -> dict[str, Any]:
    # Nobody waits for an answer any more: it may outlast a restart of the database.
    patient = database.patient(COMMAND_PATIENCE)
    line, folder = line_of(home), home / "uploads"
    ready = threading.Event()

    def work() -> None:
        try:
            with line.at_work(run.id):
                ready.set()
                report = carry_out(
                    patient,
                    run,
                    line=line,
                    rejects=folder / f"{run.id}.rejects.csv",
                    lang=lang,
                    profiles=home / "profiles",
                )
            if report.is_to_undo:
                undo_import(patient, run.id, line=line)
            if report.state in ("done", "cancelled"):
                forget_uploads(run.properties, folder)
                then(patient)
        except EnishiError:
            # Said in the record of the run; its files are kept, so that it can go on.
            return
        finally:
            ready.set()

    threading.Thread(target=work, name=run.id).start()
    # From here on whoever looks sees that somebody works on it.
    ready.wait()
    return told({"id": run.id, **run.properties, "state": "planned"}, lang)


def _begun_with(database: Database, key: str) -> str | None:
    return next((run["id"] for run in import_runs(database, KEPT_KEYS) if run.get("key") == key), None)


def _kept(place: Path, name: str, stream: IO[bytes]) -> Path:
    place.mkdir()
    path = place / _safe_name(name)
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return path


def _safe_name(name: str) -> str:
    """Return the last part of the name, so that no upload can point outside its folder."""
    last = "".join(character for character in re.split(r"[/\\]", name)[-1] if character.isprintable())
    # The end is kept, since it tells the type; a name may have 255 bytes.
    return last.strip(". ")[-80:] or "upload"
