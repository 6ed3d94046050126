"""Who probably reports to whom, and whom people follow: from titles, units and what passes between them.

Both are proposals for a person to accept or refuse, each the sum of named parts. They abstain: a reporting
line is proposed for those only whose manager nobody has stated, where one candidate is clearly ahead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graph_models.ids import relationship_id
from graph_models.records import Part, combine
from graph_models.vocabulary import InfluenceKind
from service.analysis.key_person_parts import saturate
from service.analysis.people_view import PeopleView
from service.analysis.tie_strength import decayed
from service.analysis.turning import passages
from service.analysis.weights import LineWeights

Values = Mapping[str, tuple[float | None, float, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relationship that is probably there; ``id`` is the one it would have, ``properties`` too.

    The score is the sum of ``parts`` or, with none, the product of ``reasons``.
    """

    id: str
    type: str
    start_id: str
    end_id: str
    score: float
    confidence: float
    parts: tuple[Part, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    qualifier: str = ""
    reasons: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Lines:
    """The proposals among some people of an account."""

    view: PeopleView
    weights: LineWeights

    def reporting(self, people: Iterable[str]) -> list[Proposal]:
        """Return at most one manager for each person whose manager is not stated, best first."""
        known = {link.start_id for link in self.view.facts.links if link.type == "REPORTS_TO"}
        chosen = sorted(set(people))
        found = []
        for person in chosen:
            if person in known:
                continue
            made = sorted(
                (self._manager(person, other) for other in chosen if self._may_lead(other, person)),
                key=lambda one: (-one.score, one.id),
            )
            if made and made[0].score >= self.weights.least and self._is_clear(made):
                found.append(made[0])
        return sorted(found, key=lambda one: (-one.score, one.id))

    def influence(self, people: Iterable[str]) -> list[Proposal]:
        """Return who is listened to by whom though the title does not say so, best first."""
        known = {
            frozenset((link.start_id, link.end_id))
            for link in self.view.facts.links
            if link.type in ("INFLUENCES", "REPORTS_TO")
        }
        chosen = set(people)
        found = []
        for (one, other), _ in sorted(self._turned.items()):
            # `one` turns to `other`: the other influences.
            if one not in chosen or other not in chosen or frozenset((one, other)) in known:
                continue
            if self._authority(other) is None or not self._is_no_higher(other, one):
                continue
            made = self._influencer(other, one)
            if made.score >= self.weights.least_influence:
                found.append(made)
        return sorted(found, key=lambda one: (-one.score, one.id))

    def _is_clear(self, made: list[Proposal]) -> bool:
        return len(made) == 1 or made[0].score - made[1].score >= self.weights.margin

    def _may_lead(self, other: str, person: str) -> bool:
        high, low = self._authority(other), self._authority(person)
        if other == person or high is None or low is None or high[0] <= low[0]:
            return False
        return self._nearness(person, other)[0] is not None

    def _manager(self, person: str, other: str) -> Proposal:
        high, low = self._authority(other), self._authority(person)
        step = None if high is None or low is None else 1.0 - (high[0] - low[0])
        titles = () if high is None or low is None else tuple(sorted({*high[1], *low[1]}))
        near, places = self._nearness(person, other)
        amount, ids = self._exchange(person, other)
        order, steps = self._approves_after(person, other)
        parts = self.weights.reporting
        return self._proposal(
            "REPORTS_TO",
            person,
            other,
            {
                "title_step": (step, parts["title_step"], titles),
                "same_unit": (near, parts["same_unit"], places),
                "exchange": (amount, parts["exchange"], ids),
                "approval_order": (order, parts["approval_order"], steps),
            },
        )

    def _influencer(self, other: str, one: str) -> Proposal:
        amount, ids = self._turned[one, other]
        back, back_ids = self._turned.get((other, one), (0.0, set()))
        all_of_one = [found for (who, _), found in self._turned.items() if who == one]
        whole = sum(found[0] for found in all_of_one)
        every = {id_ for found in all_of_one for id_ in found[1]}
        parts, half = self.weights.influence, self.weights.half
        both = tuple(sorted(ids | back_ids))
        return self._proposal(
            "INFLUENCES",
            other,
            one,
            {
                "turned_to": (saturate(amount, half), parts["turned_to"], tuple(sorted(ids))),
                "one_way": (amount / (amount + back + half), parts["one_way"], both),
                "share": (amount / (whole + half), parts["share"], tuple(sorted(every))),
            },
        )

    def _proposal(self, type_: str, start: str, end: str, values: Values) -> Proposal:
        score, confidence, parts = combine(values, self.weights.doubt)
        id_ = relationship_id(type_, start, end)
        kind = {"kind": InfluenceKind.INFLUENCE.value} if type_ == "INFLUENCES" else {}
        return Proposal(id_, type_, start, end, score or 0.0, confidence, parts, kind)

    def _authority(self, person: str) -> tuple[float, tuple[str, ...]] | None:
        reading = self.view.title(person)
        jobs = tuple(job.id for job in self.view.current_jobs(person) if job.title)
        return None if reading is None else (reading.authority, jobs)

    def _is_no_higher(self, one: str, other: str) -> bool:
        mine, theirs = self._authority(one), self._authority(other)
        return mine is not None and (theirs is None or mine[0] <= theirs[0])

    def _nearness(self, person: str, other: str) -> tuple[float | None, tuple[str, ...]]:
        """Return 1 within a department or at the same desk, less with each level up, and the jobs."""
        best: tuple[float, tuple[str, ...]] | None = None
        for mine in self.view.current_jobs(person):
            for theirs in self.view.current_jobs(other):
                value = self._of_units(mine.unit_id, theirs.unit_id)
                if value is not None and (best is None or value > best[0]):
                    best = (value, tuple(sorted((mine.id, theirs.id))))
        return best if best is not None else (None, ())

    def _of_units(self, mine: str, theirs: str) -> float | None:
        if mine == theirs:
            return 1.0
        chains = {unit.id: unit for unit in self.view.facts.units}
        one, other = chains.get(mine), chains.get(theirs)
        if one is None or other is None:
            return None
        # A manager sits in a unit above, seldom in one beside.
        if theirs in one.chain:
            return self.weights.unit_above
        return self.weights.same_site if one.site_id and one.site_id == other.site_id else None

    def _exchange(self, person: str, other: str) -> tuple[float | None, tuple[str, ...]]:
        there, back = (self._turned.get(pair, (0.0, set())) for pair in ((person, other), (other, person)))
        amount = there[0] + back[0]
        ids = tuple(sorted(there[1] | back[1]))
        return (saturate(amount, self.weights.half), ids) if amount > 0.0 else (None, ())

    def _approves_after(self, person: str, other: str) -> tuple[float | None, tuple[str, ...]]:
        """Return 1 where the other signs next after the person, a half where later; and the steps."""
        best, ids = 0.0, set()
        mine = {role.target.id: role for role in self.view.roles.get(person, []) if role.order is not None}
        for role in self.view.roles.get(other, []):
            before = mine.get(role.target.id)
            if role.order is None or before is None or before.order is None or role.order <= before.order:
                continue
            best = max(best, 1.0 if role.order == before.order + 1 else 0.5)
            ids |= {role.id, before.id}
        return (best, tuple(sorted(ids))) if ids else (None, ())

    @cached_property
    def _turned(self) -> dict[tuple[str, str], tuple[float, set[str]]]:
        amounts: dict[tuple[str, str], float] = defaultdict(float)
        ids: dict[tuple[str, str], set[str]] = defaultdict(set)
        for touch in sorted(self.view.facts.touches, key=lambda touch: touch.id):
            weight = decayed(touch, self.view.facts, self.view.weights.tie)
            if weight > 0.0:
                for one, other, share in passages(touch):
                    amounts[one, other] += share * weight
                    ids[one, other].add(touch.id)
        return {pair: (amount, ids[pair]) for pair, amount in amounts.items()}
