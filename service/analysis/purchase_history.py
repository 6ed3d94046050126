"""What an account bought and what it brought: frequency, last purchase, sales, profit, average unit price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any


def rhythm(days: Iterable[date], as_of: date) -> dict[str, Any]:
    """Return how often is bought.

    Returns
    -------
    dict
        ``times`` (days with a purchase), ``first``, ``last``, ``days_since`` the last, ``median_gap``: the
        median of days from one purchase to the next, None with fewer than two days.
    """
    known = sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(known)]
    return {
        "times": len(known),
        "first": known[0] if known else None,
        "last": known[-1] if known else None,
        "days_since": (as_of - known[-1]).days if known else None,
        "median_gap": median(gaps) if gaps else None,
    }


def profitability(purchases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return sales and profit, a row for each currency; nothing is converted.

    Returns
    -------
    list of dict
        ``currency``, ``sales`` and ``profit`` (sums of what is known, None when nothing is),
        ``unknown_sales`` and ``unknown_profit`` (purchases left out of the sum), ``margin`` (profit of sales
        over purchases of which both are known), ``unit_price`` (amount of a unit over purchases with quantity
        and amount), ``evidence_ids`` (all purchases of the currency).
    """
    by_currency: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in purchases:
        by_currency[one["currency"] or ""].append(one)
    return [_row(currency, rows) for currency, rows in sorted(by_currency.items())]


def by_product(purchases: Sequence[Mapping[str, Any]], as_of: date) -> list[dict[str, Any]]:
    """Return what was bought of each product, the last bought first; ties by id."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in purchases:
        found[one["product_id"] or ""].append(one)
    rows = [
        {
            "id": key or None,
            "name": rows[0]["product_name"],
            "name_latin": rows[0]["product_name_latin"],
            **rhythm([row["bought_on"] for row in rows], as_of),
            "quantity": _sum(rows, "quantity"),
            "evidence_ids": [row["id"] for row in rows],
        }
        for key, rows in found.items()
    ]
    return sorted(rows, key=lambda row: (-row["last"].toordinal(), row["id"] or ""))


def _row(currency: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    both = [one for one in rows if one["amount"] is not None and one["profit"] is not None]
    sold = sum(one["amount"] for one in both)
    priced = [one for one in rows if one["amount"] is not None and one["quantity"]]
    units = sum(one["quantity"] for one in priced)
    return {
        "currency": currency,
        "sales": _sum(rows, "amount"),
        "profit": _sum(rows, "profit"),
        "unknown_sales": sum(one["amount"] is None for one in rows),
        "unknown_profit": sum(one["profit"] is None for one in rows),
        "margin": sum(one["profit"] for one in both) / sold if sold else None,
        "unit_price": sum(one["amount"] for one in priced) / units if units else None,
        "evidence_ids": [one["id"] for one in rows],
    }


def _sum(rows: Iterable[Mapping[str, Any]], name: str) -> float | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None
