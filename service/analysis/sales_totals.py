"""Totals of deals by stage, product, member, quarter or company: how many, and what those won are worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph_models.vocabulary import DealOutcome, DealStage

WAYS = ("stage", "product", "agent", "quarter", "company")
CLOSED = ("won", "lost")
_STEPS = [
    *(one.value for one in DealStage if one is not DealStage.CLOSED),
    *(one.value for one in DealOutcome if one is not DealOutcome.OPEN),
]


@dataclass(slots=True)
class Total:
    """What deals of one kind come to.

    ``amounts``: currency -> sum over won deals whose amount is known. ``unknown_amounts``: won deals
    without an amount; they are in no sum. ``win_rate``: won of won and lost, None while nothing has ended.
    """

    key: str | None
    name: str | None
    deals: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    amounts: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    unknown_amounts: int = 0
    ids: list[str] = field(default_factory=list)

    @property
    def win_rate(self) -> float | None:
        """Return the share of the ended deals that were won."""
        ended = sum(self.outcomes.get(one, 0) for one in CLOSED)
        return self.outcomes.get("won", 0) / ended if ended else None

    def add(self, deal: Mapping[str, Any]) -> None:
        """Count a deal in."""
        self.deals += 1
        self.ids.append(deal["id"])
        self.outcomes[deal["outcome"]] += 1
        if deal["outcome"] != "won":
            return
        if deal["amount"] is None:
            self.unknown_amounts += 1
        else:
            self.amounts[deal["currency"] or ""] += deal["amount"]


def quarter(day: date) -> str:
    """Return the calendar quarter of a day.

    >>> quarter(date(2017, 3, 31)), quarter(date(2017, 4, 1))
    ('2017-Q1', '2017-Q2')
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def deal_totals(deals: Iterable[Mapping[str, Any]], by: str) -> list[Total]:
    """Return the totals, a row for each key.

    A deal with several products or members counts for each of them, so that these rows may add up to more
    than there are deals; one without any counts under the key None. ``quarter`` is that of the day on which
    a deal ended. ``stage`` is the stage of an open deal and the outcome of one that has ended.
    """
    found: dict[str | None, Total] = {}
    for deal in deals:
        for key, name in _keys(deal, by):
            found.setdefault(key, Total(key, name)).add(deal)
    return sorted(found.values(), key=lambda one: (one.key is None, _place(one, by), one.key or ""))


def _place(total: Total, by: str) -> float:
    """Quarters and stages stand in their own order, everything else by how many were won."""
    if by == "stage":
        return _STEPS.index(total.key) if total.key in _STEPS else len(_STEPS)
    return 0 if by == "quarter" else -total.outcomes.get("won", 0)


def _keys(deal: Mapping[str, Any], by: str) -> Iterator[tuple[str | None, str | None]]:
    if by == "stage":
        key = deal["outcome"] if deal["outcome"] != "open" else deal["stage"]
        yield key, key
    elif by == "quarter":
        key = quarter(deal["closed_on"]) if deal["closed_on"] else None
        yield key, key
    elif by == "company":
        company = deal["company"] or {}
        yield company.get("id"), company.get("name")
    else:
        ends = deal["products" if by == "product" else "members"]
        yield from ((end["id"], end["name"]) for end in ends)
        if not ends:
            yield None, None
