"""How likely a seller is to sell at a unit next: named parts, each in [0, 1] on a scale of its own.

No part looks at which unit is best: a value depends on the seller, the unit and background alone, so parts
can be added with weights and told one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property

import numpy as np
from scipy import sparse

from service.analysis.sales_history import Place, SalesHistory, Table, summed

PARTS = (
    "co_seller",
    "co_served",
    "titles",
    "unit_name",
    "recent_demand",
    "yearly_demand",
    "newcomers",
    "newcomer_share",
    "product_demand",
    "region",
    "organisation_recent",
    "organisation_share",
    "organisation_co_seller",
    "own_recent",
)
SELLER_EXPONENT = 0.5
"""How much a unit two sellers share counts less for each seller it has."""
RIDGE = 30.0
"""Penalty of the regression of units on units."""
_NOISE = re.compile(r"[0-9()\s第号令和平成年度の「」・-]+")


class ProspectParts:
    """The parts of all units for some sellers.

    Notes
    -----
    ``co_seller`` joins item- and user-based collaborative filtering (RP3, Christoffel et al. 2015);
    ``co_served`` regresses each unit on all others with a ridge penalty (EASE, Steck 2019). Both are taken
    from one matrix of who serves which unit.
    """

    def __init__(self, history: SalesHistory) -> None:
        self.history = history

    def of(self, sellers: Place, wanted: Collection[str] = PARTS) -> dict[str, Table]:
        """Return part -> values, shape (sellers, units), for some sellers by their places.

        Parameters
        ----------
        wanted
            The parts to work out; what no part needs is not made.
        """
        h = self.history
        size = len(sellers), len(h.units)
        serves = h.serves[sellers].toarray()
        recent = h.counted(90.0)[sellers].toarray()
        of_sellers: dict[str, Callable[[], Table]] = {
            "co_seller": lambda: _saturated(serves @ self._co_sellers, 0.1),
            "co_served": lambda: _saturated(np.maximum(serves @ self._regression, 0.0), 0.05),
            "titles": lambda: (self._seller_titles[sellers] @ self._unit_titles.T).toarray(),
            "unit_name": lambda: _saturated(_mean(serves, self._name_likeness), 0.05),
            "region": lambda: _mean(serves, h.in_region) @ h.in_region.T,
            "product_demand": lambda: _saturated(self._product_shares[sellers] @ self._product_demand.T, 1.0),
            "organisation_recent": lambda: _saturated(recent @ h.in_organisation, 1.0)[:, h.organisation_of],
            "organisation_share": lambda: (
                serves @ h.in_organisation / np.maximum(h.in_organisation.sum(axis=0), 1.0)
            )[:, h.organisation_of],
            "organisation_co_seller": lambda: _saturated(
                (serves @ h.in_organisation > 0) @ self._co_organisations, 0.1
            )[:, h.organisation_of],
            "own_recent": lambda: _saturated(recent, 1.0),
        }
        return {
            name: of_sellers[name]() if name in of_sellers else np.broadcast_to(self._of_units[name], size)
            for name in wanted
        }

    @cached_property
    def _of_units(self) -> dict[str, Table]:
        """Parts that are the same for every seller, shape (units,)."""
        h = self.history
        fresh = self._first_sales() * h.decay(120.0)
        newcomers: Table = np.bincount(h.unit, fresh, len(h.units)).astype(np.float64)
        lately = self._decayed(120.0)
        return {
            "recent_demand": _saturated(self._decayed(30.0), 5.0),
            "yearly_demand": _saturated(self._decayed(365.0), 30.0),
            "newcomers": _saturated(newcomers, 5.0),
            "newcomer_share": (newcomers + 0.5) / (lately + 1.0),
        }

    def _decayed(self, half_life: float) -> Table:
        """Return how many sales there were at each unit, older ones counting less, shape (units,)."""
        h = self.history
        return np.bincount(h.unit, h.decay(half_life), len(h.units)).astype(np.float64)

    def _first_sales(self) -> Table:
        """Return which sales were the first of their seller at their unit, shape (sales,)."""
        h = self.history
        order = np.argsort(-h.age, kind="stable")
        _, first = np.unique(h.seller[order] * len(h.units) + h.unit[order], return_index=True)
        found = np.zeros(len(h.age))
        found[order[first]] = 1.0
        return found

    @cached_property
    def _co_sellers(self) -> Table:
        return _shared(self.history.serves.toarray())

    @cached_property
    def _co_organisations(self) -> Table:
        return _shared((self.history.serves @ self.history.in_organisation > 0).astype(float))

    @cached_property
    def _regression(self) -> Table:
        """Weights that tell a unit by the others, shape (units, units)."""
        serves = self.history.serves
        gram = (serves.T @ serves).toarray() + RIDGE * np.eye(len(self.history.units))
        inverse = np.linalg.inv(gram)
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        return np.asarray(weights)

    @cached_property
    def _words(self) -> sparse.csr_array:
        """Which word is in the title of which sale: ones, shape (sales, words)."""
        return _bags([_grams(sale.title) for sale in self.history.sales])

    @cached_property
    def _unit_titles(self) -> sparse.csr_array:
        return _weighed(self._by(self.history.unit, len(self.history.units)), self._rarity)

    @cached_property
    def _seller_titles(self) -> sparse.csr_array:
        return _weighed(self._by(self.history.seller, len(self.history.sellers)), self._rarity)

    @cached_property
    def _rarity(self) -> Table:
        return _rarity(self._by(self.history.unit, len(self.history.units)))

    def _by(self, owners: Place, number: int) -> sparse.csr_array:
        ones = np.ones(len(owners))
        pick = summed(ones, owners, np.arange(len(owners)), (number, len(owners)))
        return sparse.csr_array(pick @ self._words)

    @cached_property
    def _name_likeness(self) -> Table:
        """How alike the names of units are but for their organisations', shape (units, units)."""
        bags = _bags([_grams(name) for name in self.history.places])
        found = _weighed(bags, _rarity(bags))
        alike = (found @ found.T).toarray()
        np.fill_diagonal(alike, 0.0)
        return np.asarray(alike)

    @cached_property
    def _product_shares(self) -> Table:
        h = self.history
        counts = summed(h.decay(None), h.seller, h.product, (len(h.sellers), len(h.products))).toarray()
        return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0))

    @cached_property
    def _product_demand(self) -> Table:
        h = self.history
        return summed(h.decay(60.0), h.unit, h.product, (len(h.units), len(h.products))).toarray()


def _saturated(amounts: Table, half: float) -> Table:
    return np.asarray(amounts / (amounts + half))


def _mean(serves: Table, of_units: Table) -> Table:
    return np.asarray(serves @ of_units / np.maximum(serves.sum(axis=1, keepdims=True), 1.0))


def _shared(serves: Table) -> Table:
    """Return how much selling at one place tells of another, shape (places, places)."""
    sellers_of = np.maximum(serves.sum(axis=0), 1.0)
    places_of = np.maximum(serves.sum(axis=1, keepdims=True), 1.0)
    found = sellers_of[:, None] ** -SELLER_EXPONENT * (serves.T @ (serves / places_of))
    np.fill_diagonal(found, 0.0)
    return np.asarray(found)


def _grams(text: str) -> set[str]:
    """Return the pairs of characters of a title, without numbers and years.

    >>> sorted(_grams("第3号 道路改良"))
    ['改良', '路改', '道路']
    """
    parts = _NOISE.sub(" ", unicodedata.normalize("NFKC", text)).split()
    return {part[at : at + 2] for part in parts for at in range(max(len(part) - 1, 1))}


def _bags(sets: Sequence[Iterable[str]]) -> sparse.csr_array:
    place: dict[str, int] = {}
    pairs = [
        (row, place.setdefault(word, len(place))) for row, words in enumerate(sets) for word in sorted(words)
    ]
    rows, columns = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return summed(np.ones(len(pairs)), rows, columns, (len(sets), max(len(place), 1)))


def _rarity(bags: sparse.csr_array) -> Table:
    owners = np.asarray((bags > 0).sum(axis=0)).ravel()
    return np.asarray(np.log(bags.shape[0] / np.maximum(owners, 1)))


def _weighed(bags: sparse.csr_array, rarity: Table) -> sparse.csr_array:
    """Return rows of unit length: logarithms of the counts times rarity."""
    found = sparse.csr_array(bags.log1p() @ sparse.diags_array(rarity))
    length = np.sqrt(np.asarray((found * found).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1.0 / np.where(length > 0, length, 1.0)) @ found)
