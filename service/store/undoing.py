"""Takes back what a run said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from graph_models.registry import label_of
from service.database import Database, Transaction
from service.resolution.match_keys import MATCH_PROPERTIES
from service.store.aliases import lock, refresh_merged
from service.store.plan import Plan
from service.store.rebuild import rebuild
from service.store.resolving import partners_in
from service.store.tie_marks import mark_ties

BATCH = 2_000
RELATIONSHIPS = 10_000
"""Relationships deleted in one transaction: what a hub holds would not fit in memory."""


def take_back_claims(database: Database, run: str, at: datetime) -> set[str]:
    """Take back some of the kept claims of a run and make anew what they were part of.

    Returns
    -------
    set of str
        The ids of the nodes the claims were about; empty when none is left.
    """

    def work(transaction: Transaction) -> set[str]:
        lock(transaction, run)
        rows = transaction.run("claims/of_run", run=run, limit=BATCH)
        if not rows:
            return set()
        transaction.run("claims/delete", ids=[row["id"] for row in rows])
        nodes = [row for row in rows if row["start_id"] is None]
        relationships = [row for row in rows if row["start_id"] is not None]
        plan = Plan(run, at)
        rebuild(
            transaction, [row["view_id"] for row in nodes], [row["view_id"] for row in relationships], plan
        )
        plan.carry_out(transaction)
        refresh_merged(transaction, [row["about"] for row in nodes])
        about = {row["about"] for row in nodes}
        mark_unresolved(transaction, about | {row["start_id"] for row in relationships})
        return about or {row["about"] for row in rows}

    return database.write(work)


def delete_of_run(database: Database, run: str) -> int:
    """Delete some of what only this run spoke of; return how much, 0 when nothing is left."""

    def work(transaction: Transaction) -> int:
        lock(transaction, run)
        at_nodes = transaction.run(
            "graph/delete_relationships_at_run", run=run, nodes=BATCH, limit=RELATIONSHIPS
        )[0]
        if at_nodes["deleted"]:
            mark_unresolved(transaction, at_nodes["touched"])
            mark_ties(transaction, deleted=at_nodes["took_part"])
            return int(at_nodes["deleted"])
        nodes = transaction.run("graph/delete_nodes_of_run", run=run, limit=BATCH)[0]
        if nodes["deleted"]:
            gone = [id_ for id_ in nodes["ids"] if label_of(id_) in MATCH_PROPERTIES]
            # Where both of a pair are gone, what is kept of the pair is forgotten by comparing them anew.
            mark_unresolved(transaction, partners_in(transaction, gone))
            return int(nodes["deleted"])
        between = transaction.run("graph/delete_relationships_of_run", run=run, limit=RELATIONSHIPS)[0]
        mark_unresolved(transaction, between["touched"])
        mark_ties(transaction, deleted=between["took_part"])
        return int(between["deleted"])

    return database.write(work)


def mark_unresolved(transaction: Transaction, ids: Iterable[str]) -> None:
    """Note which of the records are to be compared anew, in the transaction that changes what is known."""
    if wanted := sorted(id_ for id_ in set(ids) if label_of(id_) in MATCH_PROPERTIES):
        transaction.run("runs/mark_unresolved", ids=wanted)


def unresolved(database: Database, limit: int) -> list[str]:
    """Return some of the records that are to be compared anew."""
    return [row["id"] for row in database.read("runs/unresolved", limit=limit)]


def unmark_unresolved(database: Database, ids: Iterable[str]) -> None:
    """Forget that records were to be compared anew."""
    wanted = sorted(ids)
    database.write(lambda transaction: transaction.run("runs/unmark_unresolved", ids=wanted))


def runs_depending_on(database: Database, run: str) -> dict[str, int]:
    """Return the runs whose relationships hang on nodes that only one run spoke of, with their number."""
    rows = database.write(lambda transaction: transaction.run("claims/depending", run=run))
    return {row["run"]: row["total"] for row in rows}


def later_runs(database: Database, source: str, after: datetime) -> list[dict[str, Any]]:
    """Return the imports of a source that began after a time and still stand, the latest first."""
    return [row["run"] for row in database.read("runs/later", source=source, after=after)]


def undo_counts(database: Database, run: str) -> dict[str, dict[str, int]]:
    """Return label or type -> how many would be gone and how many would stay and change."""
    found = {
        row["name"]: {"gone": row["gone"], "changed": row["changed"]}
        for row in database.read("runs/undo_nodes", run=run)
    }
    for row in database.read("runs/undo_relationships", run=run):
        found.setdefault(row["name"], {"gone": 0, "changed": 0})["gone"] += row["gone"]
    return dict(sorted(found.items()))
