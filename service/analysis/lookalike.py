"""Lookalike accounts: companies or sites like the given ones, and what makes them so.

Each part is a table of candidates by given things; its value is the mean over those of them for which it is
known. Rare features count more (`service.analysis.similarity.rarity`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from graph_models.records import Part, combine
from service.analysis.accounts import Company
from service.analysis.lookalike_facts import LookalikeFacts, Moved, features, moved
from service.analysis.place_weights import LookalikeWeights
from service.analysis.similarity import (
    UNKNOWN,
    Measure,
    Table,
    Traits,
    cosine,
    equal,
    jaccard,
    merged,
    of_traits,
    saturated,
    scores,
    size_likeness,
)
from service.analysis.stories import group_likeness, market_likeness

EXPLAINED = ("shared_need", "shared_use_scene", "shared_products", "site_function")
"""Parts whose features are told one by one: what is shared and what differs."""


Deals = Mapping[tuple[str, str], tuple[str, ...]]
"""(buyer, seller) -> ids of the won deals between them."""


class Lookalike:
    """The ranking of all candidates."""

    def __init__(self, facts: LookalikeFacts, weights: LookalikeWeights) -> None:
        self.facts = facts
        self.weights = weights
        self.features = features(facts)
        self._group = facts.accounts.group()
        self._moved = moved(facts)
        self._tables = self._make_tables()

    def scored(self) -> dict[str, float]:
        """Return the score of each candidate with anything in common, the most alike first; ties by id."""
        if not self.facts.candidates:
            return {}
        values = np.column_stack([self._means(self._tables[name]) for name in self.weights.parts])
        order = scores(values, list(self.weights.parts.values()), self.weights.doubt)
        alike = np.nansum(np.abs(values), axis=1) > 0
        found = sorted(
            (-round(float(order[row]), 12), id_)
            for row, id_ in enumerate(self.facts.candidates)
            if alike[row]
        )
        return {id_: -score for score, id_ in found}

    def ranked(self, limit: int) -> list[str]:
        """Return the ids of the candidates with anything in common, the most alike first; ties by id."""
        return list(self.scored())[:limit]

    def parts(self, id_: str, deals: Deals) -> tuple[float | None, float, tuple[Part, ...]]:
        """Return score, confidence and parts of a candidate, with all facts behind them."""
        row = self.facts.candidates.index(id_)
        measures = {
            name: (measure.value, weight, measure.evidence)
            for name, weight in self.weights.parts.items()
            for measure in [self._measure(name, row, id_, deals)]
        }
        return combine(measures, self.weights.doubt)

    def traded(self, id_: str) -> tuple[list[str], list[str]]:
        """Return buyers and sellers between whom the deals are to be fetched, to prove a candidate."""
        involved = [id_, *self.facts.given]
        sellers = self._partners(self.facts.sellers, id_)
        buyers = self._partners(self.facts.buyers, id_)
        return (
            sorted({*(involved if sellers else ()), *buyers}),
            sorted({*(involved if buyers else ()), *sellers}),
        )

    def shared(self, id_: str) -> list[tuple[str, str]]:
        """Return (part, feature) of what a candidate and any of the given have in common, rare first."""
        return self._told(id_, lambda mine, theirs: mine & theirs)

    def differs(self, id_: str) -> list[tuple[str, str]]:
        """Return (part, feature) of what the given have and a candidate, of which the like is known, not."""
        return self._told(id_, lambda mine, theirs: theirs - mine if mine else set())

    def moved(self, id_: str) -> list[Moved]:
        """Return the people who have worked at a candidate and at any of the given."""
        found = {item.contact_id: item for given in self.facts.given for item in self._between(id_, given)}
        return [found[contact] for contact in sorted(found)]

    def _told(self, id_: str, choose: Callable[[set[str], set[str]], set[str]]) -> list[tuple[str, str]]:
        told = []
        for part in EXPLAINED:
            features = self.features[part]
            mine = set(features.get(id_, {}))
            theirs = {feature for given in self.facts.given for feature in features.get(given, {})}
            told += [(part, feature) for feature in sorted(choose(mine, theirs))]
        return told

    def _make_tables(self) -> dict[str, Table]:
        left, right = self.facts.candidates, self.facts.given
        tables = {name: jaccard(self.features[name], left, right) for name in EXPLAINED}
        tables["shared_sellers"] = cosine(_partners_as_traits(self.facts.sellers), left, right)
        tables["shared_buyers"] = cosine(_partners_as_traits(self.facts.buyers), left, right)
        tables["market"] = self._pairwise(self._market)
        tables["same_group"] = self._pairwise(self._same_group)
        tables["moved_people"] = self._pairwise(self._moved_people)
        tables["size"] = self._sizes()
        tables["region"] = self._regions()
        return tables

    def _pairwise(self, measure: Callable[[str, str], Measure]) -> Table:
        values = [
            [np.nan if (value := measure(a, b).value) is None else value for b in self.facts.given]
            for a in self.facts.candidates
        ]
        return np.array(values, dtype=np.float64).reshape(len(values), len(self.facts.given))

    def _means(self, table: Table) -> Table:
        known = ~np.isnan(table)
        count = known.sum(axis=1)
        total = np.where(known, table, 0.0).sum(axis=1)
        return np.asarray(np.divide(total, count, out=np.full(len(table), np.nan), where=count > 0))

    def _measure(self, name: str, row: int, id_: str, deals: Deals) -> Measure:
        table = self._tables[name]
        value = float(self._means(table[row : row + 1])[0])
        if math.isnan(value):
            return UNKNOWN
        explained = [
            self._explain(name, id_, given, float(table[row, column]), deals).evidence
            for column, given in enumerate(self.facts.given)
            if not math.isnan(table[row, column])
        ]
        return Measure(value, merged(explained))

    def _explain(self, name: str, id_: str, given: str, value: float, deals: Deals) -> Measure:
        match name:
            case "market":
                return self._market(id_, given)
            case "same_group":
                return self._same_group(id_, given)
            case "moved_people":
                return self._moved_people(id_, given)
            case "size":
                return Measure(value, merged(([self._company_id(id_)], [self._company_id(given)])))
            case "region":
                return Measure(value, merged((*self._places(id_).values(), *self._places(given).values())))
            case "shared_sellers":
                return Measure(value, self._trade_facts(self.facts.sellers, id_, given, deals, is_buyer=True))
            case "shared_buyers":
                return Measure(value, self._trade_facts(self.facts.buyers, id_, given, deals, is_buyer=False))
            case _:
                return of_traits(value, self.features[name], id_, given, shared_only=False)

    # One pair at a time

    def _company_id(self, id_: str) -> str:
        unit = self.facts.accounts.units.get(id_)
        return id_ if unit is None or id_ in self.facts.accounts.companies else unit.company_id or id_

    def _company(self, id_: str) -> Company | None:
        return self.facts.accounts.companies.get(self._company_id(id_))

    def _market(self, a: str, b: str) -> Measure:
        return market_likeness(self.facts.accounts, self._company_id(a), self._company_id(b))

    def _same_group(self, a: str, b: str) -> Measure:
        return group_likeness(self._group, self._company_id(a), self._company_id(b))

    def _moved_people(self, a: str, b: str) -> Measure:
        found = self._between(a, b)
        if not found:
            return UNKNOWN
        return Measure(saturated(len(found), self.weights.moved_half), merged(p.evidence for p in found))

    def _between(self, a: str, b: str) -> list[Moved]:
        return self._moved.get((a, b), [])

    def _sizes(self) -> Table:
        given = [self._company(id_) for id_ in self.facts.given]
        own = [self._company(id_) for id_ in self.facts.candidates]
        by_heads = size_likeness(
            [c.employees if c else None for c in own], [c.employees if c else None for c in given]
        )
        currency = equal([c.currency if c else None for c in own], [c.currency if c else None for c in given])
        by_sales = size_likeness(
            [c.revenue if c else None for c in own], [c.revenue if c else None for c in given]
        )
        # Sales count where heads are not known, and only in one currency.
        return np.where(np.isnan(by_heads), np.where(currency == 1.0, by_sales, np.nan), by_heads)

    def _places(self, id_: str) -> dict[str, tuple[str, ...]]:
        return self.features["region"].get(id_, {})

    def _regions(self) -> Table:
        def likeness(a: str, b: str) -> Measure:
            one, other = self._places(a), self._places(b)
            if not one or not other:
                return UNKNOWN
            both = one.keys() & other.keys()
            if any(place.startswith("region ") for place in both):
                return Measure(1.0)
            return Measure(self.weights.same_country if both else 0.0)

        return self._pairwise(likeness)

    def _partners(self, trade: Mapping[str, frozenset[str]], id_: str) -> set[str]:
        given = {partner for given in self.facts.given for partner in trade.get(given, ())}
        own = trade.get(id_, frozenset())
        return set(own) & given or (set(own) if given else set())

    def _trade_facts(
        self, trade: Mapping[str, frozenset[str]], id_: str, given: str, deals: Deals, *, is_buyer: bool
    ) -> tuple[str, ...]:
        shared = trade.get(id_, frozenset()) & trade.get(given, frozenset())
        sides = (id_, given) if shared else (id_,)
        partners = sorted(shared or trade.get(id_, frozenset()))
        pairs = ((side, partner) if is_buyer else (partner, side) for side in sides for partner in partners)
        return merged(deals.get(pair, ()) for pair in pairs)


def _partners_as_traits(trade: Mapping[str, frozenset[str]]) -> Traits:
    return {id_: dict.fromkeys(sorted(partners), ()) for id_, partners in trade.items()}
