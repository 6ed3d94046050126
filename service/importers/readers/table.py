"""What every reader gives: tables of rows, a row being text by column, and the limits that all keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from service.errors import InputFileError
from service.importers.base import Position
from service.importers.csv_rows import bad_cell

MAX_COLUMNS = 1000
"""Columns of a table; a list of people has some dozens."""
PROGRESS_ROWS = 500

Listener = Callable[[Position], None]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row: text by column, or the ``fault`` (a key), its ``column`` and ``params`` that make it useless.

    ``number`` is the line of the file, the header being line 1; ``raw`` is the row as it stood, to be mended.
    """

    number: int
    cells: Mapping[str, str]
    raw: Mapping[str, str] | str
    column: str = ""
    fault: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: a CSV file, one sheet of a workbook, the cards of a vCard file.

    ``kind``: delimited, workbook, cards or json. ``columns``: as named in the header; one that has no name is
    called #3 after its place, a repeated one gets (2) behind it. ``repeated``: names that stood there more
    than once. ``rows``: makes the iterator anew at each call.
    """

    path: Path
    kind: str
    columns: tuple[str, ...]
    rows: Callable[[Listener], Iterator[SourceRow]]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    repeated: tuple[str, ...] = ()


def named(header: list[str], path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a name for each column, and the names that stand there more than once.

    Raises
    ------
    InputFileError
        When there are too many columns, or none has a name.

    Examples
    --------
    >>> named(["会社名", "", "電話", "電話 "], Path("list.csv"))
    (('会社名', '#2', '電話', '電話 (2)'), ('電話',))
    """
    if len(header) > MAX_COLUMNS:
        raise InputFileError(
            "importing.too_many_columns", file=path.name, columns=len(header), most=MAX_COLUMNS
        )
    names: list[str] = []
    seen: dict[str, int] = {}
    for place, cell in enumerate(header, start=1):
        name = " ".join(cell.split())[:200] or f"#{place}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    if all(name.startswith("#") for name in names):
        raise InputFileError("importing.no_header", file=path.name)
    return tuple(names), tuple(sorted(name for name, times in seen.items() if times > 1))


def checked(number: int, columns: tuple[str, ...], cells: list[str]) -> SourceRow:
    """Return the row, at fault when a cell is too long or holds control or broken characters."""
    values = dict(zip(columns, cells, strict=True))
    if bad := bad_cell(cells):
        return SourceRow(number, {}, values, columns[bad[0]], bad[1])
    return SourceRow(number, values, values)
