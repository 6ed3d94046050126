"""The typed values of one row by target, from the columns that feed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph_models.properties import FIELD
from service.errors import UsageError
from service.importers.base import BadCell
from service.importers.mapping.converters import Converters, country_code
from service.importers.mapping.profile import Profile, TableProfile, fold_header
from service.importers.mapping.targets import Target, target_of
from service.importers.mapping.words import shared_words
from service.resolution.field_values import FieldDefinition, FieldType, definition_of, read_value
from service.resolution.names import fold

LISTS = frozenset({"aliases", "emails", "phones", "contact_keywords"})
"""Properties that hold lists of texts."""
IDENTITIES = ("Contact.name", "Company.name", "Deal.name", "Product.name", "Purchase.key")


class Mapper:
    """Turns cells into values for one table of one header.

    Parameters
    ----------
    mapped
        Target -> the columns that feed it.
    fields
        The user-defined fields there are; None where nobody asked, and any text will do.

    Raises
    ------
    UsageError
        When a column is mapped to a user-defined field that there is not.
    """

    def __init__(
        self,
        profile: Profile,
        table: TableProfile,
        mapped: Mapping[str, tuple[str, ...]],
        fields: Iterable[FieldDefinition] | None = None,
    ) -> None:
        self.profile = profile
        self.table = table
        self.mapped = dict(mapped)
        self._converters = Converters(profile)
        self._fields = {} if fields is None else _fields_of(mapped, list(fields))
        self._plan: list[tuple[Target, tuple[str, ...]]] = []
        for name, columns in mapped.items():
            target = target_of(name)
            if target is not None:
                self._plan.append((target, columns))
        self._words = {
            target.name: self._words_of(target) for target, _ in self._plan if target.kind == "code"
        }
        self._readings = {
            target.name: {fold_header(text): read for text, read in words.items()}
            for target, _ in self._plan
            if target.kind != "code" and (words := table.words.get(target.name))
        }
        self._constants = {
            target.name: self._constant(target, text)
            for name, text in table.constants.items()
            if (target := target_of(name)) is not None
        }

    def _words_of(self, target: Target) -> dict[str, str]:
        codes = {str(item.value): str(item.value) for item in target.vocabulary or ()}
        own = {fold_header(value): code for value, code in self.table.words.get(target.name, {}).items()}
        return {fold_header(code): code for code in codes} | shared_words(target.name) | own

    def _constant(self, target: Target, text: str) -> list[Any]:
        if target.kind == "code":
            return [text]
        return self._converters.value(target.name, text, target, self.profile.country)

    def values(self, cells: Mapping[str, str]) -> dict[str, list[Any]]:
        """Return target -> values; a target that nothing is said of is not there.

        Raises
        ------
        BadCell
            For a cell that cannot be what its column is, or a needed one that is empty.
        """
        country = self._country(cells)
        found: dict[str, list[Any]] = {name: list(value) for name, value in self._constants.items()}
        for target, columns in self._plan:
            values: list[Any] = []
            for column in columns:
                text = cells.get(column, "")
                if text and (not values or target.many):
                    values += self._value(column, text, target, country)
            if values:
                found[target.name] = list(dict.fromkeys(values))
        for name in self.table.required:
            if name not in found:
                column = (self.mapped.get(name) or (name,))[0]
                raise BadCell(column, "importing.empty_cell")
        return found

    def column_of(self, *names: str) -> str:
        """Return the column that feeds the first of the targets that has one."""
        return next((self.mapped[name][0] for name in names if name in self.mapped), "")

    def is_list(self, target: str) -> bool:
        """Return whether all values of a target are kept."""
        field = self._fields.get(target)
        return target.partition(".")[2] in LISTS or (field is not None and field.type is FieldType.CHOICES)

    def _value(self, column: str, text: str, target: Target, country: str) -> list[Any]:
        if field := self._fields.get(target.name):
            return _field_value(column, text, field, self.profile)
        if target.kind != "code":
            read = self._readings.get(target.name, {}).get(fold_header(text), text)
            found = self._converters.value(column, read, target, country)
            unit = self.table.units.get(target.name)
            return [round(value * unit, 4) for value in found] if unit else found
        if not (plain := text.strip()) or plain in self.profile.empty:
            return []
        code = self._words[target.name].get(fold_header(plain))
        if code is None:
            raise BadCell(column, "mapping.no_word", value=fold(plain)[:80], target=target.name)
        return [code] if code != "-" else []

    def _country(self, cells: Mapping[str, str]) -> str:
        """Return the country whose telephone numbers have no country in front."""
        for name in ("Site.country", "Company.country"):
            for column in self.mapped.get(name, ()):
                if code := country_code(cells.get(column, "")):
                    return code
        return self.profile.country


def _fields_of(mapped: Iterable[str], definitions: Sequence[FieldDefinition]) -> dict[str, FieldDefinition]:
    found = {}
    for name in mapped:
        label, _, property_ = name.partition(".")
        if property_.startswith(FIELD):
            found[name] = definition_of(definitions, label, property_.removeprefix(FIELD))
    return found


def _field_value(column: str, text: str, field: FieldDefinition, profile: Profile) -> list[Any]:
    if not text.strip() or text.strip() in profile.empty:
        return []
    try:
        value = read_value(field, text)
    except UsageError as error:
        raise BadCell(column, error.key, **error.params) from error
    return value if isinstance(value, list) else [value]
