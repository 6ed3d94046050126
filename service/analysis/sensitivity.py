"""How far a ranking hangs on its weights: each is moved alone, and what changes places is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_models.records import RankedItem, combine


@dataclass(frozen=True, slots=True)
class Flip:
    """What one moved weight does: ``moved`` holds id, rank before and after of those whose rank changes."""

    part: str
    factor: float
    value: float
    moved: tuple[tuple[str, int, int], ...]


def sensitivity(
    ranked: Sequence[RankedItem], doubt: float, *, step: float = 0.5, top: int = 10
) -> tuple[Flip, ...]:
    """Return for each part raised and lowered by a share which of the first ranks change.

    Parameters
    ----------
    ranked
        The items in their order; nobody who left among them.
    step
        Above 0, at most 1 (a weight lowered by all of itself).
    top
        How many first ranks are looked at, before or after.

    Notes
    -----
    The values of parts do not depend on their weights, so nothing has to be read anew.
    """
    if not ranked:
        return ()
    before = {item.id: rank for rank, item in enumerate(ranked, start=1)}
    found = []
    for part in ranked[0].parts:
        for factor in (1.0 - step, 1.0 + step):
            scores = {item.id: _score(item, part.name, factor, doubt) for item in ranked}
            order = [id_ for _, id_ in sorted((-score, id_) for id_, score in scores.items())]
            moved = tuple(
                (id_, before[id_], rank)
                for rank, id_ in enumerate(order, start=1)
                if before[id_] != rank and min(before[id_], rank) <= top
            )
            found.append(Flip(part.name, factor, part.weight * factor, moved))
    return tuple(found)


def _score(item: RankedItem, name: str, factor: float, doubt: float) -> float:
    values = {
        part.name: (part.value, part.weight * (factor if part.name == name else 1.0), ())
        for part in item.parts
    }
    score, _, _ = combine(values, doubt)
    return score or 0.0
