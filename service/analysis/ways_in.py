"""The people through whom a target of expansion is reached: who moved there, and whom we know there."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from service.analysis.accounts import Job, Touched, Unit
from service.analysis.expansion_facts import ExpansionFacts, Proofs
from service.analysis.place_weights import ExpansionWeights
from service.analysis.similarity import merged, saturated


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody at a target who has worked where a deal was won, by the jobs that say so."""

    contact_id: str
    name: str
    evidence: tuple[str, ...]


class WaysIn:
    """People at the targets.

    Parameters
    ----------
    targets
        Ids of the units that are targets.
    served
        Company -> its units where deals were won.
    """

    def __init__(
        self,
        facts: ExpansionFacts,
        weights: ExpansionWeights,
        targets: Collection[str],
        served: Mapping[str, Collection[Unit]],
    ) -> None:
        self._facts = facts
        self._weights = weights
        self._served = served
        self._won_at = {unit.id for units in served.values() for unit in units}
        self._moved = self._movers(targets)

    def moved(self, unit: Unit) -> list[Mover]:
        """Return the people at the unit who have worked where a deal was won."""
        return self._moved.get(unit.id, [])

    def moved_people(self, unit: Unit) -> float | None:
        """Return the value of how many moved, None when nobody is known to have."""
        people = len({mover.contact_id for mover in self.moved(unit)})
        return saturated(people, self._weights.moved_half) if people else None

    def reach(self, unit: Unit) -> float | None:
        """Return the value of all touches with people at the unit, None when nobody is known there."""
        staff = self._facts.people.get(unit.id, ())
        if not staff:
            return None
        energy = math.fsum(self.energy(person.id) for person in staff)
        return saturated(energy, self._weights.reach_half)

    def reach_facts(self, unit: Unit, proofs: Proofs) -> tuple[str, ...]:
        """Return the facts behind `reach`: who works there, and every touch."""
        staff = self._facts.people.get(unit.id, ())
        pairs = ((person.id, touched) for person in staff for touched in self._touches(person.id))
        touches = (proofs.touches.get((id_, touched.member_id), ()) for id_, touched in pairs)
        return merged((*(person.evidence for person in staff), *touches))

    def energy(self, contact_id: str) -> float:
        """Return the touches of a contact with our members, each halved with every half-life."""
        return math.fsum(self._energy(touched) for touched in self._touches(contact_id))

    def closest(self, unit: Unit) -> tuple[str, Touched] | None:
        """Return the contact at a unit and the member of ours who are most in touch, ties by id.

        Who asked not to be contacted is no way in.
        """
        pairs = [
            (-self._energy(touched), person.id, touched.member_id, touched)
            for person in self._facts.people.get(unit.id, ())
            if not person.is_opted_out
            for touched in self._touches(person.id)
        ]
        best = min(pairs, key=lambda pair: pair[:3], default=None)
        return best and (best[1], best[3])

    def _touches(self, contact_id: str) -> tuple[Touched, ...]:
        return self._facts.touches.get(contact_id, ())

    def _energy(self, touched: Touched) -> float:
        return math.fsum(2.0 ** (-days / self._weights.touch_half_life) for days in touched.days)

    def _movers(self, targets: Collection[str]) -> dict[str, list[Mover]]:
        found: dict[str, list[Mover]] = {}
        for career in self._facts.accounts.careers:
            for job in career.jobs:
                here = job.site_id or job.company_id
                if not job.is_current or here not in targets:
                    continue
                before = [other.id for other in career.jobs if self._is_served(other, job)]
                if before:
                    facts = merged(((job.id,), before))
                    found.setdefault(str(here), []).append(Mover(career.contact_id, career.name, facts))
        return found

    def _is_served(self, other: Job, here: Job) -> bool:
        """Say whether a job was where a deal was won, and not where the other one is."""
        if other.id == here.id or (other.site_id and other.site_id == here.site_id):
            return False
        elsewhere = other.company_id != here.company_id and other.company_id in self._served
        return other.site_id in self._won_at or elsewhere
