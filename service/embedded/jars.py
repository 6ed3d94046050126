"""Neo4j's jars: named and hashed in ``jars.lock``, fetched once by jgo into its own cache.

The lock comes with Enishi, so nothing is resolved at run time, every jar is checked against its hash, and
the jars come several at a time. Resolving the 240 coordinates anew takes minutes, and a build that was
interrupted would pass for a whole one. ``python -m service.embedded.renew_lock VERSION`` writes the lock.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from service.embedded.locking import exclusive
from service.embedded.places import VERSION, Progress
from service.errors import EmbeddedError

_WORKERS = 8
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock: SHA-256, size in bytes, ``group:artifact:version[:classifier]``."""

    sha256: str
    size: int
    coordinate: str

    @property
    def path(self) -> Path:
        """Path below a Maven repository."""
        group, artifact, version, *classifier = self.coordinate.split(":")
        name = "-".join([artifact, version, *classifier]) + ".jar"
        return Path(*group.split("."), artifact, version, name)


@cache
def locked_jars() -> tuple[Jar, ...]:
    """Return the jars of the lock file, in class path order."""
    text = (files(__package__) / "jars.lock").read_text("ascii")
    rows = (line.split(" ") for line in text.splitlines())
    return tuple(Jar(sha256, int(size), coordinate) for sha256, size, coordinate in rows)


def class_path(progress: Callable[[Progress], None]) -> list[Path]:
    """Return the jars on this machine, fetching those that are missing.

    Raises
    ------
    EmbeddedError
        When jgo is not installed, there is no network, or no space.
    """
    try:
        from jgo.config import GlobalSettings
        from jgo.maven import MavenContext
    except ImportError as error:
        raise EmbeddedError("embedded.not_installed", package="jgo") from error
    repository = Path(GlobalSettings.load().repo_cache)
    paths = [repository / jar.path for jar in locked_jars()]
    # The marker is written after every hash was right; from then on looking at the sizes will do.
    marker = repository / f".enishi-neo4j-{VERSION}-{_lock_id()}"
    if marker.exists() and not _missing(repository):
        return paths
    try:
        repository.mkdir(parents=True, exist_ok=True)
        with exclusive(repository / ".enishi-lock", lambda seconds: progress(Progress("wait", seconds))):
            _fetch(MavenContext(repo_cache=repository), repository, progress)
            marker.touch()
    except OSError as error:
        raise _translated(error, repository) from error
    return paths


def _lock_id() -> str:
    return hashlib.sha256("".join(jar.sha256 for jar in locked_jars()).encode()).hexdigest()[:12]


def _missing(repository: Path) -> list[Jar]:
    return [jar for jar in locked_jars() if _size(repository / jar.path) != jar.size]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _fetch(context: Any, repository: Path, progress: Callable[[Progress], None]) -> None:
    """Fetch what is missing or damaged; ``context`` is jgo's MavenContext."""
    jars = locked_jars()
    total = sum(jar.size for jar in jars)
    wanted = [jar for jar in jars if not _is_right(repository / jar.path, jar)]
    done = total - sum(jar.size for jar in wanted)
    needed = sum(jar.size for jar in wanted)
    free = shutil.disk_usage(repository).free
    if needed > free:
        raise EmbeddedError("embedded.disk_full", folder=repository, free=_mb(free), needed=_mb(needed))
    progress(Progress("download", done, total))
    halt = threading.Event()
    with ThreadPoolExecutor(_WORKERS) as pool:
        tasks = {pool.submit(_fetch_one, context, repository, jar, halt): jar for jar in wanted}
        try:
            for task in as_completed(tasks):
                task.result()
                done += tasks[task].size
                progress(Progress("download", done, total))
        except BaseException:
            halt.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _fetch_one(context: Any, repository: Path, jar: Jar, halt: threading.Event) -> None:
    if halt.is_set():
        return
    path = repository / jar.path
    path.unlink(missing_ok=True)  # a part of a jar, left by an interrupted download
    group, artifact, version, *classifier = jar.coordinate.split(":")
    component = context.project(group, artifact).at_version(version)
    try:
        component.artifact(classifier=classifier[0] if classifier else "").resolve()
    except RuntimeError as error:  # jgo: no repository has it
        raise EmbeddedError("embedded.download_failed", what=jar.coordinate) from error
    if not _is_right(path, jar):
        path.unlink(missing_ok=True)
        raise EmbeddedError("embedded.download_damaged", what=jar.coordinate)


def _is_right(path: Path, jar: Jar) -> bool:
    return _size(path) == jar.size and file_hash(path) == jar.sha256


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _translated(error: OSError, repository: Path) -> EmbeddedError:
    import errno

    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(repository).free
        return EmbeddedError("embedded.disk_full", folder=repository, free=_mb(free), needed=_mb(free))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return EmbeddedError("embedded.home_not_writable", home=repository, reason=error.strerror)
    # requests' own errors are OSErrors without a number: no name, no route, reset, timed out.
    return EmbeddedError("embedded.download_failed", what="Neo4j " + VERSION)


def _mb(size: int) -> int:
    return size // 1_000_000
