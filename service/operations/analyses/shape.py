"""What every analysis comes as: a table whose rows name their evidence, plots of it, and how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

KINDS = (
    *("totals", "pareto", "cohorts", "lapse", "affinity"),
    *("funnel", "campaigns", "shares", "best", "journeys"),
)
LEVELS = ("company", "site")
PLOTTED = 20
"""Bars of a plot at most; the table has them all."""
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of an analysis; each takes what it needs."""

    by: str = "stage"
    since: date | None = None
    measure: str = "revenue"
    level: str = "company"
    least: int = 3
    soon: int = 60
    months: int = 12
    days: int = 365
    attribution: str = "first"
    conditions: tuple[str, ...] = ()
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: node (an id, shown by name), text, count, number, share, day; ``title`` if not a message."""

    key: str
    kind: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns, None where it is unknown, and ids of what they are made of."""

    cells: Sequence[Value]
    ids: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """``bars`` or ``lines``: for each series (name, values) a value at each label; None draws nothing.

    Labels are ids where ``of_nodes``; ``kind`` is that of the values.
    """

    form: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    kind: str
    title: str
    of_nodes: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An analysis before it is told. ``notes``: keys of messages with what goes into them."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    plots: Sequence[Plot] = ()
    notes: Sequence[tuple[str, dict[str, Any]]] = field(default_factory=tuple)

    def nodes(self) -> set[str]:
        """Return the ids that are shown by name."""
        at = [index for index, one in enumerate(self.columns) if one.kind == "node"]
        return {str(row.cells[one]) for row in self.rows for one in at if row.cells[one] is not None} | {
            label for plot in self.plots if plot.of_nodes for label in plot.labels
        }


def bars(
    title: str, pairs: Iterable[tuple[str, float | None]], kind: str, name: str, *, of_nodes: bool = False
) -> Plot:
    """Return a plot of one series, the first of its values that are known."""
    shown = [one for one in pairs if one[1] is not None][:PLOTTED]
    return Plot(
        "bars", [one for one, _ in shown], [(name, [value for _, value in shown])], kind, title, of_nodes
    )
