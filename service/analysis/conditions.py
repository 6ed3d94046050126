"""Conditions on what is known of a thing, such as ``employees>=300`` or ``region=千葉県``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

Value = str | float | bool | date | datetime
Facts = Mapping[str, Sequence[Value]]
"""Field -> all values of one thing; none: not known."""
_WRITTEN = re.compile(r"\s*([a-z][a-z0-9_]{0,60})\s*(!=|>=|<=|=)\s*(.*?)\s*", re.DOTALL)
_YES, _NO = frozenset({"yes", "true", "1", "はい"}), frozenset({"no", "false", "0", "いいえ"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A field compared with a value; an empty value stands for "not known"."""

    field: str
    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.value}"


def read_condition(text: str) -> Condition | None:
    """Return the condition a text says, or None when it says none.

    >>> read_condition("employees >= 300")
    Condition(field='employees', operator='>=', value='300')
    """
    found = _WRITTEN.fullmatch(text)
    if not found or (found[2] in (">=", "<=") and not found[3]):
        return None
    return Condition(found[1], found[2], found[3])


def holds(conditions: Iterable[Condition], facts: Facts) -> bool | None:
    """Return whether all conditions hold; None where one cannot be told and none fails.

    Several ``=`` on one field mean any of them.
    """
    equal: dict[str, list[Condition]] = {}
    found: list[bool | None] = []
    for condition in conditions:
        if condition.operator == "=":
            equal.setdefault(condition.field, []).append(condition)
        else:
            found.append(_one(condition, facts))
    for some in equal.values():
        each = [_one(condition, facts) for condition in some]
        found.append(True if True in each else None if None in each else False)
    return False if False in found else None if None in found else True


def _one(condition: Condition, facts: Facts) -> bool | None:
    values = facts.get(condition.field, ())
    if not condition.value:
        return bool(values) is (condition.operator == "!=")
    if not values:
        return None
    match condition.operator:
        case "=":
            return any(_same(value, condition.value) for value in values)
        case "!=":
            return not any(_same(value, condition.value) for value in values)
        case ">=":
            return any(_order(value, condition.value) >= 0 for value in values)
        case _:
            return any(_order(value, condition.value) <= 0 for value in values)


def _same(value: Value, text: str) -> bool:
    if isinstance(value, bool):
        return text.casefold() in (_YES if value else _NO)
    if isinstance(value, (int, float)):
        return _order(value, text) == 0
    return str(value).casefold() == text.casefold()


def _order(value: Value, text: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = as_number(text)
        return math.nan if number is None else value - number
    own = value.isoformat() if isinstance(value, date) else str(value)
    own = own[: len(text)] if isinstance(value, datetime) else own
    return (own > text) - (own < text)


def as_number(text: str) -> float | None:
    """Return a number, also one with separators, or None.

    >>> as_number("1,200"), as_number("many")
    (1200.0, None)
    """
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
