"""The one form that every evaluation prints, so that results can be compared over time and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from service.analysis.evaluation import Marks, best_baselines, pair_metrics, paired_difference

OURS = "enishi"
SEED = 7


def pair_group(truth: Marks, ours: Marks, baselines: Mapping[str, Marks], seed: int) -> dict[str, Any]:
    """Return a group of an evaluation that is about pairs.

    Parameters
    ----------
    truth, ours, baselines
        Shape (pairs,) each: every pair that is one, or that any of the methods says is one.
    seed
        Of the bootstrap.
    """
    methods = {OURS: pair_metrics(truth, ours)}
    methods |= {name: pair_metrics(truth, found) for name, found in sorted(baselines.items())}
    best = best_baselines(methods, OURS)
    differences = {
        name: paired_difference(truth, ours, baselines[name], np.random.default_rng(seed))
        for name in sorted(set(best.values()))
    }
    return {
        "n": len(truth),
        "methods": methods,
        "best_baseline": best,
        "difference": {metric: asdict(differences[name][metric]) for metric, name in best.items()},
    }


def linked_group(
    truth: set[tuple[str, str]],
    ours: set[tuple[str, str]],
    baselines: Mapping[str, set[tuple[str, str]]],
    seed: int,
) -> dict[str, Any]:
    """Return a group from sets of pairs; ``n`` is the number of pairs that are one."""
    pairs = sorted(truth.union(ours, *baselines.values()))

    def marks(found: set[tuple[str, str]]) -> Marks:
        return np.array([pair in found for pair in pairs], dtype=bool)

    group = pair_group(
        marks(truth), marks(ours), {name: marks(found) for name, found in baselines.items()}, seed
    )
    return {**group, "n": len(truth)}


def report(task: str, data: Mapping[str, Any], seed: int, groups: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole."""
    return {"task": task, "data": dict(data), "seed": seed, "groups": dict(groups)}
