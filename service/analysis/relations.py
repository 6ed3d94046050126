"""Who knows whom, how well, and whether it grows: each tie beside what it was a while ago."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph_models.records import Part
from service.analysis.exchanges import Exchange, Pair, joined
from service.analysis.tie_strength import Tie, tie_of
from service.analysis.weights import TieWeights

Trend = Literal["new", "rising", "steady", "falling"]
Kind = Literal["contact_member", "contact_contact", "account_member"]
Passed = Mapping[Kind, Mapping[Pair, Iterable[Exchange]]]
"""What passed between people, by kind of tie and pair."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie now and as it was ``trend_days`` before (None: there was none), from the activities known now."""

    kind: Kind
    one: str
    other: str
    tie: Tie
    before: Tie | None
    trend: Trend

    @property
    def id(self) -> str:
        """Id of the tie."""
        return f"tie.{self.one}.{self.other}"

    @property
    def change(self) -> float:
        """By how much the strength changed."""
        return self.tie.strength - (self.before.strength if self.before else 0.0)


def relation(
    kind: Kind, pair: Pair, passed: Iterable[Exchange], now: datetime, weights: TieWeights
) -> Relation | None:
    """Return a tie with its trend, None where nothing that counts passed between the two."""
    some = list(passed)
    tie = tie_of(some, now, weights)
    if tie is None:
        return None
    before = tie_of(some, now - timedelta(days=weights.trend_days), weights)
    return Relation(kind, *pair, tie, before, trend_of(tie, before, weights))


def relations(passed: Passed, now: datetime, weights: TieWeights) -> list[Relation]:
    """Return all ties, the strongest first, those as strong by id."""
    found = [
        relation(kind, pair, items, now, weights)
        for kind, pairs in passed.items()
        for pair, items in pairs.items()
    ]
    return sorted((one for one in found if one), key=lambda one: (-one.tie.strength, one.id))


def with_account(
    account_id: str, contact_member: Mapping[Pair, Iterable[Exchange]]
) -> dict[Pair, list[Exchange]]:
    """Return what passed between an account as a whole and each member: an activity counts once."""
    by_member: dict[str, list[Iterable[Exchange]]] = defaultdict(list)
    for (_, member_id), items in contact_member.items():
        by_member[member_id].append(items)
    return {(account_id, member_id): joined(by_member[member_id]) for member_id in sorted(by_member)}


def with_anybody(contact_member: Mapping[Pair, Iterable[Exchange]]) -> dict[str, list[Exchange]]:
    """Return what passed between each contact and our side as a whole."""
    by_contact: dict[str, list[Iterable[Exchange]]] = defaultdict(list)
    for (contact_id, _), items in contact_member.items():
        by_contact[contact_id].append(items)
    return {contact_id: joined(by_contact[contact_id]) for contact_id in sorted(by_contact)}


def trend_of(tie: Tie, before: Tie | None, weights: TieWeights) -> Trend:
    """Say whether a tie is new, rises, falls or stays."""
    if before is None:
        return "new"
    change = tie.strength - before.strength
    if abs(change) < weights.trend_step:
        return "steady"
    return "rising" if change > 0 else "falling"


def parts_of(tie: Tie, weights: TieWeights) -> tuple[Part, ...]:
    """Return the factors of a strength: how much passed, and how far it went both ways.

    They multiply: a contribution is the factor. Without a directional channel the second is unknown and takes
    nothing off.
    """
    both = None if tie.reciprocity is None else tie.reciprocity
    return (
        Part("volume", tie.volume, 1.0, tie.volume, tie.evidence_ids),
        Part("two_way", both, 1.0 - weights.one_way, None if both is None else tie.factor, tie.directed_ids),
    )
