"""How well a score tells the superior of two people: pair accuracy, and managers against others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from service.analysis.evaluation import RESAMPLES, Difference

Values = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]

SAME = 1e-12
"""Scores nearer than this, relative to the largest, are a tie: they differ by rounding alone."""


def right(scores: Values, pairs: Pairs) -> Values:
    """Return for each (superior, subordinate) 1 where the superior has more, a half at a tie, else 0.

    >>> right(np.array([3.0, 1.0, 1.0]), [(0, 1), (1, 2), (2, 0)])
    array([1. , 0.5, 0. ])
    """
    if not len(pairs):
        return np.zeros(0)
    places = np.asarray(pairs)
    ahead = scores[places[:, 0]] - scores[places[:, 1]]
    limit = SAME * float(np.abs(scores).max())
    return np.where(ahead > limit, 1.0, np.where(ahead < -limit, 0.0, 0.5))


def share_right(marks: Values) -> float:
    """Return the mean; of nothing, a half."""
    return float(marks.mean()) if len(marks) else 0.5


def paired_bootstrap(
    ours: Values, theirs: Values, rng: np.random.Generator, resamples: int = RESAMPLES
) -> Difference:
    """Return ours less theirs with the 95 % interval of a bootstrap over pairs.

    Notes
    -----
    A pair's difference is one of five values, so drawing pairs with replacement is drawing their numbers from
    a multinomial distribution. Source: Efron, Tibshirani: An Introduction to the Bootstrap (1993), chapter 8.
    """
    if not len(ours):
        return Difference(0.0, 0.0, 0.0)
    values, numbers = np.unique(ours - theirs, return_counts=True)
    drawn = rng.multinomial(len(ours), numbers / len(ours), size=resamples) @ values / len(ours)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Difference(float((ours - theirs).mean()), float(low), float(high))


def pairs_of_ranks(ranks: Mapping[int, float]) -> list[tuple[int, int]]:
    """Return every (higher, lower) of two people of different rank; the higher number is the higher rank.

    >>> pairs_of_ranks({0: 1.0, 1: 2.0, 2: 2.0})
    [(1, 0), (2, 0)]
    """
    return [(one, other) for one in sorted(ranks) for other in sorted(ranks) if ranks[one] > ranks[other]]


def pairs_of_lines(managers: Mapping[int, int], *, is_direct: bool = False) -> list[tuple[int, int]]:
    """Return every (superior, subordinate) along reporting lines, of one step or of any number.

    Circles in the data do no harm: nobody is over himself.

    >>> pairs_of_lines({1: 0, 2: 1}), pairs_of_lines({1: 0, 2: 1}, is_direct=True)
    ([(0, 1), (0, 2), (1, 2)], [(0, 1), (1, 2)])
    """
    found: set[tuple[int, int]] = set()
    for person in managers:
        seen, above = {person}, managers.get(person)
        while above is not None and above not in seen:
            found.add((above, person))
            if is_direct:
                break
            seen.add(above)
            above = managers.get(above)
    return sorted(found)
