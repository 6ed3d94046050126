"""Finds records that are one and lets them stand as one; what is doubtful waits for a person.

The outcome is a function of the records and of what people judged, not of the order in which they came: it is
worked out anew for every record that could be touched, and what was one may part again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any

from graph_models.ids import short_hash
from graph_models.properties import MATCH
from service.database import Database
from service.resolution.comparison import Comparison, compare
from service.resolution.decision import Decision, decide
from service.resolution.grouping import Grouping, group, pair, survivor
from service.resolution.match_keys import MATCH_PROPERTIES, match_keys
from service.resolution.weights import DEFAULT, Weights
from service.store import resolving as store
from service.store.merging import move_records

LABELS = ("Company", "Site", "Contact")
"""In the order in which they are resolved: people are told apart by their companies."""
CHUNK = 500
"""Records looked at together."""

Pair = tuple[str, str]


@dataclass(slots=True)
class Resolved:
    """What resolving did: records that went into another or came back, and pairs for a person."""

    moved: dict[str, str] = field(default_factory=dict)
    review: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the counts."""
        merged = sum(1 for id_, to in self.moved.items() if id_ != to)
        return {"merged": merged, "parted": len(self.moved) - merged, "review": self.review}


@dataclass(slots=True)
class _Closure:
    """Records that hang together, and what their comparisons say."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, str | None] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    compared: dict[Pair, Comparison] = field(default_factory=dict)
    judged: dict[Pair, bool] = field(default_factory=dict)


def resolve_run(
    database: Database, run: str, *, progress: Callable[[str, int], None] = lambda _label, _number: None
) -> Resolved:
    """Resolve the companies, sites and contacts that an import spoke of.

    Parameters
    ----------
    progress
        Is told the label and how many of it were looked at.
    """
    return _resolve_all(
        database, {label: store.ids_of_run(database, label, run) for label in LABELS}, progress
    )


def resolve_everything(
    database: Database,
    *,
    weights: Weights = DEFAULT,
    progress: Callable[[str, int], None] = lambda _label, _number: None,
) -> Resolved:
    """Resolve all companies, sites and contacts that are there."""
    pages = {label: store.all_ids(database, label) for label in LABELS}
    return _resolve_all(database, pages, progress, weights)


def resolve(database: Database, ids: Iterable[str], *, weights: Weights = DEFAULT) -> Resolved:
    """Resolve some records, and those around companies that change by it."""
    by_label: dict[str, list[str]] = {label: [] for label in LABELS}
    for id_ in sorted(set(ids)):
        label = id_.partition("-")[0].capitalize()
        if label in by_label:
            by_label[label].append(id_)
    return _resolve_all(
        database, {label: [found] for label, found in by_label.items()}, lambda _label, _number: None, weights
    )


def _resolve_all(
    database: Database,
    pages: Mapping[str, Iterable[list[str]]],
    progress: Callable[[str, int], None],
    weights: Weights = DEFAULT,
) -> Resolved:
    done = Resolved()
    more: dict[str, set[str]] = {label: set() for label in LABELS}
    at = datetime.now(UTC)
    for label in LABELS:
        seen = 0
        ids = chain(chain.from_iterable(pages[label]), sorted(more[label]))
        while chunk := list(islice(ids, CHUNK)):
            moved, review = _resolve_chunk(database, label, chunk, weights, at)
            done.moved |= moved
            done.review += review
            if label == "Company" and moved:
                sites, contacts = store.around_companies(database, {*moved, *moved.values()})
                more["Site"] |= sites
                more["Contact"] |= contacts
            seen += len(chunk)
            progress(label, seen)
    return done


def _resolve_chunk(
    database: Database, label: str, ids: list[str], weights: Weights, at: datetime
) -> tuple[dict[str, str], int]:
    closure = _closure(database, label, ids, weights, at)
    thresholds = weights.thresholds
    decided = {key: (decide(found, thresholds), found.score) for key, found in closure.compared.items()}
    grouping = group(decided, closure.judged)
    places = {id_: id_ for id_ in closure.visited}
    numbered = {id_ for id_, record in closure.records.items() if record.get("corporate_number")}
    for members in grouping.groups:
        standing = survivor(members, numbered)
        places |= dict.fromkeys(members, standing)
    changed = {id_: to for id_, to in places.items() if (closure.groups.get(id_) or id_) != to}
    moved = move_records(database, changed, "resolution", at) if changed else {}
    review = _keep_pairs(database, label, closure, grouping, weights, at)
    return moved, review


def _closure(database: Database, label: str, ids: Iterable[str], weights: Weights, at: datetime) -> _Closure:
    """Follow from the records to all that are one with them, and compare each with those that are alike."""
    closure = _Closure()
    frontier = set(ids)
    while frontier:
        frontier |= store.members(database, frontier) - closure.visited
        closure.visited |= frontier
        _look_up(database, label, frontier, closure, at)
        closure.visited &= closure.records.keys()
        frontier &= closure.records.keys()
        keys = {id_: _keys(closure.records[id_], label) for id_ in frontier}
        judged = {pair(*key): is_match for key, is_match in store.judgements(database, frontier).items()}
        mates: dict[str, set[str]] = {id_: set() for id_ in frontier}
        for id_, others in store.alike(database, label, keys).items():
            mates[id_].update(others)
        for one, other in judged:
            mates.setdefault(one, set()).add(other)
        _look_up(database, label, set().union(*mates.values()), closure, at)
        following: set[str] = set()
        for id_, alike in mates.items():
            for other in alike:
                key = pair(id_, other)
                if other not in closure.records or id_ not in closure.records:
                    continue
                if key in judged:
                    closure.judged[key] = judged[key]
                    if judged[key]:
                        following |= {id_, other}
                if key not in closure.compared and (
                    key in judged or _share(closure.records[id_], closure.records[other])
                ):
                    left, right = (closure.records[side] for side in key)
                    closure.compared[key] = compare(label, left, right, weights)
                found = closure.compared.get(key)
                if found and decide(found, weights.thresholds) is Decision.MERGE:
                    following |= {id_, other}
        frontier = following - closure.visited
    return closure


def _look_up(database: Database, label: str, ids: Iterable[str], closure: _Closure, at: datetime) -> None:
    """Add records, with what is around them, to those that are known."""
    wanted = set(ids) - closure.records.keys()
    if not wanted:
        return
    found = store.records(database, wanted)
    around = _AROUND[label](database, found.keys(), at) if found else {}
    for id_, record in found.items():
        properties = {**record.properties, **around.get(id_, {})}
        closure.records[id_] = {**properties, **match_keys(label, properties)}
        closure.groups[id_] = record.group


def _keys(record: Mapping[str, Any], label: str) -> dict[str, Any]:
    return {name: record.get(name) for name in MATCH_PROPERTIES[label]}


def _share(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Return whether two records share a key by themselves, and not only by what they are one with."""
    return any(name.startswith(MATCH) and right.get(name) == value for name, value in left.items() if value)


def _around_companies(database: Database, ids: Iterable[str], _at: datetime) -> dict[str, dict[str, Any]]:
    return {row["id"]: {"address": row["address"]} for row in store.head_offices(database, ids)}


def _around_sites(database: Database, ids: Iterable[str], _at: datetime) -> dict[str, dict[str, Any]]:
    return {
        row["id"]: {"company_id": row["company_id"], "company_name": row["company_name"]}
        for row in store.owners(database, ids)
    }


def _around_contacts(database: Database, ids: Iterable[str], at: datetime) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in store.employers(database, ids, at.date()):
        around = found.setdefault(
            row["id"], {"organisations": set(), "former_organisations": set(), "departments": set()}
        )
        around["former_organisations" if row["is_former"] else "organisations"].add(row["company_id"])
        if row["department_id"] and not row["is_former"]:
            around["departments"].add(row["department_id"])
    return found


_AROUND = {"Company": _around_companies, "Site": _around_sites, "Contact": _around_contacts}


def _keep_pairs(
    database: Database, label: str, closure: _Closure, grouping: Grouping, weights: Weights, at: datetime
) -> int:
    """Keep the pairs that are one or doubtful, forget those that no longer are; return the doubtful ones."""
    standing = store.pairs_of(database, closure.visited) if closure.visited else {}
    wanted: dict[str, dict[str, Any]] = {}
    for state, keys in (("merged", grouping.merged), ("review", grouping.review)):
        for key in keys:
            found = closure.compared.get(key)
            if found is None or not closure.visited & set(key):
                continue
            id_ = pair_id(*key)
            wanted[id_] = {
                "id": id_,
                "label": label,
                "left_id": key[0],
                "right_id": key[1],
                "state": state,
                "score": found.score,
                "version": weights.version,
                "reasons": reasons_as_json(found),
            }
    saved = [
        row
        for id_, row in wanted.items()
        if standing.get(id_) != (row["state"], row["score"], row["version"])
    ]
    store.change_pairs(database, saved, sorted(standing.keys() - wanted.keys()), at)
    return sum(row["state"] == "review" for row in wanted.values())


def pair_id(one: str, other: str) -> str:
    """Return the id of what is kept of two records."""
    return f"pair-{short_hash(*pair(one, other))}"


def reasons_as_json(comparison: Comparison) -> str:
    """Return the reasons as text that can be kept."""
    told = [
        {
            "field": reason.field,
            "outcome": reason.outcome.value,
            "left": reason.left,
            "right": reason.right,
            "bits": reason.bits,
        }
        for reason in comparison.reasons
    ]
    return json.dumps(told, ensure_ascii=False)
