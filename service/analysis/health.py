"""How healthy the relationship with an account is, 0 to 100, from the ties to it and who decides there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph_models.records import Part, combine
from service.analysis.exchanges import Exchange, joined
from service.analysis.people import RoleHeld
from service.analysis.tie_strength import Tie, tie_of
from service.analysis.weights import Weights

Measure = tuple[float | None, tuple[str, ...]]
HealthBand = Literal["good", "fair", "poor"]


@dataclass(frozen=True, slots=True)
class Flag:
    """A danger: its key, whom it is about, the facts that show it, and days of silence where it is that."""

    key: str
    contact_id: str | None
    evidence_ids: tuple[str, ...]
    days: float | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """``score`` 0 to 100, None when nothing ever passed; the contributions of ``parts`` add up to it.

    ``in_touch``: contacts with any tie; ``engaged``: those with a living one.
    """

    score: float | None
    band: HealthBand | None
    confidence: float
    parts: tuple[Part, ...]
    flags: tuple[Flag, ...]
    engaged: int
    in_touch: int


def health_of(
    passed: Mapping[str, Iterable[Exchange]], roles: Sequence[RoleHeld], now: datetime, weights: Weights
) -> Health:
    """Return the health of the relationship with an account.

    Parameters
    ----------
    passed
        What passed between each of its present contacts and our side.
    roles
        The roles its present contacts hold; those in open deals count.
    """
    kept = {id_: list(items) for id_, items in passed.items()}
    found = {id_: tie_of(items, now, weights.tie) for id_, items in kept.items()}
    ties = {id_: tie for id_, tie in sorted(found.items()) if tie is not None}
    whole = tie_of(joined(kept.values()), now, weights.tie)
    running = [role for role in roles if role.target.is_open]
    measures = {
        "strongest_ties": _strongest(ties, weights),
        "breadth": _breadth(ties, weights),
        "two_way": (whole.reciprocity, whole.directed_ids) if whole and whole.directed_ids else (None, ()),
        "recency": _recency(whole, now, kept, weights),
        "decider_ties": _deciders(ties, running, weights),
    }
    own = weights.health
    # Who decides may be known of an account nothing ever passed with: that alone is no health.
    values = {
        name: (value, own.parts[name], ids) if ties else (None, own.parts[name], ())
        for name, (value, ids) in measures.items()
    }
    score, confidence, parts = combine(values, own.doubt)
    parts = tuple(_scaled(part) for part in parts)
    score = None if score is None else 100.0 * score
    engaged = sum(1 for tie in ties.values() if tie.strength >= weights.tie.engaged)
    return Health(
        score,
        band_of(score, weights),
        confidence,
        parts,
        _flags(ties, running, now, weights),
        engaged,
        len(ties),
    )


def band_of(score: float | None, weights: Weights) -> HealthBand | None:
    """Return good, fair or poor."""
    if score is None:
        return None
    if score >= weights.health.good:
        return "good"
    return "fair" if score >= weights.health.fair else "poor"


def _scaled(part: Part) -> Part:
    contribution = None if part.contribution is None else 100.0 * part.contribution
    return Part(part.name, part.value, part.weight, contribution, part.evidence_ids)


def _strongest(ties: Mapping[str, Tie], weights: Weights) -> Measure:
    most = weights.health.strongest
    best = sorted(ties.values(), key=lambda tie: (-tie.strength, tie.evidence_ids))[:most]
    if not best:
        return None, ()
    return math.fsum(tie.strength for tie in best) / most, _evidence(best)


def _breadth(ties: Mapping[str, Tie], weights: Weights) -> Measure:
    total = math.fsum(tie.strength for tie in ties.values())
    if not ties:
        return None, ()
    return total / (total + weights.health.breadth_half), _evidence(ties.values())


def _recency(
    whole: Tie | None, now: datetime, passed: Mapping[str, Sequence[Exchange]], weights: Weights
) -> Measure:
    if whole is None:
        return None, ()
    counted = set(whole.evidence_ids)
    last = sorted(
        {
            item.activity_id
            for items in passed.values()
            for item in items
            if item.at == whole.last_touch and item.activity_id in counted
        }
    )
    return 2.0 ** (-silent_days(whole, now) / weights.health.recency_half_life), tuple(last)


def _deciders(ties: Mapping[str, Tie], roles: Sequence[RoleHeld], weights: Weights) -> Measure:
    deciding = [role for role in roles if role.role in weights.health.deciders]
    if not deciding:
        return None, ()
    people = sorted({role.contact_id for role in deciding})
    known = [ties[id_] for id_ in people if id_ in ties]
    value = math.fsum(tie.strength for tie in known) / len(people)
    return value, tuple(sorted({*(role.id for role in deciding), *_evidence(known)}))


def _flags(
    ties: Mapping[str, Tie], roles: Sequence[RoleHeld], now: datetime, weights: Weights
) -> tuple[Flag, ...]:
    flags = []
    engaged = [id_ for id_, tie in ties.items() if tie.strength >= weights.tie.engaged]
    if len(engaged) == 1:
        flags.append(Flag("single_threaded", engaged[0], ties[engaged[0]].evidence_ids))
    elif ties and not engaged:
        flags.append(Flag("nobody_engaged", None, _evidence(ties.values())))
    for contact_id in sorted({role.contact_id for role in roles if role.stance == "champion"}):
        own = tuple(role.id for role in roles if role.contact_id == contact_id and role.stance == "champion")
        tie = ties.get(contact_id)
        if tie is None:
            flags.append(Flag("champion_untouched", contact_id, tuple(sorted(own))))
        elif (days := silent_days(tie, now)) >= weights.tie.cold_after_days:
            flags.append(Flag("cold_champion", contact_id, (*sorted(own), *tie.evidence_ids), days))
    return tuple(flags)


def silent_days(tie: Tie, now: datetime) -> float:
    """Return the days since the last touch."""
    return max((now - tie.last_touch).total_seconds(), 0.0) / 86400.0


def _evidence(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(sorted({id_ for tie in ties for id_ in tie.evidence_ids}))
