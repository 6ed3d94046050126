"""The files of a company's export, in the order in which they must be read, and how a record is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from graph_models.records import NodeRecord, RelationshipRecord, Value
from service.importers.base import Record
from service.importers.demo_cells import SOURCE, Cells

OBJECTS = {
    "company": "Company",
    "site": "Site",
    "department": "Department",
    "contact": "Contact",
    "deal": "Deal",
    "member": "Member",
}
"""Word in a column ``object_kind`` -> label."""

Transform = Callable[[Cells], list[Record]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file: its name without ending, its columns, the label its rows have and how one becomes records.

    The first column is the key where the sheet has a label. ``parent``: the column that names another row of
    the same file, which may come later.
    """

    name: str
    columns: tuple[str, ...]
    transform: Transform
    label: str = ""
    parent: str = ""


def node(cells: Cells, label: str, id_: str, **properties: Value) -> NodeRecord:
    """Return a node that was recorded when the row says so; properties without value are left out."""
    known = {name: value for name, value in properties.items() if value is not None}
    return NodeRecord(label, id_, known, SOURCE, cells.recorded_at)


def link(
    cells: Cells,
    type_: str,
    start: str,
    end: str,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    qualifier: str = "",
    **properties: Value,
) -> RelationshipRecord:
    """Return a relationship that was recorded when the row says so, as sure as the row says."""
    return RelationshipRecord(
        type_,
        start,
        end,
        SOURCE,
        {name: value for name, value in properties.items() if value is not None},
        valid_from,
        valid_to,
        cells.state,
        cells.confidence,
        qualifier,
        cells.recorded_at,
    )


def links(cells: Cells, type_: str, start: str, ends: Mapping[str, str | None] | list[str]) -> list[Record]:
    """Return a relationship to each end that is given."""
    found = ends.values() if isinstance(ends, Mapping) else ends
    return [link(cells, type_, start, end) for end in found if end]
