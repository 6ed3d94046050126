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
from graph_models.registry import label_of
from service.database import Database
from service.operations.alike import Closure, Records, closure_of
from service.operations.kept_ties import refresh_ties_quietly
from service.resolution.comparison import Comparison
from service.resolution.decision import decide
from service.resolution.grouping import Grouping, group, pair, survivor
from service.resolution.match_keys import MATCH_PROPERTIES
from service.resolution.weights import Weights
from service.store import resolving as store
from service.store.import_runs import save_import_run, unresolved_runs
from service.store.merging import move_records
from service.store.review import active_weights
from service.store.undoing import unmark_unresolved, unresolved

LABELS = tuple(MATCH_PROPERTIES)
"""In the order in which they are resolved: people are told apart by their companies."""
CHUNK = 500
"""Records looked at together."""


@dataclass(slots=True)
class Resolved:
    """What resolving did: records that went into another or came back, and pairs for a person."""

    moved: dict[str, str] = field(default_factory=dict)
    review: set[str] = field(default_factory=set)

    def as_dict(self) -> dict[str, Any]:
        """Return the counts."""
        merged = sum(1 for id_, to in self.moved.items() if id_ != to)
        return {"merged": merged, "parted": len(self.moved) - merged, "review": len(self.review)}


def resolve_run(
    database: Database, run: str, *, progress: Callable[[str, int], None] = lambda _label, _number: None
) -> Resolved:
    """Resolve the companies, sites and contacts that an import spoke of.

    So are those of earlier runs that never came so far: an import that was killed leaves records nobody has
    compared, and running it again does not speak of them anew.

    Parameters
    ----------
    progress
        Is told the label and how many of it were looked at.
    """
    runs = sorted({run, *unresolved_runs(database)})
    done = _resolve_all(
        database, {label: store.ids_of_runs(database, label, runs) for label in LABELS}, progress
    )
    for item in runs:
        save_import_run(database, item, {"is_resolved": True})
    return done


def resolve_everything(
    database: Database,
    *,
    weights: Weights | None = None,
    progress: Callable[[str, int], None] = lambda _label, _number: None,
) -> Resolved:
    """Resolve all companies, sites and contacts that are there."""
    pages = {label: store.all_ids(database, label) for label in LABELS}
    return _resolve_all(database, pages, progress, weights)


def resolve(database: Database, ids: Iterable[str], *, weights: Weights | None = None) -> Resolved:
    """Resolve some records, and those around companies that change by it."""
    by_label: dict[str, list[str]] = {label: [] for label in LABELS}
    for id_ in sorted(set(ids)):
        if (label := label_of(id_)) in by_label:
            by_label[label].append(id_)
    return _resolve_all(
        database, {label: [found] for label, found in by_label.items()}, lambda _label, _number: None, weights
    )


def resolve_marked(database: Database, progress: Callable[[int], None] = lambda _number: None) -> None:
    """Resolve the records of which something was taken back or weighed anew, and forget that they wait.

    Parameters
    ----------
    progress
        Is told how many were looked at since it was last told.
    """
    while ids := unresolved(database, CHUNK):
        resolve(database, ids)
        unmark_unresolved(database, ids)
        progress(len(ids))


def _resolve_all(
    database: Database,
    pages: Mapping[str, Iterable[list[str]]],
    progress: Callable[[str, int], None],
    weights: Weights | None = None,
) -> Resolved:
    done = Resolved()
    weights = weights or active_weights(database)
    more: dict[str, set[str]] = {label: set() for label in LABELS}
    at = datetime.now(UTC)
    for label in LABELS:
        seen = 0
        ids = chain(chain.from_iterable(pages[label]), sorted(more[label]))
        while chunk := list(islice(ids, CHUNK)):
            moved, review = _resolve_chunk(database, label, chunk, weights, at)
            done.moved |= moved
            done.review |= review
            if label == "Company" and moved:
                sites, contacts = store.around_companies(database, {*moved, *moved.values()})
                more["Site"] |= sites
                more["Contact"] |= contacts
            seen += len(chunk)
            progress(label, seen)
    if done.moved:
        refresh_ties_quietly(database)
    return done


def _resolve_chunk(
    database: Database, label: str, ids: list[str], weights: Weights, at: datetime
) -> tuple[dict[str, str], set[str]]:
    closure = closure_of(Records(database), label, ids, weights, at)
    grouping, changed = grouped(closure)
    moved = move_records(database, changed, "resolution", at) if changed else {}
    review = _keep_pairs(database, label, closure, grouping, weights, at)
    return moved, review


def grouped(closure: Closure) -> tuple[Grouping, dict[str, str]]:
    """Return which records are one, and where those go that are not yet where they belong."""
    thresholds = closure.weights.thresholds
    decided = {key: (decide(found, thresholds), found.score) for key, found in closure.compared.items()}
    grouping = group(decided, closure.judged)
    places = {id_: id_ for id_ in closure.visited}
    numbered = {id_ for id_, record in closure.records.items() if record.get("corporate_number")}
    for members in grouping.groups:
        places |= dict.fromkeys(members, survivor(members, numbered))
    return grouping, {id_: to for id_, to in places.items() if (closure.groups.get(id_) or id_) != to}


def _keep_pairs(
    database: Database, label: str, closure: Closure, grouping: Grouping, weights: Weights, at: datetime
) -> set[str]:
    """Keep the pairs that are one or doubtful, forget those that no longer are; return the doubtful ones."""
    standing = store.pairs_of(database, closure.visited | closure.missing)
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
    return {id_ for id_, row in wanted.items() if row["state"] == "review"}


def pair_id(one: str, other: str) -> str:
    """Return the id of what is kept of two records."""
    return f"pair-{short_hash(*pair(one, other))}"


def reasons_of(comparison: Comparison) -> list[dict[str, Any]]:
    """Return the reasons of a comparison as plain values."""
    return [
        {
            "field": reason.field,
            "outcome": reason.outcome.value,
            "left": reason.left,
            "right": reason.right,
            "bits": reason.bits,
        }
        for reason in comparison.reasons
    ]


def reasons_as_json(comparison: Comparison) -> str:
    """Return the reasons of a comparison as they are kept."""
    return json.dumps(reasons_of(comparison), ensure_ascii=False)
