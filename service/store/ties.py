"""Reads the people around somebody, hop by hop, for warm paths."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Protocol, TypeVar

from graph_models.records import Moment
from service.analysis.people import AccountFacts
from service.database import Database
from service.store.people import contacts_at_units, jobs_of_contacts, people_facts


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


def people_around(
    database: Database,
    contact_ids: Collection[str],
    moment: Moment,
    *,
    hops: int,
    most: int,
    horizon_days: float,
) -> tuple[AccountFacts, bool]:
    """Return the people reached from some contacts and their neighbours, and whether it was cut short.

    Parameters
    ----------
    hops
        How many times the contacts found are asked for theirs.
    most
        Ceiling of contacts that are asked; those first by id are.
    """
    asked: set[str] = set()
    jobs = jobs_of_contacts(database, contact_ids, moment)
    desks = {job.unit_id for job in jobs if job.is_current}
    # Whoever works beside them can introduce us, though nothing between the two is on record.
    frontier, is_cut = set(contact_ids) | contacts_at_units(database, desks, moment), False
    found = AccountFacts(moment.until, moment.as_of, ())
    for _ in range(hops):
        room = most - len(asked)
        is_cut = is_cut or len(frontier) > room
        frontier = set(sorted(frontier)[:room])
        if not frontier:
            break
        asked |= frontier
        more = people_facts(database, frontier, moment, horizon_days=horizon_days, only_ties=True)
        found = _merged(found, more)
        frontier = {
            person.id for person in more.people if person.label == "Contact" and not person.is_opted_out
        } - asked
    return found, is_cut


def _merged(one: AccountFacts, other: AccountFacts) -> AccountFacts:
    """Return both without doubles, in order of id."""

    def both(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
        by_id = {item.id: item for item in (*first, *second)}
        return tuple(by_id[id_] for id_ in sorted(by_id))

    return replace(
        one,
        people=both(one.people, other.people),
        jobs=both(one.jobs, other.jobs),
        links=both(one.links, other.links),
        touches=both(one.touches, other.touches),
    )
