"""Journeys: what accounts did in order, and which sequences won accounts have in common and lost ones do not.

A sequence is found in a journey when its steps come in that order, whatever lies between them (Srikant,
Agrawal: Mining sequential patterns, EDBT 1996). Sequences are grown from frequent beginnings, as in
PrefixSpan (Pei et al., ICDE 2001); of those that the same accounts have only the longest is told (closed:
Yan, Han, Afshar, SDM 2003). Whether won accounts have it more often than chance: Fisher's exact
test, corrected for all sequences that were looked at (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import fisher_exact

LONGEST = 3
"""Steps of a sequence: longer ones are rare, and nobody reads them."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What an account did until it was won or lost: step and id of the record that shows it, in order."""

    unit: str
    is_won: bool
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of steps. ``won``, ``lost``: accounts that have it; ``support``: share of all accounts;
    ``lift``: how many times as often they were won as all were; ``chance``: how likely such a difference
    would be if the sequence said nothing, corrected for all that were looked at; None where only won or only
    lost accounts are known. ``ids``: the records of its first occurrence in each account."""

    steps: tuple[str, ...]
    won: int
    lost: int
    support: float
    lift: float | None
    chance: float | None
    ids: tuple[str, ...]


def steps_of(acts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the steps of what somebody did in order: of the same in a row the first.

    >>> steps_of([("visit", "1"), ("visit", "2"), ("form", "3"), ("visit", "4")])
    (('visit', '1'), ('form', '3'), ('visit', '4'))
    """
    found: list[tuple[str, str]] = []
    for step, id_ in acts:
        if not found or found[-1][0] != step:
            found.append((step, id_))
    return tuple(found)


def patterns(journeys: Sequence[Journey], least: int = 3) -> list[Pattern]:
    """Return the sequences that at least so many accounts have, those that tell most first.

    The order is by chance, then by the number of accounts, then by the steps.

    Examples
    --------
    >>> won = [Journey(str(n), True, (("seminar", "s"), ("meeting", "m"))) for n in range(5)]
    >>> lost = [Journey(str(n), False, (("meeting", "m"),)) for n in range(5, 10)]
    >>> [(one.steps, one.won, one.lost, one.lift) for one in patterns([*won, *lost])]
    [(('seminar', 'meeting'), 5, 0, 2.0), (('meeting',), 5, 5, 1.0)]
    """
    closed = _closed(list(_grown((), dict.fromkeys(range(len(journeys)), ()), journeys, max(least, 1))))
    all_won = sum(one.is_won for one in journeys)
    all_lost = len(journeys) - all_won

    told = bool(all_won and all_lost)

    @cache
    def by_chance(won: int, lost: int) -> float:
        table = np.array([[won, lost], [all_won - won, all_lost - lost]])
        return float(fisher_exact(table).pvalue) if told else 1.0

    found = []
    for steps, places in closed:
        won = sum(journeys[unit].is_won for unit in places)
        lost = len(places) - won
        found.append(
            Pattern(
                steps,
                won,
                lost,
                len(places) / len(journeys),
                won / len(places) * len(journeys) / all_won if told else None,
                min(1.0, by_chance(won, lost) * len(closed)) if told else None,
                tuple(journeys[unit].steps[at][1] for unit, way in places.items() for at in way),
            )
        )
    return sorted(found, key=lambda one: (by_chance(one.won, one.lost), -(one.won + one.lost), one.steps))


_Places = dict[int, tuple[int, ...]]
"""Number of a journey -> where in it the steps of a sequence are first found."""


def _grown(
    steps: tuple[str, ...], places: Mapping[int, tuple[int, ...]], journeys: Sequence[Journey], least: int
) -> Iterator[tuple[tuple[str, ...], _Places]]:
    further: dict[str, _Places] = {}
    for unit, way in places.items():
        rest = journeys[unit].steps
        for at in range(way[-1] + 1 if way else 0, len(rest)):
            further.setdefault(rest[at][0], {}).setdefault(unit, (*way, at))
    for step, found in further.items():
        if len(found) >= least:
            longer = (*steps, step)
            yield longer, found
            if len(longer) < LONGEST:
                yield from _grown(longer, found, journeys, least)


def _closed(found: list[tuple[tuple[str, ...], _Places]]) -> list[tuple[tuple[str, ...], _Places]]:
    """Leave out what is part of a longer sequence of the same accounts."""
    by_units: dict[frozenset[int], list[tuple[tuple[str, ...], _Places]]] = {}
    for one in found:
        by_units.setdefault(frozenset(one[1]), []).append(one)
    return [
        one
        for same in by_units.values()
        for one in same
        if not any(len(other[0]) > len(one[0]) and _is_within(one[0], other[0]) for other in same)
    ]


def _is_within(steps: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    rest = iter(longer)
    return all(step in rest for step in steps)
