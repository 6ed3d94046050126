"""How far the values of a property separate won deals from lost ones.

Two measures, side by side: the information gain in bits, corrected for chance after Miller and Madow (1955),
and of the value that tells most the log odds with their interval, after Haldane and Anscombe (1956: half a
deal added to each cell, so that empty ones have a finite estimate). The interval holds at 95 % for all values
of the property together (Bonferroni): the most telling of many is often so by chance.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from statistics import NormalDist

METHOD = "information gain (Miller-Madow), log odds (Haldane-Anscombe), 95 % (Bonferroni)"
MOST_VALUES = 20
"""A text with more different values than this is looked at as filled or not."""
BINS = 4
UNKNOWN = "–"
_DOUBT = 0.05


@dataclass(frozen=True, slots=True)
class Observation:
    """A node: how many deals were won and lost, and its value (None: not filled)."""

    won: int
    lost: int
    value: object


@dataclass(frozen=True, slots=True)
class Telling:
    """The value that tells most: its deals, and the log odds of winning against all other values."""

    value: str
    won: int
    lost: int
    log_odds: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Separation:
    """``gain`` in bits, of ``entropy`` that there was; None where there is nothing to compare."""

    deals: int
    gain: float | None
    entropy: float
    telling: Telling | None

    @property
    def separates(self) -> bool:
        """Whether the interval of the most telling value leaves out chance."""
        return self.telling is not None and (self.telling.low > 0 or self.telling.high < 0)


def separation(observations: Sequence[Observation]) -> Separation:
    """Return how far a property separates won from lost.

    Examples
    --------
    >>> found = separation([Observation(40, 0, "a"), Observation(0, 40, "b")])
    >>> round(found.gain, 2), found.separates
    (0.99, True)
    """
    names = _binned([one.value for one in observations])
    won: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for one, some in zip(observations, names, strict=True):
        for name in some:
            won[name] += one.won
            lost[name] += one.lost
    all_won, all_lost = sum(one.won for one in observations), sum(one.lost for one in observations)
    deals = all_won + all_lost
    entropy = _entropy((all_won, all_lost))
    values = [name for name in sorted({*won, *lost}) if won[name] + lost[name]]
    if not deals or not entropy or len(values) < 2:
        return Separation(deals, None, entropy, None)
    told = sum(won[name] + lost[name] for name in values)
    left = sum((won[name] + lost[name]) / told * _entropy((won[name], lost[name])) for name in values)
    chance = (len(values) - 1) / (2 * told * math.log(2))
    width = NormalDist().inv_cdf(1 - _DOUBT / 2 / len(values))
    telling = [_telling(name, won[name], lost[name], all_won, all_lost, width) for name in values]
    best = max(telling, key=lambda one: (abs(one.log_odds) - _half(one), one.value))
    return Separation(deals, max(0.0, entropy - left - chance), entropy, best)


def _half(one: Telling) -> float:
    return (one.high - one.low) / 2


def _telling(name: str, won: int, lost: int, all_won: int, all_lost: int, width: float) -> Telling:
    a, b, c, d = won + 0.5, lost + 0.5, all_won - won + 0.5, all_lost - lost + 0.5
    odds = math.log(a * d / (b * c))
    error = width * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return Telling(name, won, lost, odds, odds - error, odds + error)


def _entropy(counts: tuple[int, int]) -> float:
    total = sum(counts)
    return -sum(n / total * math.log2(n / total) for n in counts if n) if total else 0.0


def _binned(values: Sequence[object]) -> list[list[str]]:
    """Return the names of the values of each node: quarters of numbers and days, the items of lists."""
    known = [value for value in values if value is not None]
    numbers = [_number(value) for value in known]
    if known and all(number is not None for number in numbers):
        return _quarters(values, sorted(number for number in numbers if number is not None))
    named = [_names(value) for value in values]
    if len(set(chain.from_iterable(named))) > MOST_VALUES:
        return [["filled"] if value is not None else [UNKNOWN] for value in values]
    return named


def _names(value: object) -> list[str]:
    if value is None:
        return [UNKNOWN]
    return sorted(map(str, value)) if isinstance(value, (list, tuple)) and value else [str(value)]


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return float(value.toordinal()) if isinstance(value, date) else None


def _quarters(values: Sequence[object], ordered: list[float]) -> list[list[str]]:
    borders = sorted({ordered[len(ordered) * step // BINS] for step in range(1, BINS)})
    is_day = any(isinstance(value, date) for value in values)

    def told(border: float) -> str:
        return date.fromordinal(int(border)).isoformat() if is_day else f"{border:g}"

    def name(value: object) -> str:
        number = _number(value)
        if number is None:
            return UNKNOWN
        below = [border for border in borders if number >= border]
        above = [border for border in borders if number < border]
        low, high = told(below[-1]) if below else "", told(above[0]) if above else ""
        return f"{low}–<{high}" if high else f"≥{low}"

    return [[name(value)] for value in values]
