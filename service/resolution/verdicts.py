"""What a comparison of two records says, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What is done with a pair."""

    MERGE = "merge"
    REVIEW = "review"
    APART = "apart"


class Outcome(StrEnum):
    """How two values of a field compare."""

    EXACT = "exact"
    AGREE = "agree"
    CLOSE = "close"
    PARTIAL = "partial"
    SIMILAR = "similar"
    DIFFER = "differ"
    SHORT = "short"
    COMMON = "common"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """One field of a comparison. ``bits``: for (above 0) or against (below 0) the two being one."""

    field: str
    outcome: Outcome
    left: str
    right: str
    bits: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records compared.

    ``score``: probability that they are one, 0 to 1. ``ruling``: set where a rule decides whatever the score:
    MERGE, APART, or REVIEW for a pair that must not be merged without a person. ``version``: of the weights.
    """

    score: float
    reasons: tuple[Reason, ...]
    ruling: Decision | None = None
    version: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the fields of a label say before weights are put to them."""

    reasons: tuple[Reason, ...]
    ruling: Decision | None = None
