"""The list of targets of expansion at work, each with its names, history and what came of others like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph_models.records import Answer, Change, Moment
from graph_models.vocabulary import WorkState
from service.database import Database
from service.errors import NotFoundError
from service.language import Language, say
from service.operations.expansion_work import is_hidden, state_on, taken_back
from service.operations.sheets import Cell, sheet
from service.store import expansion_items as store

NODES = {
    "seller": ("seller_id", "Company"),
    "target": ("target_id", "Site"),
    "deal": ("deal_id", "Deal"),
    "contact": ("contact_id", "Contact"),
    "member": ("member_id", "Member"),
}
PLAIN = ("id", "number", "kind", "role", "until", "outcome", "reason", "created_at", "changed_at", "by")
COLUMNS = (
    *("state", "kind", "company", "target", "contact", "title", "phones", "emails", "role", "deal"),
    *("member", "until", "outcome", "reason", "changed_at", "id"),
)
Row = dict[str, Any]


def list_items(
    database: Database,
    moment: Moment,
    *,
    state: str | None = None,
    member: str | None = None,
    kind: str | None = None,
    outcome: str | None = None,
) -> dict[str, Any]:
    """Return the targets on the list, the last changed first, and what came of those that are done.

    Parameters
    ----------
    state
        How they stand today (open, snoozed, done); None for all.
    member
        Our member who works on them.

    Returns
    -------
    dict
        ``items``, ``counts`` by state before the filter of the state, and ``feedback`` of all that is done:
        number by ``kind`` and ``outcome``.
    """
    wanted = {"member_id": member, "kind": kind, "outcome": outcome}
    everything = store.items(database)
    rows = [
        row
        for row in everything
        if all(not value or row.get(name) == value for name, value in wanted.items())
    ]
    shown = [row for row in rows if not state or state_on(row, moment.as_of) == state]
    done = Counter((row.get("kind") or "", row["outcome"]) for row in everything if row.get("outcome"))
    return {
        "items": _told(database, shown, moment),
        "counts": dict(Counter(state_on(row, moment.as_of).value for row in rows)),
        "feedback": [
            {"kind": kind or None, "outcome": outcome, "number": number}
            for (kind, outcome), number in sorted(done.items())
        ],
    }


def item_told(database: Database, id_: str, moment: Moment) -> Row:
    """Return an item with its ``history``, the last change first.

    Raises
    ------
    NotFoundError
        When it is not on the list.
    """
    found = store.items(database, id_)
    if not found:
        raise NotFoundError("errors.not_found", id=id_)
    changes = store.history(database, id_)
    names = _names(database, changes)
    undone = taken_back(changes)
    history = [
        {
            **{name: change.get(name) for name in ("number", "at", "by", "what", "state", "note")},
            **{name: change.get(name) for name in ("until", "outcome", "reason", "undoes")},
            "member": _node(change.get("member_id"), "Member", names),
            "is_undone": change["number"] in undone,
        }
        for change in reversed(changes)
    ]
    return {**_told(database, found, moment)[0], "history": history}


def work_known(database: Database, moment: Moment) -> list[tuple[str, Row]]:
    """Return each target that was worked on by the moment with how it stood."""
    return [(target, row) for target, row in store.known(database, moment) if row["state"] != "dropped"]


def hidden_targets(work: Iterable[tuple[str, Row]], moment: Moment) -> set[tuple[str, str]]:
    """Return seller and target of what was put off or done: it does not come in the ranking."""
    return {(row["seller_id"], target) for target, row in work if is_hidden(row, moment.as_of)}


def beside_work(
    database: Database, answer: Answer, work: Iterable[tuple[str, Row]], moment: Moment
) -> Answer:
    """Return a ranking with the work beside its targets, saying how many are hidden.

    The details of an item get ``work`` (its state, who works on it, what came of it last time) and
    ``story_feedback``: what came of the same story elsewhere, number by outcome.
    """
    seller = answer.details.get("seller")
    of_seller = {target: row for target, row in work if row["seller_id"] == seller}
    told: dict[str, Counter[str]] = {}
    for row in of_seller.values():
        if row.get("outcome"):
            told.setdefault(row["deal_id"], Counter())[row["outcome"]] += 1
    names = _names(database, [of_seller[item.id] for item in answer.items if item.id in of_seller])
    items = [
        replace(
            item,
            details={
                **item.details,
                "work": _work(of_seller.get(item.id), names, moment),
                "story_feedback": dict(told.get(item.details["reference"]["deal"]["id"], {})),
            },
        )
        for item in answer.items
    ]
    number = answer.details.get("hidden", 0)
    notes = [*answer.notes, Change("expansion_items.hidden", {"number": number})] if number else answer.notes
    return Answer(tuple(items), tuple(notes), {**answer.details, "hidden": number})


def as_table(items: Iterable[Mapping[str, Any]], lang: Language) -> tuple[list[str], list[list[Cell]]]:
    """Return header and rows of the list, with words for codes."""
    header = [say(f"expansion_items.column_{name}", lang) for name in COLUMNS]
    return header, [[_cell(item, name, lang) for name in COLUMNS] for item in items]


def exported(items: Iterable[Mapping[str, Any]], format_: str, lang: Language) -> bytes:
    """Return the list as a file of a spreadsheet, ``csv`` or ``xlsx``."""
    header, rows = as_table(items, lang)
    return sheet(format_, say("expansion_items.sheet", lang), header, rows)


def _cell(item: Mapping[str, Any], name: str, lang: Language) -> Cell:
    contact = item["contact"] or {}
    match name:
        case "company":
            return _name(item["target"]["company"], lang)
        case "target" | "contact" | "deal" | "member":
            return _name(item[name], lang)
        case "title":
            return contact.get("title")
        case "phones" | "emails":
            return ", ".join(contact.get(name) or ())
        case "state" | "outcome":
            prefix = "work_state" if name == "state" else "expansion_outcome"
            return say(f"codes.{prefix}_{item[name]}", lang) if item[name] else None
        case "kind":
            return say(f"codes.expansion_kind_{item[name]}", lang) if item[name] else None
        case "role":
            return say(f"codes.role_{item[name]}", lang) if item[name] else None
        case "changed_at":
            return item[name].date()  # type: ignore[no-any-return]
    return item[name]  # type: ignore[no-any-return]


def _name(node: Mapping[str, Any] | None, lang: Language) -> str | None:
    if node is None:
        return None
    return str((lang == "en" and node.get("name_latin")) or node["name"])


def _told(database: Database, rows: Iterable[Row], moment: Moment) -> list[Row]:
    rows = list(rows)
    names = _names(database, rows)
    return [
        {
            **{name: row.get(name) for name in PLAIN},
            "state": state_on(row, moment.as_of).value,
            "is_due": row["state"] == WorkState.SNOOZED and state_on(row, moment.as_of) is WorkState.OPEN,
            **{name: _node(row.get(key), label, names) for name, (key, label) in NODES.items()},
        }
        for row in rows
    ]


def _work(row: Row | None, names: Mapping[str, Row], moment: Moment) -> dict[str, Any] | None:
    if row is None:
        return None
    kept = {name: row.get(name) for name in ("until", "outcome", "reason", "at")}
    member = _node(row.get("member_id"), "Member", names)
    return {"id": row["item_id"], "state": state_on(row, moment.as_of).value, "member": member, **kept}


def _names(database: Database, rows: Iterable[Row]) -> dict[str, Row]:
    ids = {row[key] for row in rows for key, _ in NODES.values() if row.get(key)}
    return store.names(database, ids) if ids else {}


def _node(id_: str | None, label: str, names: Mapping[str, Row]) -> Row | None:
    """Return a node by name; one that is gone from the graph goes by its id."""
    if id_ is None:
        return None
    blank: Row = {"id": id_, "label": label, "name": id_, "name_latin": None, "title": None, "company": None}
    return names.get(id_) or {**blank, "phones": [], "emails": [], "is_opted_out": False}
