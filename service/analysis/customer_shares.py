"""How the shares of statuses and of customer types move from month to month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from service.analysis.sales_lines import Line
from service.analysis.status import Subject, judge
from service.analysis.status_facts import Order, Rules


def month_ends(as_of: date, months: int) -> list[date]:
    """Return the last days of the months before, and the day itself, the earliest first.

    >>> month_ends(date(2026, 3, 15), 3)
    [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 15)]
    """
    found = [as_of]
    while len(found) < months:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


def customer_types(lines: Iterable[Line], days: Sequence[date], rules: Rules) -> list[dict[str, list[str]]]:
    """Return for each day customer type (``L``: had lapsed) -> companies, by the rule of the status."""
    orders: dict[str, list[Order]] = defaultdict(list)
    for line in lines:
        orders[line.company_id].append(Order(line.on, line.id))
    found = []
    for day in days:
        kinds: dict[str, list[str]] = defaultdict(list)
        for id_, mine in sorted(orders.items()):
            until = tuple(one for one in mine if one.on <= day)
            if until:
                judged = judge(Subject(id_, "Company", until, (), (), None, None, False), day, rules)
                kinds["L" if judged.status == "L" else str(judged.customer_type)].append(id_)
        found.append(dict(kinds))
    return found


def statuses_then(
    now: Mapping[str | None, int], changes: Iterable[Mapping[str, Any]], ends: Sequence[datetime]
) -> list[Counter[str | None]]:
    """Return how many had each status at some times: those of now, with what was recorded since taken back.

    Parameters
    ----------
    changes
        ``about, at, old, new``.
    """
    by_node: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for change in sorted(changes, key=lambda one: one["at"]):
        by_node[change["about"]].append(change)
    found = []
    for end in ends:
        counts: Counter[str | None] = Counter(now)
        for mine in by_node.values():
            later = [one for one in mine if one["at"] >= end]
            if later:
                counts[later[-1]["new"]] -= 1
                counts[later[0]["old"]] += 1
        found.append(+counts)
    return found
