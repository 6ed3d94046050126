"""From a comparison to a decision, and from people's judgements to better weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from types import MappingProxyType

import numpy as np

from service.resolution.verdicts import Comparison, Decision, Outcome, Reason
from service.resolution.weights import DEFAULT, Level, Thresholds, Weights

__all__ = ["Decision", "Judged", "decide", "learn"]

PRIOR_DEVIATION = 1.5
"""Bits by which a weight of the file may well be wrong: the larger, the faster judgements move it."""
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that a person judged."""

    label: str
    reasons: tuple[Reason, ...]
    is_match: bool


def decide(comparison: Comparison, thresholds: Thresholds = DEFAULT.thresholds) -> Decision:
    """Return what is done with the pair.

    >>> decide(Comparison(0.99, ())), decide(Comparison(0.99, (), Decision.REVIEW))
    (<Decision.MERGE: 'merge'>, <Decision.REVIEW: 'review'>)
    >>> decide(Comparison(0.5, ())), decide(Comparison(0.1, ())), decide(Comparison(1.0, (), Decision.APART))
    (<Decision.REVIEW: 'review'>, <Decision.APART: 'apart'>, <Decision.APART: 'apart'>)
    """
    if comparison.ruling in (Decision.MERGE, Decision.APART):
        return comparison.ruling
    if comparison.score >= thresholds.merge:
        return comparison.ruling or Decision.MERGE
    return Decision.REVIEW if comparison.score >= thresholds.review else Decision.APART


def learn(judgements: Sequence[Judged], weights: Weights = DEFAULT) -> Weights:
    """Return the weights after the judgements.

    Parameters
    ----------
    judgements
        In any order; the same ones give the same weights.
    weights
        Those of the file: each is a prior of ``PRIOR_DEVIATION`` bits around its value, so that a few
        judgements move it a little.

    Returns
    -------
    Weights
        Their version names the one they started from and the judgements.

    Notes
    -----
    People judge the pairs that were doubtful, which are no sample of all pairs: to count how often an outcome
    is seen among judged matches (as Fellegi and Sunter would) would make every field that brings pairs into
    the queue look worthless. The judgements are therefore fitted as a logistic regression on the outcomes,
    which does not depend on how the pairs were picked, at its maximum a posteriori (Newton's method).
    """
    bits = dict(weights.bits)
    priors = dict(weights.priors)
    for label in sorted({judged.label for judged in judgements}):
        own = sorted((judged for judged in judgements if judged.label == label), key=repr)
        levels = sorted({level for judged in own for level in _levels(judged)} & bits.keys())
        start = np.array([priors[label], *(bits[level] for level in levels)])
        place = {level: number for number, level in enumerate(levels, start=1)}
        features = np.zeros((len(own), len(start)))
        offsets = np.zeros(len(own))
        for row, judged in enumerate(own):
            features[row, 0] = 1.0
            for level in _levels(judged):
                if level in place:
                    features[row, place[level]] = 1.0
            offsets[row] = sum(r.bits for r in judged.reasons if r.outcome is Outcome.COMMON)
        truth = np.array([float(judged.is_match) for judged in own])
        fitted = _fit(features, offsets, truth, start)
        priors[label] = float(fitted[0])
        bits |= {level: float(fitted[number]) for level, number in place.items()}
    if not judgements:
        return weights
    digest = blake2b(repr(sorted(map(repr, judgements))).encode(), digest_size=4).hexdigest()
    return replace(
        weights,
        version=f"{weights.version.split('+')[0]}+{len(judgements)}.{digest}",
        priors=MappingProxyType(priors),
        bits=MappingProxyType(bits),
    )


def _levels(judged: Judged) -> list[Level]:
    return [
        (judged.label, found.field, found.outcome.value)
        for found in judged.reasons
        if found.outcome not in (Outcome.UNKNOWN, Outcome.COMMON)
    ]


def _fit(features: np.ndarray, offsets: np.ndarray, truth: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return the bits at the maximum of likelihood times prior."""
    precision = 1.0 / PRIOR_DEVIATION**2
    scale = math.log(2.0)
    found = start.copy()
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-scale * np.clip(features @ found + offsets, -60, 60)))
        slope = scale * features.T @ (truth - chance) - precision * (found - start)
        spread = chance * (1.0 - chance) * scale**2
        curvature = features.T @ (features * spread[:, None]) + precision * np.eye(len(found))
        step = np.linalg.solve(curvature, slope)
        found = found + step
        if np.abs(step).max() < 1e-10:
            break
    return found
