"""CSV files that have certain columns, in whatever order and among whatever others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import InputFileError
from service.importers.base import BadCell, Position, Rejected
from service.importers.csv_rows import CsvRow, bad_cell, csv_rows, header_of
from service.importers.files import TextFile, inspect

PROGRESS_ROWS = 500


@dataclass(frozen=True, slots=True)
class ColumnsRow:
    """A row of a file. ``cells``: those of the asked columns, in their order, none of a broken row."""

    path: Path
    row: CsvRow
    header: Sequence[str]
    cells: Sequence[str]

    @property
    def number(self) -> int:
        """The line of the file it starts on."""
        return self.row.number

    def broken(self) -> Rejected | None:
        """Return the row as a bad one when it cannot be taken apart."""
        if not self.row.fault:
            return None
        # As many cells as can be told apart go under their columns, the line as it stands behind them.
        raw = {**dict(zip(self.header, self.row.line.split(","), strict=False)), "_line": self.row.line}
        return Rejected(self.path, self.number, "", self.row.fault, {}, raw)

    def refuse_bad_cells(self) -> None:
        """Raise `BadCell` for a cell that no text can be, of whatever column."""
        if bad := bad_cell(self.row.cells):
            raise BadCell(self.header[bad[0]], bad[1])

    def rejected(self, error: BadCell, raw: Mapping[str, str]) -> Rejected:
        """Return the row as a bad one."""
        return Rejected(self.path, self.number, error.column, error.key, error.params, raw)


class CsvFiles:
    """Checked files and their rows (plain or gzip, in any usual encoding).

    Parameters
    ----------
    columns
        Those that each file must have; others are passed over.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._files: dict[Path, TextFile] = {}

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse files that are not of this format.

        Raises
        ------
        InputFileError
            When one is missing, empty, no CSV text, damaged, or lacks a column.
        """
        for path in paths:
            file = inspect(path, "csv")
            with file.open() as text:
                header = next(csv_rows(text), None)
                if header is None:
                    raise InputFileError("importing.empty_file", file=path.name)
                header_of(header, path, self._columns)
            self._files[path] = file

    def rows(
        self, paths: Sequence[Path], progress: Callable[[Position], None] = lambda _: None
    ) -> Iterator[ColumnsRow]:
        """Stream the rows of files, in order; those that were not checked yet are checked first."""
        for path in paths:
            if path not in self._files:
                self.check([path])
            file = self._files[path]
            with file.open() as text:
                rows = csv_rows(text)
                header = header_of(next(rows), path, self._columns)
                places = [header.index(column) for column in self._columns]
                for count, row in enumerate(rows, start=1):
                    cells = () if row.fault else [row.cells[place] for place in places]
                    yield ColumnsRow(path, row, header, cells)
                    if count % PROGRESS_ROWS == 0:
                        progress(Position(path, text.done, file.size))
            progress(Position(path, file.size, file.size))
