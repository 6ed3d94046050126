"""How alike things are by what they have: sparse matrices of features, rare ones counting more.

A table of values is things by things, NaN where nothing is known of one side; so unknown stays apart from
nothing in common. Every value is reached from the features of the two sides alone, but for their rarity,
which is background: how few of all things have a feature.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Traits = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Id of a thing -> id of a feature -> ids of the facts that say so."""
Stated = tuple[tuple[str, str], ...]
"""Ids of things, each with the id of the fact that says so."""
Table = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value in [0, 1] with all facts it comes from; None when nothing is known."""

    value: float | None = None
    evidence: tuple[str, ...] = ()


UNKNOWN = Measure()


def scores(values: Table, weights: Sequence[float], doubt: float) -> Vector:
    """Return what `graph_models.records.combine` makes of each row; NaN is unknown.

    Parameters
    ----------
    values
        Rows of candidates, columns of parts, (rows, columns).
    weights
        Of the parts, (columns,).
    """
    known = ~np.isnan(values)
    base = np.where(known, 1.0, doubt) @ np.asarray(weights)
    return np.asarray(np.where(known, values, 0.0) @ np.asarray(weights) / base)


def saturated(amount: float, half: float) -> float:
    """Return ``amount / (amount + half)``: 0 at nothing, one half at ``half``, never quite 1.

    >>> saturated(3.0, 1.0)
    0.75
    """
    return amount / (amount + half)


def rarity(traits: Traits) -> dict[str, float]:
    """Return ``ln(1 + N / n)`` for each feature that n of N things have (inverse document frequency).

    >>> rarity({"a": {"x": (), "y": ()}, "b": {"x": ()}})["x"] < rarity({"a": {"y": ()}, "b": {}})["y"]
    True
    """
    holders: dict[str, int] = {}
    for features in traits.values():
        for feature in features:
            holders[feature] = holders.get(feature, 0) + 1
    return {feature: math.log1p(len(traits) / count) for feature, count in sorted(holders.items())}


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both sides over the same features; ``left`` carries the weights once, ``right`` is 0 or 1."""

    left: sparse.csr_array
    right: sparse.csr_array
    known: NDArray[np.bool_]


def _sides(
    traits: Traits, left: Sequence[str], right: Sequence[str], weights: Mapping[str, float], power: float
) -> _Sides:
    # Only features of the right side can be shared, but sizes need all of them.
    features = sorted({feature for thing in {*left, *right} for feature in traits.get(thing, ())})
    column = {feature: index for index, feature in enumerate(features)}
    scale = np.array([weights.get(feature, 0.0) ** power for feature in features])
    a, b = (_incidence(traits, things, column) for things in (left, right))
    known = np.outer(a.sum(axis=1) > 0, b.sum(axis=1) > 0)
    return _Sides(sparse.csr_array(a.multiply(scale[None, :])) if features else a, b, known)


def _incidence(traits: Traits, things: Sequence[str], column: Mapping[str, int]) -> sparse.csr_array:
    rows, columns = [], []
    for row, thing in enumerate(things):
        for feature in traits.get(thing, ()):
            rows.append(row)
            columns.append(column[feature])
    shape = (len(things), len(column))
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def common(
    traits: Traits, left: Sequence[str], right: Sequence[str], weights: Mapping[str, float], *, half: float
) -> Table:
    """Return how much each left thing has of what each right thing has: rarities of the shared, saturated.

    Shape (left, right). More features of its own do not make a thing less fit.
    """
    sides = _sides(traits, left, right, weights, 1.0)
    amount = (sides.left @ sides.right.T).toarray()
    return _known(amount / (amount + half), sides.known)


def jaccard(traits: Traits, left: Sequence[str], right: Sequence[str]) -> Table:
    """Return the rarity-weighted Jaccard index, shape (left, right): shared over all features of either."""
    weights = rarity(traits)
    sides = _sides(traits, left, right, weights, 1.0)
    shared = (sides.left @ sides.right.T).toarray()
    right_sizes = _sizes(traits, right, weights, 1.0)
    total = sides.left.sum(axis=1)[:, None] + right_sizes[None, :] - shared
    return _known(np.divide(shared, total, out=np.zeros_like(shared), where=total > 0), sides.known)


def cosine(traits: Traits, left: Sequence[str], right: Sequence[str]) -> Table:
    """Return the cosine of the rarity-weighted features, shape (left, right)."""
    weights = rarity(traits)
    sides = _sides(traits, left, right, weights, 2.0)
    shared = (sides.left @ sides.right.T).toarray()
    norms = np.sqrt(np.outer(sides.left.sum(axis=1), _sizes(traits, right, weights, 2.0)))
    return _known(np.divide(shared, norms, out=np.zeros_like(shared), where=norms > 0), sides.known)


def _sizes(traits: Traits, things: Sequence[str], weights: Mapping[str, float], power: float) -> Table:
    return np.array(
        [math.fsum(weights[feature] ** power for feature in traits.get(thing, ())) for thing in things],
        dtype=np.float64,
    )


def _known(values: Table, known: NDArray[np.bool_]) -> Table:
    # Sums of the same numbers in another order may be a last digit above one.
    return np.where(known, np.minimum(values, 1.0), np.nan)


def equal(left: Sequence[str | None], right: Sequence[str | None]) -> Table:
    """Return 1 where both say the same, 0 where they differ, NaN where one is silent; (left, right)."""
    codes = {value: code for code, value in enumerate(sorted({v for v in (*left, *right) if v}))}
    a, b = (np.array([codes.get(value or "", -1) for value in side]) for side in (left, right))
    same = (a[:, None] == b[None, :]).astype(np.float64)
    return _known(same, np.outer(a >= 0, b >= 0))


def size_likeness(left: Sequence[float | None], right: Sequence[float | None]) -> Table:
    """Return ``2^-|log2(a / b) / 2|``: 1 for the same size, one half at four times; (left, right)."""
    a, b = (
        np.log2(np.array([v if v and v > 0 else np.nan for v in side], dtype=np.float64))
        for side in (left, right)
    )
    return np.asarray(np.exp2(-np.abs(a[:, None] - b[None, :]) / 2.0))


@dataclass(frozen=True, slots=True)
class Tree:
    """What is under what: id -> (id above, id of the fact that says so), several where there are more."""

    above: Mapping[str, tuple[tuple[str, str], ...]]

    def lineage(self, thing: str) -> dict[str, tuple[int, tuple[str, ...]]]:
        """Return each id at or above a thing with its steps up and the facts on the way."""
        found: dict[str, tuple[int, tuple[str, ...]]] = {thing: (0, ())}
        level = [thing]
        while level:
            coming: list[str] = []
            for at in level:
                steps, path = found[at]
                for parent, fact in sorted(self.above.get(at, ())):
                    if parent not in found:
                        found[parent] = (steps + 1, (*path, fact))
                        coming.append(parent)
            level = coming
        return found

    def likeness(self, one: str, other: str) -> Measure:
        """Return ``2^(-d/2)`` for d steps through the nearest common ancestor, 0 without one.

        The evidence is the way up from both.
        """
        a, b = self.lineage(one), self.lineage(other)
        shared = sorted((a[id_][0] + b[id_][0], id_) for id_ in a.keys() & b.keys())
        if not shared:
            return Measure(0.0, merged(way for lineage in (a, b) for _, way in lineage.values()))
        steps, meeting = shared[0]
        return Measure(2.0 ** (-steps / 2.0), merged((a[meeting][1], b[meeting][1])))

    def nearest(self, ones: Stated, others: Stated) -> Measure:
        """Return the likeness of the nearest pair; unknown when nothing is known of one side.

        The evidence is what says that both sides have them, and the way up from both.
        """
        best = UNKNOWN
        for one, fact in ones:
            for other, other_fact in others:
                found = self.likeness(one, other)
                if best.value is None or (found.value or 0.0) > best.value:
                    best = Measure(found.value, merged((found.evidence, (fact, other_fact))))
        if best.value == 0.0:
            # That nothing is near is shown by all of both.
            return Measure(0.0, merged((best.evidence, (fact for _, fact in (*ones, *others)))))
        return best


def merged(ids: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the different ids of all lists, in order."""
    return tuple(sorted({id_ for some in ids for id_ in some}))


def of_traits(value: float, traits: Traits, one: str, other: str, *, shared_only: bool) -> Measure:
    """Return the measure of two things' likeness: the facts of what they share, or of all either has.

    ``shared_only`` fits `common`: with nothing in common, all features of both are what shows it.
    """
    if math.isnan(value):
        return UNKNOWN
    a, b = traits.get(one, {}), traits.get(other, {})
    features = a.keys() & b.keys() if shared_only and value > 0 else a.keys() | b.keys()
    return Measure(float(value), merged(side.get(feature, ()) for side in (a, b) for feature in features))
