"""The line in which imports wait for their turn, and how a run is known to be at work.

Both are locks on files, which the operating system frees when their holder dies, however it dies: a run whose
lock is free although its record says it is running was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from service.embedded.locking import exclusive, is_free

SILENCE = timedelta(minutes=5)
"""After so long without a word, a run that works elsewhere counts as interrupted."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one home; ``folder`` holds its locks."""

    folder: Path

    @contextmanager
    def at_work(self, run: str) -> Iterator[None]:
        """Be known to work on a run."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(run)
        with exclusive(file):
            yield
            # Kept when the work breaks off: it tells that the run was interrupted here.
            file.unlink(missing_ok=True)

    @contextmanager
    def turn(self, waiting: Callable[[float], None] | None = None) -> Iterator[None]:
        """Write alone; while another does, ``waiting`` is told the seconds so far."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with exclusive(self.folder / "line.lock", waiting):
            yield

    def is_at_work(self, run: dict[str, Any]) -> bool:
        """Return whether somebody works on a run whose record says so."""
        file = self._file(run["id"])
        if file.exists():
            return not is_free(file)
        spoke: datetime = run.get("updated_at") or run["started_at"]
        return datetime.now(UTC) - spoke < SILENCE

    def _file(self, run: str) -> Path:
        return self.folder / f"{run}.lock"
