"""What a planner writes into an account plan: objectives, directions and actions, kept as notes in the graph.

Each is written, changed and taken out by an edit of its own, which can be undone like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from graph_models.properties import MANUAL
from graph_models.records import Moment, NodeRecord, RelationshipRecord
from graph_models.vocabulary import NoteKind
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.edits import edit
from service.operations.entities import require
from service.operations.new_ids import typed_in_id
from service.store import account_plans as store

KINDS = (NoteKind.OBJECTIVE, NoteKind.DIRECTION, NoteKind.ACTION)
LONGEST = 2000


def plan_items(database: Database, company: str, moment: Moment) -> list[dict[str, Any]]:
    """Return what stands in the plan of a company, earliest due first."""
    return store.items(database, company, [kind.value for kind in KINDS], moment)


def write_item(
    database: Database,
    company: str,
    kind: str,
    text: str,
    *,
    due_on: date | None = None,
    who: str | None = None,
    contact: str | None = None,
    by: str | None = None,
) -> dict[str, str]:
    """Write an objective, direction or action; return its ``id`` and the ``run`` it can be undone by.

    Parameters
    ----------
    who
        Our member who does it.
    contact
        The person at the customer it is about.

    Raises
    ------
    NotFoundError
        When the company or a person is not there.
    UsageError
        When the kind is none of the three, the text is empty or too long, or an id is of something else.
    """
    if kind not in {one.value for one in KINDS}:
        raise UsageError("account_plan.bad_kind", field="kind", kind=kind)
    about = [
        str(require(database, id_, label)["properties"]["id"])
        for id_, label in ((company, "Company"), (who, "Member"), (contact, "Contact"))
        if id_
    ]
    id_ = typed_in_id("Note")
    properties: dict[str, Any] = {"kind": kind, "text": _text(text), "at": datetime.now(UTC)}
    if due_on:
        properties["due_on"] = due_on
    records: list[NodeRecord | RelationshipRecord] = [NodeRecord("Note", id_, properties, MANUAL)]
    records += [RelationshipRecord("ON", id_, other, MANUAL) for other in about]
    return {"id": id_, "run": edit(database, records, "plan", by)}


def change_item(
    database: Database,
    id_: str,
    *,
    text: str | None = None,
    due_on: date | None = None,
    by: str | None = None,
) -> dict[str, str]:
    """Change the text or the day of an item; what is not given stays.

    Raises
    ------
    NotFoundError
        When there is no such item.
    UsageError
        When the text is empty or too long, or nothing is given.
    """
    _item(database, id_)
    properties: dict[str, Any] = {}
    if text is not None:
        properties["text"] = _text(text)
    if due_on is not None:
        properties["due_on"] = due_on
    if not properties:
        raise UsageError("account_plan.nothing_to_change", field="text")
    return {"id": id_, "run": edit(database, [NodeRecord("Note", id_, properties, MANUAL)], "plan", by)}


def close_item(
    database: Database, id_: str, moment: Moment, *, company: str, by: str | None = None
) -> dict[str, str]:
    """Take an item out of the plan from today on: it is done, or dropped. The past keeps it.

    Raises
    ------
    NotFoundError
        When it does not stand in the plan of the company.
    """
    standing = next((item for item in plan_items(database, company, moment) if item["id"] == id_), None)
    if standing is None:
        raise NotFoundError("errors.not_found", id=id_)
    ended = {"ended_at": datetime.now(UTC)}
    record = RelationshipRecord("ON", id_, company, MANUAL, ended, valid_to=moment.as_of)
    return {"id": id_, "run": edit(database, [record], "plan", by)}


def _item(database: Database, id_: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = require(database, id_, "Note")["properties"]
    if found.get("kind") not in {one.value for one in KINDS}:
        raise NotFoundError("errors.not_found", id=id_)
    return found


def _text(text: str) -> str:
    found = text.strip()
    if not found or len(found) > LONGEST:
        raise UsageError("account_plan.text_needed", field="text", most=LONGEST)
    return found
