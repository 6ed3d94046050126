"""Files that methods are measured on, read the way imports read theirs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import InputFileError
from service.importers.csv_rows import CsvRow, csv_rows
from service.importers.files import OpenText, TextFile, inspect

LINES_ABOVE_HEADER = 1
"""Lines that may stand above the header: some publishers put a date and a count there."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column; names of columns are in NFKC. ``unreadable``: rows that could not be read."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    unreadable: int


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """Return the table in a CSV file, plain or gzip, in any encoding that imports understand.

    Raises
    ------
    InputFileError
        When it cannot be read, is empty, lacks a column, or has one twice.
    """
    file = inspect(path, "csv")
    for skipped in range(LINES_ABOVE_HEADER + 1):
        with file.open() as text:
            for _ in range(skipped):
                text.readline()
            rows = csv_rows(text)
            first = next(rows, None)
            if first is None:
                if skipped:
                    break
                raise InputFileError("evaluating.empty_file", file=path.name)
            header = _header(first)
            if all(column in header for column in columns):
                _refuse_twice(header, columns, path)
                return _table(header, rows)
    raise InputFileError(
        "evaluating.missing_columns", file=path.name, columns=", ".join(_missing(file, columns))
    )


def _table(header: list[str], rows: object) -> Table:
    found: list[dict[str, str]] = []
    unreadable = 0
    for row in rows:  # type: ignore[attr-defined]
        if row.fault:
            unreadable += 1
        else:
            found.append({name: cell.strip() for name, cell in zip(header, row.cells, strict=False)})
    return Table(tuple(header), tuple(found), unreadable)


def _header(row: CsvRow) -> list[str]:
    return [unicodedata.normalize("NFKC", cell).strip() for cell in row.cells]


def _missing(file: TextFile, columns: Sequence[str]) -> list[str]:
    with file.open() as text:
        header = _header(_first(text))
    return [column for column in columns if column not in header]


def _first(text: OpenText) -> CsvRow:
    return next(csv_rows(text))


def _refuse_twice(header: list[str], columns: Sequence[str], path: Path) -> None:
    twice = sorted({column for column in columns if header.count(column) > 1})
    if twice:
        raise InputFileError("evaluating.repeated_columns", file=path.name, columns=", ".join(twice))
