"""Dump the home's database to a file and load it back; neither can leave half a database or half a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.embedded import process
from service.embedded.admin import run_admin
from service.embedded.failures import NEEDED_BYTES, disk_space
from service.embedded.jars import class_path
from service.embedded.lifecycle import Report, quiet, refuse_external, start_locked
from service.embedded.locking import exclusive
from service.embedded.places import DATABASE, Places, Progress
from service.embedded.staging import clear, incoming, settle, stage
from service.errors import EmbeddedError, InputFileError, UsageError
from service.settings import Settings

_MAGIC = (b"DZV1", b"DGV1")  # zstd, gzip
_UNCLEAN = "Active logical log"


@dataclass(frozen=True, slots=True)
class Archive:
    """A dump file: where, how many bytes, how long it took, and whether the server was started again."""

    file: Path
    bytes: int
    seconds: float
    restarted: bool


def dump(
    settings: Settings, file: Path, *, overwrite: bool = False, progress: Report | None = None
) -> Archive:
    """Write the database to a file: stop the server, dump, and start it again if it was running.

    Raises
    ------
    UsageError
        When the file is there already, or its folder is not.
    EmbeddedError
        When there is no database yet, or the dump failed; no file is left then.
    """
    refuse_external(settings)
    report = progress or quiet
    places = Places.of(settings.home)
    file = file.absolute()
    if file.is_dir() or not file.parent.is_dir():
        raise UsageError("embedded.dump_folder", field="file", file=file)
    if file.exists() and not overwrite:
        raise UsageError("embedded.dump_exists", field="file", file=file)
    begun = time.monotonic()
    with _locked(places, report):
        settle(places)
        if not places.has_database:
            raise EmbeddedError("embedded.nothing_to_dump", home=places.root)
        jars = class_path(report)
        with _stopped(settings, report) as was_running:
            _dump(settings, jars, file, report)
    return Archive(file, file.stat().st_size, time.monotonic() - begun, was_running)


def load(settings: Settings, file: Path, overwrite: bool = False, progress: Report | None = None) -> Archive:
    """Replace the database by a dump: load beside it, stop the server, put it in place, start again.

    The old database stays until the new one is whole, so a damaged file changes nothing.

    Raises
    ------
    InputFileError
        When the file is not a dump, or is damaged.
    UsageError
        When there is a database and ``overwrite`` was not asked for.
    EmbeddedError
        When it does not fit on the disk, or Neo4j failed.
    """
    refuse_external(settings)
    report = progress or quiet
    places = Places.of(settings.home)
    _check_magic(file)
    begun = time.monotonic()
    places.make()
    with _locked(places, report):
        settle(places)
        if places.has_database and not overwrite:
            raise UsageError("embedded.load_exists", field="overwrite", home=places.root)
        disk_space(places, NEEDED_BYTES + 3 * file.stat().st_size)
        jars = class_path(report)
        try:
            _load_beside(places, jars, file, report)
            stage(places)
        except BaseException:
            clear(places)
            raise
        with _stopped(settings, report) as was_running:
            settle(places)
    return Archive(file.absolute(), file.stat().st_size, time.monotonic() - begun, was_running)


@contextmanager
def _locked(places: Places, report: Report) -> Iterator[None]:
    if not places.run.is_dir():
        raise EmbeddedError("embedded.nothing_to_dump", home=places.root)
    with exclusive(places.lock, lambda seconds: report(Progress("wait", seconds))):
        yield


@contextmanager
def _stopped(settings: Settings, report: Report) -> Iterator[bool]:
    """Stop the server for a while, and start it again however the work ends."""
    places = Places.of(settings.home)
    server = process.find(places)
    if server:
        process.stop(server, places, report)
    try:
        yield server is not None
    finally:
        if server:
            start_locked(settings, report)


def _dump(settings: Settings, jars: list[Path], file: Path, report: Report) -> None:
    places = Places.of(settings.home)
    try:
        _dump_once(places, jars, file, report)
    except EmbeddedError as error:
        if _UNCLEAN not in str(error.params.get("line", "")):
            raise
        # The server was killed last time: only a start and a clean stop bring its logs into the store.
        start_locked(settings, report)
        server = process.find(places)
        if server:
            process.stop(server, places, report)
        _dump_once(places, jars, file, report)


def _dump_once(places: Places, jars: list[Path], file: Path, report: Report) -> None:
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    report(Progress("dump", 0, 100))
    arguments = ["database", "dump", DATABASE, "--to-stdout"]
    try:
        # A dump holds everything that the database does: for its owner only.
        part.touch(mode=0o600)
        with part.open("wb") as stream:
            run_admin(
                places,
                jars,
                arguments,
                target=stream,
                percent=lambda percent: report(Progress("dump", percent, 100)),
            )
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        raise EmbeddedError("embedded.home_not_writable", home=file.parent, reason=error.strerror) from error
    except EmbeddedError as error:
        if error.key == "embedded.disk_full":
            free = shutil.disk_usage(file.parent).free // 1_000_000
            raise EmbeddedError("embedded.disk_full_dump", file=file, free=free) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _load_beside(places: Places, jars: list[Path], file: Path, report: Report) -> None:
    clear(places)
    beside = incoming(places)
    beside.make()
    report(Progress("load", 0, 100))
    arguments = ["database", "load", DATABASE, "--from-stdin", "--overwrite-destination=true"]
    try:
        with file.open("rb") as stream:
            run_admin(
                beside,
                jars,
                arguments,
                source=stream,
                percent=lambda percent: report(Progress("load", percent, 100)),
            )
    except EmbeddedError as error:
        if error.key != "embedded.died":
            raise
        raise InputFileError(
            "embedded.dump_damaged", field="file", file=file, line=error.params["line"]
        ) from error


def _check_magic(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            begin = stream.read(4)
    except OSError as error:
        raise InputFileError("errors.file_missing", field="file", file=file) from error
    if begin not in _MAGIC:
        raise InputFileError("embedded.not_a_dump", field="file", file=file)
