"""Public contract awards in CSV: each row is a deal that was won, with its buyer, unit, winner and class."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.vocabulary import DealOutcome, DealStage
from service.importers.award_parties import buyer_records, product_records, winner_records
from service.importers.base import NONE_UNMAPPED, BadCell, Outcome, Position, Record, Row, Skipped
from service.importers.csv_files import ColumnsRow, CsvFiles
from service.resolution import corporate_number
from service.resolution.names import is_nobody

CACHED = 20_000
"""Parties kept at a time: a file names the same ones over and over."""

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d+)?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d+)?")


class AwardCells(NamedTuple):
    """The cells of a row, in the order of ``AwardsImporter.columns``."""

    src: str
    org: str
    dept: str
    pref: str
    name: str
    open_date: str
    category: str
    method: str
    winner_name: str
    corporate_no: str
    amount: str
    slug: str
    fiscal_year: str
    first_seen: str


class AwardsImporter:
    """Reads awards files (CSV, plain or gzip, UTF-8 or CP932). Other columns than these are passed over."""

    source = "awards"
    columns: Sequence[str] = AwardCells._fields
    unmapped: Mapping[str, Sequence[str]] = NONE_UNMAPPED

    def __init__(self) -> None:
        self._files = CsvFiles(self.columns)
        self._transform = AwardTransform()

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse files that are not of this format, as `CsvFiles.check`."""
        self._files.check(paths)

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all rows of all files, in order."""
        for row in self._files.rows(paths, progress):
            yield self._outcome(row)

    def _outcome(self, row: ColumnsRow) -> Outcome:
        if broken := row.broken():
            return broken
        cells = AwardCells._make(row.cells)
        if cells == AwardCells._fields:
            return Skipped(row.path, row.number, "repeated_header")
        if not any(cells):
            return Skipped(row.path, row.number, "empty_row")
        try:
            row.refuse_bad_cells()
            records = self._transform.records(cells)
        except BadCell as error:
            return row.rejected(error, cells._asdict())
        if records is None:
            return Skipped(row.path, row.number, "no_winner")
        return Row(row.path, row.number, records)


class AwardTransform:
    """Turns the cells of a row into records; pure but for its caches."""

    def __init__(self) -> None:
        self._buyer = lru_cache(CACHED)(buyer_records)
        self._winner = lru_cache(CACHED)(winner_records)
        self._products = lru_cache(CACHED)(product_records)

    def records(self, cells: AwardCells) -> tuple[Record, ...] | None:
        """Return what the row says, nodes before the relationships between them; None when nobody won.

        Raises
        ------
        BadCell
            For a value that cannot be used.
        """
        org, name, winner_name = cells.org.strip(), cells.name.strip(), cells.winner_name.strip()
        for column, cell in (("org", org), ("name", name)):
            if not cell:
                raise BadCell(column, "importing.empty_cell")
        opened_on = _day(cells.open_date)
        amount = _amount(cells.amount)
        number = _corporate_number(cells.corporate_no)
        if is_nobody(winner_name):
            return None

        src = cells.src.strip()
        source = f"awards:{src}" if src else "awards"
        category, method = cells.category.strip(), _method(cells.method)
        buyer = self._buyer(source, cells.pref.strip(), org, cells.dept.strip())
        winner = self._winner(source, winner_name, number)
        products = self._products(source, category, cells.slug.strip())

        properties: dict[str, Value] = {
            "name": name,
            "stage": DealStage.CLOSED.value,
            "outcome": DealOutcome.WON.value,
            "opened_on": opened_on,
            "closed_on": opened_on,
        }
        if amount is not None:
            properties |= {"amount": amount, "currency": "JPY"}
        if method:
            properties["method"] = method
        if category:
            properties["work_type"] = category
        deal_id = _deal_id(buyer.unit_id, source, winner_name, properties)

        def link(type_: str, end_id: str) -> RelationshipRecord:
            return RelationshipRecord(type_, deal_id, end_id, source, valid_from=opened_on)

        records: list[Record] = [*buyer.records, *winner.records]
        links = [
            link("WITH", buyer.company_id),
            link("AT", buyer.unit_id),
            link("SOLD_BY", winner.company_id),
        ]
        if winner.site_id:
            links.append(link("SOLD_BY", winner.site_id))
        if products:
            records += products.records
            links.append(link("INCLUDES", products.product_id))
        records.append(NodeRecord("Deal", deal_id, properties, source))
        return (*records, *links)


def _deal_id(unit_id: str, source: str, winner_name: str, properties: dict[str, Value]) -> str:
    """Return the id of the deal, made of all that the row says of it.

    The source has no key. As everything the deal's node holds is in its id, two rows with one id say the
    same, and which comes first cannot matter; a row that differs in the amount alone is another award.
    """
    # The raw text: the id must differ where the stored text differs, if only in the width of a letter.
    text = "\x1f".join((source, winner_name, *map(str, properties.values())))
    return node_id("Deal", "awards", unit_id, blake2b(text.encode(), digest_size=16).hexdigest())


@lru_cache(CACHED)
def _day(cell: str) -> date:
    found = _ISO_DATE.fullmatch(cell) or _DATE.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if not cell.strip():
        raise BadCell("open_date", "importing.empty_cell")
    try:
        if found:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            if 1900 <= day.year <= 2100:
                return day
    except ValueError as error:
        raise BadCell("open_date", "importing.bad_date", value=cell) from error
    raise BadCell("open_date", "importing.bad_date", value=cell)


def _amount(cell: str) -> float | None:
    text = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    text = text.strip()
    if not text:
        return None
    if not _AMOUNT.fullmatch(text):
        raise BadCell("amount", "importing.bad_amount", value=cell)
    return float(text.replace(",", ""))


@lru_cache(CACHED)
def _corporate_number(cell: str) -> str:
    number = corporate_number.normalise(cell)
    if number and not corporate_number.is_valid(number):
        raise BadCell("corporate_no", "importing.bad_corporate_number", value=cell)
    return number


@lru_cache(CACHED)
def _method(cell: str) -> str:
    """Return the tender method; a bracket that closes nothing is made a space."""
    text = cell.strip()
    for opening, closing in (("（", "）"), ("(", ")")):
        if closing in text and opening not in text:
            text = text.replace(closing, " ")
    return " ".join(text.split())
