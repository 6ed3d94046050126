"""How strong the tie between two people is, from what passed between them.

``E = sum w(kind_i) 2^(-(t - t_i)/h)``, ``R = 2 min(in, out)/(in + out)`` on directional channels only,
``S = (1 - exp(-E/k)) (a + (1 - a) R)``; all with the settings of `TieWeights`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from service.analysis.exchanges import (
    Exchange,
    Pair,
    PairsOf,
    contact_member_pairs,
    contact_pairs,
    exchanges,
    member_pairs,
)
from service.analysis.people import AccountFacts, Touch
from service.analysis.weights import TieWeights

Band = Literal["regular", "occasional", "sporadic"]


@dataclass(frozen=True, slots=True)
class Tie:
    """The tie of a pair. ``strength`` in [0, 1]; ``last_touch`` is the newest activity's instant.

    ``volume``: what the strength would be if all was answered. ``towards``, ``back``: the energy on
    directional channels from the first to the second, and from the second to the first.
    ``evidence_ids``: every activity that counted, by id; ``directed_ids``: those that say which way.
    """

    strength: float
    energy: float
    reciprocity: float | None
    band: Band
    last_touch: datetime
    evidence_ids: tuple[str, ...]
    volume: float = 0.0
    factor: float = 1.0
    towards: float = 0.0
    back: float = 0.0
    directed_ids: tuple[str, ...] = ()


def decayed(touch: Touch, facts: AccountFacts, weights: TieWeights) -> float:
    """Return the weight of an activity's kind after its decay by half-lives."""
    return _energy(touch.kind, facts.age_days(touch.at), weights)


def tie_of(passed: Iterable[Exchange], now: datetime, weights: TieWeights) -> Tie | None:
    """Return the tie that what passed between two people makes by a time, None where nothing counts.

    Parameters
    ----------
    passed
        Each activity once, in order of id. What is later than ``now`` or older than the horizon is left out.
    """
    since = now - timedelta(days=weights.horizon)
    energy = towards = back = 0.0
    last: datetime | None = None
    evidence: list[str] = []
    directed: list[str] = []
    for item in passed:
        if not since <= item.at <= now:
            continue
        own = _energy(item.kind, (now - item.at).total_seconds() / 86400.0, weights)
        if own <= 0.0:
            continue
        energy += own
        evidence.append(item.activity_id)
        last = item.at if last is None else max(last, item.at)
        if item.way is not None and item.kind in weights.directional:
            directed.append(item.activity_id)
            if item.way == "towards":
                towards += own
            else:
                back += own
    if last is None:
        return None
    total = towards + back
    reciprocity = 2.0 * min(towards, back) / total if total > 0.0 else None
    # Meetings and the like go both ways by nature: without a directional channel nothing is taken off.
    factor = 1.0 if reciprocity is None else weights.one_way + (1.0 - weights.one_way) * reciprocity
    volume = 1.0 - math.exp(-energy / weights.saturation)
    strength = volume * factor
    return Tie(
        strength,
        energy,
        reciprocity,
        band_of(strength, weights),
        last,
        tuple(evidence),
        volume,
        factor,
        towards,
        back,
        tuple(directed),
    )


def contact_member_ties(facts: AccountFacts, weights: TieWeights) -> dict[Pair, Tie]:
    """Return the tie of every (contact id, member id) that shares an activity."""
    return _ties(facts, weights, contact_member_pairs)


def contact_ties(facts: AccountFacts, weights: TieWeights) -> dict[Pair, Tie]:
    """Return the tie of every two contacts that share an activity, the lesser id first."""
    return _ties(facts, weights, contact_pairs)


def member_ties(facts: AccountFacts, weights: TieWeights) -> dict[Pair, Tie]:
    """Return the tie of every two members that share an activity, the lesser id first."""
    return _ties(facts, weights, member_pairs)


def joint_strength(ties: Iterable[Tie]) -> tuple[float | None, tuple[str, ...]]:
    """Return ``1 - product of (1 - S)`` over several ties, with all their evidence; None without any."""
    found = sorted(ties, key=lambda tie: (tie.strength, tie.evidence_ids))
    if not found:
        return None, ()
    missing = math.prod(1.0 - tie.strength for tie in found)
    return 1.0 - missing, tuple(sorted({id_ for tie in found for id_ in tie.evidence_ids}))


def band_of(strength: float, weights: TieWeights) -> Band:
    """Return regular, occasional or sporadic."""
    if strength >= weights.regular:
        return "regular"
    return "occasional" if strength >= weights.occasional else "sporadic"


def _energy(kind: str, age_days: float, weights: TieWeights) -> float:
    weight = weights.kinds.get(kind, 0.0)
    return float(weight * 2.0 ** (-age_days / weights.half_life))


def _ties(facts: AccountFacts, weights: TieWeights, pairs_of: PairsOf) -> dict[Pair, Tie]:
    passed = exchanges(facts.touches, pairs_of, weights.max_group)
    found = {pair: tie_of(items, facts.now, weights) for pair, items in passed.items()}
    return {pair: tie for pair, tie in found.items() if tie is not None}
