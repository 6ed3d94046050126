"""Chance that is the same everywhere: everything is derived from one stream of fractions a topic."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import TypeVar

T = TypeVar("T")

START = date(2022, 11, 21)
"""First day in the files: the day the customer list was taken over."""
END = date(2026, 11, 20)
"""Last day in the files."""
JST = timezone(timedelta(hours=9))
LAST_MOMENT = datetime.combine(END, time(20), JST)


class Dice:
    """Draws of one topic.

    Only ``random()`` of a seeded generator is used: its stream is promised not to change between versions of
    Python, which is not so for the other methods.
    """

    seed = 0
    """Which demonstration is made: 0 is the one that is shipped, others are for measuring on many."""

    def __init__(self, topic: str) -> None:
        which = f" {self.seed}" if self.seed else ""
        self._fraction = random.Random(f"demonstration{which} {topic}").random

    def chance(self, probability: float) -> bool:
        """Return True with the probability."""
        return self._fraction() < probability

    def real(self, low: float, high: float) -> float:
        """Return a number between the two."""
        return low + (high - low) * self._fraction()

    def bell(self, low: float, high: float) -> float:
        """Return a number between the two, more often near the middle."""
        return low + (high - low) * (self._fraction() + self._fraction() + self._fraction()) / 3

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both possible."""
        return low + int(self._fraction() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self._fraction() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the items, each as likely as its weight says."""
        left = self._fraction() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return so many different items, or all when there are fewer."""
        rest = list(items)
        return [rest.pop(int(self._fraction() * len(rest))) for _ in range(min(count, len(rest)))]

    def day(self, first: date, last: date) -> date:
        """Return a day from first to last."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def moment(self, day: date) -> datetime:
        """Return a moment of the working hours of the day; a weekend is moved to the Friday before."""
        return datetime.combine(workday(day), time(self.whole(9, 17), self.whole(0, 59)), JST)

    def noted(self, day: date, slowest: int = 3) -> datetime:
        """Return when somebody wrote down what happened on the day."""
        moment = datetime.combine(
            day + timedelta(days=self.whole(0, slowest)), time(18, self.whole(0, 59)), JST
        )
        return min(moment, LAST_MOMENT)


def workday(day: date) -> date:
    """Return the day, or the Friday before when it is a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def start_of(day: date) -> datetime:
    """Return the first moment of office work on the day: when a new record of it is opened."""
    return datetime.combine(day, time(8, 30), JST)
