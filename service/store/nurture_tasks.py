"""Whom to reach, the steps that are due for them, and the tasks that come of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from service.database import Database, Rows

PAGE = 500
"""Courses that are looked at at once."""


def people(database: Database, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return contacts, how to reach them and who of us could, by the id that was asked for."""
    if not ids:
        return {}
    return {row["asked"]: row for row in database.read("nurture/people", ids=sorted(set(ids)))}


def routes(database: Database, hot: float, human_hot: float, *, is_hot: bool, limit: int) -> Rows:
    """Return ``id``, ``score`` and ``human_score`` of contacts who are hot, or are not, the warmest first."""
    return database.read("nurture/routes", hot=hot, human_hot=human_hot, is_hot=is_hot, limit=limit)


def of_status(database: Database, status: str, limit: int) -> Rows:
    """Return ``id``, ``since`` and latest ``course`` of contacts of a status, the warmest first."""
    return database.read("nurture/of_status", status=status, limit=limit)


def status_totals(database: Database) -> dict[str, dict[str, int]]:
    """Return ``total`` and ``opted_out``, numbers of contacts, by status."""
    return {row["status"]: row for row in database.read("nurture/status_totals")}


def came_to(database: Database, statuses: Collection[str], since: datetime) -> Rows:
    """Return ``id``, ``status`` and ``since`` of contacts who came to have a status and have it still."""
    return database.read("nurture/came_to", statuses=sorted(statuses), since=since)


def due(database: Database, day: date) -> Iterator[list[dict[str, Any]]]:
    """Yield courses that have a step due by a day, some at a time."""
    after = ""
    while rows := database.read("nurture/due", day=day, after=after, limit=PAGE):
        found = [row["course"] for row in rows]
        yield found
        after = found[-1]["id"]


def courses(database: Database, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return courses by id."""
    if not ids:
        return {}
    rows = database.read("nurture/courses", ids=sorted(set(ids)))
    return {row["course"]["id"]: row["course"] for row in rows}


def advance(database: Database, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Keep how courses went on, with their new tasks; return the ids of those that nobody else took on."""
    found = database.write(
        lambda transaction: transaction.run("nurture/advance", rows=[dict(row) for row in rows])
    )
    return set(found[0]["advanced"]) if found else set()


def take_back(database: Database, ids: Collection[str]) -> int:
    """Take courses of playbooks back, with tasks that nobody worked on; return how many."""
    rows = database.write(lambda transaction: transaction.run("nurture/take_back", ids=sorted(set(ids))))
    return int(rows[0]["taken_back"]) if rows else 0


def end_course(
    database: Database, id_: str, *, at: datetime | None, why: str | None, next_on: date | None
) -> bool:
    """End a course, or with no time take it up again; return whether it could be."""
    rows = database.write(
        lambda transaction: transaction.run("nurture/end_course", id=id_, at=at, why=why, next_on=next_on)
    )
    return bool(rows)


def tasks(
    database: Database,
    day: date,
    *,
    id_: str | None = None,
    state: str | None = None,
    member: str | None = None,
    contact: str | None = None,
    limit: int = PAGE,
) -> list[dict[str, Any]]:
    """Return tasks, what is due first."""
    rows = database.read(
        "nurture/tasks", id=id_, state=state, member=member, contact=contact, day=day, limit=limit
    )
    return [row["task"] for row in rows]


def task_counts(database: Database, day: date, member: str | None) -> dict[str, int]:
    """Return how many tasks there are in each state on a day."""
    rows = database.read("nurture/task_counts", day=day, member=member)
    return {row["state"]: row["number"] for row in rows}


def task(database: Database, id_: str) -> dict[str, Any] | None:
    """Return a task, also one that was taken back; None when there never was one."""
    rows = database.read("nurture/task", id=id_)
    return rows[0]["task"] if rows else None


def task_history(database: Database, id_: str) -> list[dict[str, Any]]:
    """Return every change of a task, the first one first; each holds all that stood after it."""
    return [row["change"] for row in database.read("nurture/task_history", item_id=id_)]


def save_task(database: Database, before: int, task: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Keep a task and its change in one transaction; False when somebody else changed it first."""
    rows = database.write(
        lambda transaction: transaction.run(
            "nurture/save_task", id=task["id"], before=before, task=dict(task), change=dict(change)
        )
    )
    return bool(rows)
