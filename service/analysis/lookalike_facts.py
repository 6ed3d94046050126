"""What lookalikes are found by: features of companies and sites, and people who moved between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from service.analysis.accounts import Accounts, Unit, joined, with_categories
from service.analysis.similarity import merged

Features = dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class LookalikeFacts:
    """What the ranking is made from.

    ``given`` and ``candidates``: ids of companies, or of units. ``sellers``: buyer -> who sold to it;
    ``buyers``: the other way round, empty for units.
    """

    accounts: Accounts
    given: tuple[str, ...]
    candidates: tuple[str, ...]
    sellers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    buyers: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who has worked on both sides, by the facts that say so."""

    contact_id: str
    name: str
    evidence: tuple[str, ...]


def features(facts: LookalikeFacts) -> dict[str, Features]:
    """Return part -> thing -> feature -> ids of the facts; a company has what its sites have.

    Of all companies, or all units: how rare a feature is does not hang on who is left out of the answer.
    """
    accounts = facts.accounts
    kinds = {"HAS_NEED": "shared_need", "HAS_USE_SCENE": "shared_use_scene", "USES": "shared_products"}
    found: dict[str, Features] = {part: {} for part in (*kinds.values(), "site_function", "region")}
    of_companies = all(id_ in accounts.companies for id_ in facts.given)
    things = {*facts.given, *(accounts.companies if of_companies else accounts.units)}
    sites: dict[str, list[Unit]] = {}
    for unit in accounts.units.values():
        if unit.company_id:
            sites.setdefault(unit.company_id, []).append(unit)
    for thing in sorted(things):
        units = [accounts.units[thing]] if thing in accounts.units else []
        company_id = units[0].company_id or "" if units else thing
        if thing in accounts.companies:
            units, company_id = sites.get(thing, []), thing
        owners = [company_id, *(unit.id for unit in units)]
        for type_, part in kinds.items():
            had = joined(*(accounts.traits.get(type_, {}).get(owner, {}) for owner in owners))
            if had:
                found[part][thing] = with_categories(had, accounts.tree) if type_ == "USES" else had
        functions = joined(*({unit.function: (unit.id,)} for unit in units if unit.function))
        if functions:
            found["site_function"][thing] = functions
        places = joined(*_places_of(accounts, company_id, units, whole=thing in accounts.companies))
        if places:
            found["region"][thing] = places
    return found


def _places_of(
    accounts: Accounts, company_id: str, units: Iterable[Unit], *, whole: bool
) -> list[dict[str, tuple[str, ...]]]:
    found: list[dict[str, tuple[str, ...]]] = []
    company = accounts.companies.get(company_id)
    if whole:
        if company and company.country:
            found.append({f"country {company.country}": (company_id,)})
        stated = accounts.traits.get("IN_REGION", {}).get(company_id, {})
        found += [{f"region {accounts.names.get(region, region)}": ids} for region, ids in stated.items()]
    for unit in units:
        if unit.country:
            found.append({f"country {unit.country}": unit.places})
        if unit.region:
            found.append({f"region {unit.region}": unit.places})
    return found


def moved(facts: LookalikeFacts) -> dict[tuple[str, str], list[Moved]]:
    """Return (candidate, given) -> the people who have worked at both, with their jobs there."""
    given, candidates = set(facts.given), set(facts.candidates)
    found: dict[tuple[str, str], list[Moved]] = {}
    for career in facts.accounts.careers:
        places: dict[str, tuple[str, ...]] = {}
        for job in career.jobs:
            for place in {job.site_id, job.company_id} - {None}:
                places[str(place)] = (*places.get(str(place), ()), job.id)
        for a in sorted(places.keys() & candidates):
            for b in sorted(places.keys() & given):
                person = Moved(career.contact_id, career.name, merged((places[a], places[b])))
                found.setdefault((a, b), []).append(person)
    return found
