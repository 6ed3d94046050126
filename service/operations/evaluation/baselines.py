"""Simple rankings of units for sellers, which a better one must beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from service.analysis.ranking_metrics import RANDOM_RUNS
from service.analysis.sales_history import Place, SalesHistory, Table, summed


def popularity(history: SalesHistory, sellers: Place) -> Table:
    """Return how many sales there were at each unit, shape (sellers, units)."""
    counts = np.bincount(history.unit, minlength=len(history.units)).astype(np.float64)
    return np.broadcast_to(counts, (len(sellers), len(counts)))


def category_match(history: SalesHistory, sellers: Place) -> Table:
    """Return how many sales there were of what each seller sells by keyword, as often as it does."""
    ones = np.ones(len(history.sales))
    size = int(history.keyword.max(initial=0)) + 1
    sold = summed(ones, history.seller, history.keyword, (len(history.sellers), size))[sellers]
    bought = summed(ones, history.unit, history.keyword, (len(history.units), size))
    return np.asarray((sold @ bought.T).toarray())


def co_seller(history: SalesHistory, sellers: Place) -> Table:
    """Return how alike each unit's sellers are to those of the units served: cosines, added."""
    together = (history.serves.T @ history.serves).toarray()
    length = np.sqrt(np.diag(together))
    alike = together / np.outer(length, length)
    np.fill_diagonal(alike, 0.0)
    return np.asarray(history.serves[sellers] @ alike)


BASELINES: Mapping[str, Callable[[SalesHistory, Place], Table]] = {
    "popularity": popularity,
    "category_match": category_match,
    "co_seller": co_seller,
}


def random_scores(history: SalesHistory) -> list[Table]:
    """Return scores drawn anew, some times over, shape (sellers, units) each."""
    return list(_drawn(history))


def _drawn(history: SalesHistory) -> Iterator[Table]:
    for seed in range(RANDOM_RUNS):
        yield np.random.default_rng(seed).random(history.shape)
