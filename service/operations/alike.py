"""Records that hang together: those that share a key with one another, and what their comparison says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graph_models.properties import MATCH
from service.database import Database
from service.resolution.clusters import Pair
from service.resolution.comparison import Comparison, compare
from service.resolution.decision import Decision, decide
from service.resolution.grouping import pair
from service.resolution.match_keys import match_keys
from service.resolution.weights import Weights
from service.store import resolving as store


class Records:
    """The records that are compared, as they are in the graph."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def found(self, ids: Iterable[str]) -> dict[str, store.KnownRecord]:
        """Return records as they are by themselves, by id."""
        return store.records(self.database, ids)

    def alike(self, label: str, keys: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
        """Return for each record the others of its label that share a key with it."""
        return store.alike(self.database, label, keys)

    def around(self, label: str, ids: Iterable[str], at: datetime) -> dict[str, dict[str, Any]]:
        """Return what hangs on records and tells them apart, by id."""
        return _AROUND[label](self.database, ids, at)


@dataclass(slots=True)
class Closure:
    """Records of one label that hang together, and what their comparisons say.

    ``records``: properties with what is around each. ``groups``: the record each is one with now.
    ``visited``: those of which every comparison is known. ``missing``: those asked for that are gone.
    """

    label: str
    weights: Weights
    at: datetime
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, str | None] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    compared: dict[Pair, Comparison] = field(default_factory=dict)
    judged: dict[Pair, bool] = field(default_factory=dict)

    def is_merge(self, key: Pair) -> bool:
        """Return whether two records are one by their comparison or by what a person said."""
        if key in self.judged:
            return self.judged[key]
        found = self.compared.get(key)
        return found is not None and decide(found, self.weights.thresholds) is Decision.MERGE


def closure_of(known: Records, label: str, ids: Iterable[str], weights: Weights, at: datetime) -> Closure:
    """Follow from records to all that are one with them, and compare each with those that are alike."""
    database = known.database
    closure = Closure(label, weights, at)
    frontier = set(ids)
    look_up(known, frontier, closure)
    closure.missing = frontier - closure.records.keys()
    # What hung on a record that is gone is looked at in its place.
    frontier |= store.partners(database, closure.missing) if closure.missing else set()
    while frontier:
        frontier |= store.members(database, frontier) - closure.visited
        look_up(known, frontier, closure)
        frontier &= closure.records.keys()
        closure.visited |= frontier
        following = {id_ for key in _compare(known, frontier, closure) for id_ in key}
        frontier = following - closure.visited
    return closure


def _compare(known: Records, ids: set[str], closure: Closure) -> list[Pair]:
    """Compare records with those that are alike; return the pairs that are one."""
    if not ids:
        return []
    for row in store.judgements(known.database, ids):
        closure.judged[pair(row["left_id"], row["right_id"])] = row["is_match"]
    keys = {id_: _keys(closure.records[id_]) for id_ in ids}
    pairs = {pair(id_, other) for id_, others in known.alike(closure.label, keys).items() for other in others}
    pairs |= {key for key in closure.judged if ids & set(key)}
    look_up(known, {id_ for key in pairs for id_ in key}, closure)
    there = sorted(key for key in pairs if key[0] in closure.records and key[1] in closure.records)
    for key in there:
        left, right = (closure.records[side] for side in key)
        if key not in closure.compared and (key in closure.judged or _share(left, right)):
            closure.compared[key] = compare(closure.label, left, right, closure.weights)
    return [key for key in there if closure.is_merge(key)]


def look_up(known: Records, ids: Iterable[str], closure: Closure) -> None:
    """Add records, with what is around them, to those that are known."""
    wanted = set(ids) - closure.records.keys()
    if not wanted:
        return
    found = known.found(wanted)
    around = known.around(closure.label, found.keys(), closure.at) if found else {}
    for id_, record in found.items():
        properties = record.properties
        # Those that came in before keys were kept on the records have none.
        keys = {} if _keys(properties) else match_keys(closure.label, properties)
        closure.records[id_] = {**properties, **keys, **around.get(id_, {})}
        closure.groups[id_] = record.group


def _keys(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name.startswith(MATCH)}


def _share(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Return whether two records share a key by themselves, and not only by what they are one with."""
    return any(right.get(name) == value for name, value in _keys(left).items())


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
