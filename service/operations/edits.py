"""Edits by hand: what a person typed in goes into the graph as a run of its own, which can be taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from graph_models.ids import short_hash
from graph_models.properties import MANUAL
from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.operations.kept_ties import refresh_ties_quietly
from service.store.graph_write import ImportProgress, write_batch
from service.store.undoing import delete_of_run, take_back_claims


def edit(
    database: Database, records: Sequence[NodeRecord | RelationshipRecord], what: str, by: str | None = None
) -> str:
    """Write what a person typed in and return the id of the run that keeps it.

    Parameters
    ----------
    records
        All of the source "manual".
    what
        What kind of edit it is, for the list of runs: ``status``, ``fields``, ``registration``.
    by
        Who typed it in, where that is known.
    """
    now = datetime.now(UTC)
    run = f"run-{short_hash(MANUAL, what, uuid4().hex)}"
    properties = {
        "kind": "edit",
        "source": MANUAL,
        "files": [],
        "what": what,
        "by": by,
        "about": sorted({record.id for record in records})[:100],
        "started_at": now,
        "updated_at": now,
        "finished_at": now,
        "state": "done",
        "rows_read": len(records),
        "rows_rejected": 0,
        "rows_skipped": 0,
    }
    told = {name: value for name, value in properties.items() if value is not None}
    write_batch(database, records, ImportProgress(run, told), now)
    refresh_ties_quietly(database)
    return run


def take_back(database: Database, run: str) -> None:
    """Take back what an edit said; the graph is as if it had not been made."""
    now = datetime.now(UTC)
    while take_back_claims(database, run, now):
        pass
    while delete_of_run(database, run):
        pass
    refresh_ties_quietly(database)


def as_text(params: dict[str, object]) -> str:
    """Return values as JSON, as records of the service keep them."""
    return json.dumps(params, ensure_ascii=False, default=str, sort_keys=True)
