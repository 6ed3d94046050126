"""CSV and TSV: the delimiter is found out, the encoding too, and no broken row takes others with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from service.errors import InputFileError
from service.importers.base import Position
from service.importers.csv_rows import csv_rows
from service.importers.files import TextFile
from service.importers.readers.table import PROGRESS_ROWS, Listener, SourceRow, Table, checked, named

DELIMITERS = (",", "\t", ";", "|")
SAMPLE_ROWS = 20


def delimiter_of(file: TextFile) -> str:
    """Return the delimiter under which the header has most columns and the first rows are as wide as it."""

    def fitness(delimiter: str) -> tuple[int, int]:
        with file.open() as text:
            rows = list(islice(csv_rows(text, delimiter=delimiter), SAMPLE_ROWS + 1))
        width = len(rows[0].cells) if rows and not rows[0].fault else 0
        return (sum(not row.fault for row in rows) if width > 1 else 0), width

    found = {delimiter: fitness(delimiter) for delimiter in DELIMITERS}
    # Commas in a text cell of a tab-separated file split its rows unevenly, so even rows count first.
    best = max(DELIMITERS, key=lambda one: (found[one][1] > 1, found[one][0] * min(found[one][1], 3)))
    return best if found[best][1] > 1 else ","


def delimited_table(file: TextFile) -> Table:
    """Return the table of a delimited text file.

    Raises
    ------
    InputFileError
        When it has no header, or one of too many columns.
    """
    delimiter = delimiter_of(file)
    with file.open() as text:
        header = next(csv_rows(text, delimiter=delimiter), None)
    if header is None:
        raise InputFileError("importing.empty_file", file=file.path.name)
    if header.fault:
        raise InputFileError("importing.no_header", file=file.path.name)
    columns, repeated = named(header.cells, file.path)
    written = header.cells

    def rows(progress: Listener) -> Iterator[SourceRow]:
        with file.open() as text:
            found = csv_rows(text, delimiter=delimiter)
            next(found)
            for count, row in enumerate(found, start=1):
                if row.fault:
                    cells = next(csv.reader([row.line.replace('"', "")], delimiter=delimiter), [])
                    raw = {**dict(zip(columns, cells, strict=False)), "_line": row.line}
                    yield SourceRow(row.number, {}, raw, "", row.fault)
                elif row.cells != written:
                    yield checked(row.number, columns, row.cells)
                else:
                    # Exports that were put one after the other repeat the header.
                    yield SourceRow(row.number, {}, {}, "", "skipped:repeated_header")
                if count % PROGRESS_ROWS == 0:
                    progress(Position(file.path, text.done, file.size))
        progress(Position(file.path, file.size, file.size))

    encoding = "utf-8" if file.encoding == "utf-8-sig" else file.encoding
    return Table(file.path, "delimited", columns, rows, "", encoding, delimiter, repeated)
