"""From what Neo4j and Java print when they fail to one sentence that says what to do."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from os import SEEK_END
from pathlib import Path

from service.embedded.places import DATABASE, HOST, VERSION, Places
from service.errors import EmbeddedError

NEEDED_BYTES = 300_000_000  # an empty store, its logs, and room for the first import

# First match wins: the cause that the others follow from comes first.
_CAUSES = (
    ("disk_full", r"No space left on device|not enough space on the disk|Disk quota exceeded|disk full"),
    (
        "memory",
        r"Could not reserve enough space|insufficient memory|Cannot allocate memory|OutOfMemoryError"
        r"|Native memory allocation \(\w+\) failed|Could not allocate|Too small maximum heap"
        r"|Unable to allocate|Failed to (commit|reserve|map|mark)",
    ),
    ("no_port", r"Address already in use|BindException|Failed to bind|Cannot assign requested address"),
    (
        "in_use",
        r"FileLockException|Lock file has been locked by another process|StoreLocked|OverlappingFileLock",
    ),
    (
        "store_version",
        r"StoreVersion|store version|store format|UnableToMigrate|StoreUpgrade|UnsupportedFormat"
        r"|RecoveryRequiredUpgrade|upgrade .* not (allowed|supported)|Unknown kernel version|newer version",
    ),
    ("home_not_writable", r"Permission denied|AccessDenied|Read-only file system|Operation not permitted"),
)
_NOISE = re.compile(r"^\s*(at |\.\.\. \d+ more|WARNING: |-+$|$)")
_TAIL_BYTES = 65_536
_LOG_TIME = "%Y-%m-%d %H:%M:%S.%f%z"


def log_sizes(places: Places) -> dict[Path, int]:
    """Return how long each log is now, to read later only what was added."""
    logs = (places.logs / "neo4j.log", places.logs / "debug.log")
    return {log: log.stat().st_size if log.exists() else 0 for log in logs}


def added_lines(places: Places, sizes: Mapping[Path, int]) -> list[str]:
    """Return the lines added to the logs since ``sizes`` and what the process printed."""
    lines: list[str] = []
    for log, begin in {**sizes, places.console: 0}.items():
        try:
            size = log.stat().st_size
            with log.open("rb") as stream:
                # A log that shrank was rotated: all of it is new.
                stream.seek(max(begin if size >= begin else 0, size - _TAIL_BYTES))
                lines += [_plain(line) for line in stream.read().decode("utf-8", "replace").splitlines()]
        except OSError:
            continue
    return lines


def start_failure(places: Places, lines: list[str], exit_code: int | None) -> EmbeddedError:
    """Return the error for a server that died at start."""
    return failure(places, lines) or _unknown(places, lines, exit_code)


def failure(places: Places, lines: list[str]) -> EmbeddedError | None:
    """Return the error that the lines tell of, if they tell of one that we know."""
    text = "\n".join(lines)
    for name, pattern in _CAUSES:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return _known(name, places, found[0])
    return None


def database_failure(places: Places, lines: list[str]) -> EmbeddedError | None:
    """Return the error when the server runs but could not open the database in it."""
    sign = rf"Failed to start DatabaseId\{{\w+\[{DATABASE}\]"
    at = [i for i, line in enumerate(lines) if re.search(sign, line)]
    if not at:
        return None
    return start_failure(places, lines[at[0] : at[0] + 80], None)


def has_panicked(places: Places, since: float) -> bool:
    """Say whether the running server has given up its database, as it does when the disk was full.

    Parameters
    ----------
    since
        Start of the server, in seconds since 1970: what earlier ones logged does not count.
    """
    try:
        with (places.logs / "debug.log").open("rb") as stream:
            stream.seek(max(0, stream.seek(0, SEEK_END) - 4 * _TAIL_BYTES))
            lines = [line for line in stream if b"Database panic" in line]
    except OSError:
        return False
    return any(_logged_at(line) >= since for line in lines)


def _logged_at(line: bytes) -> float:
    # Not read as JSON: on a full disk the line that tells of it is itself cut short.
    found = re.search(rb'"time":"([^"]+)"', line)
    try:
        return datetime.strptime(found[1].decode(), _LOG_TIME).timestamp() if found else 0.0
    except ValueError:
        return 0.0


def disk_space(places: Places, needed: int = NEEDED_BYTES) -> None:
    """Check that the home has room.

    Raises
    ------
    EmbeddedError
        When there is less free than needed, in bytes.
    """
    free = shutil.disk_usage(places.root).free
    if free < needed:
        raise EmbeddedError(
            "embedded.disk_full", folder=places.root, free=free // 1_000_000, needed=needed // 1_000_000
        )


def _known(name: str, places: Places, words: str) -> EmbeddedError:
    if name == "disk_full":
        free = shutil.disk_usage(places.root).free // 1_000_000
        return EmbeddedError(
            "embedded.disk_full", folder=places.root, free=free, needed=NEEDED_BYTES // 1_000_000
        )
    if name == "no_port":
        return EmbeddedError("embedded.no_port", host=HOST, reason=words)
    if name == "home_not_writable":
        return EmbeddedError("embedded.home_not_writable", home=places.root, reason=words)
    if name == "in_use":
        return EmbeddedError("embedded.in_use", home=places.root)
    if name == "store_version":
        return EmbeddedError("embedded.store_version", home=places.root, version=VERSION)
    return EmbeddedError("embedded.memory")


def _unknown(places: Places, lines: list[str], exit_code: int | None) -> EmbeddedError:
    if exit_code in (-9, 137):
        return EmbeddedError("embedded.killed")
    telling = [line for line in lines if re.search(r"ERROR|Caused by|Exception|Failed to|^Error", line)]
    rest = [line for line in lines if not _NOISE.match(line)]
    # Neo4j says what it could not do first and repeats it; Java names the root cause last.
    last = next((line for line in telling if "Failed to" in line), (telling or rest or ["-"])[-1]).strip()
    return EmbeddedError("embedded.died", line=last[:300], log=places.logs)


def _plain(line: str) -> str:
    """Return the words of a line of ``debug.log``, which is JSON, or the line itself."""
    if not line.startswith("{"):
        return line
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    trace = str(entry.get("stacktrace", "")).strip()
    return f"{entry.get('level', '')} {entry.get('message', '')} {trace}".strip()
