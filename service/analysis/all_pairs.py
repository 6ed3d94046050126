"""For each of very many things the few that are most like it, by the features they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

MOST_BEARERS = 2_000
"""A feature that more things have says little of any two of them, and would tie all to all."""
THREADS = 2


@dataclass(frozen=True, slots=True)
class Likest:
    """The likest others of some things, shape (things, number) each: places, -1 where there are fewer, and
    likeness, 0 there. Likest first, ties by place; where more are equal than there is room for, any of them.
    """

    others: NDArray[np.intp]
    values: NDArray[np.float64]


def weighed(have: sparse.csr_array, most: int = MOST_BEARERS) -> sparse.csr_array:
    """Return rows of length 1 in which a feature counts the logarithm of how few have it.

    Parameters
    ----------
    have
        Ones where a thing has a feature, shape (things, features).
    most
        Features that more things have are left out.
    """
    bearers = np.asarray(have.sum(axis=0)).ravel()
    rarity = np.where(
        (bearers > 0) & (bearers <= most), np.log(have.shape[0] / np.maximum(bearers, 1.0)), 0.0
    )
    found = sparse.csr_array(have @ sparse.diags_array(rarity))
    found.eliminate_zeros()
    length = np.sqrt(np.asarray((found * found).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1.0 / np.where(length > 0.0, length, 1.0)) @ found)


def likest(have: sparse.csr_array, number: int = 10, *, most: int = MOST_BEARERS) -> Likest:
    """Return for each thing the others that share most with it: cosines of the features' rarity.

    Parameters
    ----------
    have
        Ones where a thing has a feature, shape (things, features).

    Notes
    -----
    Only pairs that share a feature are ever looked at (a sparse matrix product that keeps the best of each
    row), so it grows with the sum over features of the square of their bearers, which ``most`` bounds.

    Examples
    --------
    >>> have = sparse.csr_array(np.array([[1.0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 1, 1, 0]]))
    >>> likest(have, 1).others.ravel().tolist()
    [1, 0, 3, 2]
    """
    rows = weighed(have, most)
    # One more than asked for: a thing is like itself.
    found = sp_matmul_topn(
        sparse.csr_matrix(rows), sparse.csr_matrix(rows.T), top_n=number + 1, sort=True, n_threads=THREADS
    )
    return _without_self(found, np.arange(have.shape[0]), number)


def likest_by_jaccard(have: sparse.csr_array, of: NDArray[np.intp], number: int = 10) -> Likest:
    """Return for some things the others with the greatest share of features in common, each counting one.

    Source: Jaccard 1901; the same as `networkx.jaccard_coefficient` of things tied to their features.
    """
    size = np.asarray(have.sum(axis=1)).ravel()
    common = sparse.csr_array(have[of] @ have.T)
    rows = np.repeat(of, np.diff(common.indptr))
    common.data = common.data / (size[rows] + size[common.indices] - common.data)
    return _without_self(common, of, number)


def _without_self(found: sparse.csr_array, of: NDArray[np.intp], number: int) -> Likest:
    rows = np.repeat(np.arange(len(of)), np.diff(found.indptr))
    columns, values = np.asarray(found.indices), np.asarray(found.data)
    kept = (columns != of[rows]) & (values > 0.0)
    rows, columns, values = rows[kept], columns[kept], values[kept]
    # Rounded in the order only: sums of the same numbers must tie, whatever the machine.
    order = np.lexsort((columns, -np.round(values, 12), rows))
    rows, columns, values = rows[order], columns[order], values[order]
    starts = np.searchsorted(rows, np.arange(len(of)))
    rank = np.arange(len(rows)) - starts[rows]
    best = rank < number
    others = np.full((len(of), number), -1, dtype=np.intp)
    likeness = np.zeros((len(of), number))
    others[rows[best], rank[best]] = columns[best]
    likeness[rows[best], rank[best]] = values[best]
    return Likest(others, likeness)
