"""A group as a tree: every company once, under the parent it was first reached by, circles or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owned:
    """One company under another, and the fact that says so."""

    child_id: str
    parent_id: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A company in the tree: ``others`` are ties to further parents, also those that close a circle."""

    id: str
    depth: int
    tie: Owned | None
    others: tuple[Owned, ...]


def group_tree(start: str, ties: Iterable[Owned]) -> tuple[Branch, ...]:
    """Return the group around a company, parents before their children.

    The tops are the companies above ``start`` that nobody is above; in a circle it is ``start`` itself.

    >>> up, down = Owned("b", "a", "1"), Owned("c", "b", "2")
    >>> [(one.id, one.depth) for one in group_tree("b", [up, down])]
    [('a', 0), ('b', 1), ('c', 2)]
    >>> circle = Owned("a", "c", "3")
    >>> [(one.id, one.depth, len(one.others)) for one in group_tree("b", [up, down, circle])]
    [('b', 0, 1), ('c', 1, 0), ('a', 2, 0)]
    """
    up: dict[str, list[Owned]] = defaultdict(list)
    down: dict[str, list[Owned]] = defaultdict(list)
    for one in sorted(set(ties), key=lambda one: one.evidence_id):
        up[one.child_id].append(one)
        down[one.parent_id].append(one)
    above, waiting = {start}, [start]
    while waiting:
        fresh = {one.parent_id for one in up[waiting.pop()]} - above
        above |= fresh
        waiting += sorted(fresh)
    tops = sorted(id_ for id_ in above if not up[id_]) or [start]
    found: dict[str, tuple[int, Owned | None]] = {}
    stack: list[tuple[str, int, Owned | None]] = [(top, 0, None) for top in reversed(tops)]
    while stack:
        id_, depth, tie = stack.pop()
        if id_ in found:
            continue
        found[id_] = depth, tie
        stack += [(owned.child_id, depth + 1, owned) for owned in reversed(down[id_])]
    return tuple(
        Branch(id_, depth, tie, tuple(one for one in up[id_] if one != tie))
        for id_, (depth, tie) in found.items()
    )
