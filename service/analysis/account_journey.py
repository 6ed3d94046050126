"""The journey of one account on a timeline: what happened in lanes, a mark for each day or span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph_models.vocabulary import ActivityKind

Rows = Sequence[Mapping[str, Any]]
OTHER = "other"
"""The lane of activities whose kind is not known."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened on a day, or until another; ``number`` things in all, whose records ``ids`` are.

    ``what``: a code, as the outcome of a deal; ``name``: of the only one.
    """

    on: date
    until: date | None
    number: int
    what: str | None
    name: str | None
    ids: tuple[str, ...]


def lanes(
    touches: Rows, deals: Rows, purchases: Rows, notes: Rows, changes: Rows, as_of: date
) -> list[tuple[str, list[Mark]]]:
    """Return the lanes of an account, each with its marks in order; lanes without any are left out.

    Kinds of activity come first, in the order of the model, then ``deals`` (from the day they were opened
    until they ended, or the day that is asked of), ``purchases``, ``notes`` and ``statuses``.
    """
    known = [kind.value for kind in ActivityKind]
    of_kind: dict[str, list[Mark]] = {kind: [] for kind in (*known, OTHER)}
    for one in touches:
        lane = of_kind[one["kind"] if one["kind"] in known else OTHER]
        lane.append(_mark(one["at"].date(), one, one["subject"]))
    spans = [
        Mark(
            one["opened_on"] or one["closed_on"],
            one["closed_on"] or as_of,
            1,
            one["outcome"],
            one["name"],
            (one["id"],),
        )
        for one in deals
        if one["opened_on"] or one["closed_on"]
    ]
    found = [(kind, _by_day(marks)) for kind, marks in of_kind.items()]
    found.append(("deals", sorted(spans, key=lambda one: (one.on, one.ids))))
    bought = [_mark(one["bought_on"], one, one["product_name"]) for one in purchases]
    written = [_mark(one["at"].date(), one, one["text"]) for one in notes if one["at"]]
    found += [("purchases", _by_day(bought)), ("notes", _by_day(written))]
    turns = [Mark(one["at"].date(), None, 1, one.get("to"), None, (one["id"],)) for one in changes]
    found.append(("statuses", sorted(turns, key=lambda one: (one.on, one.ids))))
    return [(key, marks) for key, marks in found if marks]


def _mark(on: date, one: Mapping[str, Any], name: str | None) -> Mark:
    return Mark(on, None, 1, None, name, (one["id"],))


def _by_day(marks: Sequence[Mark]) -> list[Mark]:
    """Put what happened on one day together."""
    days: dict[date, list[Mark]] = {}
    for mark in marks:
        days.setdefault(mark.on, []).append(mark)
    found = []
    for day in sorted(days):
        ids = tuple(sorted({id_ for mark in days[day] for id_ in mark.ids}))
        found.append(Mark(day, None, len(ids), None, days[day][0].name if len(ids) == 1 else None, ids))
    return found
