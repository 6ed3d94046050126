"""Where the cards of a decision map stand: managers above their people, those without a known line below.

The screen, the picture and the slides place the cards alike, so the places are reckoned here, in cards:
``column`` counts cards from the left (halves where somebody stands over two), ``level`` rows from the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDEST = 6
"""Cards that stand side by side before a new band begins; one tree may be wider."""
PILE_FROM = 4
"""From so many people without people of their own under one manager on, they stand in piles of two."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands; ``has_line``: it is in a reporting line that is known."""

    column: float
    level: int
    has_line: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """A tree as it is put together: places relative to its left upper corner."""

    width: float
    height: int
    root: float
    places: Mapping[str, tuple[float, int]]


def place(ids: Sequence[str], managers: Mapping[str, str]) -> dict[str, Place]:
    """Return the place of each card.

    Parameters
    ----------
    ids
        The cards in the order in which neighbours stand.
    managers
        Person -> manager; whoever is no card counts as none. A circle is opened at its first person.

    >>> found = place(["a", "b", "c", "d"], {"b": "a", "c": "a"})
    >>> [(found[id_].column, found[id_].level, found[id_].has_line) for id_ in "abcd"]
    [(0.5, 0, True), (0.0, 1, True), (1.0, 1, True), (0.0, 2, False)]
    """
    over = _without_circles(ids, managers)
    under: dict[str, list[str]] = {}
    for id_ in ids:
        if id_ in over:
            under.setdefault(over[id_], []).append(id_)
    roots = [id_ for id_ in ids if id_ not in over]
    found: dict[str, Place] = {}
    top = _shelve([_block(id_, under) for id_ in roots if id_ in under], found)
    loose = [id_ for id_ in roots if id_ not in under]
    for index, id_ in enumerate(loose):
        found[id_] = Place(float(index % WIDEST), top + index // WIDEST, has_line=False)
    return found


def _without_circles(ids: Sequence[str], managers: Mapping[str, str]) -> dict[str, str]:
    known = set(ids)
    over: dict[str, str] = {}
    for id_ in ids:
        boss = managers.get(id_)
        if boss is None or boss not in known or boss == id_:
            continue
        above: str | None = boss
        while above is not None and above != id_:
            above = over.get(above)
        if above is None:
            over[id_] = boss
    return over


def _block(id_: str, under: Mapping[str, Sequence[str]]) -> _Block:
    people = under.get(id_, ())
    if not people:
        return _Block(1.0, 1, 0.0, {id_: (0.0, 0)})
    leaves = [person for person in people if person not in under]
    blocks = [_block(person, under) for person in people if person in under]
    piled = len(leaves) >= PILE_FROM
    step = 2 if piled else 1
    blocks += [_pile(leaves[start : start + step]) for start in range(0, len(leaves), step)]
    places: dict[str, tuple[float, int]] = {}
    left, heads = 0.0, []
    for block in blocks:
        heads.append(left + block.root)
        places.update({one: (left + column, level + 1) for one, (column, level) in block.places.items()})
        left += block.width
    root = (heads[0] + heads[-1]) / 2
    places[id_] = (root, 0)
    return _Block(left, 1 + max(block.height for block in blocks), root, places)


def _pile(people: Sequence[str]) -> _Block:
    return _Block(1.0, len(people), 0.0, {person: (0.0, level) for level, person in enumerate(people)})


def _shelve(blocks: Sequence[_Block], found: dict[str, Place]) -> int:
    """Stand trees beside each other in bands; return the level under the last."""
    left, top, height = 0.0, 0, 0
    for block in blocks:
        if left and left + block.width > WIDEST:
            left, top, height = 0.0, top + height, 0
        for id_, (column, level) in block.places.items():
            found[id_] = Place(left + column, top + level, has_line=True)
        left += block.width
        height = max(height, block.height)
    return top + height
