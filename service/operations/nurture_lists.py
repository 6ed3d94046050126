"""Whom to reach by status, with what their playbook says next; as a file too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import Status
from service.database import Database
from service.language import Language, say
from service.operations.nurture_courses import checked_status
from service.operations.nurture_routing import person_named
from service.operations.nurture_rules import nurture_rules_of, steps_told
from service.operations.nurture_tasks import course_told, person_told
from service.operations.sheets import Cell, sheet
from service.store import nurture_tasks as store

MOST = 5000
COLUMNS = (
    *("name", "title", "account", "emails", "phones", "score", "since", "next_text", "next_on"),
    *("person", "person_why", "contact_id"),
)
Row = dict[str, Any]


def status_lists(database: Database, lang: Language) -> list[Row]:
    """Return each status with the number of contacts and the steps of its playbook, also one without any."""
    totals, rules = store.status_totals(database), nurture_rules_of(database)
    return [
        {
            "status": status.value,
            "name": say(f"codes.status_{status.value}", lang),
            "total": totals.get(status.value, {}).get("total", 0),
            "opted_out": totals.get(status.value, {}).get("opted_out", 0),
            "starts": book.starts if book else None,
            "steps": steps_told(book.steps, lang) if book else [],
        }
        for status in Status
        for book in (rules.playbooks.get(status.value),)
    ]


def status_list(
    database: Database, status: str, moment: Moment, lang: Language, *, limit: int = MOST
) -> dict[str, Any]:
    """Return whom to reach of a status, the warmest first, with what their playbook says next.

    ``since`` is None where no change to the status was recorded. Who asked not to be contacted is left out
    and counted.

    Raises
    ------
    UsageError
        When there is no such status.
    """
    checked_status(status)
    rows = store.of_status(database, status, limit)
    people = store.people(database, [row["id"] for row in rows])
    zone = moment.until.tzinfo
    items = []
    for row in rows:
        person = people[row["id"]]
        if person["is_opted_out"]:
            continue
        course = course_told(row["course"], lang) if row["course"] else None
        items.append(
            person_told(person, lang)
            | {
                "score": person["score"],
                "since": row["since"].astimezone(zone).date() if row["since"] else None,
                "course": course,
                **person_named(person, lang),
            }
        )
    whole = next(one for one in status_lists(database, lang) if one["status"] == status)
    return {**whole, "items": items}


def list_sheet(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return a list as a file of a spreadsheet, ``csv`` or ``xlsx``."""
    header = [say(f"nurture.column_{name}", lang) for name in COLUMNS]
    rows: list[list[Cell]] = [[_cell(one, name) for name in COLUMNS] for one in found["items"]]
    return sheet(format_, found["name"], header, rows)


def _cell(one: Mapping[str, Any], name: str) -> Cell:
    if name in ("emails", "phones"):
        return ", ".join(one[name])
    if name in ("next_text", "next_on"):
        return (one["course"] or {}).get(name)
    if name == "score":
        return None if one["score"] is None else round(one["score"], 1)
    return one[name]  # type: ignore[no-any-return]
