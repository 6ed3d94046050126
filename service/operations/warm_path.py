"""Through whom we get to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_models.records import Change, Moment
from service.analysis.people import AccountFacts, Person
from service.analysis.warm_paths import Step, WarmPath, people_graph
from service.analysis.warm_paths import warm_paths as best_paths
from service.database import Database
from service.errors import UsageError
from service.operations.people_scope import required_scope
from service.operations.weights_in_use import weights_in_use
from service.store import people
from service.store.people import Scope
from service.store.ties import people_around

MOST_PATHS = 20
PLACES = ("Company", "Site", "Department")


@dataclass(frozen=True, slots=True)
class WarmPaths:
    """Paths, best first: ``score``, ``hops``, ``nodes``, and ``edges`` each with its evidence."""

    items: tuple[Mapping[str, Any], ...]
    notes: tuple[Change, ...] = ()


def warm_paths(
    database: Database, *, from_id: str | None = None, to_id: str, moment: Moment, limit: int
) -> WarmPaths:
    """Return the best ways from us to a person or to anybody at a place.

    Parameters
    ----------
    from_id
        A member, a contact, or our own company for any of our members, which is also the default.
    to_id
        A contact, or a company, site or department: then anybody who works there.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When an end is something else, or the company at the start is not our own.
    """
    sources = _sources(database, from_id, moment)
    goal = required_scope(database, to_id, moment, "Contact", *PLACES, field="to_id")
    targets = people_at(database, goal, moment)
    used = weights_in_use(database)
    weights = used.warm_path
    # Who is asked about as the start asks for themselves.
    asked = {from_id} if from_id and len(sources) == 1 else set()
    start_contacts = {person.id for person in sources if person.label == "Contact"}
    facts, is_cut = people_around(
        database,
        {person.id for person in targets} | start_contacts,
        moment,
        hops=weights.max_hops,
        most=weights.max_people,
        horizon_days=used.tie.horizon,
    )
    found = best_paths(
        people_graph(facts, used),
        [person.id for person in sources],
        [person.id for person in targets],
        weights=used,
        limit=min(limit, MOST_PATHS),
        silent=silent_among((*facts.people, *sources)) - asked,
    )
    notes = []
    if any(person.is_opted_out for person in targets) and not found:
        notes.append(Change("warm_path.opted_out", {"name": goal.name}))
    elif not targets:
        notes.append(Change("key_person.nobody_known", {"name": goal.name}))
    elif not found:
        notes.append(Change("warm_path.none", {"name": goal.name, "hops": weights.max_hops}))
    if is_cut:
        notes.append(Change("warm_path.cut", {"number": weights.max_people}))
    titles = {job.contact_id: job.title for job in facts.jobs if job.is_current and job.title}
    return WarmPaths(tuple(path_told(path, facts, titles) for path in found), tuple(notes))


def silent_among(some: Iterable[Person]) -> set[str]:
    """Return the ids of those who asked not to be asked for introductions."""
    return {person.id for person in some if person.is_no_introducer}


def _sources(database: Database, from_id: str | None, moment: Moment) -> tuple[Person, ...]:
    if from_id is None:
        return people.members(database, moment)
    start = required_scope(database, from_id, moment, "Member", "Contact", "Company", field="from_id")
    if start.label != "Company":
        return people.people_by_id(database, [start.id], moment)
    if not start.is_self:
        raise UsageError("warm_path.not_ours", field="from_id", name=start.name)
    return people.members(database, moment)


def people_at(database: Database, goal: Scope, moment: Moment) -> tuple[Person, ...]:
    """Return a person, or those who work at a place now."""
    if goal.label == "Contact":
        return people.people_by_id(database, [goal.id], moment)
    units = people.units(database, goal.id, moment)
    within = {unit.id for unit in units} | {goal.id}
    ids = people.contacts_at_units(database, within, moment)
    jobs = people.jobs_of_contacts(database, ids, moment)
    here = {job.contact_id for job in jobs if job.is_current and job.unit_id in within}
    return people.people_by_id(database, here, moment)


def path_told(path: WarmPath, facts: AccountFacts, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return a path with its people and steps as it goes out."""
    named = {person.id: person for person in facts.people}
    return {
        "score": path.score,
        "hops": len(path.steps),
        "nodes": [
            {
                "id": id_,
                "label": named[id_].label,
                "name": named[id_].name,
                "title": titles.get(id_),
                "status": named[id_].status,
            }
            for id_ in path.people
        ],
        "edges": [_edge(step) for step in path.steps],
    }


def _edge(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "type": step.type,
        "source": step.source,
        "target": step.target,
        "state": step.state,
        "strength": step.strength,
        "kind": None,
        "valid_from": None,
        "valid_to": None,
        "evidence_ids": list(step.evidence_ids),
    }
