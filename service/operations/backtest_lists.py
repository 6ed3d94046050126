"""The graph as it was on a day, for every seller that takes its turn as us, and what came of it.

Targets and values are those of the product's own ranking (`service.analysis.expansion`), so that what is
measured is what would have been answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph_models.records import Moment
from service.analysis.accounts import Unit
from service.analysis.backtesting import KINDS, Listing
from service.analysis.expansion import Expansion
from service.analysis.expansion_facts import ExpansionFacts
from service.analysis.place_weights import ExpansionWeights
from service.analysis.prospect_parts import ProspectParts
from service.analysis.sales_history import SalesHistory, Sold, sales_of
from service.analysis.similarity import scores
from service.database import Database
from service.operations.evaluation.baselines import BASELINES
from service.operations.expansion import sold_by_unit
from service.store import expansion as store
from service.store import lookalike as accounts_store

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One seller's list, with the values of the parts, shape (units, parts); NaN is unknown."""

    listing: Listing
    table: Table


class Cut:
    """What the graph says up to a day, and what was sold in the days after it.

    Parameters
    ----------
    sales
        All that is known, with what came after the day.
    moment
        The day, and what is known of it.
    until
        The last day of what is to be told.
    """

    def __init__(self, database: Database, sales: Sequence[Sold], moment: Moment, until: date) -> None:
        self._database = database
        self.moment = moment
        self.until = until
        self.units = store.units(database, moment)
        companies = sorted({unit.company_id for unit in self.units.values() if unit.company_id})
        self.accounts = accounts_store.accounts(database, moment, self.units, companies)
        self.before = [sold for sold in sales if sold.closed_on <= moment.as_of]
        self.after = [sold for sold in sales if moment.as_of < sold.closed_on <= until]
        self._people = store.people(database, moment)
        self._touches = store.touches(database, moment)

    @classmethod
    def earlier(cls, cut: Cut, sales: Sequence[Sold], days: int, back: int) -> Cut:
        """Return a cut further back: ``back`` windows of so many days before it, told by one window."""
        until = cut.moment.as_of - timedelta(days=days * back)
        gone = timedelta(days=days * (back + 1))
        moment = replace(cut.moment, as_of=cut.moment.as_of - gone, until=cut.moment.until - gone)
        return cls(cut._database, sales, moment, until)

    @cached_property
    def served(self) -> dict[str, set[str]]:
        """Seller -> the units where it has won something that are known."""
        found: dict[str, set[str]] = {}
        for sold in self.before:
            if sold.unit_id in self.units:
                found.setdefault(sold.seller_id, set()).add(sold.unit_id)
        return found

    @cached_property
    def bought(self) -> dict[str, set[str]]:
        """Seller -> the known units where it won something in the days after, of sellers known before."""
        found: dict[str, set[str]] = {}
        for sold in self.after:
            if sold.unit_id in self.units and sold.seller_id in self.served:
                found.setdefault(sold.seller_id, set()).add(sold.unit_id)
        return found

    def sellers(self, most: int) -> list[str]:
        """Return those with something to tell, the ones with most units before first; ties by id."""
        return sorted(self.bought, key=lambda seller: (-len(self.served[seller]), seller))[:most]

    def ranked(
        self, sellers: Iterable[str], used: ExpansionWeights, others: Mapping[str, ExpansionWeights]
    ) -> Iterable[Ranked]:
        """Yield the list of each seller by the weights in use, by others, and by simple rankings.

        Parameters
        ----------
        others
            Method -> weights; `used` goes by the name of ``enishi``.
        """
        for seller in sellers:
            ranking = Expansion(self._facts(seller), used)
            found = {"enishi": ranking, **{name: ranking.weighed(one) for name, one in others.items()}}
            values = {name: scores_of(one.table(), one.weights) for name, one in found.items()}
            ids = [unit.id for unit in ranking.targets]
            listing = Listing(
                seller,
                tuple(ids),
                self._kinds(seller, ranking.targets),
                np.array([id_ in self.bought.get(seller, ()) for id_ in ids], dtype=np.bool_),
                {**values, **self._simple(seller, ids)},
            )
            yield Ranked(listing, ranking.table())

    def _facts(self, seller: str) -> ExpansionFacts:
        found = store.won(self._database, seller, self.moment)
        wins = tuple(win for win in found if win.unit_id in self.units)
        return ExpansionFacts(
            seller_id=seller,
            accounts=self.accounts,
            wins=wins,
            # Nobody is left out for being served: who buys again is told apart, and reported apart.
            served=frozenset(),
            sales=self._sales,
            sold=sold_by_unit(wins),
            recent=self._demand[0],
            demand=self._demand[1],
            people=self._people,
            touches=self._touches,
            prospects=self._prospects,
        )

    @cached_property
    def _sales(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for sold in self.before:
            found.setdefault(sold.unit_id, set()).add(sold.seller_id)
        return {unit: frozenset(sellers) for unit, sellers in found.items()}

    @cached_property
    def _demand(self) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
        products = sorted({product for sold in self.before for product in sold.products})
        return store.recent(self._database, products, ExpansionWeights().recent_days, self.moment)

    def _kinds(self, seller: str, targets: Sequence[Unit]) -> NDArray[np.intp]:
        served = self.served.get(seller, set())
        companies = {self.units[unit].company_id for unit in served} - {None}

        def kind(unit: Unit) -> str:
            if unit.id in served:
                return "repeat"
            return "other_site" if unit.company_id in companies else "new_organisation"

        return np.array([KINDS.index(kind(unit)) for unit in targets], dtype=np.intp)

    @cached_property
    def _history(self) -> SalesHistory:
        return SalesHistory(sales_of(self.before, self.units, self.accounts.tree), self.moment.as_of)

    @cached_property
    def _prospects(self) -> ProspectParts:
        return ProspectParts(self._history)

    @cached_property
    def _baselines(self) -> dict[str, Table]:
        everyone = np.arange(len(self._history.sellers), dtype=np.intp)
        return {name: np.asarray(score(self._history, everyone)) for name, score in BASELINES.items()}

    def _simple(self, seller: str, ids: Sequence[str]) -> dict[str, Table]:
        """Return the values of the simple rankings; a unit that nobody sold at has none."""
        row = self._history.seller_place[seller]
        place = {unit[1]: at for at, unit in enumerate(self._history.units)}
        columns = np.array([place.get(id_, -1) for id_ in ids], dtype=np.intp)
        return {
            name: np.where(columns >= 0, table[row][columns], 0.0) for name, table in self._baselines.items()
        }


def scores_of(table: Table, weights: ExpansionWeights) -> Table:
    """Return the score of each row; a row of which nothing is known has none of it."""
    found = scores(table, list(weights.parts.values()), weights.doubt)
    return np.where(np.isnan(table).all(axis=1), 0.0, found)
