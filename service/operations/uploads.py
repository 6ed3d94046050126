"""Imports of uploaded files: kept in a folder of the service while they go in, one import at a time."""

from __future__ import annotations

import json
import logging
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from service.database import Database
from service.errors import DatabaseError, EnishiError, NotFoundError
from service.language import Language, say
from service.operations.imports import importer_for, new_run, run_import
from service.operations.opening import COMMAND_PATIENCE
from service.store.import_runs import import_run, import_runs, save_import_run

LATEST = 100
_log = logging.getLogger("enishi.imports")


def import_upload(
    database: Database,
    source: str,
    uploads: Sequence[tuple[str, IO[bytes]]],
    *,
    folder: Path,
    lang: Language,
    then: Callable[[Database], None] = lambda _: None,
) -> dict[str, Any]:
    """Check uploaded files and start their import; return the run, which is going on.

    Parameters
    ----------
    then
        What is to be done after the import went in.

    Raises
    ------
    InputFileError
        When a file is not of the source; nothing is written.
    """
    importer = importer_for(source)
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder))
    try:
        paths = [
            _kept(place / str(number), name, stream) for number, (name, stream) in enumerate(uploads, start=1)
        ]
        importer.check(paths)
        run = new_run(source, paths)
        save_import_run(database, run.id, run.properties)
    except BaseException:
        shutil.rmtree(place)
        raise

    # Nobody waits for an answer any more: it may outlast a restart of the database.
    patient = database.patient(COMMAND_PATIENCE)

    def work() -> None:
        rejects = folder / f"{run.id}.rejects.csv"
        try:
            run_import(patient, source, paths, rejects=rejects, lang=lang, run=run)
            then(patient)
        except EnishiError as error:
            _log.warning("import %s failed: %s", run.id, error.key)
            _say_failed(patient, run.id, error.key, error.params)
        except BaseException:
            _say_failed(patient, run.id, "errors.unexpected", {})
            raise
        finally:
            shutil.rmtree(place)

    threading.Thread(target=work, name=run.id).start()
    return {"id": run.id, **run.properties}


def runs(database: Database, lang: Language) -> list[dict[str, Any]]:
    """Return the latest imports, newest first."""
    return [_told(run, lang) for run in import_runs(database, LATEST)]


def run_of(database: Database, id_: str, lang: Language) -> dict[str, Any]:
    """Return one import.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    run = import_run(database, id_)
    if run is None:
        raise NotFoundError("errors.not_found", id=id_)
    return _told(run, lang)


def _told(run: dict[str, Any], lang: Language) -> dict[str, Any]:
    """Return the run with a sentence for why it failed."""
    told = {name: value for name, value in run.items() if name != "error_params"}
    if "error" in run:
        told["error"] = say(run["error"], lang, **json.loads(run["error_params"]))
    return told


def _say_failed(database: Database, id_: str, key: str, params: Mapping[str, object]) -> None:
    # The sentence is made when it is asked for: its language is that of the reader.
    error = {"error": key, "error_params": json.dumps(params, default=str)}
    try:
        save_import_run(database, id_, {"state": "failed", **error})
    except DatabaseError as error:
        _log.warning("import %s could not be marked as failed: %s", id_, error.key)


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
