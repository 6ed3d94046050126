"""``enishi edit``: facts that a person states, ends and looks back at."""

from __future__ import annotations

import getpass
from datetime import date

import click
from rich.table import Table

from service.cli.ask import Day
from service.cli.console import json_option, opened, out, print_json
from service.errors import UsageError
from service.language import say
from service.operations.fact_edits import assert_fact, end_fact, history_of
from service.operations.moments import moment_of
from service.settings import Settings


@click.group("edit")
def edit() -> None:
    """Edit roles, reporting lines, influence, approval steps and jobs by hand."""


@edit.command("set")
@click.argument("type")
@click.argument("start")
@click.argument("end")
@click.option("--property", "given", multiple=True, metavar="NAME=VALUE", help="Such as role=decider.")
@click.option("--qualifier", default="", help="Tells parallel facts apart.")
@click.option("--from", "valid_from", type=Day(), help="First day; today by default.")
@click.option("--reason", help="Why; kept with who said it and when.")
@json_option
def set_command(
    type: str,
    start: str,
    end: str,
    given: tuple[str, ...],
    qualifier: str,
    valid_from: date | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """State that START stands in the relation TYPE to END; what it takes the place of ends."""
    properties: dict[str, object] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign:
            raise UsageError("registration.bad_value", field="property", name="NAME=VALUE", value=text)
        properties[name.strip()] = value
    settings = Settings.from_env()
    with opened(settings) as database:
        found = assert_fact(
            database,
            type,
            start,
            end,
            today=moment_of(settings.timezone).as_of,
            properties=properties,
            qualifier=qualifier,
            valid_from=valid_from,
            reason=reason,
            by=getpass.getuser(),
        )
    _tell(settings, found, as_json)


@edit.command("end")
@click.argument("id")
@click.option("--on", "valid_to", type=Day(), help="First day without it; today by default.")
@click.option("--reason", help="Why; kept with who said it and when.")
@json_option
def end_command(id: str, valid_to: date | None, reason: str | None, as_json: bool) -> None:
    """State that the relationship ID no longer holds."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = end_fact(
            database,
            id,
            today=moment_of(settings.timezone).as_of,
            valid_to=valid_to,
            reason=reason,
            by=getpass.getuser(),
        )
    _tell(settings, found, as_json)


@edit.command("history")
@click.argument("id")
@json_option
def history_command(id: str, as_json: bool) -> None:
    """Show the facts that took each other's place, newest first, with who edited them and why."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = history_of(database, id)
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("cli.name", "status.column_on", "status.column_why", "cli.id"):
        table.add_column(say(key, settings.language))
    for item in found["items"]:
        edits = "; ".join(
            " ".join(str(run[name]) for name in ("by", "reason") if run.get(name)) for run in item["runs"]
        )
        said = ", ".join(f"{name}={value}" for name, value in sorted(item["properties"].items()))
        days = f"{item['valid_from'] or ''} – {item['valid_to'] or ''}"
        table.add_row(f"{item['end_name']} {said}", days, edits, item["id"])
    out.print(table)


def _tell(settings: Settings, found: dict[str, object], as_json: bool) -> None:
    if as_json:
        print_json(found)
    elif found["run"]:
        out.print(say("editing.saved", settings.language, run=found["run"]))
    else:
        out.print(say("editing.nothing_new", settings.language))
