"""Mapping profiles: data files that say what the columns of an export become.

A profile has one table or several; each file of an import is recognised by its header as one of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.errors import UsageError
from service.importers.mapping.targets import target_of

_APART = re.compile(r"[\s_\-・:：/.()\[\]【】「」*※]+")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def fold_header(text: str) -> str:
    """Return a column's name as names are compared.

    >>> fold_header("Account_Name") == fold_header("account name") == fold_header("AccountName")
    True
    >>> fold_header("ＴＥＬ（代表）")
    'tel代表'
    """
    return _APART.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class TableProfile:
    """One kind of file. ``columns``: target -> names a column may have for it, best first.

    ``needs``: groups of column names; of each group one must be there. ``without``: names that another kind
    of file has. ``spaces``: label -> word that keeps its keys apart from those of other tables.
    ``constants``: target -> value of every row. ``words``: target -> value in the file -> code, or of a text
    how it is to be read. ``units``: target -> what a number is multiplied by. ``required``: targets that must
    not be empty.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    spaces: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, float] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def mapped(self, header: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return target -> the columns of this header that feed it, best first."""
        by_name: dict[str, list[str]] = {}
        for column in header:
            by_name.setdefault(fold_header(column), []).append(column)
        found: dict[str, tuple[str, ...]] = {}
        for target, names in self.columns.items():
            columns = [column for name in names for column in by_name.get(fold_header(name), ())[:1]]
            if columns:
                found[target] = tuple(dict.fromkeys(columns))
        return found

    def fits(self, header: Sequence[str]) -> int:
        """Return how many columns of the header the table knows, 0 when it is another kind of file."""
        there = {fold_header(column) for column in header}
        if any(fold_header(name) in there for name in self.without):
            return 0
        if not all(any(fold_header(name) in there for name in group) for group in self.needs):
            return 0
        return len({column for columns in self.mapped(header).values() for column in columns})


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile. ``source`` is used for claims, ids and on the command line.

    ``names``: what it is called in each language. ``empty``: texts that mean nothing. ``day_first``: how
    3/4/2024 is meant. ``country``: of telephone numbers without a country. ``guess``: columns that no table
    names are guessed by their words and values.
    """

    source: str
    names: Mapping[str, str]
    tables: tuple[TableProfile, ...]
    empty: frozenset[str] = frozenset()
    day_first: bool | None = None
    country: str = "JP"
    guess: bool = False
    kind: str = ""
    is_saved: bool = False


def read_profile(text: str, *, source: str = "", is_saved: bool = False) -> Profile:
    """Return the profile a TOML text holds.

    Raises
    ------
    UsageError
        When it is no profile; the sentence says what is wrong with it.
    """
    try:
        return profile_of(tomllib.loads(text), source=source, is_saved=is_saved)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("mapping.bad_profile", name=source, problem=str(error)) from error


def profile_of(data: Mapping[str, Any], *, source: str = "", is_saved: bool = False) -> Profile:
    """Return the profile that plain data say; see `read_profile`."""
    try:
        found = Profile(
            source=str(data.get("source", source)),
            names={lang: str(name) for lang, name in dict(data.get("name", {})).items()},
            tables=tuple(_table(table) for table in data.get("tables", [])),
            empty=frozenset(map(str, data.get("empty", []))),
            day_first=data.get("day_first"),
            country=str(data.get("country", "JP")),
            guess=bool(data.get("guess", False)),
            kind=str(data.get("kind", "")),
            is_saved=is_saved,
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError("mapping.bad_profile", name=source, problem=str(error)) from error
    if not _NAME.fullmatch(found.source):
        raise UsageError("mapping.bad_name", field="name", name=found.source)
    _check(found)
    return found


def _table(data: Mapping[str, Any]) -> TableProfile:
    columns = {
        str(target).removesuffix("[]"): (names,) if isinstance(names, str) else tuple(map(str, names))
        for target, names in dict(data.get("columns", {})).items()
    }
    return TableProfile(
        name=str(data.get("name", "rows")),
        columns=columns,
        needs=tuple(
            (group,) if isinstance(group, str) else tuple(map(str, group)) for group in data.get("needs", [])
        ),
        without=tuple(map(str, data.get("without", []))),
        spaces={str(label): str(space) for label, space in dict(data.get("spaces", {})).items()},
        constants={str(target): str(value) for target, value in dict(data.get("constants", {})).items()},
        words={
            str(target): {str(value): str(code) for value, code in dict(words).items()}
            for target, words in dict(data.get("words", {})).items()
        },
        units={str(target): float(unit) for target, unit in dict(data.get("units", {})).items()},
        required=tuple(map(str, data.get("required", []))),
    )


def _check(profile: Profile) -> None:
    if not profile.tables or not (profile.guess or any(table.columns for table in profile.tables)):
        raise UsageError("mapping.no_columns", field="mapping", name=profile.source)
    for table in profile.tables:
        for target in (*table.columns, *table.constants, *table.words, *table.units, *table.required):
            if target_of(target) is None:
                raise UsageError(
                    "mapping.unknown_target", field="mapping", name=profile.source, target=target
                )


def load_profile(path: Path, *, is_saved: bool = False) -> Profile:
    """Return the profile in a file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("mapping.bad_profile", name=path.stem, problem=str(error)) from error
    return read_profile(text, source=path.stem, is_saved=is_saved)
