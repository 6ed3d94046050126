"""Courses going on: playbooks that begin, steps that are due, and courses that end."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from graph_models.ids import short_hash
from graph_models.records import Moment
from graph_models.vocabulary import Status, WorkState
from service.analysis.nurture_rules import NurtureRules, Step
from service.database import Database
from service.errors import ConflictError, NotFoundError, UsageError
from service.language import LANGUAGES, Language
from service.operations.notices import News, notify_all
from service.operations.nurture_routing import Person, person_of
from service.operations.nurture_rules import message_text, nurture_rules_of
from service.store import nurture as store
from service.store import nurture_tasks as tasks_store
from service.store import webhooks as webhooks_store

STEP_KIND, TASK_KIND = "nurture_step", "nurture_task"
"""Kinds of notices: a step told to other systems, and a task that somebody got."""
LATE = 14
"""Days for which what is learned late still begins something."""
MOST_STARTED = 5000
Row = dict[str, Any]


def rules_version(database: Database) -> int:
    """Return the version of the rules in use, 0 for those shipped."""
    kept = store.rules(database)
    return int(kept[0]["version"]) if kept else 0


def course(about: Row, steps: Iterable[Step], version: int, now: datetime) -> Row:
    """Return a course that begins: it keeps its steps as they are now, whatever the rules become."""
    kept = [step.as_dict() for step in steps]
    reason = short_hash(*(about[name] for name in ("kind", "play", "contact_id", "reason")))
    return {
        **about,
        "id": f"nurture-course-{reason}",
        "version": version,
        "steps": json.dumps(kept, ensure_ascii=False),
        "at": now,
        "next_step": 1,
        "next_on": about["day"] + timedelta(days=kept[0]["after_days"]),
    }


def begin_by_status(database: Database, moment: Moment, rules: NurtureRules, since: date) -> int:
    """Begin the playbooks that start by themselves for who came to a status since a day; return how many."""
    wanted = {status for status, one in rules.playbooks.items() if one.starts == "on_change"}
    begin = max(since, moment.as_of - timedelta(days=LATE))
    zone = moment.until.tzinfo
    rows = tasks_store.came_to(database, wanted, datetime.combine(begin, time(), zone)) if wanted else []
    return len(_begin_playbooks(database, rows, rules, moment))


def start_playbook(
    database: Database, status: str, moment: Moment, *, ids: Collection[str] | None = None
) -> list[str]:
    """Begin the playbook of a status for those on its list, or some of them; return the courses that are new.

    For whom it began already since they came to have the status it does not begin again.

    Raises
    ------
    UsageError
        When there is no such status, or it has no playbook.
    """
    rules = nurture_rules_of(database)
    checked_status(status)
    if status not in rules.playbooks:
        raise UsageError("nurture.no_playbook", field="status", status=status)
    wanted = None if ids is None else set(ids)
    found = [
        {**row, "status": status}
        for row in tasks_store.of_status(database, status, MOST_STARTED)
        if wanted is None or row["id"] in wanted
    ]
    people = tasks_store.people(database, [row["id"] for row in found])
    found = [row for row in found if not people[row["id"]]["is_opted_out"]]
    begun = _begin_playbooks(database, found, rules, moment)
    advance(database, moment)
    return begun


def take_back_start(database: Database, ids: Collection[str]) -> int:
    """Take back that playbooks began, with their tasks that nobody worked on; return how many there were.

    What other systems were told already cannot be taken back.
    """
    return tasks_store.take_back(database, ids)


def checked_status(status: str) -> None:
    """Raise a `UsageError` when there is no such status."""
    if status not in {one.value for one in Status}:
        raise UsageError("nurture.bad_status", field="status", codes=", ".join(Status))


def _begin_playbooks(
    database: Database, rows: Iterable[Mapping[str, Any]], rules: NurtureRules, moment: Moment
) -> list[str]:
    version, now, zone = rules_version(database), datetime.now(UTC), moment.until.tzinfo
    begun = []
    for row in rows:
        since = row["since"].astimezone(zone).date().isoformat() if row["since"] else "unknown"
        about = {
            "kind": "playbook",
            "play": row["status"],
            "contact_id": row["id"],
            "reason": since,
            "day": moment.as_of,
            "quiet_days": 0,
            "evidence_ids": [row["id"]],
        }
        begun.append(course(about, rules.playbooks[row["status"]].steps, version, now))
    known = tasks_store.courses(database, [one["id"] for one in begun])
    return store.begin(database, [one for one in begun if one["id"] not in known])


def advance(database: Database, moment: Moment) -> dict[str, int]:
    """Do the steps that are due, each once: make its task, or tell other systems.

    A course ends after its last step, and before it when the person asked not to be contacted, is no record
    any more, or does not have the status of the playbook any more.

    Returns
    -------
    dict
        ``tasks`` made, ``told`` to other systems, ``ended`` courses.
    """
    done = {"tasks": 0, "told": 0, "ended": 0}
    listens = _somebody_listens(database)
    for some in tasks_store.due(database, moment.as_of):
        people = tasks_store.people(database, [one["contact_id"] for one in some])
        rows, news = [], dict[str, list[News]]()
        for one in some:
            row, told = _went_on(one, people.get(one["contact_id"]), moment.as_of, listens)
            rows.append(row)
            news[one["id"]] = told
        # Notices go by their reason, so that it does no harm to make them again when the next line fails.
        notify_all(database, [one for told in news.values() for one in told])
        advanced = tasks_store.advance(database, rows)
        for row in (row for row in rows if row["id"] in advanced):
            done["tasks"] += len(row["tasks"])
            done["told"] += sum(one.kind == STEP_KIND for one in news[row["id"]])
            done["ended"] += row["ended_at"] is not None
    return done


def _somebody_listens(database: Database) -> bool:
    return any(
        not hook.get("ended_at") and (not hook["kinds"] or STEP_KIND in hook["kinds"])
        for hook in webhooks_store.webhooks(database)
    )


def _went_on(
    one: Mapping[str, Any], person: Mapping[str, Any] | None, day: date, listens: bool
) -> tuple[Row, list[News]]:
    """Return how a course stands after a day, with its new tasks, and what is told of it."""
    now, steps = datetime.now(UTC), json.loads(one["steps"])
    row: Row = {"id": one["id"], "before": one["next_step"], "next_step": one["next_step"], "tasks": []}
    why = _why_it_ends(one, person)
    news: list[News] = []
    place, due = one["next_step"], step_day(one, one["next_step"])
    while not why and due is not None and due <= day and person is not None:
        step = steps[place - 1]
        if step["by"] == "webhook" and listens:
            news.append(_told_to_others(one, place, step, person))
        else:
            task = _task(one, place, step, person, due, now)
            row["tasks"].append(task)
            if task["member_id"]:
                news.append(_task_news(task))
        place += 1
        due = step_day(one, place)
    why = why or ("finished" if due is None else None)
    ended = {"ended_at": now if why else None, "ended_why": why, "next_on": None if why else due}
    return {**row, "next_step": place, **ended}, news


def _why_it_ends(one: Mapping[str, Any], person: Mapping[str, Any] | None) -> str | None:
    if person is None:
        return "gone"
    if person["is_opted_out"]:
        return "opted_out"
    return "status_changed" if one["kind"] == "playbook" and person["status"] != one["play"] else None


def step_day(one: Mapping[str, Any], place: int) -> date | None:
    """Return when a step of a course is due; None after the last."""
    steps = json.loads(one["steps"])
    if place > len(steps):
        return None
    begin: date = one["day"]
    return begin + timedelta(days=steps[place - 1]["after_days"])


def _words(message: str) -> dict[Language, str]:
    return {lang: message_text(message, lang) for lang in LANGUAGES}


def _told_to_others(
    one: Mapping[str, Any], place: int, step: Mapping[str, Any], person: Mapping[str, Any]
) -> News:
    return News(
        STEP_KIND,
        f"{one['id']}.{place}",
        person["id"],
        params={"channel": step["channel"], "message": step["message"], "text": _words(step["message"])},
        evidence_ids=one["evidence_ids"],
        for_people=False,
    )


def _task(
    one: Mapping[str, Any],
    place: int,
    step: Mapping[str, Any],
    person: Mapping[str, Any],
    due: date,
    now: datetime,
) -> Row:
    to: Person | None = person_of(person)
    return {
        "id": f"nurture-task-{short_hash(one['id'], str(place))}",
        "number": 1,
        "contact_id": person["id"],
        "course_id": one["id"],
        "step": place,
        "kind": one["kind"],
        "play": one["play"],
        "channel": step["channel"],
        "message": step["message"],
        "due_on": due,
        "member_id": to.id if to else None,
        "state": WorkState.OPEN.value,
        "evidence_ids": one["evidence_ids"],
        "created_at": now,
        "changed_at": now,
    }


def _task_news(task: Mapping[str, Any]) -> News:
    return News(
        TASK_KIND,
        task["id"],
        task["contact_id"],
        task["member_id"],
        {"text": _words(task["message"]), "due_on": task["due_on"].isoformat()},
        task["evidence_ids"],
    )


def stop_course(database: Database, id_: str) -> None:
    """End a course: no further step of it is due. Its tasks stay.

    Raises
    ------
    NotFoundError, ConflictError
        When there is no such course, or it has ended.
    """
    _course(database, id_)
    if not tasks_store.end_course(database, id_, at=datetime.now(UTC), why="by_hand", next_on=None):
        raise ConflictError("nurture.course_ended", id=id_)


def resume_course(database: Database, id_: str) -> None:
    """Take up a course again that a person ended.

    Raises
    ------
    NotFoundError, ConflictError
        When there is no such course, or no person ended it.
    """
    one = _course(database, id_)
    due = step_day(one, one["next_step"])
    if not tasks_store.end_course(database, id_, at=None, why=None, next_on=due):
        raise ConflictError("nurture.not_stopped", id=id_)


def _course(database: Database, id_: str) -> Row:
    found = tasks_store.courses(database, [id_])
    if id_ not in found:
        raise NotFoundError("errors.not_found", id=id_)
    return found[id_]
