"""``enishi scores``: how warm people and companies are, and the rules behind it."""

from __future__ import annotations

import getpass
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from service.cli.ask import Day
from service.cli.console import export_option, json_option, opened, out, print_json
from service.errors import InputFileError
from service.language import say
from service.operations import score_edits
from service.operations.moments import moment_of
from service.operations.score_answers import LABELS, score_told, scores_page
from service.operations.score_movers import movers, movers_sheet
from service.operations.scores import refresh_scores
from service.operations.sheets import format_of
from service.settings import Settings


@click.group("scores")
def scores() -> None:
    """Scores: how warm contacts and companies are by what they did lately."""


@scores.command("refresh")
@json_option
def refresh_command(as_json: bool) -> None:
    """Derive all scores anew and tell who got hot; the running service does so by itself."""
    settings = Settings.from_env()
    with opened(settings) as database:
        report = refresh_scores(database, moment_of(settings.timezone))
    if as_json:
        print_json(report)
    else:
        out.print(say("scores.refreshed", settings.language, **report))


@scores.command("list")
@click.option("--label", type=click.Choice(LABELS), default="Contact", show_default=True)
@click.option("--hot", is_flag=True, help="Only those who are hot.")
@click.option("--owner", help="Id of our member who looks after them.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@json_option
def list_command(label: str, hot: bool, owner: str | None, limit: int, as_json: bool) -> None:
    """List contacts or companies, the warmest first."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = scores_page(database, lang, label=label, hot=hot, owner=owner, limit=limit)
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("score", "human", "name", "account", "owner", "id"):
        table.add_column(say(f"scores.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        score = f"[b]{one['score']:.0f}[/b]" if one["is_hot"] else f"{one['score']:.0f}"
        human = "" if one["human_score"] is None else str(one["human_score"])
        table.add_row(score, human, one["name"], one["account"] or "", one["owner"] or "", one["id"])
    out.print(table if found["items"] else say("scores.none", lang))


@scores.command("show")
@click.argument("id")
@click.option("--as-of", type=Day(), help="At the end of this day.")
@json_option
def show_command(id: str, as_of: date | None, as_json: bool) -> None:
    """Show the score of the contact or company ID with what it is made of."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = score_told(database, id, moment_of(settings.timezone, as_of), lang)
    if as_json:
        print_json(found)
        return
    score = say("scores.unknown", lang) if found["score"] is None else f"{found['score']:.1f}"
    out.print(f"[b]{found['name']}[/b]  {score}")
    for part in found["parts"]:
        evidence = " ".join(part["evidence_ids"][:5])
        out.print(f"  {part['points']:+.1f}  {part['text']} ({part['number']})  [dim]{evidence}[/dim]")
    for one in (*([found["stage"]] if found["stage"] else ()), *found["needs"]):
        who, evidence = one.get("contact", ""), " ".join(one["evidence_ids"][:5])
        out.print(f"  ({say('scores.inferred', lang)}) {who} {one['text']}  [dim]{evidence}[/dim]")
    if human := found["human"]:
        out.print(f"  {say('scores.column_human', lang)}: {human['score']}  {human['reason']}")


@scores.command("movers")
@click.option("--days", type=int, default=1, show_default=True, help="Held against the score so long ago.")
@click.option("--limit", type=click.IntRange(1, 1000), default=200, show_default=True)
@export_option()
@json_option
def movers_command(days: int, limit: int, export: Path | None, as_json: bool) -> None:
    """List whom to call: whose score rose since yesterday, and why."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = movers(database, moment_of(settings.timezone), lang, days=days, limit=limit)
    if export:
        export.write_bytes(movers_sheet(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("name", "account", "phones", "score", "gained", "why", "route", "person"):
        table.add_column(say(f"scores.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        route = say(f"scores.route_{one['route']}", lang)
        numbers = (f"{one['score']:.0f}", f"+{one['gained']:.0f}")
        who = (one["name"], one["account"] or "", " ".join(one["phones"]))
        table.add_row(*who, *numbers, one["why"], route, one["person"] or "")
    out.print(table if found["items"] else say("scores.movers_none", lang))
    if found["opted_out"]:
        out.print(say("scores.movers_opted_out", lang, number=found["opted_out"]))


@scores.command("say")
@click.argument("id")
@click.argument("score", type=int)
@click.option("--reason", required=True, help="Why.")
@click.option("--by", default=getpass.getuser, help="Who says it; default: the user of the machine.")
def say_command(id: str, score: int, reason: str, by: str) -> None:
    """Say that ID is as warm as SCORE (0 to 100); it stands beside the derived score."""
    settings = Settings.from_env()
    with opened(settings) as database:
        score_edits.set_human_score(database, id, score, reason, by=by)
    out.print(say("scores.human_kept", settings.language))


@scores.command("unsay")
@click.argument("id")
def unsay_command(id: str) -> None:
    """Take back what was said of ID."""
    settings = Settings.from_env()
    with opened(settings) as database:
        score_edits.withdraw_human_score(database, id)
    out.print(say("scores.human_withdrawn", settings.language))


@scores.command("rules")
@click.option(
    "--set", "file", type=click.Path(path_type=Path), help="Put the rules of this TOML file into use."
)
@click.option("--preview", type=click.Path(path_type=Path), help="Say who would get hot by this TOML file.")
@click.option("--reset", is_flag=True, help="Go back to the rules as shipped.")
@click.option("--reason", default="", help="With --set and --reset: why.")
@click.option("--by", default=getpass.getuser, help="Who sets them; default: the user of the machine.")
def rules_command(file: Path | None, preview: Path | None, reset: bool, reason: str, by: str) -> None:
    """Print the rules in use as JSON, try others, or put others into use."""
    settings = Settings.from_env()
    lang = settings.language
    if sum((file is not None, preview is not None, reset)) > 1:
        raise click.UsageError("--set | --preview | --reset")
    with opened(settings) as database:
        moment = moment_of(settings.timezone)
        if preview:
            found = score_edits.preview_rules(database, read_rules_file(preview), moment, lang)
            out.print(say("scores.preview", lang, **found))
            for one in found["getting"]:
                points = f"{one['score_before']:.0f} → {one['score']:.0f}"
                out.print(f"  {points}  {one['name']}  [dim]{one['id']}[/dim]")
            return
        if file or reset:
            said = score_edits.set_rules(
                database, read_rules_file(file) if file else None, by=by, reason=reason
            )
            out.print(say("scores.rules_set", lang, version=said["version"]))
            out.print(say("scores.refreshed", lang, **refresh_scores(database, moment)))
            return
        print_json(score_edits.rules_told(database, lang))


def read_rules_file(file: Path) -> dict[str, Any]:
    """Return rules from a TOML file.

    Raises
    ------
    InputFileError
        When it cannot be read.
    """
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputFileError("scores.no_file", file=file, why=str(error)) from error
