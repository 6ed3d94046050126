"""What an OCDS release says of its parties: organisation, address and named contact point."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord, Value
from service.importers.base import Record
from service.importers.fields import Object, object_of, text_of
from service.resolution import corporate_number
from service.resolution.names import clean, parse_company
from service.resolution.people import mail_address, person_name, telephone

PUBLISHERS = {
    "ocds-b5fd17": "GB",  # Contracts Finder
    "ocds-h6vhtk": "GB",  # Find a Tender
    "ocds-kuma6s": "GB",  # Sell2Wales
    "ocds-r6ebe6": "GB",  # Public Contracts Scotland
}
"""Prefix of the ocid -> country of the publisher, whose buyers leave the country out."""

_UK_NATIONS = {
    "england": ("GB-ENG", "England"),
    "eng": ("GB-ENG", "England"),
    "scotland": ("GB-SCT", "Scotland"),
    "wales": ("GB-WLS", "Wales"),
    "northern ireland": ("GB-NIR", "Northern Ireland"),
}
_COUNTRIES = {
    "uk": "GB", "united kingdom": "GB", "great britain": "GB", "japan": "JP", "日本": "JP", "germany": "DE",
    "france": "FR", "ireland": "IE", "united states": "US", "united states of america": "US", "usa": "US",
    "netherlands": "NL", "spain": "ES", "italy": "IT", "belgium": "BE", "canada": "CA", "australia": "AU",
    "india": "IN", "china": "CN", "switzerland": "CH", "sweden": "SE", "norway": "NO", "denmark": "DK",
    "poland": "PL", "austria": "AT", "finland": "FI", "portugal": "PT",
}  # fmt: skip
_CALLING_CODES = {"GB": "44", "JP": "81"}
_COUNTRY_NAMES = {"GB": "United Kingdom", "JP": "日本"}
_REGISTER = re.compile(r"([A-Z]{2})-[A-Z0-9]+")
# Two exports lost their line breaks: "ROWnLONDONnWC1B" was three lines.
_LOST_LINE = re.compile(r"(?<=[A-Z0-9])n(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Party:
    """A party: the ids a deal refers to, and its records."""

    company_id: str
    site_id: str | None
    contact_id: str | None
    records: tuple[Record, ...]


def party_records(party: Object, publisher: str, source: str, path: str) -> Party | None:
    """Return what is said of a party, or None when it has no name.

    Identity: the identifier of a public register where there is one; else name and country, because party ids
    without a register are given anew by each account or notice (one ministry was seen under six).
    """
    name = text_of(party, "name", path) or text_of(object_of(party, "identifier", path), "legalName")
    if not name:
        return None
    parsed = parse_company(name)
    country = _country(party, publisher, path)
    identity, properties = _identity(party, path), {"name": parsed.plain}
    company_id = node_id("Company", *(identity or ("name", country, parsed.key)))
    company: dict[str, Value] = {**properties, "aliases": sorted({name, parsed.plain})}
    if country:
        company["country"] = country
    if identity and identity[0] == "corporate_number":
        company["corporate_number"] = identity[1]
    records: list[Record] = [NodeRecord("Company", company_id, company, source)]
    if country:
        region = _region(country, _COUNTRY_NAMES.get(country, country), source)
        records += (region, RelationshipRecord("IN_REGION", company_id, region.id, source))
    address = object_of(party, "address", path)
    site_id = _site(address, f"{path}address.", company_id, country, source, records)
    point = object_of(party, "contactPoint", path)
    contact_id = _contact(point, f"{path}contactPoint.", company_id, site_id, country, source, records)
    return Party(company_id, site_id, contact_id, tuple(records))


def _identity(party: Object, path: str) -> tuple[str, ...] | None:
    identifier = object_of(party, "identifier", path)
    scheme, id_ = text_of(identifier, "scheme").upper(), text_of(identifier, "id").upper()
    if not scheme or not id_:
        return None
    if scheme.startswith("JP-") and corporate_number.is_valid(corporate_number.normalise(id_)):
        return "corporate_number", corporate_number.normalise(id_)
    return "identifier", scheme, id_


def _country(party: Object, publisher: str, path: str) -> str:
    """Return the country of the identity: of the register, else of the publisher, else of the address."""
    scheme = text_of(object_of(party, "identifier", path), "scheme").upper()
    for text in (scheme, text_of(party, "id", path)):
        if found := _REGISTER.match(text):
            return found[1]
    address = object_of(party, "address", path)
    return PUBLISHERS.get(publisher) or _country_code(text_of(address, "countryName"))


def _country_code(name: str) -> str:
    folded = name.casefold()
    if folded in _UK_NATIONS:
        return "GB"
    return _COUNTRIES.get(folded, name.upper() if re.fullmatch(r"[A-Za-z]{2}", name) else "")


def _region(code: str, name: str, source: str) -> NodeRecord:
    return NodeRecord("Region", node_id("Region", code), {"code": code, "name": name}, source)


def _site(
    address: Object, path: str, company_id: str, default: str, source: str, records: list[Record]
) -> str | None:
    """Add the address as a Site. All its properties are made of its key, so that releases cannot disagree."""
    street = clean(_LOST_LINE.sub(", ", text_of(address, "streetAddress", path))).strip(" ,")
    locality, postcode = text_of(address, "locality", path).strip(" ,"), text_of(address, "postalCode", path)
    parts = [street] if street else []
    # Some streets already end in the town.
    end = street.casefold()
    parts += [part for part in (locality, postcode) if part and not end.endswith(part.casefold())]
    if not parts:
        return None
    nation = text_of(address, "countryName", path)
    country = _country_code(nation) or default
    written = ", ".join(parts)
    site_id = node_id("Site", company_id, country, written)
    lines = [line.strip() for line in written.split(",")]
    # A bare house number says nothing without its street.
    first = " ".join(lines[:2]) if len(lines[0]) < 5 else lines[0]
    properties: dict[str, Value] = {
        "name": f"{first}, {locality}" if locality and locality not in first else first,
        "address": written,
    }
    if country:
        properties["country"] = country
    records.append(NodeRecord("Site", site_id, properties, source))
    records.append(RelationshipRecord("SITE_OF", site_id, company_id, source))
    regions = [_UK_NATIONS[nation.casefold()]] if nation.casefold() in _UK_NATIONS else []
    if region := text_of(address, "region", path):
        regions.append((region, region))
    for code, name in regions:
        node = _region(code, name, source)
        records += (node, RelationshipRecord("IN_REGION", site_id, node.id, source))
    return site_id


def _contact(
    point: Object,
    path: str,
    company_id: str,
    site_id: str | None,
    country: str,
    source: str,
    records: list[Record],
) -> str | None:
    """Add the named contact point, if it is a person: one node for a name at an organisation."""
    written = text_of(point, "name", path)
    name = person_name(written)
    if not name:
        return None
    contact_id = node_id("Contact", company_id, name)
    properties: dict[str, Value] = {"name": name}
    if written != name:
        properties["aliases"] = [written]
    if mail := mail_address(text_of(point, "email", path)):
        properties["emails"] = [mail]
    if number := telephone(text_of(point, "telephone", path), _CALLING_CODES.get(country, "")):
        properties["phones"] = [number]
    records.append(NodeRecord("Contact", contact_id, properties, source))
    records.append(RelationshipRecord("WORKS_AT", contact_id, site_id or company_id, source))
    return contact_id
