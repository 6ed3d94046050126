"""A lock on a file that the operating system frees when its holder dies, however it dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.2


@contextmanager
def exclusive(file: Path, waiting: Callable[[float], None] | None = None) -> Iterator[None]:
    """Hold the file's lock; while another process has it, call ``waiting`` with the seconds so far."""
    with file.open("a+b") as stream:
        begun = time.monotonic()
        while not _try_lock(stream):
            if waiting:
                waiting(time.monotonic() - begun)
            time.sleep(_PAUSE)
        yield


def is_free(file: Path) -> bool:
    """Return whether nobody holds the lock of a file that is there."""
    try:
        with file.open("r+b") as stream:
            return _try_lock(stream)
    except FileNotFoundError:
        return True


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
