"""vCard 2.1, 3 and 4, one card or many a file: each card becomes a row of the same columns.

A card that is cut off or broken is set aside by itself; the others go in. Pictures and keys are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import vobject

from service.importers.base import Position
from service.importers.csv_rows import MAX_LINE
from service.importers.files import TextFile
from service.importers.readers.table import PROGRESS_ROWS, Listener, SourceRow, Table, checked

COLUMNS = (
    "UID",
    "FN",
    "N.family",
    "N.given",
    "KANA",
    "NICKNAME",
    "ORG",
    "ORG.unit",
    "TITLE",
    "ROLE",
    "EMAIL",
    "TEL.work",
    "TEL.mobile",
    "TEL.fax",
    "ADR.postcode",
    "ADR",
    "ADR.country",
    "URL",
    "NOTE",
    "CATEGORIES",
    "REV",
)
"""Columns of a card. Several values of one kind stand in one cell, a line each."""
MAX_CARD = 200_000
"""Characters of a card without its pictures."""

_BEGIN = re.compile(r"^\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"^\s*END\s*:\s*VCARD\s*$", re.IGNORECASE)
_LARGE = re.compile(r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]")


def cards_table(file: TextFile) -> Table:
    """Return the table of a vCard file."""

    def rows(progress: Listener) -> Iterator[SourceRow]:
        with file.open() as text:
            for count, (number, card, fault) in enumerate(_cards(text.readline), start=1):
                yield _row(number, card, fault)
                if count % PROGRESS_ROWS == 0:
                    progress(Position(file.path, text.done, file.size))
        progress(Position(file.path, file.size, file.size))

    encoding = "utf-8" if file.encoding == "utf-8-sig" else file.encoding
    return Table(file.path, "cards", COLUMNS, rows, "", encoding)


def _cards(readline: Any) -> Iterator[tuple[int, str, str]]:
    """Yield line, text and fault (a key, or "") of each card; half a card ends where the next begins."""
    number = started = kept = 0
    card: list[str] = []
    is_passed_over = False
    while line := readline(MAX_LINE):
        number += line.endswith(("\n", "\r"))
        if _BEGIN.match(line):
            if card:
                yield started, "".join(card), "importing.half_a_card"
            card, started, kept, is_passed_over = [line], number, 0, False
        elif not card:
            if line.strip() and not line.startswith("#"):
                yield number, line.rstrip()[:1000], "importing.outside_a_card"
        elif _END.match(line):
            card.append(line)
            yield started, "".join(card), "importing.row_too_long" if kept > MAX_CARD else ""
            card = []
        else:
            # A value goes on in lines that begin with white space.
            is_passed_over = bool(_LARGE.match(line)) or (is_passed_over and line[:1] in " \t")
            if not is_passed_over and (kept := kept + len(line)) <= MAX_CARD:
                card.append(line)
    if card:
        yield started, "".join(card), "importing.half_a_card"


def _row(number: int, text: str, fault: str) -> SourceRow:
    if fault:
        return SourceRow(number, {}, text, "", fault)
    try:
        card: Any = vobject.readOne(text, allowQP=True)
        lines = [(line.name.upper(), line.value, _types(line)) for line in card.lines()]
    except (
        vobject.base.VObjectError,
        ValueError,
        LookupError,
        AttributeError,
        IndexError,
        TypeError,
    ) as error:
        problem = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        return SourceRow(number, {}, text, "", "importing.broken_card", {"problem": problem})
    cells = _cells(lines)
    row = checked(number, COLUMNS, [cells.get(column, "") for column in COLUMNS])
    return SourceRow(number, row.cells, text, row.column, row.fault, row.params)


def _types(line: Any) -> set[str]:
    found = [*line.params.get("TYPE", []), *line.singletonparams]
    return {part.strip('" ').upper() for item in found for part in str(item).split(",")}


def _cells(lines: list[tuple[str, Any, set[str]]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}

    def put(column: str, *values: Any) -> None:
        for value in values:
            text = " ".join(str(value).split()) if value else ""
            if text and text not in found.setdefault(column, []):
                found[column].append(text)

    reading: dict[str, str] = {}
    for name, value, types in lines:
        match name:
            case "N" if not isinstance(value, str):
                put("N.family", _joined(value.family))
                put("N.given", _joined(value.given))
            case "SORT-STRING" | "X-PHONETIC-LAST-NAME" | "X-PHONETIC-FIRST-NAME":
                reading[name] = str(value).strip()
            case "ORG":
                parts = [value] if isinstance(value, str) else list(value)
                put("ORG", *parts[:1])
                put("ORG.unit", " ".join(map(str, parts[1:])))
            case "TEL":
                number = re.sub(r"^tel:", "", str(value), flags=re.IGNORECASE)
                mobile = types & {"CELL", "IPHONE", "MOBILE"}
                put("TEL.fax" if "FAX" in types else "TEL.mobile" if mobile else "TEL.work", number)
            case "ADR" if not isinstance(value, str):
                _address(value, put)
            case "CATEGORIES" | "NICKNAME":
                put(name, *([value] if isinstance(value, str) else value))
            case "FN" | "UID" | "TITLE" | "ROLE" | "EMAIL" | "URL" | "NOTE" | "REV":
                put(name, re.sub(r"^mailto:", "", str(value), flags=re.IGNORECASE))
    family, given = reading.get("X-PHONETIC-LAST-NAME", ""), reading.get("X-PHONETIC-FIRST-NAME", "")
    put("KANA", f"{family} {given}".strip() or reading.get("SORT-STRING", "").replace(",", " "))
    return {column: "\n".join(values) for column, values in found.items()}


def _address(value: Any, put: Any) -> None:
    parts = [_joined(part) for part in (value.region, value.city, value.street, value.extended, value.box)]
    if not any(parts):
        return
    is_japanese = bool(_JAPANESE.search("".join(parts)))
    # Japanese addresses run from the large to the small, others the other way round.
    put("ADR", "".join(parts) if is_japanese else ", ".join(part for part in reversed(parts) if part))
    put("ADR.postcode", _joined(value.code))
    put("ADR.country", _joined(value.country))


def _joined(value: Any) -> str:
    return value if isinstance(value, str) else " ".join(map(str, value or ()))
