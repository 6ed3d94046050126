"""``enishi expansion-items``: the targets of expansion that people work on."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from graph_models.records import Moment
from graph_models.vocabulary import ExpansionKind, ExpansionOutcome, WorkState
from service.cli.ask import Day
from service.cli.console import export_option, json_option, opened, out, print_json
from service.database import Database
from service.language import say
from service.operations import expansion_work as work
from service.operations.expansion_items import as_table, exported, item_told, list_items
from service.operations.moments import moment_of
from service.operations.sheets import format_of
from service.settings import Settings

SHOWN = ("state", "company", "target", "contact", "role", "member", "until", "outcome", "id")


@click.group("expansion-items")
def expansion_items() -> None:
    """Targets of expansion that people work on: keep, hand over, put off, finish."""


@expansion_items.command("list")
@click.option("--state", type=click.Choice([one.value for one in WorkState if one != "dropped"]))
@click.option("--member", help="Id of our member who works on them.")
@click.option("--kind", type=click.Choice([kind.value for kind in ExpansionKind]))
@click.option("--outcome", type=click.Choice([one.value for one in ExpansionOutcome]))
@export_option()
@json_option
def list_command(export: Path | None, as_json: bool, **wanted: Any) -> None:
    """List the targets, the last changed first, and what came of those that are done."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = list_items(database, moment_of(settings.timezone), **wanted)
    if export:
        export.write_bytes(exported(found["items"], format_of(export), lang))
    if as_json:
        print_json(found)
        return
    header, rows = as_table(found["items"], lang)
    table = Table()
    titles = [say(f"expansion_items.column_{name}", lang) for name in SHOWN]
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        table.add_row(*("" if cells[title] is None else str(cells[title]) for title in titles))
    out.print(table if rows else say("expansion_items.none", lang))
    for one in found["feedback"]:
        kind = say(f"codes.expansion_kind_{one['kind']}", lang) if one["kind"] else "?"
        out.print(f"{kind}: {say('codes.expansion_outcome_' + one['outcome'], lang)} {one['number']}")


@expansion_items.command("show")
@click.argument("id")
@json_option
def show_command(id: str, as_json: bool) -> None:
    """Show the target ID with every change of it."""
    _run(lambda *_: id, as_json)


@expansion_items.command("keep")
@click.argument("target")
@click.option("--from", "deal", required=True, help="Id of the won deal whose story is told there.")
@click.option("--seller", help="Id of the company whose perspective it is; ourselves by default.")
@click.option("--member", help="Id of our member who works on it.")
@json_option
def keep_command(target: str, as_json: bool, **options: Any) -> None:
    """Put the site, department or company TARGET on the list, with whom to call as the ranking says."""
    _run(
        lambda database, moment: work.keep_item(
            database, moment, target=target, **options, by=getpass.getuser()
        ),
        as_json,
    )


@expansion_items.command("assign")
@click.argument("id")
@click.argument("member", required=False)
@click.option("--note", help="What the colleague should know.")
@json_option
def assign_command(id: str, member: str | None, note: str | None, as_json: bool) -> None:
    """Hand ID to a MEMBER of ours; to nobody without one."""
    _run_on(
        id,
        lambda database, _: work.assign_item(database, id, member, note=note, by=getpass.getuser()),
        as_json,
    )


@expansion_items.command("snooze")
@click.argument("id")
@click.argument("until", type=Day())
@click.option("--reason", help="Why.")
@json_option
def snooze_command(id: str, until: date, reason: str | None, as_json: bool) -> None:
    """Put ID off until a day; the target is not ranked before it."""
    _run_on(
        id,
        lambda database, moment: work.snooze_item(
            database, id, until, moment, reason=reason, by=getpass.getuser()
        ),
        as_json,
    )


@expansion_items.command("done")
@click.argument("id")
@click.argument("outcome", type=click.Choice([one.value for one in ExpansionOutcome]))
@click.option("--reason", help="Why; needed for not_interested and wrong.")
@click.option("--again-on", type=Day(), help="From when the target may be ranked again; never without it.")
@json_option
def done_command(id: str, outcome: str, reason: str | None, again_on: date | None, as_json: bool) -> None:
    """Say what came of ID; the target is not ranked again."""
    _run_on(
        id,
        lambda database, moment: work.finish_item(
            database, id, outcome, moment, reason=reason, again_on=again_on, by=getpass.getuser()
        ),
        as_json,
    )


@expansion_items.command("reopen")
@click.argument("id")
@json_option
def reopen_command(id: str, as_json: bool) -> None:
    """Take ID up again that was put off or done."""
    _run_on(id, lambda database, _: work.reopen_item(database, id, by=getpass.getuser()), as_json)


@expansion_items.command("undo")
@click.argument("id")
@json_option
def undo_command(id: str, as_json: bool) -> None:
    """Take the last change of ID back; that of putting it on the list takes it off."""
    _run(lambda database, _: id if work.undo_change(database, id, by=getpass.getuser()) else None, as_json)


def _run_on(id_: str, change: Callable[[Database, Moment], None], as_json: bool) -> None:
    def changed(database: Database, moment: Moment) -> str:
        change(database, moment)
        return id_

    _run(changed, as_json)


def _run(change: Callable[[Database, Moment], str | None], as_json: bool) -> None:
    """Make a change and show the item as it stands after it."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        moment = moment_of(settings.timezone)
        id_ = change(database, moment)
        found = item_told(database, id_, moment) if id_ else None
    if as_json:
        print_json({"item": found})
        return
    if found is None:
        out.print(say("expansion_items.off_the_list", lang))
        return
    member = found["member"]["name"] if found["member"] else say("expansion_items.nobody", lang)
    state = say(f"codes.work_state_{found['state']}", lang)
    out.print(say("expansion_items.saved", lang, target=found["target"]["name"], state=state, member=member))
    for one in found["history"]:
        what = say(f"expansion_items.what_{one['what']}", lang)
        out.print(f"  {one['at']:%Y-%m-%d %H:%M} {one['by'] or ''} {what}")
