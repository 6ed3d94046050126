"""Pairs of names with a truth: ours at its fixed threshold, baselines each at the best for it on the file."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from service.analysis.evaluation import Marks, best_threshold
from service.errors import InputFileError
from service.operations.evaluation.report import SEED, pair_group, report
from service.operations.evaluation.tables import read_table
from service.resolution.likeness import COMPANY, PERSON, company_likeness, person_likeness

COLUMNS = ("schema", "name1", "name2", "is_match")
TRUE, FALSE = frozenset({"true", "t", "1", "yes"}), frozenset({"false", "f", "0", "no"})
ORGANISATIONS = frozenset({"Company", "Organization"})

Scorer = Callable[[str, str], float]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


BASELINES: dict[str, Scorer] = {
    "exact": lambda one, other: float(_plain(one) == _plain(other)),
    "jaro_winkler": lambda one, other: JaroWinkler.similarity(_plain(one), _plain(other)),
    "token_sort": lambda one, other: fuzz.token_sort_ratio(_plain(one), _plain(other)) / 100.0,
}


def evaluate_pairs(path: Path, seed: int = SEED) -> dict[str, Any]:
    """Measure how well pairs of names are told apart, by schema.

    The groups whose name ends in ``@other_half`` hold the pairs whose hash is odd: those that were not looked
    at when the costs and thresholds of ``likeness`` were fixed.

    Raises
    ------
    InputFileError
        When the file is not of this form.
    """
    table = read_table(path, COLUMNS)
    rows = [row for row in table.rows if row["is_match"].casefold() in TRUE | FALSE]
    if not rows:
        raise InputFileError("evaluating.no_truth", file=path.name, column="is_match")
    schemas = sorted({row["schema"] for row in rows})
    groups: dict[str, list[dict[str, str]]] = {
        schema: [row for row in rows if row["schema"] == schema] for schema in schemas
    }
    if len(ORGANISATIONS & set(schemas)) > 1:
        groups["companies"] = [row for row in rows if row["schema"] in ORGANISATIONS]
    for name in [name for name in ("companies", "Company", "Person") if name in groups]:
        groups[f"{name}@other_half"] = [row for row in groups[name] if is_other_half(row)]
    data = {
        "pairs": len(rows),
        "matches": sum(row["is_match"].casefold() in TRUE for row in rows),
        "left_out": len(table.rows) - len(rows) + table.unreadable,
    }
    return report(
        "resolution",
        data,
        seed,
        {name: _group(chosen, seed) for name, chosen in groups.items() if chosen},
    )


def is_other_half(row: dict[str, str]) -> bool:
    """Return whether the pair was not looked at when thresholds were fixed; both orders give the same."""
    return zlib.crc32("|".join(sorted((row["name1"], row["name2"]))).encode()) % 2 == 1


def _group(rows: list[dict[str, str]], seed: int) -> dict[str, Any]:
    truth = np.array([row["is_match"].casefold() in TRUE for row in rows], dtype=bool)
    ours = np.array([_is_one(row) for row in rows], dtype=bool)
    found: dict[str, Marks] = {}
    for name, scorer in BASELINES.items():
        scores = np.array([scorer(row["name1"], row["name2"]) for row in rows], dtype=float)
        # Exact is exact: at any other threshold it would call every pair one.
        threshold = 1.0 if name == "exact" else best_threshold(truth, scores)
        found[name] = scores >= threshold
    return pair_group(truth, ours, found, seed)


def _is_one(row: dict[str, str]) -> bool:
    if row["schema"] == "Person":
        return person_likeness(row["name1"], row["name2"]) >= PERSON.threshold
    return company_likeness(row["name1"], row["name2"]) >= COMPANY.threshold
