"""The files of a company's own records (the demonstration company is one): a folder, or some of its files.

Rows refer to each other by readable keys. A row whose key points nowhere, or at a row that was itself
rejected, is rejected, so that no relationship lacks an end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import InputFileError
from service.importers.base import NONE_UNMAPPED, BadCell, Outcome, Position, Rejected, Row, Skipped
from service.importers.csv_rows import CsvRow, bad_cell, csv_rows, header_of
from service.importers.demo_cells import Cells, Keys, UnknownKey
from service.importers.demo_masters import MASTERS
from service.importers.demo_people import AFTER_DEALS, PEOPLE
from service.importers.demo_sheets import Sheet
from service.importers.demo_trade import TOUCHES, TRADE
from service.importers.files import TextFile, inspect

SHEETS: tuple[Sheet, ...] = (*MASTERS, *PEOPLE, *TRADE, *AFTER_DEALS, *TOUCHES)
"""In the order in which they are read, in whatever order the files are named."""
SHEET = {sheet.name: sheet for sheet in SHEETS}
ORIGIN = "_file"
"""Column of a file of rejected rows that names the file each row came from."""
PROGRESS_ROWS = 500


@dataclass(frozen=True, slots=True)
class _Source:
    """A file with the sheet it is, or None for a file of rejected rows of several sheets."""

    text: TextFile
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a sheet, not yet understood."""

    path: Path
    row: CsvRow
    values: Mapping[str, str]


class DemoImporter:
    """Reads the CSV files, plain or gzip. Other columns than the known ones are passed over."""

    source = "demo"
    columns: Sequence[str] = tuple(dict.fromkeys(column for sheet in SHEETS for column in sheet.columns))
    unmapped: Mapping[str, Sequence[str]] = NONE_UNMAPPED

    def __init__(self) -> None:
        self._sources: dict[tuple[Path, ...], list[_Source]] = {}

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse what does not hold the files of a company.

        Raises
        ------
        InputFileError
            When a folder holds none of them, or a file is missing, empty, damaged, unknown or lacks a column.
        """
        self._sources[tuple(paths)] = [_source(path) for path in _files(paths)]

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all rows, sheet by sheet, so that what is referred to comes first."""
        if tuple(paths) not in self._sources:
            self.check(paths)
        sources = self._sources[tuple(paths)]
        keys = Keys()
        total = sum(source.text.size for source in sources)
        done = 0
        for sheet in SHEETS:
            for source in sources:
                if source.sheet not in (sheet, None):
                    continue
                for count, outcome in enumerate(_outcomes(sheet, source, keys), start=1):
                    yield outcome
                    if count % PROGRESS_ROWS == 0:
                        progress(Position(source.text.path, done, total))
                if source.sheet is sheet:
                    done += source.text.size
                    progress(Position(source.text.path, done, total))


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [file for file in sorted(path.iterdir()) if _sheet_of(file.name)]
        if not inside:
            raise InputFileError("demo.no_files", folder=path.name)
        found += inside
    return found


def _sheet_of(name: str) -> Sheet | None:
    stem = name.lower().removesuffix(".gz")
    return SHEET.get(stem.removesuffix(".csv")) if stem.endswith(".csv") else None


def _source(path: Path) -> _Source:
    file = inspect(path, "csv")
    sheet = _sheet_of(path.name)
    with file.open() as text:
        header = next(csv_rows(text), None)
    if header is None:
        raise InputFileError("importing.empty_file", file=path.name)
    if sheet is not None:
        header_of(header, path, sheet.columns)
    elif ORIGIN not in header.cells:
        raise InputFileError(
            "demo.unknown_file", file=path.name, sheets=", ".join(f"{name}.csv" for name in SHEET)
        )
    return _Source(file, sheet)


def _lines(sheet: Sheet, source: _Source) -> Iterator[_Line]:
    """Yield the rows of the sheet in the file."""
    with source.text.open() as text:
        rows = csv_rows(text)
        header = [cell.strip() for cell in next(rows).cells]
        for row in rows:
            raw = row.line.split(",") if row.fault else row.cells
            values = dict(zip(header, raw, strict=False))
            if source.sheet is None and _sheet_of(values.get(ORIGIN, "")) is not sheet:
                continue
            yield _Line(source.text.path, row, values)


def _outcomes(sheet: Sheet, source: _Source, keys: Keys) -> Iterator[Outcome]:
    """Yield what becomes of the rows of a sheet; rows whose parent comes later wait for it."""
    seen: set[str] = set()
    waiting: list[_Line] = []
    for line in _lines(sheet, source):
        try:
            yield _outcome(sheet, line, keys, seen)
        except UnknownKey as error:
            if error.column == sheet.parent:
                waiting.append(line)
            else:
                yield _rejected(sheet, line, error)
    while waiting:
        still: list[_Line] = []
        errors: list[UnknownKey] = []
        for line in waiting:
            try:
                yield _outcome(sheet, line, keys, seen)
            except UnknownKey as error:
                still.append(line)
                errors.append(error)
        if len(still) == len(waiting):
            # Their parents are nowhere, or they are each other's.
            yield from (_rejected(sheet, line, error) for line, error in zip(still, errors, strict=True))
            return
        waiting = still


def _outcome(sheet: Sheet, line: _Line, keys: Keys, seen: set[str]) -> Outcome:
    row = line.row
    if row.fault:
        raw = {**line.values, "_line": row.line}
        return Rejected(_origin(sheet, line), row.number, "", row.fault, {}, raw)
    if not any(line.values.values()):
        return Skipped(line.path, row.number, "empty_row")
    try:
        if bad := bad_cell(row.cells):
            raise BadCell(list(line.values)[bad[0]], bad[1])
        cells = Cells(line.values, keys)
        if sheet.label:
            key = cells.needed(sheet.columns[0])
            if key in seen:
                raise BadCell(sheet.columns[0], "demo.repeated_key", value=key)
        records = tuple(sheet.transform(cells))
        if sheet.label:
            seen.add(key)
            keys.add(sheet.label, key, cells.text("name") or key)
    except UnknownKey:
        raise
    except BadCell as error:
        return _rejected(sheet, line, error)
    return Row(line.path, row.number, records)


def _rejected(sheet: Sheet, line: _Line, error: BadCell) -> Rejected:
    values = dict(line.values)
    return Rejected(_origin(sheet, line), line.row.number, error.column, error.key, error.params, values)


def _origin(sheet: Sheet, line: _Line) -> Path:
    """Return the file of the sheet, also when the row came from a file of rejected rows."""
    return line.path if _sheet_of(line.path.name) else line.path.with_name(f"{sheet.name}.csv")
