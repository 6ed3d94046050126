"""The facts of an account indexed by contact, with what is computed from them once for every question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from service.analysis.chain import Chain
from service.analysis.people import AccountFacts, Job, Link, Person, RoleHeld, Touch
from service.analysis.tie_strength import Tie, contact_member_ties, decayed
from service.analysis.titles import TitleReading, read_title
from service.analysis.turning import passages
from service.analysis.weights import WEIGHTS, Weights


@dataclass(frozen=True)
class PeopleView:
    """The facts of an account, indexed by contact, with what is computed from them once."""

    facts: AccountFacts
    weights: Weights = WEIGHTS

    @cached_property
    def contacts(self) -> dict[str, Person]:
        """The contacts by id."""
        return self.facts.contacts()

    @cached_property
    def ties_of(self) -> dict[str, list[Tie]]:
        """Ties to our members, by contact, in order of the members' ids."""
        found: dict[str, list[Tie]] = defaultdict(list)
        for (contact_id, _), tie in self.member_ties.items():
            found[contact_id].append(tie)
        return found

    @cached_property
    def member_ties(self) -> dict[tuple[str, str], Tie]:
        """Ties by contact and member."""
        return contact_member_ties(self.facts, self.weights.tie)

    def best_tie(self, contact_id: str) -> Tie | None:
        """Return the strongest of a contact's ties to our members; None when there is none."""
        return max(self.ties_of.get(contact_id, []), key=lambda tie: tie.strength, default=None)

    @cached_property
    def chain(self) -> Chain:
        """The reporting lines."""
        return Chain(self.facts.links)

    @cached_property
    def jobs(self) -> dict[str, list[Job]]:
        """Jobs by contact, by id."""
        found: dict[str, list[Job]] = defaultdict(list)
        for job in sorted(self.facts.jobs, key=lambda job: job.id):
            found[job.contact_id].append(job)
        return found

    @cached_property
    def roles(self) -> dict[str, list[RoleHeld]]:
        """Roles by contact, by id."""
        found: dict[str, list[RoleHeld]] = defaultdict(list)
        for role in sorted(self.facts.roles, key=lambda role: role.id):
            found[role.contact_id].append(role)
        return found

    @cached_property
    def touches(self) -> dict[str, list[Touch]]:
        """Activities by contact, by id."""
        found: dict[str, list[Touch]] = defaultdict(list)
        for touch in sorted(self.facts.touches, key=lambda touch: touch.id):
            for contact_id in sorted({item.id for item in touch.participants if not item.is_member}):
                found[contact_id].append(touch)
        return found

    @cached_property
    def circles(self) -> dict[str, dict[str, set[str]]]:
        """Activities by contact and colleague, those too old to count left out."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for touch in self.facts.touches:
            if decayed(touch, self.facts, self.weights.tie) > 0.0:
                for one, other, _ in passages(touch):
                    found[one][other].add(touch.id)
                    found[other][one].add(touch.id)
        return found

    @cached_property
    def influence_in(self) -> dict[str, list[Link]]:
        """INFLUENCES relationships by the one who influences, conflicts left out."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in sorted(self.facts.links, key=lambda link: link.id):
            if link.type == "INFLUENCES" and link.kind != "conflict":
                found[link.start_id].append(link)
        return found

    def current_jobs(self, contact_id: str) -> list[Job]:
        """Return the jobs somebody has now."""
        return [job for job in self.jobs.get(contact_id, []) if job.is_current]

    def title(self, contact_id: str) -> TitleReading | None:
        """Return the highest of somebody's present titles, as understood."""
        readings = [read_title(job.title) for job in self.current_jobs(contact_id)]
        known = [reading for reading in readings if reading is not None]
        return max(known, key=lambda reading: reading.authority, default=None)


def person_details(view: PeopleView, contact_id: str) -> dict[str, object]:
    """Return title, unit, status, roles, tie strength and last touch of a contact."""
    jobs = view.current_jobs(contact_id) or view.jobs.get(contact_id, [])
    job = jobs[0] if jobs else None
    tie = view.best_tie(contact_id)
    touches = view.touches.get(contact_id, [])
    return {
        "title": job.title if job else None,
        "unit": {"id": job.unit_id, "name": job.unit_name} if job else None,
        "status": view.contacts[contact_id].status,
        "roles": sorted({role.role for role in view.roles.get(contact_id, []) if role.role}),
        "strength": tie.strength if tie else None,
        "band": tie.band if tie else None,
        "last_touch": max((touch.at for touch in touches), default=None),
    }
