"""Who belongs to what is asked about: those who work there, and those who left with a role still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from service.analysis.people import AccountFacts, RoleHeld


@dataclass(frozen=True, slots=True)
class Belonging:
    """Contacts who belong, and those of them who left."""

    ids: frozenset[str]
    departed: frozenset[str]


def in_units(facts: AccountFacts, scope_id: str) -> Belonging:
    """Return who works in a company, site or department, and who left it holding a role in an open deal."""
    scope = facts.units_within(scope_id)
    account = frozenset(unit.id for unit in facts.units) | scope
    contacts = facts.contacts()
    here = {job.contact_id for job in facts.jobs if job.is_current and job.unit_id in scope} & contacts.keys()
    was_here = {job.contact_id for job in facts.jobs if job.unit_id in scope} & contacts.keys()
    holding = {role.contact_id for role in facts.roles if _is_open_at(role, account)}
    departed = frozenset((was_here - here) & holding)
    return Belonging(frozenset(here) | departed, departed)


def on_targets(facts: AccountFacts, ids: Collection[str]) -> Belonging:
    """Return the given contacts, and who of them left the account; an outsider never left."""
    contacts = facts.contacts()
    account = frozenset(unit.id for unit in facts.units)
    found = frozenset(id_ for id_ in ids if id_ in contacts)
    worked = {job.contact_id for job in facts.jobs if job.unit_id in account}
    works = {job.contact_id for job in facts.jobs if job.unit_id in account and job.is_current}
    return Belonging(found, frozenset(found & worked - works))


def _is_open_at(role: RoleHeld, units: Collection[str]) -> bool:
    return (
        role.target.label == "Deal"
        and role.target.is_open
        and any(unit_id in units for unit_id in role.target.unit_ids)
    )
