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
    database: Database,
    records: Sequence[NodeRecord | RelationshipRecord],
    what: str,
    by: str | None = None,
    reason: str | None = None,
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
    reason
        Why, in the person's words.
    """
    now = datetime.now(UTC)
    about = sorted({record.id for record in records})[:100]
    progress = edit_run(what, now, by=by, reason=reason, about=about, rows_read=len(records))
    write_batch(database, records, progress, now)
    refresh_ties_quietly(database)
    return progress.id


def edit_run(what: str, at: datetime, **told: object) -> ImportProgress:
    """Return the run of an edit with what is told of it beside: ``by``, ``reason``, ``about``."""
    run = f"run-{short_hash(MANUAL, what, uuid4().hex)}"
    properties: dict[str, object] = {
        "kind": "edit",
        "source": MANUAL,
        "files": [],
        "what": what,
        "started_at": at,
        "updated_at": at,
        "finished_at": at,
        "state": "done",
        "rows_read": 1,
        "rows_rejected": 0,
        "rows_skipped": 0,
    }
    given = {name: value for name, value in told.items() if value is not None}
    return ImportProgress(run, {**properties, **given})


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
