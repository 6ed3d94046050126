"""What one row says, as records: a company, its site and department, a person, and what ties them.

The ids are made of what the row says, and those of orders without a key also of how many such rows there
were before: the order of rows and the split over files cannot matter. What a row only refers to by key (the
account of a contact) becomes a node that holds nothing yet; the row that tells of it, in this import or a
later one, fills it in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord, Value
from service.importers.base import BadCell, Record
from service.importers.mapping import people, trade
from service.importers.mapping.places import company_place
from service.importers.mapping.said import Mapper
from service.resolution.names import clean, fold, parse_company

Values = Mapping[str, list[Any]]


class RowRecords:
    """Collects what a row says; nodes stand before the relationships between them."""

    def __init__(self, mapper: Mapper, values: Values, seen: Counter[str]) -> None:
        self.mapper = mapper
        self._seen = seen
        self.values = values
        self.source = mapper.profile.source
        self.nodes: dict[str, NodeRecord] = {}
        self.links: dict[str, RelationshipRecord] = {}

    def one(self, target: str) -> Any:
        """Return the first value of a target, or None."""
        found = self.values.get(target)
        return found[0] if found else None

    def key_id(self, label: str, key: str, space: str = "") -> str:
        """Return the id of the node that the source knows by a key; the table may keep its keys apart."""
        space = space or self.mapper.table.spaces.get(label, "")
        return node_id(label, self.source, *filter(None, (space, key)))

    def once_more(self, label: str, *parts: str) -> str:
        """Return the id of something without a key that may well happen twice: it counts how often it did."""
        id_ = node_id(label, self.source, *parts)
        self._seen[id_] += 1
        number = self._seen[id_]
        return id_ if number == 1 else node_id(label, self.source, *parts, f"occurrence={number}")

    def add(self, label: str, id_: str, properties: Mapping[str, Value]) -> str:
        """Add a node; said twice in a row, the properties are put together."""
        known: dict[str, Value] = {
            name: value for name, value in properties.items() if value not in (None, "", [])
        }
        if id_ in self.nodes:
            known = {**self.nodes[id_].properties, **known}
        self.nodes[id_] = NodeRecord(label, id_, known, self.source)
        return id_

    def link(self, type_: str, start: str, end: str, **more: Any) -> None:
        """Add a relationship, once."""
        record = RelationshipRecord(type_, start, end, self.source, **more)
        self.links[record.id] = record

    def own(self, label: str) -> dict[str, Value]:
        """Return what the row says of properties of a label, user-defined fields included."""
        found: dict[str, Value] = {}
        for target, values in self.values.items():
            start, _, name = target.partition(".")
            if start == label and name and values:
                found[name] = values if self.mapper.is_list(target) else values[0]
        return found


_parsed = lru_cache(20_000)(parse_company)


def row_records(mapper: Mapper, cells: Mapping[str, str], seen: Counter[str]) -> tuple[Record, ...]:
    """Return the records of a row.

    Parameters
    ----------
    seen
        How often each thing without a key was in the rows so far.

    Raises
    ------
    BadCell
        For a cell that cannot be used, or when the row names nothing.
    """
    row = RowRecords(mapper, mapper.values(cells), seen)
    company_id, branch = _company(row)
    site_id = company_place(row, company_id, branch)
    unit_id = _department(row, site_id or company_id)
    contact_ids = people.contacts(row, unit_id or site_id or company_id, company_id)
    deal_id = trade.deal(row, company_id, site_id)
    trade.roles(row, deal_id, contact_ids)
    trade.purchase(row, contact_ids[:1], site_id, company_id)
    people.touches(row, contact_ids[:1], company_id, deal_id)
    if not row.nodes:
        column = mapper.column_of(
            "Contact.name", "Contact.family", "Company.name", "Deal.name", "Company.key"
        )
        raise BadCell(column or next(iter(cells), ""), "importing.empty_cell")
    return (*row.nodes.values(), *row.links.values())


def _company(row: RowRecords) -> tuple[str | None, str]:
    """Add the company; return its id, and the branch that stands behind its name."""
    written, number = row.one("Company.name"), row.one("Company.corporate_number")
    keys: list[str] = row.values.get("Company.key", [])
    if not (written or number or keys):
        return None, ""
    name = _parsed(written) if written else None
    if keys:
        id_ = row.key_id("Company", keys[0])
    elif number and not (name and name.is_joint_venture):
        # The same identity as in public data, so that the sources meet in one node.
        id_ = node_id("Company", "corporate_number", number)
    else:
        assert name is not None  # noqa: S101 -- a number alone is an identity
        id_ = node_id("Company", row.source, "name", name.key)
    said = row.own("Company")
    properties = {key: value for key, value in said.items() if key not in ("key", "market")}
    if name is not None:
        aliases = {name.plain, name.written, *map(clean, row.values.get("Company.aliases", []))}
        properties |= {"name": name.plain, "aliases": sorted(aliases)}
        if name.is_joint_venture:
            properties["is_joint_venture"] = True
    row.add("Company", id_, properties)
    if parent := row.one("SUBSIDIARY_OF"):
        _parent(row, id_, parent)
    if market := row.one("Company.market"):
        market_id = row.add("Market", node_id("Market", row.source, fold(market)), {"name": market})
        row.link("IN_MARKET", id_, market_id)
    return id_, name.branch if name else ""


def _parent(row: RowRecords, id_: str, parent: str) -> None:
    """Add the company above: by its key where the table has keys, else by its name."""
    if "Company.key" in row.mapper.mapped:
        parent_id = row.add("Company", row.key_id("Company", parent), {})
    else:
        name = parse_company(parent)
        said: dict[str, Value] = {"name": name.plain, "aliases": sorted({name.plain, name.written})}
        parent_id = row.add("Company", node_id("Company", row.source, "name", name.key), said)
    if parent_id != id_:
        row.link("SUBSIDIARY_OF", id_, parent_id)


def _department(row: RowRecords, above: str | None) -> str | None:
    name = row.one("Department.name")
    if not name or above is None:
        return None
    id_ = node_id("Department", above, fold(name))
    row.add("Department", id_, {**row.own("Department"), "name": name})
    row.link("PART_OF", id_, above)
    return id_
