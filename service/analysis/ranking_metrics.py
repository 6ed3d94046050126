"""How good rankings are against what happened next, and how sure a difference between two is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.analysis.evaluation import Difference

RESAMPLES = 1000
RANDOM_RUNS = 10
"""Rankings by chance that are averaged."""
METRICS = ("recall@5", "recall@10", "mrr")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the rankings of some choosers, shape (choosers,) each.

    ``true``: how many were chosen; ``at_5``, ``at_10``: how many of them stood that far up; ``reciprocal``:
    one over the place of the first.
    """

    true: NDArray[np.float64]
    at_5: NDArray[np.float64]
    at_10: NDArray[np.float64]
    reciprocal: NDArray[np.float64]


def outcomes(rankings: Sequence[NDArray[np.bool_]]) -> Outcomes:
    """Return what came of rankings, each with whether what stands at a place was chosen, best first.

    >>> found = outcomes([np.array([False, True, False])])
    >>> float(found.at_5[0]), float(found.reciprocal[0])
    (1.0, 0.5)
    """

    def each(of: Sequence[float]) -> NDArray[np.float64]:
        return np.array(of, dtype=np.float64)

    return Outcomes(
        each([ranking.sum() for ranking in rankings]),
        each([ranking[:5].sum() for ranking in rankings]),
        each([ranking[:10].sum() for ranking in rankings]),
        each([1.0 / (1 + np.argmax(ranking)) if ranking.any() else 0.0 for ranking in rankings]),
    )


def mean_outcomes(several: Sequence[Outcomes]) -> Outcomes:
    """Return the means of several runs over the same choosers."""
    return Outcomes(
        several[0].true,
        np.mean([one.at_5 for one in several], axis=0),
        np.mean([one.at_10 for one in several], axis=0),
        np.mean([one.reciprocal for one in several], axis=0),
    )


def ranking_metrics(found: Outcomes) -> dict[str, float]:
    """Return recall at 5 and 10, pooled over all that was chosen, and the mean reciprocal rank."""
    values = _metrics(found, np.ones((1, len(found.true))))[:, 0]
    return {name: float(value) for name, value in zip(METRICS, values, strict=True)}


def ranking_intervals(
    found: Mapping[str, Outcomes], ours: str, seed: int, resamples: int = RESAMPLES
) -> tuple[dict[str, dict[str, dict[str, float]]], dict[str, dict[str, Difference]]]:
    """Return 95 % intervals of each method, and of ours less each other, by a bootstrap over choosers.

    All methods are drawn with the same choosers. Source: Efron, Tibshirani: An Introduction to the Bootstrap
    (1993).
    """
    number = len(found[ours].true)
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(number, np.full(number, 1.0 / number), size=resamples).astype(np.float64)
    drawn = {name: _metrics(one, draws) for name, one in found.items()}
    exact = {name: ranking_metrics(one) for name, one in found.items()}
    intervals = {
        name: {
            metric: dict(
                zip(("low", "high"), map(float, np.percentile(values[place], [2.5, 97.5])), strict=True)
            )
            for place, metric in enumerate(METRICS)
        }
        for name, values in drawn.items()
    }
    differences = {
        name: {
            metric: Difference(
                exact[ours][metric] - exact[name][metric],
                *map(float, np.percentile(drawn[ours][place] - values[place], [2.5, 97.5])),
            )
            for place, metric in enumerate(METRICS)
        }
        for name, values in drawn.items()
        if name != ours
    }
    return intervals, differences


def compared(
    found: Mapping[str, Outcomes], ours: str, baselines: Iterable[str], seed: int
) -> tuple[dict[str, Any], dict[str, dict[str, Difference]]]:
    """Return how methods compare in the form of every evaluation, and ours less each other.

    Returns
    -------
    tuple
        ``methods``, ``intervals``, ``best_baseline`` (by metric) and ``difference`` to it; then the
        differences to all others.
    """
    methods = {name: ranking_metrics(one) for name, one in sorted(found.items())}
    best = {metric: max(sorted(baselines), key=lambda name: methods[name][metric]) for metric in METRICS}
    intervals, differences = ranking_intervals(found, ours, seed)
    return {
        "methods": methods,
        "intervals": intervals,
        "best_baseline": best,
        "difference": {metric: asdict(differences[name][metric]) for metric, name in best.items()},
    }, differences


def _metrics(found: Outcomes, draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the metrics of each draw, shape (metrics, draws); draws says how often each chooser is in."""
    true = np.maximum(draws @ found.true, 1.0)
    choosers = np.maximum(draws.sum(axis=1), 1.0)
    return np.array(
        [draws @ found.at_5 / true, draws @ found.at_10 / true, draws @ found.reciprocal / choosers]
    )
