"""The one way records get into the graph: read what stands, merge by the model, write what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.database import Database, Transaction
from service.store.aliases import aliases_of, lock, refresh_merged
from service.store.difference import Difference
from service.store.import_runs import record_import_run
from service.store.plan import Plan
from service.store.planning import plan_batch
from service.store.said import Batch, Record, folded
from service.store.tally import Tally


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """The record of the running import, saved in the same transaction as the batch.

    ``counted``: what its batches did so far; with this batch added, it is kept on the record as JSON.
    """

    id: str
    properties: Mapping[str, Any]
    counted: Tally | None = None

    def after(self, tally: Tally) -> Mapping[str, Any]:
        """Return the properties of the record after a batch."""
        if self.counted is None:
            return self.properties
        total = Tally()
        total.update(self.counted)
        total.update(tally)
        return {**self.properties, "counts": json.dumps(total.as_dict())}


def write_batch(database: Database, records: Iterable[Record], run: ImportProgress, at: datetime) -> Tally:
    """Write the records in one transaction, all or nothing; writing them again changes nothing.

    Parameters
    ----------
    records
        Nodes and relationships in any order; both ends of a relationship must be among them or in the graph.
        What is said of a record that was merged goes to the one it was merged into.
    run
        Saved with the batch, so that the graph and what is said of the import never disagree.
    at
        Time of the import: ``created_at`` and ``recorded_at`` where the source does not know, and
        ``updated_at`` of what changes.

    Raises
    ------
    DatabaseError
        When an end of a relationship is missing; nothing is written.
    ModelError
        When a record does not fit the model; nothing is written.
    """
    batch = folded(records)
    return write_decided(database, lambda _: batch, run, at)


def write_decided(
    database: Database, decide: Callable[[Transaction], Batch], run: ImportProgress, at: datetime
) -> Tally:
    """Write what is decided on while nobody else writes, in the same transaction; see `write_batch`.

    Parameters
    ----------
    decide
        Reads what stands and returns what to say of it; it may be called again after a passing fault.
    """

    def work(transaction: Transaction) -> Tally:
        lock(transaction, run.id)
        plan = _planned(transaction, decide(transaction), run.id, at)
        plan.carry_out(transaction)
        refresh_merged(transaction, plan.stale)
        record_import_run(transaction, run.id, run.after(plan.tally))
        return plan.tally

    return database.write(work)


def preview_batch(
    database: Database,
    records: Iterable[Record],
    at: datetime,
    seen: set[str],
    difference: Difference | None = None,
) -> Plan:
    """Return what ``write_batch`` would do and write nothing.

    ``seen`` collects the ids over the batches of a run, so that each is counted once; ``difference`` receives
    each change.
    """
    batch = folded(records)
    for said in (batch.nodes, batch.relationships):
        for key in [key for key in said if key[0] in seen]:
            del said[key]
        seen.update(key[0] for key in said)
    return database.write(lambda transaction: _planned(transaction, batch, "preview", at, difference))


def _planned(
    transaction: Transaction, batch: Batch, run: str, at: datetime, difference: Difference | None = None
) -> Plan:
    plan = Plan(run, at, difference=difference)
    merged = lock(transaction, run)
    plan_batch(transaction, batch, aliases_of(transaction, batch.ids()) if merged else {}, plan)
    return plan
