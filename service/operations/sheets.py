"""Lists as files that people open in a spreadsheet; no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

Cell = str | int | float | date | None
CONTENT_TYPE = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The content type of each format."""
WIDEST = 60
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> safe_text("=1+1"), safe_text("+81 3 1234"), safe_text("plain")
    ("'=1+1", "'+81 3 1234", 'plain')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def format_of(path: Path) -> str:
    """Return the format that the name of a file asks for: ``csv``, ``xlsx`` for any other.

    >>> format_of(Path("list.CSV")), format_of(Path("list.xlsx"))
    ('csv', 'xlsx')
    """
    return "csv" if path.suffix.lower() == ".csv" else "xlsx"


def sheet(format_: str, title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a file in a format, ``csv`` or ``xlsx``."""
    return csv_sheet(header, rows) if format_ == "csv" else xlsx_sheet(title, header, rows)


def csv_sheet(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a CSV file in UTF-8, with the mark that spreadsheets need to see that it is."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(
        [[safe_text(one) if isinstance(one, str) else _plain(one) for one in row] for row in rows]
    )
    return "\ufeff".encode() + file.getvalue().encode()


def xlsx_sheet(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet: texts as texts, numbers as numbers, days as days."""
    # Loaded only where a workbook is made: no other request and no command needs it.
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(title[:31])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for column, name in enumerate(header):
            page.write_string(0, column, name, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    instant = datetime.combine(cell, datetime.min.time())
                    page.write_datetime(line, column, instant, day)
                elif isinstance(cell, str):
                    page.write_string(line, column, cell)
                elif cell is not None:
                    page.write_number(line, column, cell)
        for column, name in enumerate(header):
            texts = [name, *(str(row[column] or "") for row in rows)]
            page.set_column(column, column, min(WIDEST, 2 + max(len(text) for text in texts)))
        page.freeze_panes(1, 0)
    return file.getvalue()


def _plain(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
