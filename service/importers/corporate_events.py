"""What happens to legal entities, as gBizINFO and the tax agency publish it: names, moves, ends.

A row is the state of a company after a change. All rows of a company are looked at first: a name or a head
office lasts until the next one begins. 法人番号 identifies the entity: it survives a new name and a move, and
ends with an absorption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from service.errors import InputFileError
from service.importers.base import BadCell, Outcome, Position, Rejected, Row, Skipped
from service.importers.corporate_causes import merged_with
from service.importers.corporate_life import ABSORBING, SOURCE, EventCells, Life, records
from service.importers.csv_rows import CsvRow, bad_cell, csv_rows, header_of
from service.importers.files import TextFile, inspect
from service.resolution import corporate_number
from service.resolution.dates import parse_day
from service.resolution.names import clean

CHUNK = 1_000
"""Numbers looked up at a time."""
_STATES = frozenset(("01", "11", "12", "13", "21", "71"))

Known = Callable[[Sequence[str]], set[str]]


class CorporateEventsImporter:
    """Reads the change log of 法人番号 (CSV, plain or gzip). Other columns than these are passed over.

    Parameters
    ----------
    is_for_all
        Take in every company; otherwise rows of companies that no other source speaks of are left out.
    """

    source = SOURCE
    columns: Sequence[str] = EventCells._fields

    def __init__(self, *, is_for_all: bool = False) -> None:
        self.is_for_all = is_for_all
        self.known: Known | None = None
        """Which of some 法人番号 are in the graph; set by whoever carries out the import."""
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
                header_of(header, path, EventCells._fields)
            self._files[path] = file

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all rows of all files, in order."""
        self.check([path for path in paths if path not in self._files])
        wanted = self._wanted(paths)
        lives = self._lives(paths, wanted)
        for path in paths:
            file = self._files[path]
            with file.open() as text:
                rows = csv_rows(text)
                header = header_of(next(rows), path, EventCells._fields)
                places = [header.index(column) for column in EventCells._fields]
                for count, row in enumerate(rows, start=1):
                    yield self._outcome(path, row, header, places, wanted, lives)
                    if count % CHUNK == 0:
                        progress(Position(path, text.done, file.size))
            progress(Position(path, file.size, file.size))

    def _rows(self, paths: Sequence[Path]) -> Iterator[EventCells]:
        """Yield the cells of the good rows."""
        for path in paths:
            with self._files[path].open() as text:
                rows = csv_rows(text)
                header = header_of(next(rows), path, EventCells._fields)
                places = [header.index(column) for column in EventCells._fields]
                for row in rows:
                    if not row.fault:
                        yield EventCells._make([row.cells[place] for place in places])

    def _wanted(self, paths: Sequence[Path]) -> set[str] | None:
        """Return the numbers of the companies that are in the graph, None: all are wanted."""
        if self.is_for_all or self.known is None:
            return None
        found: set[str] = set()
        asked: set[str] = set()
        waiting: list[str] = []
        for cells in self._rows(paths):
            for number in _numbers(cells):
                if number not in asked:
                    asked.add(number)
                    waiting.append(number)
            if len(waiting) >= CHUNK:
                found |= self.known(waiting)
                waiting = []
        return found | (self.known(waiting) if waiting else set())

    def _lives(self, paths: Sequence[Path], wanted: set[str] | None) -> dict[str, Life]:
        lives: dict[str, Life] = {}
        for cells in self._rows(paths):
            on = parse_day(cells.changeDate)
            if on and cells.process in _STATES and _is_wanted(cells, wanted):
                life = lives.setdefault(cells.corporateNumber, Life())
                state = (on, cells.updateDate, cells.process, clean(cells.name), cells.address)
                life.changes.append(state)
        for life in lives.values():
            life.finish()
        return lives

    def _outcome(
        self,
        path: Path,
        row: CsvRow,
        header: list[str],
        places: list[int],
        wanted: set[str] | None,
        lives: dict[str, Life],
    ) -> Outcome:
        if row.fault:
            raw = {**dict(zip(header, row.line.split(","), strict=False)), "_line": row.line}
            return Rejected(path, row.number, "", row.fault, {}, raw)
        cells = EventCells._make([row.cells[place] for place in places])
        try:
            if bad := bad_cell(row.cells):
                raise BadCell(header[bad[0]], bad[1])
            if not corporate_number.is_valid(cells.corporateNumber):
                raise BadCell(
                    "corporateNumber", "importing.bad_corporate_number", value=cells.corporateNumber
                )
            if parse_day(cells.changeDate) is None:
                raise BadCell("changeDate", "importing.bad_date", value=cells.changeDate)
        except BadCell as error:
            return Rejected(path, row.number, error.column, error.key, error.params, cells._asdict())
        if not _is_wanted(cells, wanted):
            return Skipped(path, row.number, "unknown_company")
        if cells.process not in _STATES:
            return Skipped(path, row.number, "no_event")
        return Row(path, row.number, records(cells, lives[cells.corporateNumber]))


def _numbers(cells: EventCells) -> list[str]:
    """Return the numbers a row is about: its own, and those at the other end of a merger."""
    others = merged_with(cells.changeCause) if cells.process == ABSORBING else []
    return [n for n in (cells.corporateNumber, cells.successorCorporateNumber, *others) if n]


def _is_wanted(cells: EventCells, wanted: set[str] | None) -> bool:
    return wanted is None or not wanted.isdisjoint(_numbers(cells))
