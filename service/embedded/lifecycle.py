"""Start, reuse, stop and describe the local Neo4j of a home."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from service.embedded import process
from service.embedded.admin import run_admin
from service.embedded.configuration import Memory, configured_port, free_port
from service.embedded.failures import disk_space, has_panicked
from service.embedded.jars import class_path
from service.embedded.locking import exclusive
from service.embedded.places import DATABASE, USERNAME, VERSION, Connection, Places, Progress, write_private
from service.embedded.staging import settle
from service.errors import EmbeddedError, UsageError
from service.settings import Settings

Report = Callable[[Progress], None]
_PORT_TRIES = 3


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the local server; the numbers are None when it does not run."""

    running: bool
    ready: bool
    uri: str | None
    pid: int | None
    version: str
    home: Path
    data_bytes: int
    memory_bytes: int | None
    up_seconds: float | None


def quiet(_: Progress) -> None:
    """Report to nobody."""


def ensure_running(settings: Settings, progress: Report | None = None) -> Connection:
    """Return a connection to the home's own Neo4j, starting it unless it runs.

    The first time of all, Neo4j is downloaded (180 MB).

    Raises
    ------
    UsageError
        When ``NEO4J_URI`` is set.
    EmbeddedError
        When the server cannot be started; the message says why.
    """
    refuse_external(settings)
    report = progress or quiet
    places = Places.of(settings.home)
    server = process.find(places)
    if server and process.answers(server.port) and not has_panicked(places, server.created):
        return _connection(places, server, started=False)
    places.make()
    with exclusive(places.lock, lambda seconds: report(Progress("wait", seconds))):
        server = process.find(places)
        if server and has_panicked(places, server.created):
            process.stop(server, places, report)
        elif server:
            process.wait_until_ready(places, server, report)
            return _connection(places, server, started=False)
        return start_locked(settings, report)


def start_locked(settings: Settings, report: Report) -> Connection:
    """Start the server; the caller holds the home's lock and knows that none runs.

    Raises
    ------
    EmbeddedError
        When it cannot be started.
    """
    places = Places.of(settings.home)
    settle(places)
    disk_space(places)
    jars = class_path(report)
    password = places.password()
    if not places.has_data:
        report(Progress("prepare"))
        _set_first_password(places, jars, password)
    wished = configured_port(places)
    for left in reversed(range(_PORT_TRIES)):
        try:
            server = process.start(places, free_port(wished), jars, Memory(settings.memory_gb), report)
        except EmbeddedError as error:
            # Somebody took the port between our look and Neo4j's: try another.
            if error.key != "embedded.no_port" or not left:
                raise
            wished = None
        else:
            return _connection(places, server, started=True)
    raise AssertionError  # the last try returns or raises


def stop(settings: Settings, progress: Report | None = None) -> bool:
    """Stop the home's own Neo4j cleanly; return False when none was running.

    Raises
    ------
    UsageError
        When ``NEO4J_URI`` is set.
    """
    refuse_external(settings)
    report = progress or quiet
    places = Places.of(settings.home)
    if process.find(places) is None:
        return False
    with exclusive(places.lock, lambda seconds: report(Progress("wait", seconds))):
        server = process.find(places)
        if server is None:
            return False
        process.stop(server, places, report)
        return True


def status(settings: Settings) -> Status:
    """Return what is known of the home's own Neo4j, without starting anything."""
    places = Places.of(settings.home)
    server = process.find(places)
    memory: int | None = None
    if server:
        try:
            memory = psutil.Process(server.pid).memory_info().rss
        except psutil.Error:
            server = None
    return Status(
        running=server is not None,
        ready=server is not None
        and process.answers(server.port)
        and not has_panicked(places, server.created),
        uri=server.uri if server else None,
        pid=server.pid if server else None,
        version=VERSION,
        home=places.root,
        data_bytes=_bytes_in(places.data),
        memory_bytes=memory,
        up_seconds=max(0.0, time.time() - server.created) if server else None,
    )


def refuse_external(settings: Settings) -> None:
    """Refuse to look after a server that is not ours.

    Raises
    ------
    UsageError
        When ``NEO4J_URI`` is set.
    """
    if settings.neo4j_uri is not None:
        raise UsageError("embedded.managed_elsewhere", uri=settings.neo4j_uri)


def _set_first_password(places: Places, jars: list[Path], password: str) -> None:
    # In a file of arguments, since a command line can be read by everybody on the machine.
    arguments = places.run / "first-password.args"
    write_private(arguments, f"dbms\nset-initial-password\n{password}\n")
    try:
        run_admin(places, jars, [f"@{arguments}"])
    finally:
        arguments.unlink(missing_ok=True)


def _connection(places: Places, server: process.Server, *, started: bool) -> Connection:
    return Connection(server.uri, USERNAME, places.password(), DATABASE, started)


def _bytes_in(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        try:
            stat = file.stat()
        except OSError:  # Neo4j removes files while we look
            continue
        # Blocks, since Neo4j's logs may be long files with holes.
        total += int(getattr(stat, "st_blocks", stat.st_size / 512) * 512)
    return total
