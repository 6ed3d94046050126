"""Mail logs and truths about rank, of any company: columns by name, by flag or by position."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.analysis.titles import read_title
from service.errors import InputFileError, UsageError
from service.importers.csv_rows import csv_rows
from service.importers.files import inspect
from service.importers.readers.delimited import delimiter_of

SENDERS = ("sender", "from", "fromid", "source", "src", "senderid", "sentby", "送信者", "差出人")
RECIPIENTS = ("recipient", "to", "toid", "target", "dst", "recipientid", "receiver", "受信者", "宛先")
TIMES = ("time", "date", "timestamp", "eventdate", "datetime", "sent", "at", "日時", "送信日時")
IDS = ("id", "nodeid", "person", "personid", "employee", "employeeid", "email", "name", "社員番号", "氏名")
MANAGERS = (
    *("manager", "managerid", "reportsto", "reportstoid", "supervisor", "superior", "boss", "supervisorid"),
    *("上司", "報告先"),
)
RANKS = ("rank", "level", "grade", "title", "position", "status", "役職", "職位", "note")
READABLE = 0.5
"""Share of the titles that must be understood for a column of titles to count as ranks."""
FAR = 10.0
"""Times whose distance from the median is more than this many interquartile ranges are wrong clocks."""


@dataclass(frozen=True, slots=True)
class MailLog:
    """Messages as (sender, recipient, time or an empty text), without those to oneself.

    ``left_out``: rows without a sender or recipient, unreadable, to oneself, or with a wrong clock.
    """

    messages: tuple[tuple[str, str, str], ...]
    left_out: int
    is_timed: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """Either who reports to whom, or the rank of each (a higher number is a higher rank)."""

    managers: dict[str, str]
    ranks: dict[str, float]
    form: str


@dataclass(frozen=True, slots=True)
class _Grid:
    header: tuple[str, ...] | None
    rows: tuple[list[str], ...]
    unreadable: int

    def place(self, flag: str | None, names: Sequence[str], position: int | None, path: Path) -> int | None:
        """Return where a column stands: by flag, else by a known name, else at the position."""
        header = self.header or ()
        if flag is not None:
            if flag in header:
                return header.index(flag)
            if flag.isdigit() and 0 < int(flag) <= max(len(header), len(self.rows[0]) if self.rows else 0):
                return int(flag) - 1
            raise InputFileError("evaluating.missing_columns", file=path.name, columns=flag)
        plain = [_plain(name) for name in header]
        known = next((plain.index(name) for name in names if name in plain), None)
        if known is not None or position is None:
            return known
        width = len(header) or (len(self.rows[0]) if self.rows else 0)
        return position if position < width else None


def read_mail_log(
    path: Path, *, sender: str | None = None, recipient: str | None = None, time: str | None = None
) -> MailLog:
    """Return the messages of a log.

    Raises
    ------
    InputFileError
        When it cannot be read, lacks a column, or has no message.
    """
    grid = _read(path, flagged=any((sender, recipient, time)), names=(*SENDERS, *RECIPIENTS))
    first = grid.place(sender, SENDERS, 0, path)
    second = grid.place(recipient, RECIPIENTS, 1, path)
    if first is None or second is None or first == second:
        raise InputFileError("evaluating.missing_columns", file=path.name, columns="sender, recipient")
    third = grid.place(time, TIMES, None if grid.header else 2, path)
    found, left_out = [], grid.unreadable
    for row in grid.rows:
        one, other = row[first].strip(), row[second].strip()
        if one and other and one != other:
            found.append((one, other, row[third].strip() if third is not None else ""))
        else:
            left_out += 1
    kept = _right_clocks(found) if third is not None else found
    if not kept:
        raise InputFileError("evaluating.no_messages", file=path.name)
    return MailLog(tuple(kept), left_out + len(found) - len(kept), third is not None)


def read_truth(
    path: Path,
    *,
    id_column: str | None = None,
    manager: str | None = None,
    rank: str | None = None,
    low_first: bool = False,
) -> Truth:
    """Return reporting lines or ranks.

    Parameters
    ----------
    low_first
        Whether the lowest number is the highest rank (1 is the head).

    Raises
    ------
    InputFileError
        When it cannot be read, or nothing in it is a rank or a manager.
    UsageError
        When both a manager and a rank are named, or it cannot be told which the second column is.
    """
    if manager and rank:
        raise UsageError("evaluating.manager_or_rank")
    grid = _read(path, flagged=any((id_column, manager, rank)), names=(*MANAGERS, *RANKS))
    first = grid.place(id_column, IDS, 0, path)
    lines = grid.place(manager, MANAGERS, None, path) if not rank else None
    grades = grid.place(rank, RANKS, None, path) if lines is None else None
    second = lines if lines is not None else grades
    if first is not None and second is None:
        second = _second(grid, first)
    if first is None or second is None:
        raise UsageError("evaluating.manager_or_rank")
    said = [(row[first].strip(), row[second].strip()) for row in grid.rows]
    if lines is not None or (grades is None and _are_ids(said)):
        return _lines(said, path)
    return _ranks(said, path, low_first=low_first)


def _lines(rows: list[tuple[str, str]], path: Path) -> Truth:
    managers = {one: other for one, other in rows if one and other and one != other}
    if not managers:
        raise InputFileError("evaluating.no_truth", file=path.name, column="manager")
    return Truth(managers, {}, "reporting_lines")


def _ranks(rows: list[tuple[str, str]], path: Path, *, low_first: bool) -> Truth:
    said = [(one, text) for one, text in rows if one and text and text.upper() not in ("NA", "NAN", "NULL")]
    numbers = {one: number for one, text in said if (number := _number(text)) is not None}
    form = "ranks"
    if len(numbers) < len(said) * READABLE:
        titles = {one: reading for one, text in said if (reading := read_title(text)) is not None}
        numbers, form = {one: reading.authority for one, reading in titles.items()}, "titles"
    if len(numbers) < max(len(said) * READABLE, 2) or len(set(numbers.values())) < 2:
        raise InputFileError("evaluating.no_truth", file=path.name, column="rank")
    sign = -1.0 if low_first and form == "ranks" else 1.0
    return Truth({}, {one: sign * number for one, number in numbers.items()}, form)


def _second(grid: _Grid, first: int) -> int | None:
    width = len(grid.header or (grid.rows[0] if grid.rows else ()))
    others = [place for place in range(width) if place != first]
    return others[0] if len(others) == 1 else None


def _are_ids(said: list[tuple[str, str]]) -> bool:
    """Say whether the second column names people."""
    ids = {one for one, _ in said}
    others = [other for _, other in said if other]
    is_id = sum(other in ids for other in others) > len(others) * READABLE
    if not is_id or any(_number(other) is None for other in others):
        return is_id
    # Numbers may be ids or ranks: where the two cannot be told apart, the person must say.
    raise UsageError("evaluating.manager_or_rank")


def _read(path: Path, *, flagged: bool, names: Sequence[str]) -> _Grid:
    file = inspect(path, "csv")
    delimiter = delimiter_of(file)
    with file.open() as text:
        rows = list(csv_rows(text, delimiter=delimiter))
    good = [row.cells for row in rows if not row.fault]
    if not good:
        raise InputFileError("evaluating.empty_file", file=path.name)
    header = [unicodedata.normalize("NFKC", cell).strip() for cell in good[0]]
    is_header = flagged and not all(cell.isdigit() for cell in header)
    is_header = is_header or any(_plain(cell) in names for cell in header)
    is_header = is_header or not _like_the_rest(good)
    cells = good[1:] if is_header else good
    return _Grid(tuple(header) if is_header else None, tuple(cells), len(rows) - len(good))


def _like_the_rest(rows: list[list[str]]) -> bool:
    """Say whether the first row is one of the data: a cell of it is a number, an address or a time."""
    return any(_number(cell) is not None or "@" in cell or _time(cell) is not None for cell in rows[0])


def _right_clocks(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Leave out messages whose time is far from all others; one without a readable time stays."""
    stamps = [_time(time) for *_, time in found]
    known = sorted(stamp for stamp in stamps if stamp is not None)
    if len(known) < 4:
        return found
    middle, spread = known[len(known) // 2], known[len(known) * 3 // 4] - known[len(known) // 4]
    if spread <= 0.0:
        return found
    return [
        message
        for message, stamp in zip(found, stamps, strict=True)
        if stamp is None or abs(stamp - middle) <= FAR * spread
    ]


def _time(text: str) -> float | None:
    """Return seconds; a number is taken as it stands."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    return moment.replace(tzinfo=None).toordinal() * 86400.0 + moment.hour * 3600.0 + moment.minute * 60.0


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())
