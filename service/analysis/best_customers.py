"""A definition of the best customers, held against who they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a condition finds the best. ``unknown``: best ones of whom it cannot be told.

    ``precision``: share of the chosen that are among the best; ``recall``: share of the best that are chosen;
    ``lift``: precision over the share of the best among all. None where there is nothing to divide by.
    """

    chosen: int
    hits: tuple[str, ...]
    missed: tuple[str, ...]
    unknown: int
    precision: float | None
    recall: float | None
    lift: float | None


def fit(
    chosen: Collection[str], unknown: Collection[str], best: Collection[str], population: Collection[str]
) -> Fit:
    """Return how well those chosen out of a population are its best."""
    everybody = set(population)
    picked, top = set(chosen) & everybody, set(best) & everybody
    hits = picked & top
    precision = len(hits) / len(picked) if picked else None
    return Fit(
        len(picked),
        tuple(sorted(hits)),
        tuple(sorted(top - picked)),
        len(set(unknown) & top),
        precision,
        len(hits) / len(top) if top else None,
        precision * len(everybody) / len(top) if precision is not None and top else None,
    )
