"""The typed values of one row by target, from the columns that feed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.importers.base import BadCell
from service.importers.mapping.converters import Converters, country_code
from service.importers.mapping.profile import Profile, TableProfile, fold_header
from service.importers.mapping.targets import Target, target_of
from service.importers.mapping.words import shared_words
from service.resolution.names import fold

IDENTITIES = ("Contact.name", "Company.name", "Deal.name", "Product.name", "Purchase.key")


class Mapper:
    """Turns cells into values for one table of one header.

    Parameters
    ----------
    mapped
        Target -> the columns that feed it.
    """

    def __init__(self, profile: Profile, table: TableProfile, mapped: Mapping[str, tuple[str, ...]]) -> None:
        self.profile = profile
        self.table = table
        self.mapped = dict(mapped)
        self._converters = Converters(profile)
        self._plan: list[tuple[Target, tuple[str, ...]]] = []
        for name, columns in mapped.items():
            target = target_of(name)
            if target is not None:
                self._plan.append((target, columns))
        self._words = {
            target.name: self._words_of(target) for target, _ in self._plan if target.kind == "code"
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

    def _value(self, column: str, text: str, target: Target, country: str) -> list[Any]:
        if target.kind != "code":
            return self._converters.value(column, text, target, country)
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
