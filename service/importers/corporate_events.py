"""What happens to legal entities, as gBizINFO and the tax agency publish it: names, moves, ends.

A row is the state of a company after a change. All rows of a company are looked at first: a name or a head
office lasts until the next one begins. 法人番号 identifies the entity: it survives a new name and a move, and
ends with an absorption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from service.importers.base import NONE_UNMAPPED, BadCell, Outcome, Position, Row, Skipped
from service.importers.corporate_causes import merged_with
from service.importers.corporate_life import ABSORBING, SOURCE, EventCells, Life, records
from service.importers.csv_files import ColumnsRow, CsvFiles
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
    known
        Which of some 法人番号 are in the graph: rows of other companies are left out. None: all are taken in.
    """

    source = SOURCE
    columns: Sequence[str] = EventCells._fields
    unmapped: Mapping[str, Sequence[str]] = NONE_UNMAPPED

    def __init__(self, known: Known | None = None) -> None:
        self._known = known
        self._files = CsvFiles(self.columns)

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse files that are not of this format, as `CsvFiles.check`."""
        self._files.check(paths)

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all rows of all files, in order."""
        wanted = self._wanted(paths)
        lives = self._lives(paths, wanted)
        for row in self._files.rows(paths, progress):
            yield _outcome(row, wanted, lives)

    def _rows(self, paths: Sequence[Path]) -> Iterator[EventCells]:
        """Yield the cells of the good rows."""
        return (EventCells._make(row.cells) for row in self._files.rows(paths) if row.cells)

    def _wanted(self, paths: Sequence[Path]) -> set[str] | None:
        """Return the numbers of the companies that are in the graph, None: all are wanted."""
        if self._known is None:
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
                found |= self._known(waiting)
                waiting = []
        return found | (self._known(waiting) if waiting else set())

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


def _outcome(row: ColumnsRow, wanted: set[str] | None, lives: dict[str, Life]) -> Outcome:
    if broken := row.broken():
        return broken
    cells = EventCells._make(row.cells)
    try:
        row.refuse_bad_cells()
        if not corporate_number.is_valid(cells.corporateNumber):
            raise BadCell("corporateNumber", "importing.bad_corporate_number", value=cells.corporateNumber)
        if parse_day(cells.changeDate) is None:
            raise BadCell("changeDate", "importing.bad_date", value=cells.changeDate)
    except BadCell as error:
        return row.rejected(error, cells._asdict())
    if not _is_wanted(cells, wanted):
        return Skipped(row.path, row.number, "unknown_company")
    if cells.process not in _STATES:
        return Skipped(row.path, row.number, "no_event")
    return Row(row.path, row.number, records(cells, lives[cells.corporateNumber]))


def _numbers(cells: EventCells) -> list[str]:
    """Return the numbers a row is about: its own, and those at the other end of a merger."""
    others = merged_with(cells.changeCause) if cells.process == ABSORBING else []
    return [n for n in (cells.corporateNumber, cells.successorCorporateNumber, *others) if n]


def _is_wanted(cells: EventCells, wanted: set[str] | None) -> bool:
    return wanted is None or not wanted.isdisjoint(_numbers(cells))
