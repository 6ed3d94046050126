"""Working on the targets of expansion: each kept with its story and whom to call, handed over, put off, done.

One item stands for a seller and a target. Every change is kept beside it with all that stood after it, so
that an earlier moment can be asked about and a change taken back; nothing of it is a fact of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from graph_models.ids import short_hash
from graph_models.records import Moment
from graph_models.vocabulary import ExpansionKind, ExpansionOutcome, Role, WorkState
from service.database import Database
from service.errors import ConflictError, NotFoundError, UsageError
from service.operations.entities import standing_id
from service.operations.expansion import expansion, selling_company
from service.store import expansion_items as store

LONGEST = 1000
ABOUT = ("seller_id", "target_id", "deal_id", "kind", "contact_id", "role", "member_id")
STOOD = (*ABOUT, "state", "until", "outcome", "reason")
"""What a change holds: all that stood after it."""
Row = dict[str, Any]


def keep_item(
    database: Database,
    moment: Moment,
    *,
    target: str,
    deal: str,
    seller: str | None = None,
    member: str | None = None,
    by: str | None = None,
) -> str:
    """Put a target on the list, with the person to call or the role to find as ranked; return its id.

    Parameters
    ----------
    target
        The site, department or company where the success is carried on.
    deal
        The won deal whose story is told there.
    member
        Our member who works on it; None for nobody yet.

    Raises
    ------
    ConflictError
        When it is on the list already.
    NotFoundError, UsageError
        When something is not there, or of another kind.
    """
    target_id = standing_id(database, target, "Site", "Department", "Company")
    deal_id = standing_id(database, deal, "Deal")
    seller_id = selling_company(database, seller, moment)
    member_id = standing_id(database, member, "Member") if member else None
    id_ = f"expansion-item-{short_hash(seller_id, target_id)}"
    before = store.item(database, id_)
    if before and before["state"] != WorkState.DROPPED and state_on(before, moment.as_of) != WorkState.DONE:
        raise ConflictError("expansion_items.there_already", id=id_)
    row = {"seller_id": seller_id, "target_id": target_id, "deal_id": deal_id, "member_id": member_id}
    row |= _as_ranked(database, seller_id, target_id, deal_id, moment)
    _save(database, id_, before, "kept", {**row, "state": WorkState.OPEN.value}, by)
    return id_


def assign_item(
    database: Database, id_: str, member: str | None, *, note: str | None = None, by: str | None = None
) -> None:
    """Hand an item to a member of ours; None to nobody.

    Raises
    ------
    NotFoundError
        When there is no such item or member.
    ConflictError
        When the item is done, or somebody else changed it just now.
    """
    member_id = standing_id(database, member, "Member") if member else None
    _change(database, id_, "assigned", lambda row: {**row, "member_id": member_id}, by, _text(note))


def snooze_item(
    database: Database,
    id_: str,
    until: date,
    moment: Moment,
    *,
    reason: str | None = None,
    by: str | None = None,
) -> None:
    """Put an item off until a day; the target does not come again in the ranking before it.

    Raises
    ------
    UsageError
        When the day is not in the future, or the item is done.
    """
    _later(until, moment, "until")
    _change(
        database,
        id_,
        "snoozed",
        lambda row: {**row, "state": WorkState.SNOOZED.value, "until": until, "reason": _text(reason)},
        by,
    )


def finish_item(
    database: Database,
    id_: str,
    outcome: str,
    moment: Moment,
    *,
    reason: str | None = None,
    again_on: date | None = None,
    by: str | None = None,
) -> None:
    """Say what came of an item; the target does not come again in the ranking, or not before a day.

    Parameters
    ----------
    reason
        Why; must be given where the customer was not interested or the target was wrong.

    Raises
    ------
    UsageError
        When there is no such outcome, the reason is missing, or the day is not in the future.
    """
    if outcome not in {one.value for one in ExpansionOutcome}:
        raise UsageError("expansion_items.bad_outcome", field="outcome", outcome=outcome[:40])
    why = _text(reason)
    if not why and outcome in (ExpansionOutcome.NOT_INTERESTED, ExpansionOutcome.WRONG):
        raise UsageError("expansion_items.reason_needed", field="reason", most=LONGEST)
    if again_on:
        _later(again_on, moment, "again_on")
    done = {"state": WorkState.DONE.value, "outcome": outcome, "reason": why, "until": again_on}
    _change(database, id_, "done", lambda row: {**row, **done}, by)


def reopen_item(database: Database, id_: str, *, by: str | None = None) -> None:
    """Take an item up again that was put off or done.

    Raises
    ------
    ConflictError
        When it is open.
    """
    opened = {"state": WorkState.OPEN.value, "outcome": None, "reason": None, "until": None}
    _change(database, id_, "reopened", lambda row: {**row, **opened}, by)


def undo_change(database: Database, id_: str, *, by: str | None = None) -> bool:
    """Take the last change back that was not taken back; return False when that took the item off the list.

    Raises
    ------
    ConflictError
        When nothing is left to take back.
    """
    before = _item(database, id_)
    changes = store.history(database, id_)
    undone = taken_back(changes)
    left = [one for one in changes if one["what"] != "undone" and one["number"] not in undone]
    if not left:
        raise ConflictError("expansion_items.nothing_to_undo", id=id_)
    last = left[-1]
    stood = next((one for one in changes if one["number"] == last["number"] - 1), None)
    row = {name: stood.get(name) for name in STOOD} if stood else {**before, "state": WorkState.DROPPED.value}
    _save(database, id_, before, "undone", row, by, undoes=last["number"])
    return bool(row["state"] != WorkState.DROPPED)


def taken_back(changes: Iterable[Mapping[str, Any]]) -> set[int]:
    """Return the numbers of the changes that were taken back."""
    return {change["undoes"] for change in changes if change.get("undoes")}


def state_on(row: Mapping[str, Any], day: date) -> WorkState:
    """Return how an item stands on a day: what was put off until then is open again."""
    state = WorkState(row["state"])
    is_due = state is WorkState.SNOOZED and row["until"] <= day
    return WorkState.OPEN if is_due else state


def is_hidden(row: Mapping[str, Any], day: date) -> bool:
    """Say whether the target of an item does not come in the ranking on a day."""
    state = state_on(row, day)
    if state is WorkState.DONE:
        return row.get("until") is None or row["until"] > day
    return state is WorkState.SNOOZED


def _as_ranked(
    database: Database, seller_id: str, target_id: str, deal_id: str, moment: Moment
) -> dict[str, Any]:
    """Return kind, person to call and role to find as the ranking from the deal says; of others nothing."""
    answer = expansion(
        database, seller=seller_id, from_id=deal_id, kind=None, moment=moment, limit=1, target=target_id
    )
    found = next((item.details for item in answer.items), None)
    if found is None:
        return {}
    contact, role = found["contact"], found["role_to_find"]
    return {
        "kind": ExpansionKind(found["kind"]).value,
        "contact_id": contact["id"] if contact else None,
        "role": Role(role).value if role else None,
    }


def _item(database: Database, id_: str) -> Row:
    found = store.item(database, id_)
    if found is None or found["state"] == WorkState.DROPPED:
        raise NotFoundError("errors.not_found", id=id_)
    return found


def _change(
    database: Database,
    id_: str,
    what: str,
    after: Callable[[Row], Row],
    by: str | None,
    note: str | None = None,
) -> None:
    before = _item(database, id_)
    state = WorkState(before["state"])
    # What was put off can still be handed over, put off further or done; what is done is taken up first.
    if state is (WorkState.OPEN if what == "reopened" else WorkState.DONE):
        raise ConflictError(f"expansion_items.is_{state.value}", id=id_)
    _save(database, id_, before, what, after(before), by, note=note)


def _save(
    database: Database,
    id_: str,
    before: Row | None,
    what: str,
    after: Row,
    by: str | None,
    **more: Any,
) -> None:
    number = (before["number"] if before else 0) + 1
    now = datetime.now(UTC)
    stood = {name: after.get(name) for name in STOOD}
    about = {"id": f"{id_}.{number}", "item_id": id_, "number": number, "at": now, "what": what, "by": by}
    first = before or {"created_at": now, "by": by}
    kept = {
        "id": id_,
        "number": number,
        "changed_at": now,
        "created_at": first["created_at"],
        "by": first.get("by"),
    }
    if not store.save(database, number - 1, _known({**kept, **stood}), _known({**about, **stood, **more})):
        raise ConflictError("expansion_items.changed_meanwhile", id=id_)


def _known(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _later(day: date, moment: Moment, field: str) -> None:
    if day <= moment.as_of:
        raise UsageError("expansion_items.not_in_future", field=field)


def _text(text: str | None) -> str | None:
    found = (text or "").strip()
    if len(found) > LONGEST:
        raise UsageError("expansion_items.too_long", field="reason", most=LONGEST)
    return found or None
