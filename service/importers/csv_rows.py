"""Reads CSV row by row so that no broken row can take others with it.

The standard reader stops being useful at a lone quotation mark: it takes all that follows for one cell. Here
such a row is given up after its first line and reading goes on with the line after it.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import InputFileError
from service.importers.files import OpenText

MAX_LINE = 1 << 20
"""Characters of one line of the file."""
MAX_ROW_LINES = 50
"""Lines one row may take: cells may hold line breaks, but an unclosed quotation mark ends here."""
MAX_CELL = 10_000
"""Characters of one cell."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: the line of the file it starts on, and its cells or its ``fault`` (a key) and text."""

    number: int
    cells: list[str]
    fault: str = ""
    line: str = ""


class _TooLong(Exception):
    """A line or row is longer than any real one."""


class _Lines(Iterator[str]):
    """Lines of the file; keeps those of the row being read, and takes lines back."""

    def __init__(self, text: OpenText) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self.taken.append(line)
        if len(line) >= MAX_LINE and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            raise _TooLong
        if len(self.taken) > MAX_ROW_LINES:
            raise _TooLong
        return line

    def take_back(self) -> None:
        """Take back all lines of this row but the first."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def csv_rows(text: OpenText, width: int = 0, *, delimiter: str = ",") -> Iterator[CsvRow]:
    """Yield the rows, the header first; blank lines are passed over.

    ``width`` is the number of cells a row must have, that of the first row when it is 0.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True, delimiter=delimiter)
    number = 1
    while True:
        taken = lines.taken
        taken.clear()
        fault = ""
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A cell longer than the module's own limit (131,072 characters) is no matter of quotes.
            is_long = "field limit" in str(error)
            fault = "importing.row_too_long" if is_long else "importing.broken_quotes"
        except _TooLong:
            fault = "importing.broken_quotes" if len(taken) > 1 else "importing.row_too_long"
        if cells or fault:
            width = width or len(cells)
            if not fault and len(cells) != width:
                fault = "importing.too_few_cells" if len(cells) < width else "importing.too_many_cells"
            if fault:
                lines.take_back()
                reader = csv.reader(lines, strict=True, delimiter=delimiter)
                yield CsvRow(number, cells, fault, taken[0].rstrip("\r\n")[:MAX_CELL])
            else:
                yield CsvRow(number, cells)
        number += len(taken)


def bad_cell(cells: list[str]) -> tuple[int, str] | None:
    """Return place and fault (a key) of the first cell that no source can mean, or None."""
    if _CONTROL.search("\t".join(cells)) is None and max(map(len, cells), default=0) <= MAX_CELL:
        return None
    for place, cell in enumerate(cells):
        if len(cell) > MAX_CELL:
            return place, "importing.cell_too_long"
        if found := _CONTROL.search(cell):
            is_broken = found[0] == "\ufffd"
            return place, "importing.unreadable_character" if is_broken else "importing.control_character"
    return None


def header_of(row: CsvRow, path: Path, needed: Sequence[str]) -> list[str]:
    """Return the names of the columns.

    Raises
    ------
    InputFileError
        When a needed column is missing or a name is there twice.
    """
    header = [cell.strip() for cell in row.cells]
    missing = [column for column in needed if column not in header]
    if missing or row.fault:
        columns = ", ".join(missing or needed)
        raise InputFileError("importing.missing_columns", file=path.name, columns=columns)
    twice = sorted({column for column in needed if header.count(column) > 1})
    if twice:
        raise InputFileError("importing.repeated_columns", file=path.name, columns=", ".join(twice))
    return header
