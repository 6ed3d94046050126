"""Horizontal expansion: where a success can be carried on, each target with the story to tell there.

What is told of a target by the place of the nearest success (needs, use scenes, products, function, market,
group, committee, region) is in `service.analysis.stories`; here are the parts that come from all successes
together (co-sellers, the organisation, demand), the order and the facts behind every value. People are in
`service.analysis.ways_in`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from graph_models.records import Part, combine
from graph_models.vocabulary import ExpansionKind
from service.analysis.accounts import Unit, Win
from service.analysis.co_sellers import CoSellers
from service.analysis.expansion_facts import Candidate, ExpansionFacts, Proofs
from service.analysis.place_weights import ExpansionWeights
from service.analysis.prospects import SOURCES, Prospects
from service.analysis.similarity import UNKNOWN, Measure, Table, Vector, merged, saturated, scores
from service.analysis.stories import STORY_PARTS, Stories, market_likeness, tell
from service.analysis.ways_in import WaysIn


class Expansion:
    """The ranking of all targets; values are vectors over the targets, in order of id."""

    def __init__(self, facts: ExpansionFacts, weights: ExpansionWeights) -> None:
        self.facts = facts
        self.weights = weights
        self.targets = _targets(facts)
        wins = [win for win in facts.wins if win.unit_id in facts.accounts.units]
        wins.sort(key=lambda win: (-win.closed_on.toordinal(), win.id))
        self.stories: Stories = tell(facts.accounts, self.targets, wins, facts.people, weights)
        self.won_at: dict[str, list[Win]] = {}
        for win in wins:
            self.won_at.setdefault(win.unit_id, []).append(win)
        self._co_seller = CoSellers(
            facts.seller_id, facts.sales, list(self.won_at), [unit.id for unit in self.targets], weights
        )
        self.ways_in = WaysIn(facts, weights, {unit.id for unit in self.targets}, self._served_of)
        self._prospects = Prospects(facts.prospects, facts.seller_id, self.targets, self.won_at)
        self._told = self._told_already()
        self._story = self._choose_stories()
        self.values = self._values()

    def weighed(self, weights: ExpansionWeights) -> Expansion:
        """Return the same ranking by other weights of the parts; what shapes their values stays."""
        other = copy(self)
        other.weights = replace(self.weights, parts=weights.parts, doubt=weights.doubt)
        other._story = other._choose_stories()
        other.values = other._values()
        return other

    def table(self) -> Table:
        """Return the values of all parts, shape (targets, parts); NaN where one is not known."""
        return np.column_stack([self.values[name] for name in self.weights.parts])

    def candidates(self, limit: int, kind: ExpansionKind | None = None) -> list[Candidate]:
        """Return the best targets, best first."""
        return list(islice(self.in_order(kind), limit))

    def in_order(self, kind: ExpansionKind | None = None) -> Iterator[Candidate]:
        """Yield all targets, best first.

        The order is that of the scores; ties by id.
        """
        if not self.targets or not self.stories.wins:
            return
        values = self.table()
        unknown = np.isnan(values)
        order = scores(values, list(self.weights.parts.values()), self.weights.doubt)
        # Rounded in the order only: sums of the same numbers must tie, whatever the machine.
        found = sorted(
            (-round(float(order[row]), 12), unit.id, row)
            for row, unit in enumerate(self.targets)
            if not unknown[row].all() and not self._told[row].all()
        )
        for _, _, row in found:
            candidate = self._candidate(row)
            if kind is None or candidate.kind is kind:
                yield candidate

    def parts(self, candidate: Candidate, proofs: Proofs) -> tuple[float | None, float, tuple[Part, ...]]:
        """Return score, confidence and parts of a candidate, with all facts behind them."""
        measures = self._measures(candidate, proofs)
        return combine(
            {
                name: (measures[name].value, weight, measures[name].evidence)
                for name, weight in self.weights.parts.items()
                # What weighs nothing says nothing of the place in the order.
                if weight > 0.0
            },
            self.weights.doubt,
        )

    def co_sellers(self, candidate: Candidate) -> list[str]:
        """Return the other sellers at the target that also serve units of the successes."""
        return self._co_seller.shared(candidate.unit.id)

    def _told_already(self) -> NDArray[np.bool_]:
        """Return which story was told at which target, all it is about being sold there; (targets, wins)."""
        told = np.zeros((len(self.targets), len(self.stories.wins)), dtype=np.bool_)
        for row, unit in enumerate(self.targets):
            if sold := self.facts.sold.get(unit.id):
                told[row] = [len(about := _about(win)) > 0 and about <= sold for win in self.stories.wins]
        return told

    def _choose_stories(self) -> NDArray[np.intp]:
        """Return for each target the story that fits best: weighted values, nothing for the unknown."""
        shape = self._told.shape
        if not all(shape):
            return np.zeros(shape[0], dtype=np.intp)
        total = np.zeros(shape)
        for part in STORY_PARTS:
            total += self.weights.parts[part] * np.nan_to_num(self.stories.tables[part])
        companies = np.array([unit.company_id or "" for unit in self.targets])
        of_stories = np.array([unit.company_id or "-" for unit in self.stories.units])
        total += self.weights.parts["same_organisation"] * (companies[:, None] == of_stories[None, :])
        place = {unit_id: column for column, unit_id in enumerate(self.won_at)}
        columns = [place[win.unit_id] for win in self.stories.wins]
        total += self.weights.parts["co_seller"] * self._co_seller.table()[:, columns]
        total[self._told] = -1.0
        return np.asarray(np.argmax(np.round(total, 12), axis=1), dtype=np.intp)

    def _values(self) -> dict[str, Vector]:
        rows = np.arange(len(self.targets))
        told: dict[str, Vector] = {
            part: self.stories.tables[part][rows, self._story]
            if self.stories.wins
            else np.full(len(rows), np.nan)
            for part in STORY_PARTS
        }
        simple = {
            "co_seller": self._co_seller.values(),
            "same_organisation": self._vector(self._same_organisation),
            "demand": self._vector(self._demand),
            "category_match": self._vector(self._category_match),
            "moved_people": self._vector(self.ways_in.moved_people),
            "reach": self._vector(self.ways_in.reach),
        }
        return {**told, **simple, **self._prospects.values}

    def _vector(self, of: Callable[[Unit], float | None]) -> Vector:
        return np.array(
            [np.nan if (value := of(unit)) is None else value for unit in self.targets], dtype=np.float64
        )

    def _candidate(self, row: int) -> Candidate:
        index = int(self._story[row])
        unit, story = self.targets[row], self.stories.units[index]
        return Candidate(row, unit, story, self.stories.wins[index], self._kind(unit, story))

    def _kind(self, unit: Unit, story: Unit) -> ExpansionKind:
        if unit.country and story.country and unit.country != story.country:
            return ExpansionKind.OVERSEAS
        if unit.company_id in self._served_of:
            return ExpansionKind.SAME_COMPANY_SITE
        near = market_likeness(self.facts.accounts, unit.company_id or "", story.company_id or "").value
        # Where no market is known the likeness was found between organisations of one kind.
        if near is None or near >= SAME_MARKET:
            return ExpansionKind.SIMILAR_COMPANY_SAME_MARKET
        return ExpansionKind.SIMILAR_STORY_OTHER_MARKET

    # Values of one unit, None when unknown

    @cached_property
    def _served_of(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit_id in self.won_at:
            story = self.facts.accounts.units[unit_id]
            if story.company_id:
                found.setdefault(story.company_id, []).append(story)
        return found

    def _same_organisation(self, unit: Unit) -> float | None:
        if not unit.company_id or not unit.evidence:
            return None
        others = [story for story in self._served_of.get(unit.company_id, []) if story.id != unit.id]
        return saturated(len(others), self.weights.organisation_half)

    def _demand(self, unit: Unit) -> float | None:
        count = self.facts.recent.get(unit.id)
        return None if count is None else saturated(count, self.weights.demand_half)

    @cached_property
    def _shares(self) -> dict[str, float]:
        """Share of each product in what was won."""
        counts: dict[str, int] = {}
        for win in self.facts.wins:
            for product, _ in win.products:
                counts[product] = counts.get(product, 0) + 1
        total = sum(counts.values())
        return {product: count / total for product, count in sorted(counts.items())}

    def _category_match(self, unit: Unit) -> float | None:
        bought = {p: n for p in self._shares if (n := self.facts.demand.get(p, {}).get(unit.id))}
        if not bought:
            return None
        half = self.weights.category_half
        return math.fsum(self._shares[p] * saturated(count, half) for p, count in bought.items())

    # The facts behind them

    def _measures(self, candidate: Candidate, proofs: Proofs) -> dict[str, Measure]:
        unit, row = candidate.unit, candidate.index
        weights = self.weights.parts
        found = {
            part: self._explained(part, candidate, float(self.values[part][row]))
            if weights[part]
            else UNKNOWN
            for part in STORY_PARTS
        }
        evidence: dict[str, Callable[[], tuple[str, ...]]] = {
            "co_seller": lambda: self._co_seller_facts(candidate, proofs),
            "same_organisation": lambda: self._organisation_facts(unit),
            "demand": lambda: proofs.recent.get(unit.id, ()),
            "category_match": lambda: merged(proofs.demand.get((unit.id, p), ()) for p in self._shares),
            "moved_people": lambda: merged(person.evidence for person in self.ways_in.moved(unit)),
            "reach": lambda: self.ways_in.reach_facts(unit, proofs),
        }
        for part in SOURCES:
            evidence[part] = partial(
                self._prospects.facts, part, candidate, proofs, lambda: self._organisation_facts(unit)
            )
        for part, facts in evidence.items():
            value = float(self.values[part][row])
            found[part] = UNKNOWN if math.isnan(value) or not weights[part] else Measure(value, facts())
        return found

    def _explained(self, part: str, candidate: Candidate, value: float) -> Measure:
        if math.isnan(value):
            return UNKNOWN
        return self.stories.explain[part](candidate.unit, candidate.win, value)

    def _co_seller_facts(self, candidate: Candidate, proofs: Proofs) -> tuple[str, ...]:
        shared = self.co_sellers(candidate)
        places = [candidate.unit.id, *self.won_at] if shared else [candidate.unit.id]
        sellers = shared or sorted(self.facts.sales.get(candidate.unit.id, frozenset()))
        return merged(proofs.deals.get((place, seller), ()) for place in places for seller in sellers)

    def _organisation_facts(self, unit: Unit) -> tuple[str, ...]:
        others = [s for s in self._served_of.get(unit.company_id or "", []) if s.id != unit.id]
        won = (win.evidence for story in others for win in self.won_at[story.id])
        return merged((unit.evidence, *(story.evidence for story in others), *won))


SAME_MARKET = 0.5
"""Markets as near as two branches of one class count as one market."""


def _targets(facts: ExpansionFacts) -> tuple[Unit, ...]:
    """Return the units that could buy: not ours, not served, and not of companies that only sell."""
    sellers = {seller for by_seller in facts.sales.values() for seller in by_seller}
    buyers = {facts.accounts.units[id_].company_id for id_ in facts.sales if id_ in facts.accounts.units}
    out = {facts.seller_id}
    for company in facts.accounts.companies.values():
        if company.is_self or ((company.id in sellers or company.is_maker) and company.id not in buyers):
            out.add(company.id)
    return tuple(
        unit
        for id_, unit in sorted(facts.accounts.units.items())
        if id_ not in facts.served and unit.company_id not in out
    )


def _about(win: Win) -> frozenset[str]:
    """Return what a story is about: the need it met, or all it included where no need is known."""
    return frozenset(id_ for id_, _ in win.needs or win.products)
