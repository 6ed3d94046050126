"""The list of tasks, each with whom to reach, why, and what comes after it; as a file too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import WorkState
from service.database import Database
from service.errors import NotFoundError
from service.language import Language, say
from service.operations.expansion_work import state_on, taken_back
from service.operations.nurture_courses import step_day
from service.operations.nurture_rules import message_text, play_name
from service.operations.sheets import Cell, sheet
from service.store import nurture_tasks as store
from service.store.expansion_items import names

MOST = 1000
"""Tasks in one answer."""
COLUMNS = (
    *("state", "due_on", "name", "account", "channel", "text", "why", "emails", "phones"),
    *("member", "note", "contact_id", "id"),
)
Row = dict[str, Any]


def list_tasks(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    state: str | None = None,
    member: str | None = None,
    contact: str | None = None,
    limit: int = MOST,
) -> dict[str, Any]:
    """Return ``items``, what is due first, and ``counts`` by state (of the member).

    Parameters
    ----------
    state
        How they stand on the day of the moment (open, snoozed, done); None for all.
    member
        Our member whose tasks are wanted.
    contact
        The person whom they are about.
    """
    rows = store.tasks(database, moment.as_of, state=state, member=member, contact=contact, limit=limit)
    return {
        "items": _told(database, rows, moment.as_of, lang),
        "counts": store.task_counts(database, moment.as_of, member),
    }


def task_told(database: Database, id_: str, moment: Moment, lang: Language) -> Row:
    """Return a task with its ``history``, the last change first.

    Raises
    ------
    NotFoundError
        When there is no such task.
    """
    rows = store.tasks(database, moment.as_of, id_=id_)
    if not rows:
        raise NotFoundError("errors.not_found", id=id_)
    changes = store.task_history(database, id_)
    members = names(database, [one["member_id"] for one in changes if one.get("member_id")])
    undone = taken_back(changes)
    history = [
        {name: one.get(name) for name in ("number", "at", "by", "what", "state", "until", "note", "undoes")}
        | {
            "member": name_of(members.get(one.get("member_id", "")), lang),
            "is_undone": one["number"] in undone,
        }
        for one in reversed(changes)
    ]
    return {**_told(database, rows, moment.as_of, lang)[0], "history": history}


def name_of(node: Mapping[str, Any] | None, lang: Language) -> str | None:
    """Return what a node is called in a language."""
    return None if node is None else str((lang == "en" and node["name_latin"]) or node["name"])


def tasks_sheet(items: Iterable[Mapping[str, Any]], format_: str, lang: Language) -> bytes:
    """Return tasks as a file of a spreadsheet, ``csv`` or ``xlsx``."""
    header = [say(f"nurture.column_{name}", lang) for name in COLUMNS]
    rows: list[list[Cell]] = [[_cell(one, name, lang) for name in COLUMNS] for one in items]
    return sheet(format_, say("nurture.sheet_tasks", lang), header, rows)


def _cell(one: Mapping[str, Any], name: str, lang: Language) -> Cell:
    match name:
        case "state":
            return say(f"codes.work_state_{one[name]}", lang)
        case "channel":
            return say(f"nurture.channel_{one[name]}", lang)
        case "emails" | "phones":
            return ", ".join(one[name])
    return one[name]  # type: ignore[no-any-return]


def _told(database: Database, rows: list[Row], day: date, lang: Language) -> list[Row]:
    people = store.people(database, [row["contact_id"] for row in rows])
    courses = store.courses(database, [row["course_id"] for row in rows if row.get("course_id")])
    members = names(database, [row["member_id"] for row in rows if row.get("member_id")]) if rows else {}
    found = []
    for row in rows:
        person, state = people.get(row["contact_id"]), state_on(row, day)
        course = courses.get(row.get("course_id", ""))
        due: date = row["until"] if row["state"] == WorkState.SNOOZED else row["due_on"]
        told = {name: row.get(name) for name in ("id", "number", "kind", "play", "channel", "message")}
        told |= {name: row.get(name) for name in ("due_on", "until", "note", "member_id", "step")}
        told |= {name: row.get(name) for name in ("created_at", "changed_at", "by")}
        found.append(
            told
            | _person(person, row["contact_id"], lang)
            | {
                "state": state.value,
                "is_overdue": state is WorkState.OPEN and due < day,
                "channel_name": say(f"nurture.channel_{row['channel']}", lang),
                "text": message_text(row["message"], lang),
                "why": why_told(row["kind"], row.get("play"), lang),
                "member": name_of(members.get(row.get("member_id", "")), lang),
                "evidence_ids": list(row["evidence_ids"]),
                "course": course_told(course, lang) if course else None,
            }
        )
    return found


def why_told(kind: str, play: str | None, lang: Language) -> str:
    """Return in words why there is a task or course: a trigger, the playbook of a status, or by hand."""
    return play_name(kind, play, lang) if play else say("nurture.by_hand", lang)


def course_told(course: Mapping[str, Any], lang: Language) -> Row:
    """Return a course with the next step of it, which is None when it has ended."""
    steps, place = json.loads(course["steps"]), course["next_step"]
    due = None if course.get("ended_at") else step_day(course, place)
    step = steps[place - 1] if due else None
    return {
        "id": course["id"],
        "began_on": course["day"],
        "steps": len(steps),
        "next_on": due,
        "next_text": message_text(step["message"], lang) if step else None,
        "ended_why": course.get("ended_why"),
        "ended": say(f"nurture.ended_{course['ended_why']}", lang) if course.get("ended_why") else None,
    }


def _person(person: Mapping[str, Any] | None, id_: str, lang: Language) -> Row:
    """Return whom a task is about; one who is gone from the graph goes by the id."""
    if person is None:
        person = {"id": id_, "name": id_, "name_latin": None, "title": None, "is_opted_out": False}
        person |= {"emails": [], "phones": [], "status": None, "account_id": None, "account": None}
        person |= {"account_latin": None}
    return person_told(person, lang)


def person_told(person: Mapping[str, Any], lang: Language) -> Row:
    """Return somebody with how to reach them."""
    return {
        "contact_id": person["id"],
        "name": name_of(person, lang),
        "account": (lang == "en" and person["account_latin"]) or person["account"],
        **{
            name: person[name]
            for name in ("title", "emails", "phones", "is_opted_out", "status", "account_id")
        },
    }


def course_by_id(database: Database, id_: str, lang: Language) -> Row:
    """Return a course that is there with the next step of it."""
    return course_told(store.courses(database, [id_])[id_], lang)
