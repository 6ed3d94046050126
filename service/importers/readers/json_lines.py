"""JSON lines: each line an object; fields in fields get names with a dot, lists become lines of one cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from service.errors import InputFileError
from service.importers.base import BadCell, Position
from service.importers.csv_rows import bad_cell
from service.importers.files import TextFile
from service.importers.json_items import JsonItem, lines_of, parse_object
from service.importers.readers.table import MAX_COLUMNS, PROGRESS_ROWS, Listener, SourceRow, Table, named

SAMPLE_LINES = 200
"""Objects whose fields make the list of columns; a field that first comes later is still read."""
MAX_DEPTH = 5


def json_table(file: TextFile) -> Table:
    """Return the table of a file with a JSON object a line.

    Raises
    ------
    InputFileError
        When none of the first lines is an object.
    """
    fields: dict[str, None] = {}
    with file.open() as text:
        for item in islice(lines_of(text), SAMPLE_LINES):
            fields.update(dict.fromkeys(_row(item).cells))
    if not fields:
        raise InputFileError("importing.not_json_lines", file=file.path.name)
    columns, _ = named(list(fields), file.path)

    def rows(progress: Listener) -> Iterator[SourceRow]:
        with file.open() as text:
            for count, item in enumerate(lines_of(text), start=1):
                yield _row(item)
                if count % PROGRESS_ROWS == 0:
                    progress(Position(file.path, text.done, file.size))
        progress(Position(file.path, file.size, file.size))

    encoding = "utf-8" if file.encoding == "utf-8-sig" else file.encoding
    return Table(file.path, "json", columns, rows, "", encoding)


def _row(item: JsonItem) -> SourceRow:
    try:
        cells = dict(_flat(parse_object(item), "", 0))
    except BadCell as error:
        return SourceRow(item.number, {}, item.raw, error.column, error.key, error.params)
    if len(cells) > MAX_COLUMNS:
        return SourceRow(item.number, {}, item.raw, "", "importing.row_too_long")
    if bad := bad_cell(list(cells.values())):
        return SourceRow(item.number, {}, item.raw, list(cells)[bad[0]], bad[1])
    return SourceRow(item.number, cells, item.raw)


def _flat(value: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, item in value.items():
        if isinstance(item, dict) and depth < MAX_DEPTH:
            yield from _flat(item, f"{path}{name}.", depth + 1)
        elif isinstance(item, list):
            yield f"{path}{name}", "\n".join(_text(one) for one in item if not isinstance(one, dict | list))
        else:
            yield f"{path}{name}", _text(item)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
