"""The funnel from awareness to contract: how many accounts reached each step."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph_models.vocabulary import ActivityKind


@dataclass(frozen=True, slots=True)
class Step:
    """A step and the kinds of activity by which it is reached; the last one may be reached by a sale."""

    key: str
    kinds: frozenset[str]
    sales: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """``units`` reached a step; ``before`` of them the step before too; ``conversion`` of those before.

    ``conversion`` is None at the first step and where nobody reached the step before.
    """

    key: str
    units: frozenset[str]
    before: int | None
    conversion: float | None
    ids: tuple[str, ...]


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps of ``funnel.toml``, each kind checked to be one."""
    text = (files("service.analysis") / "funnel.toml").read_text("utf-8")
    return tuple(
        Step(
            key, frozenset(ActivityKind(kind).value for kind in one.get("kinds", ())), one.get("sales", False)
        )
        for key, one in tomllib.loads(text).items()
    )


def funnel(
    touches: Mapping[str, Mapping[str, Iterable[str]]], sales: Mapping[str, Iterable[str]]
) -> list[Reached]:
    """Return who reached each step.

    Parameters
    ----------
    touches
        account -> kind of activity -> ids of such activities.
    sales
        account -> ids of its purchases and won deals.
    """
    reached: dict[str, dict[str, set[str]]] = {}
    for step in steps():
        found: dict[str, set[str]] = defaultdict(set)
        for unit, kinds in touches.items():
            for kind in step.kinds & kinds.keys():
                found[unit] |= set(kinds[kind])
        if step.sales:
            for unit, ids in sales.items():
                found[unit] |= set(ids)
        reached[step.key] = found
    result: list[Reached] = []
    for key, found in reached.items():
        last = result[-1].units if result else None
        both = len(found.keys() & last) if last is not None else None
        conversion = both / len(last) if last and both is not None else None
        ids = tuple(sorted(id_ for some in found.values() for id_ in some))
        result.append(Reached(key, frozenset(found), both, conversion, ids))
    return result
