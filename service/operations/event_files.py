"""Files of events: JSON lines, lists with a header, mails; and a file of those that were refused, to mend."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from service.errors import UsageError
from service.operations.event_mails import events_of_mail, mails_of_file
from service.operations.event_reading import FIELDS

LISTS = {".csv": ",", ".tsv": "\t"}
MAILS = (".eml", ".mbox", ".mbx")
ERROR = "_error"
"""What a refused event says of itself in the file to mend; passed over when that file comes in again."""


class Placed(NamedTuple):
    """An event as it stands in a file; ``place`` counts lines from 1, or mails."""

    place: int
    event: object


def events_of_file(path: Path, ours: Collection[str] = ()) -> Iterator[Placed]:
    """Yield the events of a file, by what its name ends with: a list, mails, else a JSON object a line.

    Parameters
    ----------
    ours
        Domains whose mail addresses are our own people's; mails cannot be read without.

    Raises
    ------
    UsageError
        When a mailbox is read and no domain is ours, or a list has a column that is no field.
    """
    suffix = path.suffix.lower()
    if suffix in MAILS:
        if not ours:
            raise UsageError("events.no_domain", field="domain")
        domains = {one.strip().lower().removeprefix("@") for one in ours}
        for number, mail in enumerate(mails_of_file(path), start=1):
            for event in events_of_mail(mail, domains):
                yield Placed(number, event)
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="" if suffix in LISTS else None) as file:
        yield from _rows(file, LISTS[suffix]) if suffix in LISTS else _lines(file)


def _rows(file: IO[str], delimiter: str) -> Iterator[Placed]:
    rows = csv.DictReader(file, delimiter=delimiter, restkey="_rest", restval="")
    unknown = [name for name in rows.fieldnames or () if name not in (*FIELDS, ERROR)]
    if unknown or not rows.fieldnames:
        raise UsageError("events.unknown_column", field=(unknown or [""])[0], known=", ".join(FIELDS))
    for row in rows:
        given: dict[str, Any] = {name: text for name, text in row.items() if text and name != ERROR}
        yield Placed(rows.line_num, _typed(given))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with what is no text in its type; what cannot be read stays, and is refused as such."""
    consent = str(row.get("consent", "")).lower()
    if consent in ("true", "false"):
        row["consent"] = consent == "true"
    if str(row.get("minutes", "")).isdigit():
        row["minutes"] = int(row["minutes"])
    return row


def _lines(lines: IO[str]) -> Iterator[Placed]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found = json.loads(line)
            except ValueError:
                # As text it is refused, and comes back as it is.
                found = line.rstrip("\n")
            if isinstance(found, dict):
                found.pop(ERROR, None)
            yield Placed(number, found)


class Refused:
    """Writes refused events to a file in the form they came in; those of mails as JSON lines.

    Parameters
    ----------
    path
        Where the file goes; it appears with the first refused event, and an older one there is replaced.
    delimiter
        Of a list with a header; None: JSON lines.
    """

    def __init__(self, path: Path, delimiter: str | None) -> None:
        self.path = path
        self._delimiter = delimiter
        self._is_begun = False

    def add(self, event: object, message: str) -> None:
        """Add an event with what is wrong with it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a" if self._is_begun else "w", encoding="utf-8", newline="") as file:
            if self._delimiter is None:
                told = {**event, ERROR: message} if isinstance(event, Mapping) else event
                file.write(f"{told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)}\n")
            else:
                rows = csv.DictWriter(
                    file, [*FIELDS, ERROR], delimiter=self._delimiter, extrasaction="ignore"
                )
                if not self._is_begun:
                    rows.writeheader()
                rows.writerow({**_cells(event), ERROR: message})
        self._is_begun = True


def refused_file(source: Path, path: Path | None, folder: Path) -> Refused:
    """Return where the refused events of a file go: where is said, else under its name in a folder."""
    suffix = source.suffix.lower()
    name = f"{source.stem}.rejects{suffix if suffix in LISTS else '.jsonl'}"
    return Refused(path or folder / name, LISTS.get(suffix))


def _cells(event: object) -> dict[str, Any]:
    given = event if isinstance(event, Mapping) else {}
    return {key: str(value).lower() if isinstance(value, bool) else value for key, value in given.items()}
