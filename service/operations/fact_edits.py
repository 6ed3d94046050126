"""What stands between things, edited by hand: roles, reporting lines, influence, approval steps, jobs.

A fact is never overwritten: the new one begins on a day and the old one ends on it, so that the past can be
read as it was, and an earlier ``known_at`` does not see the edit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from graph_models.ids import parse_relationship_id, relationship_id
from graph_models.properties import MANUAL
from graph_models.records import RelationshipRecord
from graph_models.registry import RELATIONSHIPS, TYPE_OF_PREFIX
from service.database import Database, Transaction
from service.errors import ConflictError, NotFoundError, UsageError
from service.operations.edits import edit_run
from service.operations.entities import require
from service.operations.fact_rules import LONGEST_TEXT, editable_type, read_fact
from service.operations.kept_ties import refresh_ties_quietly
from service.store.edits import Standing, facts_from, managers_above, properties_of
from service.store.edits import history as kept_history
from service.store.graph_write import write_decided
from service.store.said import Batch, folded

_SAME_BY: dict[str, tuple[str, ...]] = {"HOLDS_ROLE": ("role",), "INFLUENCES": ("kind",)}
_SHOWN = ("valid_from", "valid_to", "recorded_at", "ended_at", "source", "state", "confidence")

Fact = dict[str, Any]


def assert_fact(
    database: Database,
    type_: str,
    start: str,
    end: str,
    *,
    today: date,
    properties: Mapping[str, object] | None = None,
    qualifier: str = "",
    valid_from: date | None = None,
    reason: str | None = None,
    by: str | None = None,
) -> Fact:
    """Say by hand that something stands between two things; what it takes the place of ends on that day.

    Parameters
    ----------
    properties
        What is not spoken of is carried over from the fact it takes the place of; None takes a value away.
    qualifier
        Tells parallel facts apart that are to stand beside each other.
    valid_from
        First day on which it is true; ``today`` where nothing is given.

    Returns
    -------
    dict
        ``relationship`` as it stands, the ids it ``ended``, and the ``run`` it can be undone by; None where
        everything already stood so.

    Raises
    ------
    NotFoundError
        When an end is not there.
    InvalidRecordError
        When the model does not allow it; every fault is named.
    ConflictError
        When somebody would report to a person who reports to them.
    """
    type_ = editable_type(type_)
    model = RELATIONSHIPS[type_]
    start = str(require(database, start, *model.starts)["properties"]["id"])
    end = str(require(database, end, *model.ends)["properties"]["id"])
    if start == end:
        raise UsageError("editing.same_ends", field="end")
    said = read_fact(type_, properties or {})
    day = valid_from or today
    now = datetime.now(UTC)
    new_id = uuid4().hex
    found: Fact = {}

    def decide(transaction: Transaction) -> Batch:
        facts = facts_from(transaction, start, type_)
        old = [one for one in facts if _replaces(one, end, said, qualifier) and _holds(one, day)]
        if type_ == "REPORTS_TO" and start in managers_above(transaction, end, day):
            raise ConflictError("editing.circle", start=start, end=end)
        before = next((one for one in old if one.end_id == end), None)
        values = {**(before.own() if before else {}), **said}
        values = {name: value for name, value in values.items() if value is not None}
        found.clear()
        if len(old) == 1 and before and before.own() == values and before.properties["state"] == "confirmed":
            found.update(id=before.id, ended=[])
            return folded(())
        taken = {one.id for one in facts}
        record = RelationshipRecord(type_, start, end, MANUAL, values, day, None, qualifier=qualifier)
        if record.id in taken:
            record = RelationshipRecord(
                type_, start, end, MANUAL, values, day, None, qualifier=f"{qualifier} {new_id}"
            )
        found.update(id=record.id, ended=[one.id for one in old])
        # In a deal that is over, what stood at its end counts: a correction goes back to where it began.
        return folded([record, *(one.ended(_end_of(one, day), now) for one in old)])

    run = _write(database, decide, reason, by, now)
    return {"relationship": fact(database, found["id"]), "ended": found["ended"], "run": run}


def end_fact(
    database: Database,
    id_: str,
    *,
    today: date,
    valid_to: date | None = None,
    reason: str | None = None,
    by: str | None = None,
) -> Fact:
    """Say by hand that something no longer stands, from a day on.

    Raises
    ------
    NotFoundError
        When there is no such relationship.
    ConflictError
        When it has ended already.
    UsageError
        When the day is before its first, or the type cannot be edited.
    """
    standing = fact(database, id_)
    type_ = editable_type(str(standing["type"]))
    day, now = valid_to or today, datetime.now(UTC)

    def decide(transaction: Transaction) -> Batch:
        one = next((one for one in facts_from(transaction, standing["start"], type_) if one.id == id_), None)
        if one is None:
            raise NotFoundError("errors.not_found", id=id_)
        if one.valid_to is not None and one.valid_to <= day:
            raise ConflictError("editing.has_ended", on=one.valid_to.isoformat())
        if one.valid_from is not None and day < one.valid_from:
            raise UsageError("editing.before_begin", field="valid_to", on=one.valid_from.isoformat())
        return folded([one.ended(day, now)])

    run = _write(database, decide, reason, by, now)
    return {"relationship": fact(database, id_), "ended": [id_], "run": run}


def fact(database: Database, id_: str) -> Fact:
    """Return a relationship as the editor shows it.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    found = next((one for one in _history(database, id_) if one["id"] == id_), None)
    if found is None:
        raise NotFoundError("errors.not_found", id=id_)
    return found


def history_of(database: Database, id_: str) -> Fact:
    """Return the facts that took each other's place, newest first, with the edits that spoke of them.

    Raises
    ------
    NotFoundError
        When there is no such relationship.
    """
    rows = _history(database, id_)
    own = next((one for one in rows if one["id"] == id_), None)
    if own is None:
        raise NotFoundError("errors.not_found", id=id_)
    same = [
        one
        for one in rows
        if own["type"] == "REPORTS_TO"
        or (one["end"] == own["end"] and _key(own["type"], one) == _key(own["type"], own))
    ]
    return {"id": id_, "items": sorted(same, key=lambda one: (one["recorded_at"], one["id"]), reverse=True)}


def _key(type_: str, one: Fact) -> tuple[Any, ...]:
    return tuple(one["properties"].get(name) for name in _SAME_BY.get(type_, ()))


def _history(database: Database, id_: str) -> list[Fact]:
    key = parse_relationship_id(id_)
    if key is None or key.type not in TYPE_OF_PREFIX:
        raise NotFoundError("errors.not_found", id=id_)
    type_ = TYPE_OF_PREFIX[key.type]
    own = properties_of(type_)
    return [
        {
            "id": row["id"],
            "type": type_,
            "start": key.start_id,
            "end": row["end_id"],
            "end_name": row["end_name"],
            "properties": {name: row["properties"][name] for name in own if name in row["properties"]},
            **{
                name: row["properties"].get(name)
                for name in (
                    "valid_from",
                    "valid_to",
                    "recorded_at",
                    "ended_at",
                    "source",
                    "state",
                    "confidence",
                )
            },
            "runs": row["runs"],
        }
        for row in kept_history(database, key.start_id, type_)
    ]


def _write(
    database: Database,
    decide: Callable[[Transaction], Batch],
    reason: str | None,
    by: str | None,
    now: datetime,
) -> str | None:
    why = (reason or "").strip()[:LONGEST_TEXT] or None
    progress = edit_run("facts", now, by=by, reason=why)

    def decided(transaction: Transaction) -> Batch:
        batch = decide(transaction)
        if not batch.relationships:
            raise _NothingNewError
        return batch

    try:
        write_decided(database, decided, progress, now)
    except _NothingNewError:
        return None
    refresh_ties_quietly(database)
    return progress.id


class _NothingNewError(Exception):
    """Everything already stands as it is said; the transaction is given up."""


def _replaces(one: Standing, end: str, said: Mapping[str, Any], qualifier: str) -> bool:
    if one.type == "REPORTS_TO":
        return True
    if one.end_id != end:
        return False
    if qualifier:
        return one.id == relationship_id(one.type, one.start_id, end, qualifier)
    return all(one.properties.get(name) == said.get(name) for name in _SAME_BY.get(one.type, ()))


def _holds(one: Standing, day: date) -> bool:
    """Return whether it holds on the day, or will."""
    return one.valid_to is None or one.valid_to > day


def _end_of(one: Standing, day: date) -> date:
    if one.closed_on is not None and one.closed_on <= day and one.valid_from is not None:
        return min(one.valid_from, day)
    return max(day, one.valid_from) if one.valid_from is not None else day
