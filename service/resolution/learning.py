"""Which of two sets of weights decides more judged pairs rightly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.resolution.comparison import probability
from service.resolution.decision import Judged, learn
from service.resolution.verdicts import Outcome
from service.resolution.weights import DEFAULT, Weights

LEAVE_ONE_OUT = 60
"""Up to so many judgements each is left out alone; of more, as many parts one after the other:"""
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights learned from judgements, and how many judged pairs they and the standing ones decide rightly.

    ``right`` counts pairs that were left out when the weights that decide them were learned.
    """

    weights: Weights
    judged: int
    right: int
    standing_right: int


def score_of(judged: Judged, weights: Weights) -> float:
    """Return the probability that a judged pair is one, by its reasons.

    >>> score_of(Judged("Company", (), True), DEFAULT) == probability(DEFAULT.priors["Company"])
    True
    """
    bits = weights.priors[judged.label]
    for reason in judged.reasons:
        is_common = reason.outcome is Outcome.COMMON
        bits += reason.bits if is_common else weights.of(judged.label, reason.field, reason.outcome.value)
    return probability(bits)


def is_right(judged: Judged, weights: Weights) -> bool:
    """Return whether the weights are on the side of the judgement: a half and more is for being one."""
    return (score_of(judged, weights) >= 0.5) is judged.is_match


def learned(judgements: Sequence[Judged], standing: Weights, start: Weights = DEFAULT) -> Learned:
    """Return what judgements teach, tried on judgements that were left out.

    Parameters
    ----------
    standing
        The weights in use, which are tried on the same pairs.
    start
        The weights that learning starts from; the same judgements give the same weights, whatever stood.
    """
    own = sorted(judgements, key=repr)
    parts = len(own) if len(own) <= LEAVE_ONE_OUT else FOLDS
    right = 0
    for part in range(parts):
        rest = [judged for place, judged in enumerate(own) if place % parts != part]
        tried = learn(rest, start)
        right += sum(is_right(judged, tried) for judged in own[part::parts])
    standing_right = sum(is_right(judged, standing) for judged in own)
    return Learned(learn(own, start), len(own), right, standing_right)
