"""The site that a row speaks of: a branch, a named office, or the place at an address."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph_models.ids import node_id
from graph_models.records import NodeRecord, Value
from graph_models.vocabulary import SiteFunction
from service.importers.award_parties import COUNTRY, region_records
from service.importers.mapping.converters import country_code
from service.resolution.addresses import parse_address
from service.resolution.names import clean, fold
from service.resolution.places import PREFECTURES
from service.resolution.units import branch_function

if TYPE_CHECKING:
    from service.importers.mapping.assemble import RowRecords

_records_of_region = lru_cache(1000)(region_records)
HEAD_OFFICES = ("本社", "本店", "head office", "headquarters", "hq")


def company_place(row: RowRecords, company_id: str | None, branch: str) -> str | None:
    """Add the site of the row, if it speaks of one; return its id."""
    if company_id is None:
        return None
    key, name = row.one("Site.key"), row.one("Site.name") or branch
    address = _address(row)
    if (code := country_code(address)) and not row.one("Company.country"):
        # Some lists give the country where others give the address.
        row.add("Company", company_id, {"country": code})
        address = ""
    phones = row.values.get("Site.phones", [])
    region, country = row.one("Site.region") or "", row.one("Site.country") or row.one("Company.country")
    if not (key or name or address or phones):
        _region(row, company_id, region, country)
        return None
    parts = parse_address(address, row.one("Site.postcode") or "")
    prefecture = parts.prefecture or region
    place = parts.city or row.one("Site.city") or prefecture
    if key:
        id_ = row.key_id("Site", key)
    elif name:
        id_ = node_id("Site", company_id, name)
    elif address:
        id_ = node_id("Site", company_id, "address", parts.key or fold(address))
    else:
        id_ = node_id("Site", company_id, "place", fold(place))
    function = _function(name) if name else None
    properties: dict[str, Value] = {
        **row.own("Site"),
        "name": name or place or address,
        "function": row.one("Site.function") or function,
        "address": address,
        "postcode": parts.postcode or clean(row.one("Site.postcode") or ""),
        "region": prefecture,
        "country": country or (COUNTRY if prefecture in PREFECTURES else None),
    }
    for part in ("key", "city", "street"):
        properties.pop(part, None)
    row.add("Site", id_, properties)
    row.link("SITE_OF", id_, company_id)
    _region(row, id_, prefecture, country)
    return id_


def _function(name: str) -> str | None:
    if fold(name) in HEAD_OFFICES:
        return SiteFunction.HEAD_OFFICE.value
    found = branch_function(name)
    return None if found is SiteFunction.OTHER else found.value


def _address(row: RowRecords) -> str:
    """Return the whole address from the columns it is spread over."""
    region, city = row.one("Site.region") or "", row.one("Site.city") or ""
    street = row.values.get("Site.street", [])
    whole = row.one("Site.address") or ""
    if region in PREFECTURES or parse_address(f"{city}{whole}").prefecture:
        # Large to small without spaces; a column may repeat what another one begins with.
        text = "".join((*street, whole)) if street or whole else ""
        for part in (city, region):
            text = text if not part or text.startswith(part) else part + text
        return clean(text) if street or whole or city else ""
    if not (whole or street):
        return ""
    parts = [*([whole] if whole else []), *street, city, region]
    return ", ".join(dict.fromkeys(part for part in parts if part and (part == whole or part not in whole)))


def _region(row: RowRecords, id_: str, prefecture: str, country: str | None) -> None:
    """Add the prefecture as a Region; regions of other countries are texts of the site only."""
    if prefecture not in PREFECTURES or country not in (None, COUNTRY):
        return
    region_id, records = _records_of_region(prefecture, row.source)
    for record in records:
        if isinstance(record, NodeRecord):
            row.nodes.setdefault(record.id, record)
        else:
            row.links.setdefault(record.id, record)
    row.link("IN_REGION", id_, region_id)
