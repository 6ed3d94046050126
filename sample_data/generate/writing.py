"""Writes rows as CSV files: UTF-8, a header, line feeds; the long ones compressed."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sample_data.generate.world import Row, World

COMPRESSED = ("activities",)


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def csv_text(rows: list[Row]) -> str:
    """Return the rows as a CSV file, the columns in the order of the first row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = list(rows[0])
    writer.writerow(columns)
    for row in rows:
        if list(row) != columns:
            raise ValueError(f"{list(row)} is not {columns}")
        writer.writerow([_cell(row[column]) for column in columns])
    return out.getvalue()


def write(world: World, folder: Path) -> Iterator[tuple[Path, int]]:
    """Write every file and yield its path and number of rows."""
    for name in sorted(world.rows):
        data = csv_text(world.rows[name]).encode()
        path = folder / f"{name}.csv"
        if name in COMPRESSED:
            path = folder / f"{name}.csv.gz"
            # Without a time and a name in its header the compressed file is the same every time.
            data = gzip.compress(data, 9, mtime=0)
        path.write_bytes(data)
        yield path, len(world.rows[name])
    path = folder / "stories.json"
    path.write_text(json.dumps(world.stories, ensure_ascii=False, indent=2) + "\n", "utf-8")
    yield path, len(world.stories)
