"""The commands of ``enishi nurture`` on tasks and on the lists of the statuses."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from graph_models.records import Moment
from graph_models.vocabulary import Status, WorkState
from service.analysis.nurture_rules import CHANNELS
from service.cli.ask import Day
from service.cli.console import export_option, json_option, opened, out, print_json
from service.cli.nurture import nurture
from service.database import Database
from service.language import say
from service.operations import nurture_work as work
from service.operations.moments import moment_of
from service.operations.nurture_courses import start_playbook
from service.operations.nurture_lists import list_sheet, status_list
from service.operations.nurture_routes import route_list, routes_sheet
from service.operations.nurture_routing import ROUTES
from service.operations.nurture_tasks import list_tasks, task_told, tasks_sheet
from service.operations.sheets import format_of
from service.settings import Settings


@nurture.command("tasks")
@click.option("--state", type=click.Choice([one.value for one in WorkState if one != "dropped"]))
@click.option("--member", help="Id of our member whose tasks they are.")
@click.option("--contact", help="Id of whom they are about.")
@export_option()
@json_option
def tasks_command(export: Path | None, as_json: bool, **wanted: Any) -> None:
    """List tasks, what is due first."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = list_tasks(database, moment_of(settings.timezone), lang, **wanted)
    if export:
        export.write_bytes(tasks_sheet(found["items"], format_of(export), lang))
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("state", "due_on", "name", "account", "channel", "text", "why", "member", "id"):
        table.add_column(say(f"nurture.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        state = say(f"codes.work_state_{one['state']}", lang)
        who = (one["name"], one["account"] or "", one["channel_name"], one["text"], one["why"])
        table.add_row(state, one["due_on"].isoformat(), *who, one["member"] or "", one["id"])
    out.print(table if found["items"] else say("nurture.no_tasks", lang))


@nurture.command("list")
@click.argument("status", type=click.Choice([one.value for one in Status]))
@click.option("--start", is_flag=True, help="Begin the playbook for all of them; once for each.")
@export_option()
@json_option
def list_command(status: str, start: bool, export: Path | None, as_json: bool) -> None:
    """List whom to reach of a STATUS, with what their playbook says next."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        moment = moment_of(settings.timezone)
        started = len(start_playbook(database, status, moment)) if start else None
        found = status_list(database, status, moment, lang)
    if export:
        export.write_bytes(list_sheet(found, format_of(export), lang))
    if as_json:
        print_json({**found, "started": started} if start else found)
        return
    for step in found["steps"]:
        out.print(say("nurture.step", lang, days=step["after_days"], text=step["text"]))
    table = Table()
    for key in ("name", "account", "since", "next_text", "next_on", "person", "contact_id"):
        table.add_column(say(f"nurture.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        course = one["course"] or {}
        cells = (one["since"], course.get("next_text"), course.get("next_on"), one["person"])
        shown = ("" if cell is None else str(cell) for cell in cells)
        table.add_row(one["name"], one["account"] or "", *shown, one["contact_id"])
    out.print(table if found["items"] else say("nurture.nobody_of_status", lang))
    if started is not None:
        out.print(say("nurture.started", lang, number=started))


@nurture.command("routes")
@click.argument("route", type=click.Choice(ROUTES))
@click.option("--member", help="Only those that go to this member of ours, by id.")
@export_option()
@json_option
def routes_command(route: str, member: str | None, export: Path | None, as_json: bool) -> None:
    """List who goes on which way: high potential to a PERSON with a name, the rest by NURTURE."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = route_list(database, route, lang, member=member)
    if export:
        export.write_bytes(routes_sheet(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("score", "human_score", "name", "account", "person", "person_why", "contact_id"):
        table.add_column(say(f"nurture.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        score = "" if one["score"] is None else f"{one['score']:.0f}"
        human = "" if one["human_score"] is None else str(one["human_score"])
        who = (one["name"], one["account"] or "", one["person"] or "", one["person_why"] or "")
        table.add_row(score, human, *who, one["contact_id"])
    out.print(table if found["items"] else say("nurture.nobody_on_route", lang))
    if found["opted_out"]:
        out.print(say("scores.movers_opted_out", lang, number=found["opted_out"]))


@nurture.command("task")
@click.argument("contact")
@click.argument("message")
@click.option("--channel", type=click.Choice(CHANNELS), default="phone", show_default=True)
@click.option("--due-on", type=Day(), help="Default: today.")
@click.option("--member", help="Id of our member; default: who of us knows them.")
@json_option
def task_command(as_json: bool, **given: Any) -> None:
    """Make a task by hand: MESSAGE says what is to be done about CONTACT."""
    _run(lambda database, moment: work.make_task(database, moment, **given, by=getpass.getuser()), as_json)


@nurture.command("assign")
@click.argument("id")
@click.argument("member", required=False)
@json_option
def assign_command(id: str, member: str | None, as_json: bool) -> None:
    """Hand task ID to a MEMBER of ours; to nobody without one."""
    _run_on(id, lambda database, _: work.assign_task(database, id, member, by=getpass.getuser()), as_json)


@nurture.command("snooze")
@click.argument("id")
@click.argument("until", type=Day())
@click.option("--note", help="Why.")
@json_option
def snooze_command(id: str, until: date, note: str | None, as_json: bool) -> None:
    """Put task ID off until a day."""
    _run_on(
        id,
        lambda database, moment: work.snooze_task(
            database, id, until, moment, note=note, by=getpass.getuser()
        ),
        as_json,
    )


@nurture.command("done")
@click.argument("id")
@click.option("--note", help="What came of it.")
@json_option
def done_command(id: str, note: str | None, as_json: bool) -> None:
    """Say that task ID is done."""
    _run_on(id, lambda database, _: work.finish_task(database, id, note=note, by=getpass.getuser()), as_json)


@nurture.command("undo")
@click.argument("id")
@json_option
def undo_command(id: str, as_json: bool) -> None:
    """Take the last change of task ID back; that of making it by hand takes it away."""
    _run(lambda database, _: id if work.undo_task(database, id, by=getpass.getuser()) else None, as_json)


def _run_on(id_: str, change: Callable[[Database, Moment], None], as_json: bool) -> None:
    def changed(database: Database, moment: Moment) -> str:
        change(database, moment)
        return id_

    _run(changed, as_json)


def _run(change: Callable[[Database, Moment], str | None], as_json: bool) -> None:
    """Make a change and show the task as it stands after it."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        moment = moment_of(settings.timezone)
        id_ = change(database, moment)
        found = task_told(database, id_, moment, lang) if id_ else None
    if as_json:
        print_json({"task": found})
        return
    if found is None:
        out.print(say("nurture.taken_away", lang))
        return
    state = say(f"codes.work_state_{found['state']}", lang)
    member = found["member"] or say("expansion_items.nobody", lang)
    said = {"name": found["name"], "text": found["text"], "state": state, "member": member}
    out.print(say("nurture.saved", lang, **said, id=found["id"]))
