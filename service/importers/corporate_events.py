"""What happens to legal entities, as gBizINFO and the tax agency publish it: names, moves, ends.

A row is the state of a company after a change. All rows of a company are looked at first: a name or a head
office lasts until the next one begins. 法人番号 identifies the entity: it survives a new name and a move, and
ends with an absorption.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.vocabulary import SiteFunction
from service.errors import InputFileError
from service.importers.base import BadCell, Outcome, Position, Record, Rejected, Row, Skipped
from service.importers.corporate_causes import event_day, merged_with, successor_name
from service.importers.csv_rows import CsvRow, bad_cell, csv_rows, header_of
from service.importers.files import TextFile, inspect
from service.resolution import corporate_number
from service.resolution.dates import parse_day
from service.resolution.names import clean
from service.resolution.units import head_office_name

SOURCE = "gbizinfo"
COUNTRY = "JP"
CHUNK = 1_000
"""Numbers looked up at a time."""
CLOSURE, ABSORBING = "21", "71"
_STATES = frozenset(("01", "11", "12", "13", "21", "71"))

Known = Callable[[Sequence[str]], set[str]]


class EventCells(NamedTuple):
    """The cells of a row that say something, in the order of ``CorporateEventsImporter.columns``."""

    corporateNumber: str  # noqa: N815 -- as the file has it
    process: str
    updateDate: str  # noqa: N815
    changeDate: str  # noqa: N815
    name: str
    prefectureName: str  # noqa: N815
    cityName: str  # noqa: N815
    streetNumber: str  # noqa: N815
    postCode: str  # noqa: N815
    closeDate: str  # noqa: N815
    successorCorporateNumber: str  # noqa: N815
    changeCause: str  # noqa: N815

    @property
    def address(self) -> str:
        """The address in one."""
        return clean(self.prefectureName + self.cityName + self.streetNumber)


@dataclass(slots=True)
class _Span:
    """Something that was so from a day (None: from the beginning of what is known) to the next change."""

    text: str
    since: date | None
    until: date | None = None


@dataclass(slots=True)
class _Life:
    """The names and head offices of a company, in order."""

    changes: list[tuple[date, str, str, str, str]] = field(default_factory=list)
    names: list[_Span] = field(default_factory=list)
    offices: list[_Span] = field(default_factory=list)

    def finish(self) -> None:
        """Put the changes in order, whatever the order of the rows."""
        for on, _, process, name, address in sorted(set(self.changes)):
            # The day on which a number was assigned is not that on which the entity came to be.
            since = None if process == "01" else on
            for spans, text in ((self.names, name), (self.offices, address)):
                if text and (not spans or spans[-1].text != text):
                    if spans:
                        spans[-1].until = on
                    spans.append(_Span(text, since if spans else None))
        self.changes = []


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

    def _lives(self, paths: Sequence[Path], wanted: set[str] | None) -> dict[str, _Life]:
        lives: dict[str, _Life] = {}
        for cells in self._rows(paths):
            on = parse_day(cells.changeDate)
            if on and cells.process in _STATES and _is_wanted(cells, wanted):
                life = lives.setdefault(cells.corporateNumber, _Life())
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
        lives: dict[str, _Life],
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


def company_id(number: str) -> str:
    """Return the id of the company with a 法人番号, the same as in other public sources."""
    return node_id("Company", "corporate_number", number)


def records(cells: EventCells, life: _Life) -> tuple[Record, ...]:
    """Return what a row says, given the names and head offices of its company."""
    number = cells.corporateNumber
    id_, name = company_id(number), clean(cells.name)
    on = parse_day(cells.changeDate)
    properties: dict[str, Value] = {"corporate_number": number, "country": COUNTRY}
    if life.names:
        properties["name"] = life.names[-1].text
    if name:
        properties["aliases"] = [name]
    closed_on = parse_day(cells.closeDate) if cells.process == CLOSURE else None
    if closed_on:
        properties["dissolved_on"] = closed_on
    nodes: list[Record] = [NodeRecord("Company", id_, properties, SOURCE)]
    links: list[Record] = []
    for span in life.names:
        if len(life.names) > 1 and span.text == name and span.since in (None, on):
            fact_id = node_id("Fact", number, "name", span.text, str(span.since or ""))
            fact: dict[str, Value] = {
                "property": "name",
                "value": json.dumps(span.text, ensure_ascii=False),
                "source": SOURCE,
                "state": "confirmed",
                "confidence": 1.0,
            }
            fact |= {key: day for key, day in (("valid_from", span.since), ("valid_to", span.until)) if day}
            nodes.append(NodeRecord("Fact", fact_id, fact, SOURCE))
            links.append(RelationshipRecord("ABOUT", fact_id, id_, SOURCE))
    for span in life.offices:
        if span.text == cells.address and span.since in (None, on):
            nodes.append(_office(id_, name, cells, span))
            links.append(
                RelationshipRecord(
                    "SITE_OF",
                    nodes[-1].id,
                    id_,
                    SOURCE,
                    valid_from=span.since,
                    valid_to=span.until,
                    # A company may come back to an address it left.
                    qualifier=str(span.since or ""),
                )
            )
    more = _mergers(cells)
    return (*nodes, *(one for one in more if isinstance(one, NodeRecord)), *links, *_links(more))


def _links(found: list[Record]) -> list[Record]:
    return [one for one in found if isinstance(one, RelationshipRecord)]


def _office(company: str, name: str, cells: EventCells, span: _Span) -> NodeRecord:
    site: dict[str, Value] = {
        "name": head_office_name(name),
        "function": SiteFunction.HEAD_OFFICE.value,
        "address": span.text,
        "country": COUNTRY,
    }
    if cells.prefectureName:
        site["region"] = clean(cells.prefectureName)
    if cells.postCode:
        site["postcode"] = cells.postCode
    return NodeRecord("Site", node_id("Site", company, "head office", span.text), site, SOURCE)


def _mergers(cells: EventCells) -> list[Record]:
    """Return which companies went into which, told from either side."""
    number, successor = cells.corporateNumber, cells.successorCorporateNumber
    found: list[tuple[str, str]] = []
    if cells.process == CLOSURE and successor and corporate_number.is_valid(successor):
        found = [(number, successor)]
    elif cells.process == ABSORBING:
        found = [(gone, number) for gone in merged_with(cells.changeCause)]
    told: list[Record] = []
    for gone, into in found:
        if gone == into:
            continue
        other = into if gone == number else gone
        properties: dict[str, Value] = {"corporate_number": other, "country": COUNTRY}
        if name := successor_name(cells.changeCause, other):
            properties["aliases"] = [name]
        on = event_day(cells.changeCause, other) or parse_day(cells.closeDate or cells.changeDate)
        told.append(NodeRecord("Company", company_id(other), properties, SOURCE))
        told.append(
            RelationshipRecord(
                "SUCCEEDED_BY",
                company_id(gone),
                company_id(into),
                SOURCE,
                {"kind": "merger", "on": on},
                valid_from=on,
            )
        )
    return told
