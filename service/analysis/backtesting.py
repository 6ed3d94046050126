"""How good a ranking of targets was against what was bought next: places, lift, segments, calibration.

Everything here is made from lists: for one seller all units that could have been its next, which of them
were, and the values that each method gave them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.analysis.ranking_metrics import RANDOM_RUNS, Outcomes, compared, mean_outcomes, outcomes

KINDS = ("repeat", "other_site", "new_organisation")
NEW = "new"
"""Both kinds that are no repeat, in one list, as an answer ranks them."""
GROUPS = (*KINDS, NEW)
DEPTH = 20
"""How far down the curve of recall goes."""
MOST_BINS = 8
MOST_SEGMENTS = 10
Z = 1.96


@dataclass(frozen=True, slots=True)
class Listing:
    """The targets of one seller at a cut. ``units``: ids in order; ``kinds``: places in ``KINDS``.

    ``bought``: whether the seller sold there after the cut. ``scores``: method -> values, shape (units,).
    """

    seller: str
    units: tuple[str, ...]
    kinds: NDArray[np.intp]
    bought: NDArray[np.bool_]
    scores: Mapping[str, NDArray[np.float64]]

    def chosen(self, group: str) -> NDArray[np.intp]:
        """Return the places of the units of a group."""
        if group == NEW:
            return np.flatnonzero(self.kinds != KINDS.index("repeat"))
        return np.flatnonzero(self.kinds == KINDS.index(group))


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was bought at: where it stood by each method (0 is first), of how many."""

    seller: str
    unit: str
    places: Mapping[str, int]
    candidates: int


def ranked(listing: Listing, group: str, method: str) -> NDArray[np.intp]:
    """Return the places of the units of a group, best first; ties in order of id."""
    units = listing.chosen(group)
    return units[np.lexsort((units, -np.round(listing.scores[method][units], 12)))]


def hits(listings: Sequence[Listing], group: str, methods: Sequence[str]) -> list[Hit]:
    """Return where everything stood that was bought."""
    found = []
    for listing in listings:
        true = [unit for unit in listing.chosen(group).tolist() if listing.bought[unit]]
        if not true:
            continue
        orders = {method: ranked(listing, group, method) for method in methods}
        place = {method: {int(unit): at for at, unit in enumerate(order)} for method, order in orders.items()}
        size = len(next(iter(orders.values())))
        found += [
            Hit(listing.seller, listing.units[unit], {m: place[m][unit] for m in methods}, size)
            for unit in true
        ]
    return found


def group_told(
    listings: Sequence[Listing],
    group: str,
    methods: Sequence[str],
    ours: str,
    baselines: Sequence[str],
    seed: int,
) -> dict[str, Any] | None:
    """Return recall, MRR, lift, intervals and the curve of a group; None when nothing of it was bought.

    Intervals come from drawing sellers anew, or, of one seller, the units bought at: then its MRR is the mean
    over them of one over the place of each.
    """
    with_truth = [one for one in listings if one.bought[one.chosen(group)].any()]
    if not with_truth:
        return None
    by_target = len(with_truth) == 1
    found = {name: _outcomes(with_truth, group, name, by_target) for name in methods}
    found["random"] = _random(with_truth, group, by_target, seed)
    all_hits = hits(with_truth, group, methods)
    told, differences = compared(found, ours, (*baselines, "random"), seed)
    chance = {k: math.fsum(min(k, hit.candidates) / hit.candidates for hit in all_hits) for k in (5, 10)}
    for name, metrics in told["methods"].items():
        for k, expected in chance.items():
            metrics[f"lift@{k}"] = metrics[f"recall@{k}"] * len(all_hits) / expected
            if name == "random":
                metrics[f"lift@{k}"] = 1.0
    curve = {
        name: [sum(hit.places[name] < k for hit in all_hits) / len(all_hits) for k in range(1, DEPTH + 1)]
        for name in methods
    }
    curve["random"] = [
        math.fsum(min(k, hit.candidates) / hit.candidates for hit in all_hits) / len(all_hits)
        for k in range(1, DEPTH + 1)
    ]
    return {
        "n": len(all_hits),
        "sellers": len(with_truth),
        "candidates": float(np.mean([len(one.chosen(group)) for one in with_truth])),
        "drawn": "targets" if by_target else "sellers",
        **told,
        "others": {
            name: {metric: asdict(value) for metric, value in one.items()}
            for name, one in differences.items()
        },
        "curve": curve,
    }


def segments_told(
    all_hits: Sequence[Hit], of_unit: Callable[[str], str | None], methods: Sequence[str], k: int = 10
) -> list[dict[str, Any]]:
    """Return recall at k by what a unit is, the largest first; None as a name: not known.

    Intervals are Wilson's (1927).
    """
    by_name: dict[str | None, list[Hit]] = {}
    for hit in all_hits:
        by_name.setdefault(of_unit(hit.unit), []).append(hit)
    ordered = sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0] or ""))[:MOST_SEGMENTS]
    return [
        {
            "name": name,
            "n": len(some),
            "methods": {
                method: dict(
                    zip(
                        ("value", "low", "high"),
                        _wilson(sum(hit.places[method] < k for hit in some), len(some)),
                        strict=True,
                    )
                )
                for method in methods
            },
        }
        for name, some in ordered
    ]


def calibration_told(
    before: Sequence[Listing], after: Sequence[Listing], group: str, method: str
) -> dict[str, Any] | None:
    """Return how often it came true what a score said, the scale of the score being learned beforehand.

    Parameters
    ----------
    before
        Lists of an earlier cut, on which scores are turned into odds by isotonic regression (Zadrozny, Elkan
        2002): the share bought among those of a like score, never falling with it.

    Returns
    -------
    dict
        ``brier`` (mean squared error), ``skill`` (1 less brier over that of the share alone), ``error`` (mean
        distance of told and came, by bins) and ``bins``; None where nothing was bought before or after.
    """
    old, was = _pooled(before, group, method)
    new, came = _pooled(after, group, method)
    if not was.any() or not came.any():
        return None
    # Solvers take a while to load, which no other command needs.
    from scipy.optimize import isotonic_regression

    levels, inverse = np.unique(old, return_inverse=True)
    counts = np.bincount(inverse).astype(np.float64)
    shares = np.bincount(inverse, was.astype(np.float64)) / counts
    fitted = np.asarray(isotonic_regression(shares, weights=counts).x)
    told = fitted[np.clip(np.searchsorted(levels, new, side="right") - 1, 0, len(levels) - 1)]
    brier = float(np.mean((told - came) ** 2))
    plain = float(np.mean((was.mean() - came) ** 2))
    bins = _bins(told, came)
    error = math.fsum(row["n"] * abs(row["told"] - row["came"]) for row in bins) / len(told)
    return {"brier": brier, "skill": 1.0 - brier / plain if plain else 0.0, "error": error, "bins": bins}


def _bins(told: NDArray[np.float64], came: NDArray[np.bool_]) -> list[dict[str, float]]:
    """Return neighbouring odds together, so that each bin holds about as much that was told."""
    levels = np.unique(told)
    inverse = np.searchsorted(levels, told)
    weight = np.bincount(inverse, told + 1e-9)
    bins = np.minimum((np.cumsum(weight) - weight / 2) / weight.sum() * MOST_BINS, MOST_BINS - 1).astype(int)
    of_each = bins[inverse]
    return [
        {
            "n": int((of_each == one).sum()),
            "told": float(told[of_each == one].mean()),
            "came": float(came[of_each == one].mean()),
        }
        for one in np.unique(of_each)
    ]


def _pooled(
    listings: Sequence[Listing], group: str, method: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    chosen = [(one, one.chosen(group)) for one in listings]
    values = [np.round(one.scores[method][units], 12) for one, units in chosen]
    true = [one.bought[units] for one, units in chosen]
    if not values:
        return np.zeros(0), np.zeros(0, dtype=np.bool_)
    return np.concatenate(values), np.concatenate(true)


def _outcomes(listings: Sequence[Listing], group: str, method: str, by_target: bool) -> Outcomes:
    rankings = [one.bought[ranked(one, group, method)] for one in listings]
    return _by_target(rankings) if by_target else outcomes(rankings)


def _random(listings: Sequence[Listing], group: str, by_target: bool, seed: int) -> Outcomes:
    rng = np.random.default_rng(seed)
    runs = []
    for _ in range(RANDOM_RUNS):
        rankings = [one.bought[rng.permutation(one.chosen(group))] for one in listings]
        runs.append(_by_target(rankings) if by_target else outcomes(rankings))
    return mean_outcomes(runs)


def _by_target(rankings: Sequence[NDArray[np.bool_]]) -> Outcomes:
    places = np.concatenate([np.flatnonzero(ranking) for ranking in rankings]).astype(np.float64)
    return Outcomes(
        np.ones(len(places)),
        (places < 5).astype(np.float64),
        (places < 10).astype(np.float64),
        1.0 / (1.0 + places),
    )


def _wilson(right: int, number: int) -> tuple[float, float, float]:
    """Return a share with its 95 % interval.

    >>> [round(value, 2) for value in _wilson(5, 10)]
    [0.5, 0.24, 0.76]
    """
    share = right / number
    middle = (share + Z * Z / (2 * number)) / (1 + Z * Z / number)
    half = Z * math.sqrt(share * (1 - share) / number + Z * Z / (4 * number * number)) / (1 + Z * Z / number)
    return share, max(0.0, middle - half), min(1.0, middle + half)
