"""How good a method is against the truth, and how sure a difference between two methods is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.bool_]
Counts = NDArray[np.float64]
METRICS = ("precision", "recall", "f1")
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """Ours less theirs, with the 95 % interval of a paired bootstrap."""

    value: float
    low: float
    high: float


def pair_metrics(truth: Marks, found: Marks) -> dict[str, float]:
    """Return precision, recall and F1 of found pairs.

    Parameters
    ----------
    truth, found
        Shape (pairs,): which pairs are one, and which the method says are one.

    Returns
    -------
    dict
        A method that finds nothing has precision 0, as it has F1 0.

    Examples
    --------
    >>> pair_metrics(np.array([True, True, False]), np.array([True, False, False]))
    {'precision': 1.0, 'recall': 0.5, 'f1': 0.6666666666666666}
    """
    hits, said, true = (np.array([marks.sum()], dtype=float) for marks in (truth & found, found, truth))
    ratios = (np.nan_to_num(ratio)[0] for ratio in _ratios(hits, said, true))
    return {name: float(ratio) for name, ratio in zip(METRICS, ratios, strict=True)}


def best_threshold(truth: Marks, scores: Counts) -> float:
    """Return the score from which F1 is best; of several the highest."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2.0 * hits / (np.arange(1, len(scores) + 1) + truth.sum())
    # A threshold cannot part equal scores: only the last of each counts.
    last = np.append(np.diff(scores[order]) != 0.0, True)
    return float(scores[order][np.argmax(np.where(last, f1, -1.0))])


def paired_difference(
    truth: Marks, ours: Marks, theirs: Marks, rng: np.random.Generator, resamples: int = RESAMPLES
) -> dict[str, Difference]:
    """Return ours less theirs for each metric, with the 95 % interval of a bootstrap over pairs.

    Notes
    -----
    A pair counts only by what truth and the two methods say of it, which is one of eight kinds. Drawing n
    pairs with replacement is therefore drawing the numbers of the kinds from a multinomial distribution,
    which gives the same intervals in a thousandth of the time. Source: Efron, Tibshirani: An Introduction to
    the Bootstrap (1993), chapter 8.
    """
    kinds = np.bincount(truth * 4 + ours * 2 + theirs * 1, minlength=8)
    total = int(kinds.sum())
    if total == 0:
        return {name: Difference(0.0, 0.0, 0.0) for name in METRICS}
    mine, other = pair_metrics(truth, ours), pair_metrics(truth, theirs)
    value = np.array([mine[name] - other[name] for name in METRICS])
    drawn = _differences(rng.multinomial(total, kinds / total, size=resamples).astype(float))
    # Where nothing is found there is no precision: such draws say nothing about it.
    drawn = np.where(np.isnan(drawn), value[:, None], drawn)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=1)
    return {
        name: Difference(float(value[place]), float(low[place]), float(high[place]))
        for place, name in enumerate(METRICS)
    }


def best_baselines(methods: Mapping[str, Mapping[str, float]], ours: str) -> dict[str, str]:
    """Return for each metric the best method that is not ours; ties by name."""
    others = sorted(name for name in methods if name != ours)
    return (
        {metric: max(others, key=lambda name: methods[name][metric]) for metric in METRICS} if others else {}
    )


def _differences(kinds: Counts) -> Counts:
    """Return the differences of the metrics, shape (metrics, resamples), from kinds (resamples, 8)."""
    true = kinds[:, 4:].sum(axis=1)
    ours = _ratios(kinds[:, [6, 7]].sum(axis=1), kinds[:, [2, 3, 6, 7]].sum(axis=1), true)
    theirs = _ratios(kinds[:, [5, 7]].sum(axis=1), kinds[:, [1, 3, 5, 7]].sum(axis=1), true)
    return np.array([one - other for one, other in zip(ours, theirs, strict=True)])


def _ratios(hits: Counts, found: Counts, true: Counts) -> tuple[Counts, Counts, Counts]:
    """Return precision, recall and F1; precision is not a number where nothing is found."""
    precision = np.divide(hits, found, out=np.full_like(hits, np.nan), where=found > 0.0)
    return precision, hits / np.maximum(true, 1.0), 2.0 * hits / np.maximum(found + true, 1.0)
