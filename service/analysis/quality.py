"""Quality of records: complete, free of doubles and contradictions, fresh; and which to mend first.

Pure: records in, figures out. The score of a record to mend is the importance of its account times what is
wrong with it; both are told.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph_models.records import Part, combine

STALE_DAYS = 365
HALF_IMPORTANT = 5.0
"""An account of so many deals and orders (open deals count three times) is half as important as can be."""
OPEN_DEAL = 3
LEAST_IMPORTANCE = 0.1
WRONG = {"missing": 1.0, "contradictions": 1.5, "duplicates": 1.5, "stale": 0.5}
"""How much each kind of fault counts."""
PROBLEMS = tuple(WRONG)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A property of which two sources say different things: source -> what it says."""

    property: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A company, site or contact with everything its quality is judged by.

    ``silent_days``: since the last touch, or the last change where there never was one.
    """

    id: str
    label: str
    name: str
    name_latin: str | None
    has: frozenset[str]
    sources: tuple[str, ...]
    accounts: tuple[str, ...]
    owners: tuple[str, ...]
    silent_days: int | None
    duplicates: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def completeness(self) -> float:
        """Share of the weight of what such a record ought to have that it has."""
        wanted = weights()[self.label]
        return sum(weight for name, weight in wanted.items() if name in self.has) / sum(wanted.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """What it ought to have and has not, heaviest first."""
        wanted = weights()[self.label]
        gone = [name for name in wanted if name not in self.has]
        return tuple(sorted(gone, key=lambda name: (-wanted[name], name)))

    @property
    def is_stale(self) -> bool:
        """Whether nothing was heard of it for a year."""
        return self.silent_days is not None and self.silent_days > STALE_DAYS

    def has_problem(self, problem: str) -> bool:
        """Return whether it has a problem of a kind."""
        found = {
            "missing": bool(self.missing),
            "contradictions": bool(self.contradictions),
            "duplicates": bool(self.duplicates),
            "stale": self.is_stale,
        }
        return found[problem]


@dataclass(frozen=True, slots=True)
class Figures:
    """Quality of a group of records; shares of 0 to 1."""

    records: int
    completeness: float
    duplicates: int
    contradictions: int
    stale: int

    @property
    def score(self) -> float:
        """One figure to order by: completeness, less the share of records with something wrong."""
        faulty = min(1.0, (self.duplicates + self.contradictions) / self.records) if self.records else 0.0
        return self.completeness * (1 - faulty / 2)


@dataclass(frozen=True, slots=True)
class ToMend:
    """A record worth mending: ``score`` = ``importance`` times ``wrong``, of which ``parts`` tell."""

    record: Record
    score: float
    importance: float
    wrong: float
    parts: tuple[Part, ...]


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return what each label ought to have, with its weight."""
    text = (files(__package__) / "completeness.toml").read_text("utf-8")
    return {
        label: {name: float(weight) for name, weight in wanted.items()}
        for label, wanted in tomllib.loads(text).items()
    }


def figures(records: Iterable[Record]) -> Figures:
    """Return the figures of some records; a double that waits counts for each of the two."""
    some = list(records)
    total = sum(record.completeness for record in some)
    return Figures(
        len(some),
        total / len(some) if some else 0.0,
        sum(1 for record in some if record.duplicates),
        sum(1 for record in some if record.contradictions),
        sum(1 for record in some if record.is_stale),
    )


def grouped(records: Iterable[Record], by: str) -> dict[str, list[Record]]:
    """Return the records of each company, source or owner; what has none is under an empty key."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        keys = {"company": record.accounts, "source": record.sources, "owner": record.owners}[by]
        for key in keys or ("",):
            found[key].append(record)
    return dict(found)


def importance(deals: int, open_deals: int, orders: int) -> float:
    """Return how important an account is, 0.1 to 1.

    >>> importance(0, 0, 0), importance(2, 1, 0)
    (0.1, 0.5)
    """
    weight = (deals - open_deals) + OPEN_DEAL * open_deals + orders
    return LEAST_IMPORTANCE + (1 - LEAST_IMPORTANCE) * weight / (weight + HALF_IMPORTANT)


def to_mend(records: Iterable[Record], importances: Mapping[str, float], limit: int) -> Sequence[ToMend]:
    """Return the records worth mending first.

    Parameters
    ----------
    importances
        Company -> importance of the account; others have the least.
    """
    found = [one for record in records if (one := _judged(record, importances)).wrong > 0]
    found.sort(key=lambda one: (-one.score, one.record.id))
    return found[:limit]


def _judged(record: Record, importances: Mapping[str, float]) -> ToMend:
    weight = max(
        (importances.get(id_, LEAST_IMPORTANCE) for id_ in record.accounts), default=LEAST_IMPORTANCE
    )
    evidence = {"duplicates": record.duplicates}
    values = {
        "missing": 1 - record.completeness,
        "contradictions": _more(len(record.contradictions)),
        "duplicates": _more(len(record.duplicates)),
        "stale": 1.0 if record.is_stale else 0.0,
    }
    parts = {
        name: (value, WRONG[name], evidence.get(name, (record.id,)))
        for name, value in values.items()
        # Of whom nothing was ever heard, it is not known whether he is silent.
        if not (name == "stale" and record.silent_days is None)
    }
    wrong, _, told = combine(parts, 0.0)
    return ToMend(record, weight * (wrong or 0.0), weight, wrong or 0.0, told)


def _more(number: int) -> float:
    return number / (number + 1)
