"""Affinity of product categories: pairs that the same customer or site buys (support, confidence, lift).

Agrawal, Imieliński, Swami: Mining association rules between sets of items, SIGMOD 1993; lift after Brin et
al. 1997.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Pair:
    """Two categories. ``both``: places that bought both; ``forward``: share of those with the left that have
    the right; ``back``: the other way round; ``lift``: how many times as often as if they had nothing to do
    with each other."""

    left: str
    right: str
    both: int
    support: float
    forward: float
    back: float
    lift: float
    ids: tuple[str, ...]


def affinity(baskets: Mapping[str, Mapping[str, Sequence[str]]], least: int = 2) -> list[Pair]:
    """Return the pairs that at least so many places bought, by lift, then support; ties by id.

    Parameters
    ----------
    baskets
        place -> category -> ids of the records that show it was bought.
    """
    places: dict[str, set[str]] = defaultdict(set)
    for place, bought in baskets.items():
        for category in bought:
            places[category].add(place)
    found = []
    for left, right in combinations(sorted(places), 2):
        both = places[left] & places[right]
        if len(both) < max(least, 1):
            continue
        forward, back = len(both) / len(places[left]), len(both) / len(places[right])
        support, lift = len(both) / len(baskets), forward * len(baskets) / len(places[right])
        found.append(
            Pair(left, right, len(both), support, forward, back, lift, _ids(baskets, both, left, right))
        )
    return sorted(found, key=lambda one: (-one.lift, -one.support, one.left, one.right))


def _ids(
    baskets: Mapping[str, Mapping[str, Sequence[str]]], places: Iterable[str], *categories: str
) -> tuple[str, ...]:
    return tuple(sorted({id_ for place in places for one in categories for id_ in baskets[place][one]}))
