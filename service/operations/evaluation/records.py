"""Records with several fields linked: ours without any training data, beside splink at its best threshold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from service.analysis.evaluation import best_threshold
from service.errors import InputFileError
from service.operations.evaluation.report import SEED, linked_group, report
from service.operations.evaluation.splink_baseline import Scores, splink_scores
from service.operations.evaluation.tables import Table, read_table
from service.resolution.linkage import ENOUGH, Link, link, one_to_one

COLUMN = "rec_id"
IDENTIFYING = 2
"""Numbers with the most distinct values, which the harder group goes without."""
HARDER = "without_identifiers"

_RECORD = re.compile(r"^(.*?)-?(?:org|dup(?:-\d+)?)$")

Records = list[dict[str, str]]
Pairs = set[tuple[str, str]]


def evaluate_records(path: Path, other: Path | None = None, seed: int = SEED) -> dict[str, Any]:
    """Measure how well records that are one are found, in one file or across two.

    ``rec_id`` holds the truth (rec-12-org and rec-12-dup-0 are one) and is withheld. Of two files each record
    is one with at most one of the other, which is used by ours and by the second form of the baseline. The
    group ``without_identifiers`` goes without the two numbers that tell people apart nearly by themselves.

    Raises
    ------
    InputFileError
        When a file is not of this form, or no record in it is there twice.
    UsageError
        When splink is not installed.
    """
    tables = [read_table(file, (COLUMN,)) for file in (path, other) if file is not None]
    columns = _shared_columns(tables)
    if not columns:
        raise InputFileError("evaluating.no_fields", file=path.name, column=COLUMN)
    truth = _truth(tables)
    if not truth:
        raise InputFileError("evaluating.no_truth", file=path.name, column=COLUMN)
    numbers = [name for name in columns if _is_number(tables[0], name)]
    keen = sorted(numbers, key=lambda name: (-_values(tables[0], name), name))[:IDENTIFYING]
    chosen = {"all": columns}
    if keen and len(columns) > IDENTIFYING + 1:
        chosen[HARDER] = [name for name in columns if name not in keen]
    data = {
        "records": sum(len(table.rows) for table in tables),
        "files": len(tables),
        "pairs": len(truth),
        "left_out": sum(table.unreadable for table in tables),
        "identifiers": keen,
    }
    groups = {name: _group(tables, fields, truth, seed) for name, fields in chosen.items()}
    return report("resolution", data, seed, groups)


def _group(tables: Sequence[Table], fields: Sequence[str], truth: Pairs, seed: int) -> dict[str, Any]:
    sides: list[Records] = [[{name: row[name] for name in fields} for row in table.rows] for table in tables]
    right = sides[1] if len(sides) > 1 else None
    ours = [found for found in link(sides[0], right, seed) if found.probability >= ENOUGH]
    scores = splink_scores(sides[0], right, seed)
    baselines = {"splink": _best(scores, tables, truth)}
    if right is not None:
        ours = one_to_one(ours)
        kept = one_to_one([Link(one, other, score) for (one, other), score in scores.items()])
        single = {(found.left, found.right): found.probability for found in kept}
        baselines["splink_one_to_one"] = _best(single, tables, truth)
    return linked_group(truth, _named(((f.left, f.right) for f in ours), tables), baselines, seed)


def _best(scores: Scores, tables: Sequence[Table], truth: Pairs) -> Pairs:
    """Return the pairs from the threshold that is best for the baseline on these very files."""
    if not scores:
        return set()
    places = sorted(scores)
    marks = [next(iter(_named([place], tables))) in truth for place in places]
    # True pairs that were never compared are missed at any threshold; they shift no threshold's order.
    missing = max(0, len(truth) - sum(marks))
    values = np.array([*(scores[place] for place in places), *[-1.0] * missing])
    threshold = best_threshold(np.array([*marks, *[True] * missing], dtype=bool), values)
    return _named((place for place in places if scores[place] >= max(threshold, 0.0)), tables)


def _named(places: Any, tables: Sequence[Table]) -> Pairs:
    """Return pairs of places as pairs of names: the file's number and the place in it."""
    last = len(tables) - 1
    return {(f"0:{one:09}", f"{last}:{other:09}") for one, other in places}


def _truth(tables: Sequence[Table]) -> Pairs:
    homes: list[Mapping[str, list[int]]] = []
    for table in tables:
        places: dict[str, list[int]] = {}
        for place, row in enumerate(table.rows):
            found = _RECORD.match(row[COLUMN])
            places.setdefault(found[1] if found else row[COLUMN], []).append(place)
        homes.append(places)
    if len(tables) == 1:
        pairs = [
            (one, other)
            for members in homes[0].values()
            for number, one in enumerate(members)
            for other in members[number + 1 :]
        ]
    else:
        pairs = [
            (one, other)
            for name, members in homes[0].items()
            for one in members
            for other in homes[1].get(name, ())
        ]
    return _named(pairs, tables)


def _shared_columns(tables: Sequence[Table]) -> list[str]:
    return [
        name
        for name in tables[0].columns
        if name and name != COLUMN and all(name in table.columns for table in tables)
    ]


def _is_number(table: Table, name: str) -> bool:
    return all(row[name].isdigit() for row in table.rows if row[name])


def _values(table: Table, name: str) -> float:
    values = [row[name] for row in table.rows if row[name]]
    return len(set(values)) / len(table.rows) if table.rows else 0.0
