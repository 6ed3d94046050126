"""A person's word against the rule: overriding a status with a reason, and withdrawing that."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from graph_models.ids import short_hash
from graph_models.properties import MANUAL
from graph_models.records import NodeRecord
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.edits import edit, take_back
from service.operations.entities import require
from service.operations.status import LABELS, status_of
from service.store import status as store
from service.store import status_records as records

LONGEST_REASON = 1000


def override_status(
    database: Database, id_: str, status: str, reason: str, *, by: str | None, review_on: date | None = None
) -> dict[str, Any]:
    """Set the status of a company, site or contact by hand; it stands above what the rule finds.

    Parameters
    ----------
    reason
        Why; kept with who said it and when.
    review_on
        Day on which the monitor asks to look at it again.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When the status is none of the five or the reason is missing.
    """
    wanted, why = status_of(status), _reason(reason)
    found = require(database, id_, *LABELS)
    id_ = found["properties"]["id"]
    before = store.current(database, [id_])[id_]
    _end_standing(database, id_, by, why)
    record = NodeRecord(found["label"], id_, {"status": wanted.value}, MANUAL)
    run = edit(database, [record], "status", by)
    now = datetime.now(UTC)
    override: dict[str, Any] = {
        "id": f"status-override-{short_hash(id_, now.isoformat())}",
        "about": id_,
        "label": found["label"],
        "status": wanted.value,
        "reason": why,
        "at": now,
        "run": run,
    }
    if by:
        override["by"] = by
    if review_on:
        override["review_on"] = review_on
    change = _change(override, before, wanted.value, "override", now)
    records.save_override(database, id_, override, {**change, "reason": why})
    return override


def withdraw_override(database: Database, id_: str, reason: str, *, by: str | None) -> dict[str, Any]:
    """Take an override back; the rule decides again, and what was typed in is taken out of the graph.

    Raises
    ------
    NotFoundError
        When there is no such node or no override stands.
    UsageError
        When the reason is missing.
    """
    why = _reason(reason)
    id_ = require(database, id_, *LABELS)["properties"]["id"]
    withdrawn = _end_standing(database, id_, by, why)
    if withdrawn is None:
        raise NotFoundError("status.no_override", id=id_)
    return withdrawn


def _end_standing(database: Database, id_: str, by: str | None, why: str) -> dict[str, Any] | None:
    standing = next(
        (item for item in records.overrides(database, id_) if item.get("withdrawn_at") is None), None
    )
    if standing is None:
        return None
    take_back(database, standing["run"])
    now = datetime.now(UTC)
    before = store.current(database, [id_])[id_]
    ended = {**standing, "withdrawn_at": now, "withdrawn_reason": why}
    if by:
        ended["withdrawn_by"] = by
    change = _change(standing, before, before["derived_status"] or before["status"], "withdrawn", now)
    records.save_override(database, id_, ended, {**change, "reason": why} | ({"by": by} if by else {}))
    return ended


def _change(
    override: dict[str, Any], before: dict[str, Any], to: str | None, kind: str, now: datetime
) -> dict[str, Any]:
    row = {
        "id": f"status-change-{short_hash(override['about'], kind, now.isoformat())}",
        "about": override["about"],
        "label": override["label"],
        "kind": kind,
        "from": before["derived_override"] or before["derived_status"] or before["status"],
        "to": to,
        "at": now,
        "by": override.get("by"),
    }
    return {name: value for name, value in row.items() if value is not None}


def _reason(text: str) -> str:
    why = text.strip()
    if not why or len(why) > LONGEST_REASON:
        raise UsageError("status.reason_needed", field="reason", most=LONGEST_REASON)
    return why
