"""Typed access to the cells of a row, and to the keys that rows refer to each other by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import lru_cache

from graph_models.ids import node_id
from graph_models.vocabulary import State
from service.importers.base import BadCell
from service.resolution.names import clean

SOURCE = "demo"
Codes = type[Enum]

SHEET_OF = {
    "Region": "regions",
    "Market": "markets",
    "Company": "companies",
    "Site": "sites",
    "Department": "departments",
    "Contact": "contacts",
    "Member": "members",
    "Product": "products",
    "Need": "needs",
    "UseScene": "use_scenes",
    "Campaign": "campaigns",
    "Deal": "deals",
    "BuyingCenter": "buying_centers",
    "Purchase": "purchases",
    "Activity": "activities",
    "Note": "notes",
}
"""Label -> the file that holds its rows."""


@lru_cache(50_000)
def _node_id(label: str, key: str) -> str:
    """Return the node id of a row; most are named many times."""
    return node_id(label, SOURCE, key)


class UnknownKey(BadCell):
    """A cell names a row that is not there, or not there yet."""


class Keys:
    """The keys of the rows accepted so far, by label, with the name of each."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}

    def add(self, label: str, key: str, name: str) -> None:
        """Note that the row was accepted."""
        self._names.setdefault(label, {})[key] = name

    def holds(self, label: str, key: str) -> bool:
        """Whether a row of this label and key was accepted."""
        return key in self._names.get(label, {})

    def name(self, label: str, key: str) -> str:
        """Return the name in that row."""
        return self._names[label][key]


class Cells:
    """The cells of one row by column; a cell that cannot be used raises BadCell."""

    def __init__(self, values: Mapping[str, str], keys: Keys) -> None:
        self._values = values
        self._keys = keys
        self.recorded_at = self.moment("recorded_at")
        """When somebody wrote the row down: said with all its records."""
        self.state = State(self.code("state", State) or State.CONFIRMED)
        confidence = self.number("confidence", 0, 1)
        self.confidence = 1.0 if confidence is None else confidence

    def text(self, column: str) -> str | None:
        """Return the text, or None when the cell is empty."""
        return clean(self._values.get(column, "")) or None

    def needed(self, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        text = self.text(column)
        if text is None:
            raise BadCell(column, "importing.empty_cell")
        return text

    def texts(self, column: str) -> list[str] | None:
        """Return the texts between semicolons, or None when there is none."""
        return [part for item in self._values.get(column, "").split(";") if (part := clean(item))] or None

    def day(self, column: str) -> date | None:
        """Return the day, or None when the cell is empty."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise BadCell(column, "importing.bad_date", value=text) from error

    def needed_day(self, column: str) -> date:
        """Return the day of a cell that must not be empty."""
        self.needed(column)
        day = self.day(column)
        assert day is not None  # noqa: S101 -- the cell is not empty
        return day

    def later_day(self, column: str, other: str) -> date | None:
        """Return the day, which must not be before that in the other column, or None."""
        day, earlier = self.day(column), self.day(other)
        if day and earlier and day < earlier:
            raise BadCell(column, "demo.wrong_order", value=day, other=other, earlier=earlier)
        return day

    def moment(self, column: str) -> datetime:
        """Return the moment; it must not be empty and must say its time zone."""
        text = self.needed(column)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise BadCell(column, "demo.bad_moment", value=text) from error
        if moment.tzinfo is None:
            raise BadCell(column, "demo.bad_moment", value=text)
        return moment

    def number(self, column: str, low: float = 0.0, high: float = 1e15) -> float | None:
        """Return the number between the two, or None when the cell is empty."""
        text = self.text(column)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError as error:
            raise BadCell(column, "demo.bad_number", value=text, low=low, high=high) from error
        if not math.isfinite(value) or not low <= value <= high:
            raise BadCell(column, "demo.bad_number", value=text, low=low, high=high)
        return value

    def whole(self, column: str, low: int = 0, high: int = 10**12) -> int | None:
        """Return the whole number between the two, or None when the cell is empty."""
        value = self.number(column, low, high)
        if value is not None and value != int(value):
            raise BadCell(column, "demo.bad_number", value=self.text(column), low=low, high=high)
        return None if value is None else int(value)

    def code(self, column: str, codes: Codes) -> str | None:
        """Return the code, which must be in the vocabulary, or None when the cell is empty."""
        text = self.text(column)
        allowed = [str(item.value) for item in codes]
        if text is not None and text not in allowed:
            raise BadCell(column, "demo.not_a_code", value=text, codes=", ".join(allowed))
        return text

    def one_of(self, column: str, *allowed: str) -> str:
        """Return the text, which must be one of those."""
        text = self.needed(column)
        if text not in allowed:
            raise BadCell(column, "demo.not_a_code", value=text, codes=", ".join(allowed))
        return text

    def yes(self, column: str) -> bool:
        """Return whether the cell says yes."""
        return self.one_of(column, "yes", "no") == "yes"

    def own(self, column: str, label: str) -> str:
        """Return the node id of what the row is about."""
        return _node_id(label, self.needed(column))

    def refer(self, column: str, *labels: str) -> str:
        """Return the node id of the row that the cell names; it must be of one of the labels."""
        return self._id(column, self.needed(column), labels)

    def refer_if(self, column: str, *labels: str) -> str | None:
        """Return the node id of the row that the cell names, or None when the cell is empty."""
        key = self.text(column)
        return None if key is None else self._id(column, key, labels)

    def refer_all(self, column: str, *labels: str) -> list[str]:
        """Return the node ids of the rows that the cell names."""
        return [self._id(column, key, labels) for key in self.texts(column) or ()]

    def name_of(self, column: str, label: str) -> str:
        """Return the name in the row that the cell names."""
        self.refer(column, label)
        return self._keys.name(label, self.needed(column))

    def _id(self, column: str, key: str, labels: tuple[str, ...]) -> str:
        for label in labels:
            if self._keys.holds(label, key):
                return _node_id(label, key)
        sheets = ", ".join(f"{SHEET_OF[label]}.csv" for label in labels)
        raise UnknownKey(column, "demo.unknown_key", value=key, sheets=sheets)
