"""Looks at files before they are imported: what they are, what columns may become, what would happen."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from service.database import Database
from service.errors import NotFoundError
from service.importers.base import BadCell, Rejected
from service.importers.catalogue import importers
from service.importers.mapping.guess import SAMPLE_ROWS, SURE, Proposal, guess_columns
from service.importers.mapping.library import SAVED, profiles, save_profile
from service.importers.mapping.profile import Profile, TableProfile
from service.importers.mapping.said import Mapper
from service.importers.mapping.targets import target_of, targets
from service.importers.readers.opening import open_tables
from service.importers.readers.table import Table
from service.language import Language, say
from service.operations.imports import importer_for, run_import
from service.operations.previews import keep_difference, page_of

SHOWN_ROWS = 5
COUNTED_ROWS = 100_000
"""Rows that are counted before the answer says "more than"."""
SHOWN_REJECTS = 20
ANY_LIST = "lead-list"


def inspect_file(path: Path, home: Path, lang: Language) -> dict[str, Any]:
    """Return what a file is: its tables with encoding, columns, first rows and the mapping of each column.

    Raises
    ------
    InputFileError
        When it cannot be read.
    """
    known = profiles(home / SAVED)
    tables = [_table(table, known, lang) for table in open_tables(path)]
    sources = [table["recognised"]["source"] for table in tables if table["recognised"]]
    return {
        "file": path.name,
        "size": path.stat().st_size,
        "source": sources[0] if sources else ANY_LIST,
        "tables": tables,
    }


def recognise(table: Table, known: Mapping[str, Profile]) -> tuple[Profile, TableProfile] | None:
    """Return the profile and its table that know most of the columns; ties by name."""
    found = [
        (one.fits(table.columns), profile, one)
        for profile in known.values()
        if not profile.guess
        for one in profile.tables
    ]
    count, profile, best = max(found, key=lambda one: (one[0], one[1].is_saved, one[1].source))
    return (profile, best) if count >= 2 else None


def _table(table: Table, known: Mapping[str, Profile], lang: Language) -> dict[str, Any]:
    rows: list[Mapping[str, str]] = []
    count = 0
    for row in islice(table.rows(lambda _: None), COUNTED_ROWS):
        count += 1
        if len(rows) < SAMPLE_ROWS and not row.fault:
            rows.append(row.cells)
    found = recognise(table, known)
    proposals = _of_profile(table, found[1]) if found else guess_columns(table.columns, rows)
    profile = found[0] if found else known[ANY_LIST]
    return {
        "sheet": table.sheet,
        "kind": table.kind,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "rows": count,
        "is_more": count >= COUNTED_ROWS,
        "repeated": list(table.repeated),
        "recognised": {"source": found[0].source, "table": found[1].name} if found else None,
        "columns": [_column(one, rows, profile, lang) for one in proposals],
        "first_rows": [[row.get(column, "")[:200] for column in table.columns] for row in rows[:SHOWN_ROWS]],
    }


def _of_profile(table: Table, profile: TableProfile) -> list[Proposal]:
    by_column = {
        column: target for target, columns in profile.mapped(table.columns).items() for column in columns
    }
    return [Proposal(column, by_column.get(column), float(column in by_column)) for column in table.columns]


def _column(
    proposal: Proposal, rows: Sequence[Mapping[str, str]], profile: Profile, lang: Language
) -> dict[str, Any]:
    is_sure = proposal.confidence >= SURE
    target = proposal.target if is_sure else None
    return {
        "name": proposal.column,
        "target": target,
        "suggestion": None if is_sure else proposal.target,
        "confidence": proposal.confidence,
        "why": [say(key, lang, **params) for key, params in proposal.why],
        "becomes": _becomes(proposal.column, target, rows, profile, lang) if target else [],
    }


def _becomes(
    column: str, target: str, rows: Sequence[Mapping[str, str]], profile: Profile, lang: Language
) -> list[str]:
    """Return what the first cells of a column become, or why one cannot."""
    mapper = Mapper(profile, TableProfile("rows", {}), {target: (column,)})
    found = []
    for row in rows[:SHOWN_ROWS]:
        try:
            values = mapper.values({column: row.get(column, "")}).get(target, [])
            found.append(", ".join(str(value) for value in values)[:200])
        except BadCell as error:
            found.append(f"⚠ {say(error.key, lang, **{'column': column, **error.params})}")
    return found


def becomes(path: Path, sheet: str, column: str, target: str, lang: Language) -> list[str]:
    """Return what the first cells of a column of a file would become under a target."""
    if target_of(target) is None:
        raise NotFoundError("errors.not_found", id=target)
    for table in open_tables(path):
        if table.sheet == sheet and column in table.columns:
            rows = [row.cells for row in islice(table.rows(lambda _: None), SAMPLE_ROWS) if not row.fault]
            return _becomes(column, target, rows, Profile("preview", {}, ()), lang)
    raise NotFoundError("errors.not_found", id=column)


def dry_run(
    database: Database, source: str, paths: Sequence[Path], home: Path, lang: Language
) -> dict[str, Any]:
    """Return what an import would do, and the first rows that it would set aside; nothing is written."""
    with tempfile.TemporaryDirectory() as folder:
        rejects = Path(folder) / "rejects.csv"
        report = run_import(
            database, source, paths, rejects=rejects, lang=lang, is_dry_run=True, profiles=home / SAVED
        )
    told = report.as_dict()
    kept = keep_difference(home, report.difference) if report.difference else None
    return {
        "rows": told["rows"],
        "labels": told["labels"],
        "unmapped": told["unmapped"],
        "difference": page_of(home, kept, lang) if kept else None,
        "rejected": first_rejected(database, source, paths, home, lang) if report.rejected else [],
    }


def first_rejected(
    database: Database, source: str, paths: Sequence[Path], home: Path, lang: Language
) -> list[dict[str, Any]]:
    """Return file, line, column and reason of the first rows that would be set aside."""
    importer = importer_for(source, home / SAVED, database)
    importer.check(paths)
    bad = (one for one in importer.read(paths, lambda _: None) if isinstance(one, Rejected))
    return [
        {
            "file": one.file.name,
            "row": one.number,
            "column": one.column,
            "reason": say(one.key, lang, **{"column": one.column, **one.params}),
        }
        for one in islice(bad, SHOWN_REJECTS)
    ]


def list_profiles(home: Path, lang: Language) -> dict[str, Any]:
    """Return the profiles there are, and the targets that a column can be mapped to."""
    return {
        "items": [_profile(one, lang) for one in profiles(home / SAVED).values()],
        "targets": [
            {"target": target.name, "name": target.words(lang), "many": target.many}
            for target in targets().values()
        ],
    }


def show_profile(home: Path, name: str, lang: Language) -> dict[str, Any]:
    """Return one profile with all it maps.

    Raises
    ------
    NotFoundError
        When there is none of the name.
    """
    known = profiles(home / SAVED)
    if name not in known:
        raise NotFoundError("mapping.no_profile", name=name, names=", ".join(sorted(known)))
    profile = known[name]
    return {
        **_profile(profile, lang),
        "tables": [
            {"name": table.name, "columns": {target: list(names) for target, names in table.columns.items()}}
            for table in profile.tables
        ],
    }


def save(home: Path, name: str, mapping: Mapping[str, Sequence[str]], lang: Language) -> dict[str, Any]:
    """Save a mapping of columns under a name.

    Raises
    ------
    UsageError
        When the name or the mapping cannot be.
    """
    return _profile(save_profile(home / SAVED, name, mapping), lang)


def _profile(profile: Profile, lang: Language) -> dict[str, Any]:
    return {
        "source": profile.source,
        "name": profile.names.get(lang) or profile.source,
        "is_saved": profile.is_saved,
        "guess": profile.guess,
        "tables": [table.name for table in profile.tables],
    }


def sources(home: Path) -> list[str]:
    """Return the names of all sources that can be imported."""
    return sorted(importers(home / SAVED))
