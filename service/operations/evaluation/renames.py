"""Companies found again under another name or address, with the register's codes withheld as the truth."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from service.analysis.evaluation import best_threshold
from service.errors import InputFileError
from service.operations.evaluation.report import SEED, linked_group, report
from service.operations.evaluation.tables import Table, read_table
from service.resolution.renamed import Listed, find_again

EDINET = (
    "EDINETコード",
    "提出者名",
    "提出者名(英字)",
    "提出者名(ヨミ)",
    "所在地",
    "提出者業種",
    "資本金",
    "決算日",
)
EVENTS = (
    "corporateNumber", "changeDate", "name", "furigana", "prefectureName", "cityName", "streetNumber",
)  # fmt: skip
_MORE = ("提出者業種", "資本金", "決算日", "上場区分", "連結の有無", "提出者種別")
LEAST = 0.5
"""Likeness below which Jaro-Winkler is not asked: no threshold that low is ever best."""

Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A list at one time: what stands in it, and the withheld key of each company."""

    companies: list[Listed]
    keys: list[str]


def evaluate_renames(old: Path, new: Path, seed: int = SEED) -> dict[str, Any]:
    """Measure how many renamed and moved firms are found again between two snapshots of EDINET codes.

    EDINET code, 法人番号 and securities code are withheld. Groups: ``all`` firms in both, those ``renamed``
    (another name after NFKC without white space) and those ``moved`` (another address).

    Raises
    ------
    InputFileError
        When a file is not of this form, or the two have no code in common.
    """
    tables = [read_table(path, EDINET) for path in (old, new)]
    return _evaluate([_edinet(table) for table in tables], tables, (new, EDINET[0]), seed)


def evaluate_events(path: Path, seed: int = SEED) -> dict[str, Any]:
    """Measure the same on dated changes from gBizINFO: each firm's first state against its last.

    Raises
    ------
    InputFileError
        When the file is not of this form, or no firm in it changed.
    """
    table = read_table(path, EVENTS)
    states: dict[str, list[dict[str, str]]] = {}
    for row in sorted(table.rows, key=lambda row: (row["changeDate"], row.get("updateDate", ""))):
        if row["name"]:
            states.setdefault(row["corporateNumber"], []).append(row)
    changed = {number: rows for number, rows in sorted(states.items()) if len(rows) > 1}
    sides = [[(number, rows[place]) for number, rows in changed.items()] for place in (0, -1)]
    # The lists stand in an order of their own, so that nothing can be read from places.
    sides[1].sort(key=lambda item: (item[1]["name"], item[0]))
    snapshots = [Snapshot([_state(row) for _, row in side], [number for number, _ in side]) for side in sides]
    return _evaluate(snapshots, [table], (path, EVENTS[0]), seed)


def _edinet(table: Table) -> Snapshot:
    companies = [
        Listed(
            row["提出者名"],
            row["提出者名(ヨミ)"],
            row["提出者名(英字)"],
            row["所在地"],
            {name: row[name] for name in _MORE if name in row},
        )
        for row in table.rows
    ]
    return Snapshot(companies, [row["EDINETコード"] for row in table.rows])


def _state(row: Mapping[str, str]) -> Listed:
    address = row["prefectureName"] + row["cityName"] + row["streetNumber"]
    return Listed(row["name"], row["furigana"], "", address, {"kind": row.get("kind", "")})


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _evaluate(
    snapshots: Sequence[Snapshot], tables: Sequence[Table], source: tuple[Path, str], seed: int
) -> dict[str, Any]:
    old, new = snapshots
    places = {key: place for place, key in enumerate(new.keys)}
    truth = {
        (_left(place), _right(places[key])) for place, key in enumerate(old.keys) if key and key in places
    }
    if not truth:
        raise InputFileError("evaluating.no_truth", file=source[0].name, column=source[1])
    names, addresses = (
        [[_plain(of(company)) for company in snapshot.companies] for snapshot in snapshots]
        for of in (_name, _address)
    )
    ours = {
        (_left(found.left), _right(found.right)) for found in find_again(old.companies, new.companies, seed)
    }
    exact = _exact(names)
    similar = _similar(names, exact)

    def group(is_of: Callable[[tuple[str, str]], bool]) -> dict[str, Any]:
        chosen = {pair for pair in truth if is_of(pair)}
        return linked_group(
            chosen,
            {pair for pair in ours if is_of(pair)},
            {
                "exact": {pair for pair in exact if is_of(pair)},
                "jaro_winkler": {pair for pair in _best(similar, exact, chosen, is_of) if is_of(pair)},
            },
            seed,
        )

    def differs(texts: list[list[str]]) -> Callable[[tuple[str, str]], bool]:
        return lambda pair: texts[0][_place(pair[0])] != texts[1][_place(pair[1])]

    groups = {
        "all": group(lambda _pair: True),
        "renamed": group(differs(names)),
        "moved": group(differs(addresses)),
    }
    wrong = ours - truth
    data = {
        "old": len(old.keys),
        "new": len(new.keys),
        "in_both": len(truth),
        "left_out": sum(table.unreadable for table in tables),
        "links": len(ours),
        "false_links": len(wrong),
        "false_links_with_another_name": sum(differs(names)(pair) for pair in wrong),
    }
    return report("resolution", data, seed, groups)


def _name(company: Listed) -> str:
    return company.name


def _address(company: Listed) -> str:
    return company.address


def _left(place: int) -> str:
    return f"old:{place}"


def _right(place: int) -> str:
    return f"new:{place}"


def _place(name: str) -> int:
    return int(name.partition(":")[2])


def _exact(names: list[list[str]]) -> Pairs:
    """Return the firms whose name stands once in each list, the same."""
    once = [
        {name: place for place, name in enumerate(side) if side_counts[name] == 1}
        for side in names
        for side_counts in [_counts(side)]
    ]
    return {(_left(place), _right(once[1][name])) for name, place in once[0].items() if name in once[1]}


def _counts(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in texts:
        found[text] = found.get(text, 0) + 1
    return found


def _similar(names: list[list[str]], exact: Pairs) -> dict[tuple[str, str], float]:
    """Return the likeness of the names that exact matching left over, each at most once, greedily."""
    taken = [{_place(pair[side]) for pair in exact} for side in (0, 1)]
    left, right = (
        [place for place in range(len(names[side])) if place not in taken[side]] for side in (0, 1)
    )
    if not left or not right:
        return {}
    scores = process.cdist(
        [names[0][place] for place in left],
        [names[1][place] for place in right],
        scorer=JaroWinkler.similarity,
        score_cutoff=LEAST,
    )
    found: dict[tuple[str, str], float] = {}
    used: tuple[set[int], set[int]] = (set(), set())
    rows, columns = np.nonzero(scores)
    for place in np.lexsort((columns, rows, -scores[rows, columns])):
        one, other = left[rows[place]], right[columns[place]]
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            found[(_left(one), _right(other))] = float(scores[rows[place], columns[place]])
    return found


def _best(
    similar: Mapping[tuple[str, str], float],
    exact: Pairs,
    truth: Pairs,
    is_of: Callable[[tuple[str, str]], bool],
) -> Pairs:
    """Return exact matches and the alike ones from the threshold that is best for this very group."""
    pairs = sorted({pair for pair in similar if is_of(pair)} | {pair for pair in exact if is_of(pair)})
    missing = len(truth - set(pairs))
    values = np.array([*(similar.get(pair, 1.0) for pair in pairs), *[-1.0] * missing], dtype=float)
    marks = np.array([*(pair in truth for pair in pairs), *[True] * missing], dtype=bool)
    if not len(values):
        return set()
    threshold = max(best_threshold(marks, values), 0.0)
    return {pair for pair, value in zip(pairs, values, strict=False) if value >= threshold}
