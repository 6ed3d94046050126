"""Working on tasks of nurture: made by hand, handed over, put off, done, and each change taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from graph_models.ids import short_hash
from graph_models.records import Moment
from graph_models.vocabulary import WorkState
from service.analysis.nurture_rules import CHANNELS, checked_message
from service.database import Database
from service.errors import ConflictError, NotFoundError, UsageError
from service.operations.entities import standing_id
from service.operations.expansion_work import LONGEST, taken_back
from service.operations.nurture_routing import person_of
from service.store import nurture_tasks as store

ABOUT = ("contact_id", "course_id", "step", "kind", "play", "channel", "message", "due_on", "evidence_ids")
STOOD = (*ABOUT, "member_id", "state", "until", "note")
"""What a change holds: all that stood after it."""
Row = dict[str, Any]


def make_task(
    database: Database,
    moment: Moment,
    *,
    contact: str,
    message: str,
    channel: str = "phone",
    due_on: date | None = None,
    member: str | None = None,
    by: str | None = None,
) -> str:
    """Make a task by hand and return its id; due today, for who of us knows them, where nothing is given.

    Raises
    ------
    NotFoundError, UsageError
        When there is no such contact or member, or the channel or message cannot be used.
    """
    contact_id = standing_id(database, contact, "Contact")
    if channel not in CHANNELS:
        raise UsageError("nurture.bad_choice", field="channel", value=channel[:40], known=", ".join(CHANNELS))
    person = person_of(store.people(database, [contact_id])[contact_id])
    row = {
        "contact_id": contact_id,
        "kind": "hand",
        "channel": channel,
        "message": checked_message(message, "message"),
        "due_on": due_on or moment.as_of,
        "evidence_ids": [contact_id],
        "member_id": standing_id(database, member, "Member") if member else person.id if person else None,
        "state": WorkState.OPEN.value,
    }
    id_ = f"nurture-task-{short_hash(contact_id, uuid4().hex)}"
    _save(database, id_, None, "made", row, by)
    return id_


def assign_task(database: Database, id_: str, member: str | None, *, by: str | None = None) -> None:
    """Hand a task to a member of ours; None to nobody.

    Raises
    ------
    NotFoundError, ConflictError
        When there is no such task or member, it is done, or somebody else changed it just now.
    """
    member_id = standing_id(database, member, "Member") if member else None
    _change(database, id_, "assigned", lambda row: {**row, "member_id": member_id}, by)


def snooze_task(
    database: Database,
    id_: str,
    until: date,
    moment: Moment,
    *,
    note: str | None = None,
    by: str | None = None,
) -> None:
    """Put a task off until a day.

    Raises
    ------
    NotFoundError, ConflictError, UsageError
        When there is no such task, it is done, or the day is not in the future.
    """
    if until <= moment.as_of:
        raise UsageError("expansion_items.not_in_future", field="until")
    said = {"state": WorkState.SNOOZED.value, "until": until, "note": _text(note)}
    _change(database, id_, "snoozed", lambda row: {**row, **said}, by)


def finish_task(database: Database, id_: str, *, note: str | None = None, by: str | None = None) -> None:
    """Say that a task is done, and what came of it.

    Raises
    ------
    NotFoundError, ConflictError, UsageError
        When there is no such task, it is done already, or the note is too long.
    """
    said = {"state": WorkState.DONE.value, "until": None, "note": _text(note)}
    _change(database, id_, "done", lambda row: {**row, **said}, by)


def undo_task(database: Database, id_: str, *, by: str | None = None) -> bool:
    """Take the last change back that was not taken back; False when that took a task made by hand away.

    Raises
    ------
    NotFoundError, ConflictError
        When there is no such task, or nothing is left to take back.
    """
    before = _task(database, id_)
    changes = store.task_history(database, id_)
    undone = taken_back(changes)
    left = [one for one in changes if one["what"] != "undone" and one["number"] not in undone]
    # What a course made is put aside by saying that it is done.
    if not left or (left[-1]["what"] == "made" and before["kind"] != "hand"):
        raise ConflictError("expansion_items.nothing_to_undo", id=id_)
    last = left[-1]
    stood = next((one for one in changes if one["number"] == last["number"] - 1), None)
    row = {name: stood.get(name) for name in STOOD} if stood else {**before, "state": WorkState.DROPPED.value}
    _save(database, id_, before, "undone", row, by, undoes=last["number"])
    return bool(row["state"] != WorkState.DROPPED)


def _task(database: Database, id_: str) -> Row:
    found = store.task(database, id_)
    if found is None or found["state"] == WorkState.DROPPED:
        raise NotFoundError("errors.not_found", id=id_)
    return found


def _change(database: Database, id_: str, what: str, after: Callable[[Row], Row], by: str | None) -> None:
    before = _task(database, id_)
    if before["state"] == WorkState.DONE:
        raise ConflictError("nurture.is_done", id=id_)
    _save(database, id_, before, what, after(before), by)


def _save(
    database: Database,
    id_: str,
    before: Row | None,
    what: str,
    after: Mapping[str, Any],
    by: str | None,
    **more: Any,
) -> None:
    number, now = (before["number"] if before else 0) + 1, datetime.now(UTC)
    stood = {name: after.get(name) for name in STOOD}
    first = before or {"created_at": now, "by": by}
    task = {"id": id_, "number": number, "changed_at": now, "created_at": first["created_at"], **stood}
    change = {"id": f"{id_}.{number}", "item_id": id_, "number": number, "at": now, "what": what, "by": by}
    if not store.save_task(
        database, number - 1, _known({**task, "by": first.get("by")}), _known({**change, **stood, **more})
    ):
        raise ConflictError("expansion_items.changed_meanwhile", id=id_)


def _known(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _text(text: str | None) -> str | None:
    found = (text or "").strip()
    if len(found) > LONGEST:
        raise UsageError("expansion_items.too_long", field="note", most=LONGEST)
    return found or None
