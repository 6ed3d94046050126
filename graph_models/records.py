"""Records that cross layers: what an importer says, the moment a question is asked of, what an answer is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph_models.ids import relationship_id
from graph_models.vocabulary import State

Value = str | int | float | bool | date | datetime | tuple[str, ...] | list[str] | None


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """What one source row says of one node. Absent properties are not spoken of; None is never written."""

    label: str
    id: str
    properties: Mapping[str, Value]
    source: str
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RelationshipRecord:
    """What one source row says of one relationship; ``qualifier`` tells parallel ones apart."""

    type: str
    start_id: str
    end_id: str
    source: str
    properties: Mapping[str, Value] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    state: State = State.CONFIRMED
    confidence: float = 1.0
    qualifier: str = ""
    recorded_at: datetime | None = None

    @property
    def id(self) -> str:
        """The id, made of type, ends and qualifier."""
        return relationship_id(self.type, self.start_id, self.end_id, self.qualifier)


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment a question is asked of.

    ``as_of``: what was true on that day. ``until``: the end of that day, exclusive, in the configured time
    zone. ``known_at``: only what we had learned by then.
    """

    as_of: date
    until: datetime
    known_at: datetime

    def parameters(self) -> dict[str, Any]:
        """Return the three as parameters of a query."""
        return {"as_of": self.as_of, "until": self.until, "known_at": self.known_at}


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a score. ``value`` is None when nothing is known; it then adds nothing."""

    name: str
    value: float | None
    weight: float
    contribution: float | None
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would change a rank: a message key under ``answers`` and what fills it."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RankedItem:
    """One ranked answer. The contributions of the parts add up to the score."""

    id: str
    label: str
    name: str
    score: float | None
    confidence: float
    state: State
    parts: tuple[Part, ...]
    would_change: tuple[Change, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A ranked list with what must be said about it as a whole."""

    items: tuple[RankedItem, ...]
    notes: tuple[Change, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def combine(
    values: Mapping[str, tuple[float | None, float, tuple[str, ...]]], doubt: float
) -> tuple[float | None, float, tuple[Part, ...]]:
    """Return score, confidence and parts from value, weight and evidence by name of part.

    The score is the sum of the contributions, None when nothing is known; the confidence is the share of the
    weight that is known. A part of unknown value contributes nothing itself, but is not taken for zero
    either: its weight counts by the share ``doubt`` only (0: as if it were not asked, 1: as if it were zero).
    So a grand title of which nothing else is known does not stand above a person known well.

    >>> score, confidence, parts = combine({"a": (0.5, 3.0, ("x",)), "b": (None, 1.0, ())}, doubt=0.5)
    >>> round(score, 3), confidence, parts[1].contribution
    (0.429, 0.75, None)
    """
    total = sum(weight for _, weight, _ in values.values())
    known = sum(weight for value, weight, _ in values.values() if value is not None)
    base = known + doubt * (total - known)
    parts = tuple(
        Part(name, value, weight, None if value is None else weight / (base or 1.0) * value, evidence)
        for name, (value, weight, evidence) in values.items()
    )
    score = sum(part.contribution for part in parts if part.contribution is not None) if known else None
    return score, (known / total if total else 0.0), parts
