"""Pareto of customers: who brings how much, cumulated, in classes A, B and C."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from service.analysis.sales_lines import Line

MEASURES = ("revenue", "profit")
BOUNDS = (("A", 0.8), ("B", 0.95))
"""A customer is of the class while those before it hold less than this share; the rest is C."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer in one currency; ``value``, shares and class are None where no figure is known.

    ``share`` and ``cumulative`` are of the sum of all positive values; ``unknown`` counts the sales left out.
    """

    company_id: str
    name: str
    currency: str
    value: float | None
    share: float | None
    cumulative: float | None
    letter: str | None
    unknown: int
    ids: tuple[str, ...]


def pareto(lines: Iterable[Line], measure: str = "revenue") -> list[Standing]:
    """Return the customers of each currency, the largest first, those with nothing known last; ties by id."""
    by_currency: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        by_currency[line.currency][line.company_id].append(line)
    found: list[Standing] = []
    for currency, customers in sorted(by_currency.items()):
        values = {id_: _sum(sold, measure) for id_, sold in customers.items()}
        whole = sum(value for value in values.values() if value is not None and value > 0)
        passed = 0.0
        for id_ in sorted(customers, key=lambda one: (values[one] is None, -(values[one] or 0.0), one)):
            value, sold = values[id_], customers[id_]
            share = cumulative = letter = None
            if value is not None and whole > 0:
                letter = _letter(passed / whole) if value > 0 else "C"
                passed += value
                share, cumulative = value / whole, passed / whole
            unknown = sum(_figure(one, measure) is None for one in sold)
            ids = tuple(one.id for one in sold)
            found.append(
                Standing(id_, sold[-1].company_name, currency, value, share, cumulative, letter, unknown, ids)
            )
    return found


def _figure(line: Line, measure: str) -> float | None:
    return line.amount if measure == "revenue" else line.profit


def _sum(lines: Iterable[Line], measure: str) -> float | None:
    known = [value for one in lines if (value := _figure(one, measure)) is not None]
    return sum(known) if known else None


def _letter(before: float) -> str:
    return next((letter for letter, bound in BOUNDS if before < bound - 1e-9), "C")
