"""The importer of every list that a profile describes, in whatever format its rows come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from service.errors import InputFileError
from service.importers.base import BadCell, Outcome, Position, Rejected, Row, Skipped
from service.importers.mapping.assemble import row_records
from service.importers.mapping.guess import SAMPLE_ROWS, SURE, guess_columns
from service.importers.mapping.library import shipped_profiles
from service.importers.mapping.profile import Profile, TableProfile
from service.importers.mapping.said import Mapper
from service.importers.readers.opening import open_tables
from service.importers.readers.table import SourceRow, Table
from service.resolution.field_values import FieldDefinition

TABLE = "_table"
"""Column of a file of rejected rows that says which table of the profile each row is of."""
_SKIPPED = "skipped:"


@dataclass(frozen=True, slots=True)
class Matched:
    """A table of a file with the table of the profile that it is, or several where its rows say which."""

    table: Table
    mappers: Mapping[str, Mapper]
    unmapped: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name of the file, and of the sheet where there are several."""
        return f"{self.table.path.name} / {self.table.sheet}" if self.table.sheet else self.table.path.name


class ProfileImporter:
    """Reads the files that a profile describes; `check` finds out which table each of them is.

    Parameters
    ----------
    fields
        Returns the user-defined fields there are, which values are checked by; None: they are taken as text.
    """

    def __init__(
        self, profile: Profile, fields: Callable[[], Iterable[FieldDefinition]] | None = None
    ) -> None:
        self.profile = profile
        self._fields = fields
        self.source = profile.source
        self.columns: Sequence[str] = ()
        self.unmapped: Mapping[str, Sequence[str]] = {}
        """File -> columns that nothing is made of; there after `check`."""
        self._matched: dict[Path, list[Matched]] = {}

    def check(self, paths: Sequence[Path]) -> None:
        """Refuse files that the profile does not describe.

        Raises
        ------
        InputFileError
            When one cannot be read, or none of its tables is of the profile.
        UsageError
            When a column is mapped to a user-defined field that there is not.
        """
        for path in paths:
            self._matched[path] = self._match(path, open_tables(path))
        matched = [one for path in paths for one in self._matched[path]]
        columns = dict.fromkeys(
            column
            for one in matched
            if one.table.kind in ("delimited", "workbook")
            for column in one.table.columns
            if not column.startswith("_")
        )
        names = {name for one in matched for name in one.mappers}
        self.columns = ((TABLE,) if columns and len(names) > 1 else ()) + tuple(columns)
        self.unmapped = {one.title: list(one.unmapped) for one in matched if one.unmapped}

    def read(self, paths: Sequence[Path], progress: Callable[[Position], None]) -> Iterator[Outcome]:
        """Stream the outcomes of all rows of all tables of all files, in order."""
        if any(path not in self._matched for path in paths):
            self.check(paths)
        seen: Counter[str] = Counter()
        for path in paths:
            for matched in self._matched[path]:
                for row in matched.table.rows(progress):
                    yield _outcome(matched, row, seen)

    def matched(self, path: Path) -> list[Matched]:
        """Return the tables of a checked file."""
        return self._matched[path]

    def _match(self, path: Path, tables: list[Table]) -> list[Matched]:
        found = [one for table in tables if (one := self._matched_table(table)) is not None]
        if not found:
            wanted = " / ".join(
                " + ".join(group[0] for group in table.needs) or next(iter(table.columns.values()), ("",))[0]
                for table in self.profile.tables
            )
            raise InputFileError(
                "mapping.not_recognised",
                file=path.name,
                source=self.source,
                columns=wanted or "会社名 / Company",
            )
        return found

    def _matched_table(self, table: Table) -> Matched | None:
        profile = self.profile
        if table.kind == "cards" and profile.guess:
            profile = shipped_profiles()["vcard"]
        if TABLE in table.columns:
            # Rejected rows of several tables, mended: each row says which it is of.
            mappers = {
                one.name: self._mapper(profile, one, one.mapped(table.columns)) for one in profile.tables
            }
            return Matched(table, mappers, ())
        best = max(profile.tables, key=lambda one: one.fits(table.columns))
        mapped = best.mapped(table.columns) if best.fits(table.columns) or profile.guess else {}
        if profile.guess:
            mapped |= self._guessed(table, mapped)
        if not mapped:
            return None
        _refuse_repeated(table, mapped)
        used = {column for columns in mapped.values() for column in columns}
        unmapped = tuple(
            column
            for column in table.columns
            if column not in used and not column.startswith("_") and table.kind != "cards"
        )
        mapper = self._mapper(self._named(profile), best, mapped)
        return Matched(table, {best.name: mapper}, unmapped)

    def _mapper(self, profile: Profile, table: TableProfile, mapped: Mapping[str, tuple[str, ...]]) -> Mapper:
        return Mapper(profile, table, mapped, self._fields() if self._fields else None)

    def _named(self, profile: Profile) -> Profile:
        return self.profile if profile.source == self.source else profile

    def _guessed(self, table: Table, mapped: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        used = {column for columns in mapped.values() for column in columns}
        header = [column for column in table.columns if column not in used]
        rows = [row.cells for row in islice(table.rows(lambda _: None), SAMPLE_ROWS) if not row.fault]
        found: dict[str, tuple[str, ...]] = {}
        for one in guess_columns(header, rows, country=self.profile.country, taken=frozenset(mapped)):
            if one.target and one.confidence >= SURE:
                found[one.target] = (*found.get(one.target, ()), one.column)
        return found


def _refuse_repeated(table: Table, mapped: Mapping[str, tuple[str, ...]]) -> None:
    twice = sorted({name for columns in mapped.values() for name in columns} & set(table.repeated))
    if twice:
        raise InputFileError("importing.repeated_columns", file=table.path.name, columns=", ".join(twice))


def _outcome(matched: Matched, row: SourceRow, seen: Counter[str]) -> Outcome:
    path = matched.table.path
    name = next(iter(matched.mappers))
    if len(matched.mappers) > 1 and isinstance(row.raw, Mapping):
        name = row.raw.get(TABLE, "")
    raw = {TABLE: name, **row.raw} if isinstance(row.raw, Mapping) else row.raw
    if row.fault.startswith(_SKIPPED):
        return Skipped(path, row.number, row.fault.removeprefix(_SKIPPED))
    if row.fault:
        return Rejected(path, row.number, row.column, row.fault, row.params, raw)
    if not any(text.strip() for column, text in row.cells.items() if not column.startswith("_")):
        return Skipped(path, row.number, "empty_row")
    mapper = matched.mappers.get(name)
    if mapper is None:
        tables = ", ".join(matched.mappers)
        return Rejected(path, row.number, TABLE, "mapping.no_table", {"value": name, "tables": tables}, raw)
    try:
        return Row(path, row.number, row_records(mapper, row.cells, seen))
    except BadCell as error:
        return Rejected(path, row.number, error.column, error.key, error.params, raw)


def table_of(profile: Profile, name: str) -> TableProfile | None:
    """Return the table of a profile by its name."""
    return next((table for table in profile.tables if table.name == name), None)
