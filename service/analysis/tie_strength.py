"""How strong the tie between two people is, from what passed between them.

``E = sum w(kind_i) 2^(-(t - t_i)/h)``, ``R = 2 min(in, out)/(in + out)`` on directional channels only,
``S = (1 - exp(-E/k)) (a + (1 - a) R)``; all with the settings of `TieWeights`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from service.analysis.people import AccountFacts, Participant, Touch
from service.analysis.weights import TieWeights

Band = Literal["regular", "occasional", "sporadic"]
Pair = tuple[str, str]
_PairsOf = Callable[[Touch, int], list[tuple[Participant, Participant]]]


@dataclass(frozen=True, slots=True)
class Tie:
    """The tie of a pair. ``strength`` in [0, 1]; ``last_touch`` is the newest activity's instant.

    ``evidence_ids``: every activity that counted, by id.
    """

    strength: float
    energy: float
    reciprocity: float | None
    band: Band
    last_touch: datetime
    evidence_ids: tuple[str, ...]


@dataclass(slots=True)
class _Sums:
    last: datetime
    energy: float = 0.0
    towards: float = 0.0
    back: float = 0.0
    evidence: set[str] = field(default_factory=set)


def decayed(touch: Touch, facts: AccountFacts, weights: TieWeights) -> float:
    """Return the weight of an activity's kind after its decay by half-lives."""
    weight = weights.kinds.get(touch.kind, 0.0)
    return float(weight * 2.0 ** (-facts.age_days(touch.at) / weights.half_life))


def contact_member_ties(facts: AccountFacts, weights: TieWeights) -> dict[Pair, Tie]:
    """Return the tie of every (contact id, member id) that shares an activity."""
    return _ties(facts, weights, _contact_member_pairs)


def contact_ties(facts: AccountFacts, weights: TieWeights) -> dict[Pair, Tie]:
    """Return the tie of every two contacts that share an activity, the lesser id first."""
    return _ties(facts, weights, _contact_pairs)


def member_ties(facts: AccountFacts, weights: TieWeights) -> dict[Pair, Tie]:
    """Return the tie of every two members that share an activity, the lesser id first."""
    return _ties(facts, weights, _member_pairs)


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


def _ties(facts: AccountFacts, weights: TieWeights, pairs_of: _PairsOf) -> dict[Pair, Tie]:
    sums: dict[Pair, _Sums] = {}
    # In order of id, so that the order of rows never changes the last digit of a sum.
    for touch in sorted(facts.touches, key=lambda touch: touch.id):
        energy = decayed(touch, facts, weights)
        if energy <= 0.0:
            continue
        for first, second in pairs_of(touch, weights.max_group):
            own = sums.setdefault((first.id, second.id), _Sums(touch.at))
            own.energy += energy
            own.evidence.add(touch.id)
            own.last = max(own.last, touch.at)
            if touch.kind in weights.directional:
                match _direction(touch, first, second):
                    case "towards":
                        own.towards += energy
                    case "back":
                        own.back += energy
    return {pair: _tie(own, weights) for pair, own in sorted(sums.items())}


def _tie(own: _Sums, weights: TieWeights) -> Tie:
    directed = own.towards + own.back
    reciprocity = 2.0 * min(own.towards, own.back) / directed if directed > 0.0 else None
    # Meetings and the like go both ways by nature: without a directional channel nothing is taken off.
    factor = 1.0 if reciprocity is None else weights.one_way + (1.0 - weights.one_way) * reciprocity
    strength = (1.0 - math.exp(-own.energy / weights.saturation)) * factor
    return Tie(
        strength,
        own.energy,
        reciprocity,
        band_of(strength, weights),
        own.last,
        tuple(sorted(own.evidence)),
    )


def _direction(touch: Touch, first: Participant, second: Participant) -> str | None:
    """Say which way it went between the two: from the first, or back to it."""
    if first.part == "from" and second.part != "from":
        return "towards"
    if second.part == "from" and first.part != "from":
        return "back"
    if first.is_member == second.is_member:
        return None
    # A contact stands first in a pair with a member; inbound is from the contact.
    return {"inbound": "towards", "outbound": "back"}.get(touch.direction or "")


def _contact_member_pairs(touch: Touch, _: int) -> list[tuple[Participant, Participant]]:
    contacts = [item for item in touch.participants if not item.is_member]
    members = [item for item in touch.participants if item.is_member]
    return [(contact, member) for contact in contacts for member in members]


def _same_side_pairs(touch: Touch, is_member: bool, most: int) -> list[tuple[Participant, Participant]]:
    side = sorted(
        (item for item in touch.participants if item.is_member is is_member), key=lambda item: item.id
    )
    if len(side) > most:
        return []
    return [(one, other) for index, one in enumerate(side) for other in side[index + 1 :]]


def _contact_pairs(touch: Touch, most: int) -> list[tuple[Participant, Participant]]:
    return _same_side_pairs(touch, False, most)


def _member_pairs(touch: Touch, most: int) -> list[tuple[Participant, Participant]]:
    return _same_side_pairs(touch, True, most)
