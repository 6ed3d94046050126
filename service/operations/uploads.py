"""Imports of uploaded files: kept in a folder of the service while they go in, one import at a time."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from service.database import Database
from service.errors import EnishiError, NotFoundError
from service.language import Language
from service.operations.imports import importer_for, new_run, run_import
from service.store.import_runs import import_runs, save_import_run

LATEST = 100
_log = logging.getLogger("enishi.imports")


def import_upload(
    database: Database,
    source: str,
    uploads: Sequence[tuple[str, IO[bytes]]],
    *,
    folder: Path,
    lang: Language,
) -> dict[str, Any]:
    """Check uploaded files and start their import; return the run, which is going on.

    Raises
    ------
    InputFileError
        When a file is not of the source; nothing is written.
    """
    importer = importer_for(source)
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder))
    try:
        paths = [_kept(place, name, stream) for name, stream in uploads]
        importer.check(paths)
        run = new_run(source, paths)
        save_import_run(database, run.id, run.properties)
    except BaseException:
        shutil.rmtree(place)
        raise

    def work() -> None:
        rejects = folder / f"{run.id}.rejects.csv"
        try:
            run_import(database, source, paths, rejects=rejects, lang=lang, run=run)
        except EnishiError as error:
            _log.warning("import %s failed: %s", run.id, error.key)
            save_import_run(database, run.id, {"state": "failed", "error": error.key})
        finally:
            shutil.rmtree(place)

    threading.Thread(target=work, name=run.id).start()
    return {"id": run.id, **run.properties}


def runs(database: Database) -> list[dict[str, Any]]:
    """Return the latest imports, newest first."""
    return import_runs(database, LATEST)


def run_of(database: Database, id_: str) -> dict[str, Any]:
    """Return one of the latest imports.

    Raises
    ------
    NotFoundError
        When it is not among them.
    """
    for run in runs(database):
        if run["id"] == id_:
            return run
    raise NotFoundError("errors.not_found", id=id_)


def _kept(place: Path, name: str, stream: IO[bytes]) -> Path:
    # Only the last part of the name, so that no upload can point outside its folder.
    path = place / Path(name.replace("\\", "/")).name
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return path
