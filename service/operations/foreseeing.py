"""What resolution would do with records that a dry run found and that are not in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from graph_models.properties import MATCH
from graph_models.registry import label_of
from service.database import Database
from service.operations.alike import Closure, Records, closure_of
from service.operations.entities import display_name
from service.operations.resolving import CHUNK, LABELS, grouped, pair_id, reasons_of
from service.operations.review import ids_in
from service.resolution.clusters import Pair
from service.resolution.grouping import Grouping, pair
from service.store import resolving as store
from service.store.difference import Difference
from service.store.plan import Plan
from service.store.review import active_weights

MOST_FORESEEN = 20_000
"""New and changed records that are compared; a dry run of more says how many were not."""
_ABOVE = ("WORKS_AT", "PART_OF", "SITE_OF")


class Foreseen(Records):
    """The records of the graph as they would be after a dry run."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.not_compared = 0
        self._new: dict[str, dict[str, Any]] = {}
        self._changed: dict[str, dict[str, Any]] = {}
        self._bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._ends: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
        self._sites: dict[str, set[str]] = defaultdict(set)
        self._moved: dict[str, str] = {}

    def add(self, plan: Plan) -> None:
        """Take in what a batch would write."""
        for row in plan.new_nodes:
            self._take(self._new, row["properties"]["id"], row["label"], row["properties"])
        for row in plan.changed_nodes:
            if row["is_changed"]:
                self._take(self._changed, row["id"], label_of(row["id"]) or "", row["properties"])
        for row in plan.new_relationships:
            if row["type"] in _ABOVE:
                self._ends[row["start_id"]].append((row["end_id"], row["properties"]))
            if row["type"] == "SITE_OF":
                self._sites[row["end_id"]].add(row["start_id"])

    def _take(
        self, into: dict[str, dict[str, Any]], id_: str, label: str, properties: Mapping[str, Any]
    ) -> None:
        if label not in LABELS:
            return
        if len(self._new) + len(self._changed) >= MOST_FORESEEN:
            self.not_compared += 1
            return
        into[id_] = dict(properties)
        for name, key in properties.items():
            if name.startswith(MATCH) and key is not None:
                self._bearers[f"{label}.{name}", key].add(id_)

    def ids(self, label: str) -> set[str]:
        """Return the new and changed records of a label."""
        return {id_ for id_ in (*self._new, *self._changed) if label_of(id_) == label}

    def move(self, moved: Mapping[str, str]) -> None:
        """Take some companies for those they are one with."""
        self._moved |= moved

    def found(self, ids: Iterable[str]) -> dict[str, store.KnownRecord]:
        """Return records as they would be by themselves, by id."""
        wanted = set(ids)
        found = store.records(self.database, wanted - self._new.keys())
        for id_ in found.keys() & self._changed.keys():
            view = {**found[id_].properties, **self._changed[id_]}
            told = {name: value for name, value in view.items() if value is not None}
            found[id_] = store.KnownRecord(id_, told, found[id_].group)
        new = wanted & self._new.keys()
        return found | {id_: store.KnownRecord(id_, self._new[id_], None) for id_ in new}

    def alike(self, label: str, keys: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
        """Return for each record the others, old and new, that share a key with it."""
        found = defaultdict(set, super().alike(label, keys))
        for id_, own in keys.items():
            for name, key in own.items():
                others = self._bearers.get((f"{label}.{name}", key), set())
                if len(others) <= store.MOST_ALIKE:
                    found[id_] |= others - {id_}
        return found

    def around(self, label: str, ids: Iterable[str], at: datetime) -> dict[str, dict[str, Any]]:
        """Return what would hang on records and tells them apart, by id."""
        around = defaultdict(dict, super().around(label, ids, at))
        for found in around.values():
            for name, value in found.items():
                if name == "company_id":
                    found[name] = self._moved.get(value, value)
                elif name.endswith("organisations"):
                    found[name] = {self._moved.get(company, company) for company in value}
        for id_ in ids:
            if label == "Company":
                self._add_head_office(id_, around)
            elif id_ in self._ends:
                self._add_companies(label, id_, around, at.date())
        return around

    def _add_head_office(self, id_: str, around: dict[str, dict[str, Any]]) -> None:
        sites = [self._new[site] for site in self._sites.get(id_, ()) if site in self._new]
        addresses = [site.get("address") for site in sites if site.get("function") == "head_office"]
        known = around[id_].get("address") if id_ in around else None
        if told := [address for address in (known, *addresses) if address]:
            around[id_]["address"] = min(told)

    def _add_companies(self, label: str, id_: str, around: dict[str, dict[str, Any]], today: date) -> None:
        for unit, properties in self._ends[id_]:
            for company in sorted(self._companies(unit)):
                if label == "Site":
                    name = self.found((company,))[company].properties.get("name")
                    around[id_] |= {"company_id": company, "company_name": name}
                    continue
                names = ("organisations", "former_organisations", "departments")
                sets = {name: set(around[id_].get(name, ())) for name in names}
                ended = properties.get("valid_to")
                is_former = ended is not None and ended <= today
                sets[names[1] if is_former else names[0]].add(company)
                if label_of(unit) == "Department" and not is_former:
                    sets["departments"].add(unit)
                around[id_] |= sets

    def _companies(self, unit: str) -> set[str]:
        """Return the companies a unit would belong to, as they would stand after they are resolved."""
        leaves, frontier = set(), {unit}
        while frontier:
            above = {end for id_ in frontier for end, _ in self._ends.get(id_, ())}
            leaves |= {id_ for id_ in frontier if id_ not in self._ends}
            frontier = above
        found = {id_ for id_ in leaves if label_of(id_) == "Company"}
        if rest := leaves - found:
            found |= {row["company_id"] for row in store.companies_above(self.database, rest)}
        return {self._moved.get(id_, id_) for id_ in found}


def foresee(foreseen: Foreseen, difference: Difference, at: datetime) -> None:
    """Note which records would become one with others, and which pairs would be put before a person.

    It is what `service.operations.resolving` would do, by the same comparisons and the same grouping.
    """
    weights, database = active_weights(foreseen.database), foreseen.database
    around: dict[str, set[str]] = {label: set() for label in LABELS}
    for label in LABELS:
        told: set[Pair] = set()
        moved: dict[str, str] = {}
        for chunk in _chunks(foreseen.ids(label) | around[label]):
            closure = closure_of(foreseen, label, chunk, weights, at)
            grouping, changed = grouped(closure)
            moved |= changed
            waiting = {
                id_
                for id_, (state, *_) in store.pairs_of(database, closure.visited).items()
                if state == "review"
            }
            pairs = [("merged", id_, to) for id_, to in changed.items()]
            pairs += [("review", *key) for key in grouping.review if pair_id(*key) not in waiting]
            for state, one, other in pairs:
                if pair(one, other) not in told:
                    told.add(pair(one, other))
                    reasons = _reasons(closure, grouping, one, other)
                    names = _names(foreseen, {one, other, *ids_in(reasons)})
                    difference.add_pair(state, label, (one, other), names, reasons)
        if label == "Company" and moved:
            foreseen.move(moved)
            around["Site"], around["Contact"] = store.around_companies(database, {*moved, *moved.values()})
    difference.not_compared = foreseen.not_compared


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _names(foreseen: Foreseen, ids: Iterable[str]) -> dict[str, str]:
    found = foreseen.found(ids)
    return {id_: display_name(label_of(id_) or "", dict(one.properties)) for id_, one in found.items()}


def _reasons(closure: Closure, grouping: Grouping, one: str, other: str) -> list[dict[str, Any]]:
    """Return what speaks for two being one; where a third lies between them, what ties the first to it."""
    keys = [pair(one, other), *(key for key in grouping.merged if one in key)]
    found = next((closure.compared[key] for key in keys if key in closure.compared), None)
    return reasons_of(found) if found else []
