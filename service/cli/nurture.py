"""``enishi nurture``: triggers and playbooks, and the tasks they make."""

from __future__ import annotations

import getpass
from pathlib import Path

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.cli.scores import read_rules_file
from service.language import say
from service.operations import nurture_rules as rules
from service.operations.moments import moment_of
from service.operations.nurture import run_nurture
from service.settings import Settings


@click.group("nurture")
def nurture() -> None:
    """Bring people on: triggers by what they did, a playbook for each status."""


@nurture.command("run")
@json_option
def run_command(as_json: bool) -> None:
    """Do what is due today; the running service does so by itself. Again is safe."""
    settings = Settings.from_env()
    with opened(settings) as database:
        report = run_nurture(database, moment_of(settings.timezone))
    if as_json:
        print_json(report)
    else:
        out.print(say("nurture.ran", settings.language, **report))


@nurture.command("rules")
@click.option(
    "--set", "file", type=click.Path(path_type=Path), help="Put the rules of this TOML file into use."
)
@click.option("--reset", is_flag=True, help="Go back to the rules as shipped.")
@click.option("--reason", default="", help="With --set and --reset: why.")
@click.option("--by", default=getpass.getuser, help="Who sets them; default: the user of the machine.")
def rules_command(file: Path | None, reset: bool, reason: str, by: str) -> None:
    """Print triggers and playbooks in use as JSON, or put others into use."""
    settings = Settings.from_env()
    lang = settings.language
    if file and reset:
        raise click.UsageError("--set | --reset")
    with opened(settings) as database:
        if file or reset:
            given = read_rules_file(file) if file else None
            said = rules.set_nurture_rules(database, given, by=by, reason=reason)
            out.print(say("scores.rules_set", lang, version=said["version"]))
            return
        print_json(rules.nurture_rules_told(database, lang))


@nurture.command("preview")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--days", type=int, default=rules.MONTH, show_default=True, help="Days up to today.")
@json_option
def preview_command(file: Path | None, days: int, as_json: bool) -> None:
    """List for whom triggers would have fired lately, those in use or of a TOML FILE; nothing is kept."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        given = read_rules_file(file) if file else None
        found = rules.preview_nurture(database, given, moment_of(settings.timezone), lang, days=days)
    if as_json:
        print_json(found)
        return
    for one in found["triggers"]:
        out.print(say("nurture.preview_trigger", lang, **one))
    table = Table()
    for key in ("day", "name", "trigger", "number", "id"):
        table.add_column(say(f"nurture.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        cells = (one["name"], one["trigger_name"], str(one["number"]), one["id"])
        table.add_row(one["day"].isoformat(), *cells)
    if found["items"]:
        out.print(table)
    if found["opted_out"]:
        out.print(say("scores.movers_opted_out", lang, number=found["opted_out"]))
