"""Cohorts of customers by the quarter of their first purchase, and who is about to lapse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.analysis.purchase_history import rhythm
from service.analysis.sales_lines import Line
from service.analysis.sales_totals import quarter

LATE = 1.5
"""Who has waited this many times their own usual gap is late."""
RISKS = ("lapsed", "late", "soon", "unknown", "active")


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers who first bought in a quarter; ``active``: how many bought in the k-th quarter after it."""

    quarter: str
    size: int
    active: tuple[int, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LapseRisk:
    """How near a customer is to lapsing. ``ratio``: days since the last purchase of the usual gap."""

    company_id: str
    name: str
    last: date
    days_since: int
    days_left: int
    median_gap: float | None
    ratio: float | None
    risk: str
    ids: tuple[str, ...]


def cohorts(lines: Iterable[Line], as_of: date) -> list[Cohort]:
    """Return the cohorts, the earliest first; the last quarter counted is that of the day, unfinished."""
    quarters: dict[str, set[int]] = defaultdict(set)
    first: dict[str, Line] = {}
    for line in sorted(lines, key=lambda one: (one.on, one.id)):
        quarters[line.company_id].add(_number(line.on))
        first.setdefault(line.company_id, line)
    members: dict[int, list[str]] = defaultdict(list)
    for id_, line in first.items():
        members[_number(line.on)].append(id_)
    return [
        Cohort(
            quarter(first[ids[0]].on),
            len(ids),
            tuple(sum(at + k in quarters[id_] for id_ in ids) for k in range(_number(as_of) - at + 1)),
            tuple(sorted(first[id_].id for id_ in ids)),
        )
        for at, ids in sorted(members.items())
    ]


def lapse_risks(
    lines: Iterable[Line], as_of: date, *, lapse_days: int = 365, soon: int = 60
) -> list[LapseRisk]:
    """Return every customer by how near they are to lapsing, the nearest first of each risk.

    ``lapsed``: no purchase for ``lapse_days`` or more. ``late``: waits at least `LATE` times their own median
    gap. ``soon``: lapses within ``soon`` days. ``unknown``: fewer than two days with a purchase, so no rhythm
    to judge by, and not soon. ``active``: everybody else.
    """
    sold: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        sold[line.company_id].append(line)
    found = []
    for id_, mine in sold.items():
        known = rhythm([one.on for one in mine], as_of)
        since, gap = known["days_since"], known["median_gap"]
        left, ratio = lapse_days - since, since / gap if gap else None
        risk = (
            "lapsed"
            if left <= 0
            else "late"
            if ratio is not None and ratio >= LATE
            else "soon"
            if left <= soon
            else "unknown"
            if ratio is None
            else "active"
        )
        ids = tuple(one.id for one in mine)
        found.append(LapseRisk(id_, mine[-1].company_name, known["last"], since, left, gap, ratio, risk, ids))
    return sorted(found, key=lambda one: (RISKS.index(one.risk), abs(one.days_left), one.company_id))


def _number(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
