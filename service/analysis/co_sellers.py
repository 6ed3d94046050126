"""Sellers that are found at the same places: who also sells where we sell, and where else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from service.analysis.place_weights import ExpansionWeights

Vector = NDArray[np.float64]
Sales = Mapping[str, frozenset[str]]
"""Unit -> the sellers who won deals there."""


class CoSellers:
    """Which other sellers serve both the units of the successes and a target.

    A seller counts by how much of its own field are units of the successes: the sum over those it serves of
    ``(number of their sellers)^-a``, over ``(number of its units)^b``. A target's amount is the sum over its
    sellers, saturated. It joins item-based and user-based collaborative filtering; cf. Christoffel et al.
    2015, Blockbusters and Wallflowers (RP3).
    """

    def __init__(
        self,
        seller_id: str,
        sales: Sales,
        served: Sequence[str],
        targets: Sequence[str],
        weights: ExpansionWeights,
    ) -> None:
        self._weights = weights
        self._sales = sales
        units = sorted(sales)
        sellers = sorted({seller for by_seller in sales.values() for seller in by_seller})
        column = {seller: index for index, seller in enumerate(sellers)}
        row = {unit: index for index, unit in enumerate(units)}
        pairs = [(row[unit], column[seller]) for unit in units for seller in sorted(sales[unit])]
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        serves = sparse.csr_array(
            (np.ones(len(rows)), (np.array(rows, int), np.array(columns, int))), (len(units), len(sellers))
        )
        of_unit = np.asarray(np.maximum(serves.sum(axis=1), 1.0))
        of_seller = np.asarray(np.maximum(serves.sum(axis=0), 1.0))
        others = np.array([seller != seller_id for seller in sellers], dtype=np.float64)
        won = [row[id_] for id_ in served if id_ in row]
        field_share: Vector = np.asarray(serves[won].T @ of_unit[won] ** -weights.seller_exponent)
        self._amount = others * field_share / of_seller**weights.breadth_exponent
        self._weight_of = dict(zip(sellers, self._amount.tolist(), strict=True))
        rest = serves @ sparse.diags_array(others) if sellers else serves
        self._at_target = _rows(rest, [row.get(id_) for id_ in targets])
        self._at_served = _rows(rest, [row.get(id_) for id_ in served])

    def values(self) -> Vector:
        """Return the value of each target, NaN where no other seller is known there."""
        amount = np.asarray(self._at_target @ self._amount)
        known = self._at_target.sum(axis=1) > 0
        return np.where(known, amount / (amount + self._weights.co_seller_half), np.nan)

    def table(self) -> Vector:
        """Return the same for each target and single unit of success, to choose a story by."""
        amount = np.asarray(
            (self._at_target @ sparse.diags_array(self._amount) @ self._at_served.T).toarray()
        )
        return np.asarray(amount / (amount + self._weights.co_seller_half))

    def shared(self, target: str) -> list[str]:
        """Return the sellers that give a target its value."""
        return sorted(
            seller for seller in self._sales.get(target, frozenset()) if self._weight_of[seller] > 0
        )


def _rows(matrix: sparse.csr_array, rows: Sequence[int | None]) -> sparse.csr_array:
    """Return the rows in this order, an empty one for None."""
    place = [index for index, row in enumerate(rows) if row is not None]
    chosen = [row for row in rows if row is not None]
    pick = sparse.csr_array((np.ones(len(place)), (place, chosen)), (len(rows), matrix.shape[0]))
    return sparse.csr_array(pick @ matrix)
