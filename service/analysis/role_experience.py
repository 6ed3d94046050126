"""What is known from deals of who holds which role: by level, work, place and stated power.

It is learned from the graph itself, as of the day that is asked about; where little is known it says little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from service.analysis.titles import read_function, read_title

SMOOTHING = 12.0
"""Role holders' worth of the belief that a role is held by anybody."""
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PastRole:
    """A role somebody held in a deal. ``is_here``: the holder worked at the place of the deal."""

    id: str
    deal_id: str
    contact_id: str
    role: str
    title: str | None
    unit_name: str | None
    is_here: bool | None
    power: float | None
    outcome: str
    closed_on: date | None
    amount: float | None
    currency: str | None
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What can be read of somebody without knowing the deal."""

    level: str
    function: str


@dataclass(frozen=True, slots=True)
class Experience:
    """Counts over role holders, and over everybody with a job.

    ``counts``: role -> feature -> value -> holders. ``everybody``: feature -> value -> people.
    ``doubles``: share of roles held by somebody with another role in the same deal.
    """

    counts: Mapping[str, Mapping[str, Counter[str]]] = field(default_factory=dict)
    everybody: Mapping[str, Counter[str]] = field(default_factory=dict)
    doubles: float = 0.1
    roles: int = 0

    def ratio(self, role: str, feature: str, value: str) -> float:
        """Return how many times as often holders of the role have the value as people do; 1 where unknown."""
        base = self.everybody.get(feature, Counter())
        total = sum(base.values())
        held = self.counts.get(role, {}).get(feature, Counter())
        if value == UNKNOWN or not total:
            return 1.0
        # One of each value more, so that what never was is rare and not impossible.
        share = (base[value] + 1.0) / (total + len(base) + 1.0)
        return (held[value] + SMOOTHING * share) / (sum(held.values()) + SMOOTHING) / share

    def holders(self, role: str) -> int:
        """Return from how many holders of a role it is learned."""
        return sum(self.counts.get(role, {}).get("level", Counter()).values())


@lru_cache(20_000)
def profile_of(title: str | None, unit_name: str | None) -> Profile:
    """Return the level of a title, and the work that title or unit speak of."""
    reading = read_title(title)
    function = read_function(title, unit_name)
    return Profile(reading.seniority.value if reading else UNKNOWN, function.value if function else UNKNOWN)


def power_band(power: float | None) -> str:
    """Return the third that a stated power is in.

    >>> power_band(0.9), power_band(None)
    ('high', 'unknown')
    """
    if power is None:
        return UNKNOWN
    return "low" if power < 1.0 / 3.0 else "high" if power > 2.0 / 3.0 else "middle"


def learn(past: Iterable[PastRole], population: Mapping[tuple[str | None, str | None], int]) -> Experience:
    """Return what past roles teach.

    Parameters
    ----------
    population
        Title and name of the unit -> how many people have them.
    """
    counts: dict[str, dict[str, Counter[str]]] = {}
    everybody: dict[str, Counter[str]] = {"level": Counter(), "function": Counter(), "power": Counter()}
    per_person: Counter[tuple[str, str]] = Counter()
    total = 0
    for one in past:
        total += 1
        per_person[one.deal_id, one.contact_id] += 1
        profile, band = profile_of(one.title, one.unit_name), power_band(one.power)
        of_role = counts.setdefault(
            one.role, {name: Counter() for name in ("level", "function", "power", "here")}
        )
        for name, value in (("level", profile.level), ("function", profile.function), ("power", band)):
            if value != UNKNOWN:
                of_role[name][value] += 1
        everybody["power"][band] += band != UNKNOWN
        if one.is_here is not None:
            of_role["here"][str(one.is_here)] += 1
    for (title, unit_name), number in population.items():
        profile = profile_of(title, unit_name)
        for name, value in (("level", profile.level), ("function", profile.function)):
            if value != UNKNOWN:
                everybody[name][value] += number
    doubled = sum(number for number in per_person.values() if number > 1)
    return Experience(counts, everybody, (doubled + 1.0) / (total + 10.0), total)


def learned_template(past: Iterable[PastRole], enough: int, share: float) -> tuple[int, list[dict[str, Any]]]:
    """Return from how many won deals, and the roles that at least ``share`` of them had.

    Parameters
    ----------
    past
        Roles in won deals of one product category and size.
    enough
        With fewer deals nothing is learned.
    """
    holders: dict[str, dict[str, set[str]]] = {}
    for one in past:
        holders.setdefault(one.deal_id, {}).setdefault(one.role, set()).add(one.contact_id)
    number = len(holders)
    if number < enough:
        return number, []
    rows = []
    for role in sorted({role for deal in holders.values() for role in deal}):
        sizes = sorted(len(deal[role]) for deal in holders.values() if role in deal)
        if len(sizes) >= share * number:
            usual = sizes[(len(sizes) - 1) // 2]
            rows.append({"role": role, "threshold": usual, "weight": round(len(sizes) / number * 2.0, 2)})
    return number, rows
