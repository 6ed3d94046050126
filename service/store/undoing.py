"""Takes back what a run said."""

from __future__ import annotations

from datetime import datetime

from service.database import Database, Transaction
from service.store.aliases import lock, refresh_merged
from service.store.plan import Plan
from service.store.rebuild import rebuild

BATCH = 2_000


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
        relationships = [row["view_id"] for row in rows if row["start_id"] is not None]
        plan = Plan(run, at)
        rebuild(transaction, [row["view_id"] for row in nodes], relationships, plan)
        plan.carry_out(transaction)
        refresh_merged(transaction, [row["about"] for row in nodes])
        return {row["about"] for row in nodes} or {row["about"] for row in rows}

    return database.write(work)


def delete_of_run(database: Database, run: str) -> int:
    """Delete some of what only this run spoke of; return how much, 0 when nothing is left."""

    def work(transaction: Transaction) -> int:
        lock(transaction, run)
        gone = transaction.run("graph/delete_relationships_of_run", run=run, limit=5 * BATCH)[0]["deleted"]
        return int(gone or transaction.run("graph/delete_nodes_of_run", run=run, limit=BATCH)[0]["deleted"])

    return database.write(work)


def runs_depending_on(database: Database, run: str) -> dict[str, int]:
    """Return the runs whose relationships hang on nodes that only one run spoke of, with their number."""
    rows = database.write(lambda transaction: transaction.run("claims/depending", run=run))
    return {row["run"]: row["total"] for row in rows}
