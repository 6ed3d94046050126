"""What every importer says: a row with its records, a row that was set aside, or a row that is bad."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from graph_models.records import NodeRecord, RelationshipRecord

Record = NodeRecord | RelationshipRecord


@dataclass(frozen=True, slots=True)
class Row:
    """A good row: the nodes and relationships it speaks of, nodes first."""

    file: Path
    number: int
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is well formed but says nothing to keep; ``reason`` is a code such as ``no_winner``."""

    file: Path
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A bad row. ``key`` and ``params`` make the sentence; ``raw`` is the row as it stood, to be mended.

    ``number`` is the line of the file, the header being line 1. ``raw`` maps column to text, or is the whole
    line where the format has no columns.
    """

    file: Path
    number: int
    column: str
    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    raw: Mapping[str, str] | str = ""


Outcome = Row | Skipped | Rejected


class BadCell(Exception):
    """Raised inside an importer's transform for a value that cannot be used."""

    def __init__(self, column: str, key: str, **params: object) -> None:
        self.column = column
        self.key = key
        self.params = params
        super().__init__(f"{column}: {key}")


@dataclass(frozen=True, slots=True)
class Position:
    """How far reading is: bytes done of all bytes, so that a progress bar needs no second pass."""

    file: Path
    done: int
    total: int


NONE_UNMAPPED: Mapping[str, Sequence[str]] = MappingProxyType({})
"""Of a format whose columns are known: what it passes over is known too."""


class Importer(Protocol):
    """A source format. It checks all files before it yields the first outcome.

    Raises
    ------
    InputFileError
        From ``check``, when a file is not of this format (missing, empty, wrong type, missing column).
    """

    source: str
    """Name used on the command line."""

    columns: Sequence[str]
    """Columns of the file of rejected rows, empty where the format has no columns."""

    unmapped: Mapping[str, Sequence[str]]
    """File -> columns that nothing is made of and that are worth telling; there after ``check``."""

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse files that are not of this format; nothing is written before all pass."""
        ...

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all rows of all files, in order."""
        ...
