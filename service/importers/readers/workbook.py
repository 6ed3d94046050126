"""Excel workbooks (.xlsx): values only. A formula's last value is taken; text that looks like one is text.

A workbook is a ZIP archive. Before it is opened, its directory is looked at and every part is unpacked once
and counted, so that neither a decompression bomb nor a directory that lies gets as far as memory.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from service.errors import InputFileError
from service.importers.base import Position
from service.importers.readers.table import (
    MAX_COLUMNS,
    PROGRESS_ROWS,
    Listener,
    SourceRow,
    Table,
    checked,
    named,
)

MAX_UNPACKED = 256 << 20
"""Bytes all parts of a workbook may unpack to; the sheet is held in memory while it is read."""
MAX_RATIO = 200
FREE_UNPACKED = 16 << 20
"""Bytes that may be unpacked before the ratio counts."""
MAX_PARTS = 5000
CHUNK = 1 << 20

Cell = str | int | float | bool | date | datetime | time | timedelta | None


def check_archive(path: Path) -> None:
    """Refuse an archive that is no workbook, is damaged, or unpacks to too much.

    Raises
    ------
    InputFileError
        With one sentence on what it is.
    """
    size = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise InputFileError("importing.not_a_workbook", file=path.name)
            _refuse_large(path, size, sum(part.file_size for part in parts), len(parts))
            total = 0
            for part in parts:
                total = _unpacked(archive, part, path, size, total)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise InputFileError("importing.workbook_damaged", file=path.name) from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path, size: int, total: int) -> int:
    # The stream is read to its own end, whatever size the directory claims.
    endless = copy(part)
    endless.file_size = MAX_UNPACKED + CHUNK
    with archive.open(endless) as stream:
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            _refuse_large(path, size, total, 0)
    return total


def _refuse_large(path: Path, size: int, unpacked: int, parts: int) -> None:
    is_bomb = unpacked > FREE_UNPACKED and unpacked > MAX_RATIO * size
    if unpacked > MAX_UNPACKED or is_bomb or parts > MAX_PARTS:
        raise InputFileError(
            "importing.unpacks_too_large", file=path.name, megabytes=MAX_UNPACKED >> 20, ratio=MAX_RATIO
        )


def workbook_tables(path: Path) -> list[Table]:
    """Return a table for each visible sheet that holds anything.

    Raises
    ------
    InputFileError
        When the file is damaged, locked by a password, too large when unpacked, or holds no rows.
    """
    check_archive(path)
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            visible = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible is calamine.SheetVisibleEnum.Visible
                and sheet.typ is calamine.SheetTypeEnum.WorkSheet
            ]
            headers = [(name, _header(workbook, name)) for name in visible]
    except calamine.PasswordError as error:
        raise InputFileError("importing.password", file=path.name) from error
    except calamine.CalamineError as error:
        raise InputFileError("importing.workbook_damaged", file=path.name) from error
    tables = [_table(path, name, *header) for name, header in headers if header]
    if not tables:
        raise InputFileError("importing.empty_file", file=path.name)
    return tables


def _header(workbook: calamine.CalamineWorkbook, name: str) -> tuple[int, list[str]] | None:
    """Return the number and the cells of the first row that is not empty."""
    sheet = workbook.get_sheet_by_name(name)
    start = sheet.start
    if start is None:
        return None
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [as_text(cell) for cell in row]
        if any(cells):
            # Formats reach far beyond the last column that holds anything.
            while not cells[-1]:
                cells.pop()
            return number, cells
    return None


def _table(path: Path, name: str, first: int, header: list[str]) -> Table:
    if len(header) > MAX_COLUMNS:
        named(header, path)
    columns, repeated = named(header, path)

    def rows(progress: Listener) -> Iterator[SourceRow]:
        try:
            with calamine.CalamineWorkbook.from_path(str(path)) as workbook:
                sheet = workbook.get_sheet_by_name(name)
                total = sheet.total_height
                for number, row in enumerate(sheet.iter_rows(), start=1):
                    if number > first:
                        yield _row(number, columns, [as_text(cell) for cell in row])
                    if number % PROGRESS_ROWS == 0:
                        progress(Position(path, number, total))
                progress(Position(path, total, total))
        except (calamine.CalamineError, OSError) as error:
            raise InputFileError("importing.file_changed", file=path.name) from error

    return Table(path, "workbook", columns, rows, name, "", "", repeated)


def _row(number: int, columns: tuple[str, ...], cells: list[str]) -> SourceRow:
    width = len(columns)
    if any(cells[width:]):
        values = dict(zip(columns, cells, strict=False))
        return SourceRow(number, {}, {**values, "_line": "\t".join(cells)}, "", "importing.too_many_cells")
    return checked(number, columns, [*cells[:width], *[""] * (width - len(cells))])


def as_text(cell: Cell) -> str:
    """Return the text of a cell, days in ISO form, whole numbers without a point.

    >>> as_text(7000012050002.0), as_text(0.5), as_text(datetime(2026, 4, 1)), as_text("=1+1"), as_text(True)
    ('7000012050002', '0.5', '2026-04-01', '=1+1', 'TRUE')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
    return str(cell)
