"""A persona: what the members of a group have in common, line by line, and what is not known of them.

A share is of the members of whom the field is known, with its 95 % interval after Wilson (1927): four of five
members are not 80 % of such people. Beside it stands the share among all others, so that what is common
everywhere is not taken for a mark of the group.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from service.analysis.conditions import Value

SHOWN = 6
"""Values of a line, the most common first."""
FEW = 5
"""Members of whom a field is known, below which it is asked for."""
UNKNOWN_SHARE = 1 / 3
"""Share of members of whom a field is not known, from which it is asked for."""
Facts = Mapping[str, Mapping[str, Sequence[Value]]]
"""Member -> field -> its values."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A value: how many members have it, their share with its interval, the share of others, the members."""

    value: str
    number: int
    share: float
    low: float
    high: float
    of_others: float | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one field. Of numbers: the ``median`` and the ``middle`` half, else the ``traits``.

    ``known``, ``not_known``: members; ``not_known_ids``: those to be asked.
    """

    field: str
    known: int
    not_known: int
    not_known_ids: tuple[str, ...]
    traits: tuple[Trait, ...] = ()
    more: int = 0
    median: float | None = None
    middle: tuple[float, float] | None = None
    ids: tuple[str, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether too little is known, so that it belongs on the interview sheet."""
        return self.known < FEW or self.not_known > UNKNOWN_SHARE * (self.known + self.not_known)


def persona(
    facts: Facts, members: Collection[str], kinds: Mapping[str, str], word: Callable[[Value], str] = str
) -> list[Line]:
    """Return a line for each field, the best known first, then in the order of the fields.

    Parameters
    ----------
    facts
        Of the members and of all others they are compared with.
    kinds
        field -> ``number``, or anything else for values that are counted.

    Examples
    --------
    >>> facts = {"a": {"size": [10]}, "b": {"size": [30]}, "c": {"region": ["Chiba"]}}
    >>> size, region = persona(facts, ["a", "b"], {"size": "number", "region": "choice"})
    >>> (size.median, size.not_known, region.known, region.is_asked)
    (20.0, 0, 0, True)
    """
    others = [id_ for id_ in facts if id_ not in set(members)]
    lines = [
        _numbers(field, facts, members) if kind == "number" else _counted(field, facts, members, others, word)
        for field, kind in kinds.items()
    ]
    return sorted(lines, key=lambda line: -line.known)


def _numbers(field: str, facts: Facts, members: Collection[str]) -> Line:
    values = {
        id_: float(value)
        for id_ in members
        for value in facts[id_].get(field, ())
        if isinstance(value, (int, float))
    }
    unknown = tuple(id_ for id_ in members if id_ not in values)
    if not values:
        return Line(field, 0, len(unknown), unknown)
    low, median, high = (float(one) for one in np.percentile(list(values.values()), (25, 50, 75)))
    return Line(
        field,
        len(values),
        len(unknown),
        unknown,
        median=median,
        middle=(low, high),
        ids=tuple(values),
    )


def _counted(
    field: str, facts: Facts, members: Collection[str], others: Sequence[str], word: Callable[[Value], str]
) -> Line:
    having: dict[str, list[str]] = {}
    known = [id_ for id_ in members if facts[id_].get(field)]
    for id_ in known:
        for value in {word(one) for one in facts[id_][field]}:
            having.setdefault(value, []).append(id_)
    elsewhere = [{word(one) for one in facts[id_][field]} for id_ in others if facts[id_].get(field)]
    traits = []
    for value, ids in sorted(having.items(), key=lambda item: (-len(item[1]), item[0])):
        interval = binomtest(len(ids), len(known)).proportion_ci(method="wilson")
        share = sum(value in one for one in elsewhere) / len(elsewhere) if elsewhere else None
        traits.append(
            Trait(
                value,
                len(ids),
                len(ids) / len(known),
                float(interval.low),
                float(interval.high),
                share,
                tuple(sorted(ids)),
            )
        )
    unknown = tuple(id_ for id_ in members if not facts[id_].get(field))
    return Line(field, len(known), len(unknown), unknown, tuple(traits[:SHOWN]), max(0, len(traits) - SHOWN))
