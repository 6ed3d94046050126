"""The Java process that serves one home: find it, start it, wait for it, stop it."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from service.embedded.configuration import SERVER_CLASS, Memory, configured_port, server_command, write_conf
from service.embedded.failures import added_lines, database_failure, log_sizes, start_failure
from service.embedded.places import HOST, VERSION, Places, Progress, write_private
from service.errors import EmbeddedError

START_LIMIT_SECONDS = 300.0
STOP_LIMIT_SECONDS = 60.0
_PAUSE = 0.2
# Magic of Bolt, then the four versions that we would speak: 5.0 to 5.8, and three times nothing.
_BOLT_HELLO = bytes.fromhex("6060b017 00080805 00000000 00000000 00000000")

# What makes the server outlive us and not hear our terminal's Ctrl-C.
_POSIX = sys.platform != "win32"
_WINDOWS_FLAGS = 0 if _POSIX else 0x08000200  # CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP

# Kept so that a server that we started and that died is reaped and not taken for a running one.
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server process: its id, when it was created (seconds since 1970) and its Bolt port."""

    pid: int
    created: float
    port: int

    @property
    def uri(self) -> str:
        """Where it is reached."""
        return f"bolt://{HOST}:{self.port}"


def find(places: Places) -> Server | None:
    """Return the server of this home if its process is alive, ready or not."""
    for child in _children.values():
        child.poll()
    try:
        state = json.loads(places.state.read_text("utf-8"))
        server = Server(int(state["pid"]), float(state["created"]), int(state["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _search(places)
    return server if _serves(server.pid, places) else _search(places)


def _serves(pid: int, places: Places) -> bool:
    """Say whether the process is our server for this home: a pid alone may have been given out anew."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return _is_server(process.cmdline(), places)
    except psutil.Error:
        return False


def _is_server(command: Sequence[str], places: Places) -> bool:
    return SERVER_CLASS in command and f"--home-dir={places.root}" in command


def _search(places: Places) -> Server | None:
    """Look for a server whose starter was killed before it could write the state file."""
    port = configured_port(places)
    if port is None:
        return None
    for process in psutil.process_iter(["cmdline", "create_time", "status"]):
        info = process.info
        if info["status"] != psutil.STATUS_ZOMBIE and _is_server(info["cmdline"] or (), places):
            server = Server(process.pid, info["create_time"], port)
            _remember(places, server)
            return server
    return None


def _remember(places: Places, server: Server) -> None:
    state = {"pid": server.pid, "created": server.created, "port": server.port, "version": VERSION}
    write_private(places.state, json.dumps(state) + "\n")


def answers(port: int, timeout: float = 1.0) -> bool:
    """Say whether the port speaks Bolt: it picks one of the versions that we offer."""
    try:
        with socket.create_connection((HOST, port), timeout) as connection:
            connection.sendall(_BOLT_HELLO)
            chosen = connection.recv(4)
    except OSError:
        return False
    return len(chosen) == 4 and chosen != b"\0\0\0\0"


def start(
    places: Places,
    port: int,
    jars: Sequence[Path],
    memory: Memory,
    progress: Callable[[Progress], None],
) -> Server:
    """Start the server and wait until it answers; the lock of the home is held by the caller.

    Raises
    ------
    EmbeddedError
        When it died or could not open its database.
    """
    write_conf(places, port, memory)
    sizes = log_sizes(places)
    with places.console.open("wb") as console:
        process = subprocess.Popen(
            server_command(places, jars, memory),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            cwd=places.root,
            start_new_session=_POSIX,
            creationflags=_WINDOWS_FLAGS,
        )
    _children[process.pid] = process
    server = Server(process.pid, _created(process.pid), port)
    _remember(places, server)
    try:
        wait_until_ready(places, server, progress, sizes)
    except EmbeddedError:
        stop(server, places)
        raise
    return server


def _created(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return time.time()


def wait_until_ready(
    places: Places, server: Server, progress: Callable[[Progress], None], sizes: dict[Path, int] | None = None
) -> None:
    """Wait until the server answers.

    Parameters
    ----------
    sizes
        Lengths of the logs before the start; without them the logs are not searched for the database's
        own troubles (somebody else started the server and looks).

    Raises
    ------
    EmbeddedError
        When it died, took too long, or runs without its database.
    """
    begun = time.monotonic()
    while not answers(server.port):
        seconds = time.monotonic() - begun
        progress(Progress("start", seconds))
        if not _serves(server.pid, places):
            child = _children.get(server.pid)
            exit_code = child.poll() if child else None
            raise start_failure(places, added_lines(places, sizes or {}), exit_code)
        if seconds > START_LIMIT_SECONDS:
            raise EmbeddedError("embedded.slow_start", seconds=int(seconds), log=places.logs)
        time.sleep(_PAUSE)
    if sizes is not None:
        trouble = database_failure(places, added_lines(places, sizes))
        if trouble:
            raise trouble
    progress(Progress("ready", time.monotonic() - begun))


def stop(server: Server, places: Places, progress: Callable[[Progress], None] | None = None) -> None:
    """End the server: politely, and after a minute by force."""
    begun = time.monotonic()
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(server.pid)
        if _serves(server.pid, places):
            process.terminate()
        while _serves(server.pid, places):
            seconds = time.monotonic() - begun
            if progress:
                progress(Progress("stop", seconds))
            if seconds > STOP_LIMIT_SECONDS:
                process.kill()
            time.sleep(_PAUSE)
    child = _children.pop(server.pid, None)
    if child:
        child.wait()
    with contextlib.suppress(OSError):
        places.state.unlink()
