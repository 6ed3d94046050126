"""What a row of the change log of 法人番号 says, given the names and head offices its company had."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph_models.ids import node_id
from graph_models.properties import VERSIONS
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.vocabulary import SiteFunction
from service.importers.base import Record
from service.importers.corporate_causes import event_day, merged_with, successor_name
from service.resolution import corporate_number
from service.resolution.dates import parse_day
from service.resolution.names import clean
from service.resolution.units import head_office_name

SOURCE = "gbizinfo"
COUNTRY = "JP"
CLOSURE, ABSORBING = "21", "71"


class EventCells(NamedTuple):
    """The cells of a row that say something, in the order of the columns of bad rows."""

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
class Span:
    """Something that was so from a day (None: from the beginning of what is known) to the next change."""

    text: str
    since: date | None
    until: date | None = None


@dataclass(slots=True)
class Life:
    """The names and head offices of a company, in order."""

    changes: list[tuple[date, str, str, str, str]] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    offices: list[Span] = field(default_factory=list)

    def finish(self) -> None:
        """Put the changes in order, whatever the order of the rows."""
        for on, _, process, name, address in sorted(set(self.changes)):
            # The day on which a number was assigned is not that on which the entity came to be.
            since = None if process == "01" else on
            for spans, text in ((self.names, name), (self.offices, address)):
                if text and (not spans or spans[-1].text != text):
                    if spans:
                        spans[-1].until = on
                    spans.append(Span(text, since if spans else None))
        self.changes = []


def company_id(number: str) -> str:
    """Return the id of the company with a 法人番号, the same as in other public sources."""
    return node_id("Company", "corporate_number", number)


def records(cells: EventCells, life: Life) -> tuple[Record, ...]:
    """Return what a row says, given the names and head offices of its company."""
    number = cells.corporateNumber
    id_, name = company_id(number), clean(cells.name)
    on = parse_day(cells.changeDate)
    properties: dict[str, Value] = {"corporate_number": number, "country": COUNTRY}
    if life.names:
        properties["name"] = life.names[-1].text
        if since := life.names[-1].since:
            properties[VERSIONS] = [f"name {since.isoformat()}"]
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


def _office(company: str, name: str, cells: EventCells, span: Span) -> NodeRecord:
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
