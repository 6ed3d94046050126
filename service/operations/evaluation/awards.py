"""Writings of winners' names in public awards: which are one company, with 法人番号 withheld as the truth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from service.errors import InputFileError
from service.operations.evaluation.report import SEED, linked_group, report
from service.operations.evaluation.tables import read_table
from service.resolution import corporate_number
from service.resolution.names import clean, is_nobody, parse_company
from service.resolution.resolve import resolve

COLUMNS = ("winner_name", "corporate_no")

_FORMS = re.compile(r"株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)|[㈱㈲]|\s")
_OFFICE = r"(?:支店|営業所|支社|出張所|支部|事業所|事務所|本社|本店|工場|センター|オフィス)"
_SPACED_BRANCH = re.compile(rf"(?<=\S)\s+\S+(?:\s+\S+)*{_OFFICE}$|(?<=\S)\s+\S+(?:部|課)$")
_JOINED_BRANCH = re.compile(rf"(?<=\S\S)[一-龥]{{2}}{_OFFICE}$")

Pairs = set[tuple[str, str]]


def evaluate_awards(path: Path, seed: int = SEED) -> dict[str, Any]:
    """Measure which distinct names of winners are brought together, against 法人番号.

    Joint ventures are left out: the number beside them is their lead firm's. The resolver gets the names
    alone; numbers are used to score what it found, so shuffling them changes no decision.

    Raises
    ------
    InputFileError
        When the file is not of this form, or no two names in it have one number.
    """
    table = read_table(path, COLUMNS)
    rows = [row for row in table.rows if is_company(row["winner_name"])]
    sources = sorted({row.get("src", "") for row in rows} - {""})
    chosen = {"all": rows}
    if len(sources) > 1:
        chosen |= {source: [row for row in rows if row.get("src") == source] for source in sources}
    found = {
        name: resolved_names(clean(row["winner_name"]) for row in members) for name, members in chosen.items()
    }
    groups = {name: _group(members, found[name], seed) for name, members in chosen.items()}
    if not groups["all"]["n"]:
        raise InputFileError("evaluating.no_truth", file=path.name, column="corporate_no")
    truth = numbers_by_name(rows)
    data = {
        "rows": len(rows),
        "left_out": len(table.rows) - len(rows) + table.unreadable,
        "names": len(truth),
        "names_of_several_companies": sum(len(numbers) > 1 for numbers in truth.values()),
        "pairs_found": len(found["all"]),
    }
    return report("resolution", data, seed, groups)


def is_company(name: str) -> bool:
    """Return whether the winner is a company: somebody, and no joint venture."""
    return not is_nobody(name) and not parse_company(name).is_joint_venture


def resolved_names(names: Iterable[str]) -> Pairs:
    """Return the pairs of names that the resolver brings together."""
    found = resolve("Company", {name: {"name": name} for name in sorted(set(names))})
    return pairs_within(found.groups)


def numbers_by_name(rows: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    """Return the valid numbers beside each name."""
    found: dict[str, set[str]] = {}
    for row in rows:
        number = corporate_number.normalise(row["corporate_no"])
        if corporate_number.is_valid(number):
            found.setdefault(clean(row["winner_name"]), set()).add(number)
    return found


def pairs_within(groups: Iterable[Iterable[str]]) -> Pairs:
    """Return all pairs within the groups, each in order."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def strip_forms(name: str) -> str:
    """Return the name without legal forms and white space.

    >>> strip_forms("（株） 山川　工業")
    '山川工業'
    """
    return _FORMS.sub("", unicodedata.normalize("NFKC", name))


def strip_branches(name: str) -> str:
    """Return the name without branch, legal forms and white space.

    >>> strip_branches("山川工業(株) 静岡支店"), strip_branches("(株)山川工業静岡支店")
    ('山川工業', '山川工業')
    """
    return strip_forms(_JOINED_BRANCH.sub("", _SPACED_BRANCH.sub("", clean(name))))


def _group(rows: list[dict[str, str]], found: Pairs, seed: int) -> dict[str, Any]:
    numbers = numbers_by_name(rows)
    by_number: dict[str, set[str]] = {}
    for name, own in numbers.items():
        for number in own:
            by_number.setdefault(number, set()).add(name)
    judged = set(numbers)
    ours = {pair for pair in found if set(pair) <= judged}
    baselines = {"form_stripped": _by(strip_forms, judged), "branch_stripped": _by(strip_branches, judged)}
    return linked_group(pairs_within(by_number.values()), ours, baselines, seed)


def _by(key: Callable[[str], str], names: Iterable[str]) -> Pairs:
    groups: dict[str, set[str]] = {}
    for name in names:
        groups.setdefault(key(name), set()).add(name)
    return pairs_within(groups.values())
