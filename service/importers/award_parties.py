"""What an award row says of its buyer, its winner and its class, as records of the graph.

Each function depends on the cells it is given and on nothing else, so the order of rows and the split over
files cannot matter; where several rows speak of one node, the model's merge rules settle it.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.vocabulary import SiteFunction
from service.importers.award_classes import CLASSES
from service.importers.base import Record
from service.resolution.names import CompanyName, clean, fold, parse_company
from service.resolution.places import PREFECTURES
from service.resolution.units import branch_function, head_office_name, place_function, unit_of

COUNTRY = "JP"


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer and its unit: records, and the ids a deal refers to."""

    company_id: str
    unit_id: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Winner:
    """A winner and its branch, if it has one."""

    company_id: str
    site_id: str | None
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Products:
    """The class a deal includes, with the classes above it."""

    product_id: str
    records: tuple[Record, ...]


def region_records(prefecture: str, source: str) -> tuple[str, tuple[Record, ...]]:
    """Return the id and records of a prefecture, under its country."""
    country = NodeRecord(
        "Region", node_id("Region", COUNTRY), {"name": "日本", "name_latin": "Japan", "code": COUNTRY}, source
    )
    name = clean(prefecture)
    properties: dict[str, Value] = {"name": name}
    if name in PREFECTURES:
        code, latin = PREFECTURES[name]
        properties |= {"code": code, "name_latin": latin}
        id_ = node_id("Region", code)
    else:
        id_ = node_id("Region", COUNTRY, name)
    region = NodeRecord("Region", id_, properties, source)
    return id_, (country, region, RelationshipRecord("CHILD_OF", id_, country.id, source))


def buyer_records(source: str, prefecture: str, org: str, dept: str) -> Buyer:
    """Return the buying organisation and its unit: a Site of its own, or a Department of a Site."""
    org_name, region_name = clean(org), clean(prefecture)
    company_id = node_id("Company", "awards", prefecture, org)
    place: dict[str, Value] = {"country": COUNTRY}
    if region_name:
        place["region"] = region_name
    records: list[Record] = [
        NodeRecord("Company", company_id, {"name": org_name, "country": COUNTRY}, source)
    ]
    if region_name:
        region_id, region = region_records(prefecture, source)
        records += (*region, RelationshipRecord("IN_REGION", company_id, region_id, source))

    def site(id_: str, name: str, function: SiteFunction, **more: Value) -> str:
        records.append(
            NodeRecord("Site", id_, {"name": name, "function": function.value, **place, **more}, source)
        )
        records.append(RelationshipRecord("SITE_OF", id_, company_id, source))
        return id_

    def head_office() -> str:
        id_ = node_id("Site", "awards", prefecture, org, "head office")
        return site(id_, head_office_name(org), SiteFunction.HEAD_OFFICE)

    unit = unit_of(org, dept)
    if unit is None:
        return Buyer(company_id, head_office(), tuple(records))
    aliases: list[str] = sorted({clean(dept), unit.name.rsplit(" ", 1)[-1]} - {unit.name})
    more: dict[str, Value] = {"aliases": aliases} if aliases else {}
    if unit.is_site:
        unit_id = node_id("Site", "awards", prefecture, org, "unit", dept)
        return Buyer(company_id, site(unit_id, unit.name, place_function(unit.name), **more), tuple(records))
    if unit.place:
        place_id = node_id("Site", "awards", prefecture, org, "place", unit.place)
        above = site(place_id, unit.place, place_function(unit.place))
    else:
        above = head_office()
    unit_id = node_id("Department", "awards", prefecture, org, "unit", dept)
    records.append(NodeRecord("Department", unit_id, {"name": unit.name, **more}, source))
    records.append(RelationshipRecord("PART_OF", unit_id, above, source))
    return Buyer(company_id, unit_id, tuple(records))


def winner_records(source: str, written: str, corporate_number: str) -> Winner:
    """Return the winner as a Company, its branch as a Site of it.

    A valid 法人番号 is the identity; without one, the name with its legal form is. A joint venture is a
    company of its own by name: the number beside it is its lead firm's. That firm is not made here, since
    the row does not name it.
    """
    name = parse_company(written)
    company_id = node_id("Company", *_identity(name, corporate_number))
    properties: dict[str, Value] = {"name": name.plain, "aliases": sorted({name.plain, name.written})}
    if name.is_joint_venture:
        properties["is_joint_venture"] = True
        if corporate_number:
            properties["lead_corporate_number"] = corporate_number
    elif corporate_number:
        properties["corporate_number"] = corporate_number
    properties["country"] = COUNTRY
    records: list[Record] = [NodeRecord("Company", company_id, properties, source)]
    if not name.branch:
        return Winner(company_id, None, tuple(records))
    site_id = node_id("Site", company_id, name.branch)
    function = branch_function(name.branch).value
    site: dict[str, Value] = {"name": name.branch, "function": function, "country": COUNTRY}
    records.append(NodeRecord("Site", site_id, site, source))
    records.append(RelationshipRecord("SITE_OF", site_id, company_id, source))
    return Winner(company_id, site_id, tuple(records))


def _identity(name: CompanyName, corporate_number: str) -> tuple[str, str]:
    if name.is_joint_venture:
        return "joint venture", name.key
    if corporate_number:
        return "corporate_number", corporate_number
    return "name", name.key


def product_records(source: str, category: str, slug: str) -> Products | None:
    """Return the class of the work and those above it, or None when the row gives none."""
    code = clean(slug) or clean(category)
    if not code:
        return None
    product_id = _product_id(code)
    records: list[Record] = []
    while code:
        known = CLASSES.get(code)
        properties: dict[str, Value] = {"code": code, "is_category": True, "name": code}
        if known is not None:
            properties |= {"name": known.name, "name_latin": known.latin}
        parent = known.parent if known else ""
        if parent:
            properties["category"] = parent
            records.append(RelationshipRecord("CHILD_OF", _product_id(code), _product_id(parent), source))
        records.append(NodeRecord("Product", _product_id(code), properties, source))
        code = parent
    return Products(product_id, tuple(records))


def _product_id(code: str) -> str:
    return node_id("Product", "awards", fold(code))
