"""From pairs that were decided to groups of records that are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clusters:
    """``groups``: ids that are one, two or more in each, sorted; ``refused``: pairs whose merge would have
    brought together what is known to be apart; they are for a person to look at."""

    groups: tuple[tuple[str, ...], ...]
    refused: tuple[Pair, ...]


def clusters(merges: Iterable[tuple[str, str, float]], apart: Iterable[Pair] = ()) -> Clusters:
    """Return the connected components of the merges that no pair known to be apart lies in.

    Parameters
    ----------
    merges
        Pairs to be merged with their scores; the surest are joined first, ties in the order of the ids.
    apart
        Pairs judged, or ruled, to be two.

    Examples
    --------
    >>> clusters([("a", "b", 0.99), ("b", "c", 0.98), ("d", "e", 1.0)], apart=[("a", "c")])
    Clusters(groups=(('a', 'b'), ('d', 'e')), refused=(('b', 'c'),))
    """
    members: dict[str, set[str]] = {}
    foes: dict[str, set[str]] = {}
    home: dict[str, str] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    best: dict[Pair, float] = {}
    for one, other, score in merges:
        if one != other:
            pair = (min(one, other), max(one, other))
            best[pair] = max(score, best.get(pair, score))
    refused = []
    for (one, other), _ in sorted(best.items(), key=lambda item: (-item[1], item[0])):
        left, right = home.setdefault(one, one), home.setdefault(other, other)
        if left == right:
            continue
        joined = members.get(left, {left}), members.get(right, {right})
        if any(foes.get(member, set()) & joined[1] for member in joined[0]):
            refused.append((one, other))
            continue
        keep, gone = (left, right) if len(joined[0]) >= len(joined[1]) else (right, left)
        members[keep] = joined[0] | joined[1]
        members.pop(gone, None)
        for member in members[keep]:
            home[member] = keep
    groups = sorted(tuple(sorted(group)) for group in members.values())
    return Clusters(tuple(groups), tuple(sorted(refused)))
