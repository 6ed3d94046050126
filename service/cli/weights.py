"""``enishi weights`` and ``enishi suggestions``: the numbers behind the scores, and what is probably so."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Any

import click
from rich.table import Table

from service.cli.ask import Day
from service.cli.console import json_option, opened, out, print_json
from service.errors import UsageError
from service.language import Language, say
from service.operations.moments import moment_of
from service.operations.suggestions import decide, reconsider, suggestions
from service.operations.weight_sets import sensitivity_told, set_weights, use_weights, weights_told
from service.settings import Settings


@click.group("weights")
def weights() -> None:
    """See and change the weights behind the scores, and how far ranks hang on them."""


@weights.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List every weight in use beside that of the service, and the sets that were made."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = weights_told(database)
    _show_weights(found, settings.language, as_json)


@weights.command("set")
@click.argument("changes", nargs=-1, required=True)
@click.option("--reason", help="Why; kept with the set.")
@json_option
def set_command(changes: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    """Change weights, each as NAME=NUMBER; the new set gets a version and is put into use."""
    settings = Settings.from_env()
    wanted = dict(map(_change, changes))
    with opened(settings) as database:
        found = set_weights(database, wanted, reason=reason, by=getpass.getuser())
    _show_weights(found, settings.language, as_json)


@weights.command("use")
@click.argument("version")
@json_option
def use_command(version: str, as_json: bool) -> None:
    """Put the set of a VERSION into use; that of the service too."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = use_weights(database, version, getpass.getuser())
    _show_weights(found, settings.language, as_json)


@weights.command("sensitivity")
@click.option("--company", required=True, help="Id of a company.")
@click.option("--step", type=click.FloatRange(0.0, 1.0, min_open=True), default=0.5, show_default=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--as-of", type=Day(), help="What was true on this day.")
@json_option
def sensitivity_command(company: str, step: float, limit: int, as_of: date | None, as_json: bool) -> None:
    """Say which key people of a company change places when a weight moves."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        moment = moment_of(settings.timezone, as_of, None)
        found = sensitivity_told(database, moment, company=company, step=step, top=limit)
    if as_json:
        print_json(found)
        return
    flips = [flip for flip in found["flips"] if flip["moved"]]
    if not flips:
        out.print(say("weights.stable", lang, step=step, top=limit))
    for flip in flips:
        out.print(f"{say('parts.' + flip['part'], lang)} × {flip['factor']:g} = {flip['value']:g}")
        for moved in flip["moved"]:
            shown = {"name": moved["name"], "old": moved["from_rank"], "new": moved["to_rank"]}
            out.print("  " + say("weights.flip", lang, **shown))


@click.group("suggestions")
def suggest() -> None:
    """See what is probably so, and accept or refuse it."""


@suggest.command("list")
@click.option("--company", help="Id of a company.")
@click.option("--deal", help="Id of a deal.")
@click.option("--refused", is_flag=True, help="Those that were refused instead.")
@click.option("--as-of", type=Day(), help="What was true on this day.")
@json_option
def suggestions_command(
    company: str | None, deal: str | None, refused: bool, as_of: date | None, as_json: bool
) -> None:
    """List reporting lines, influence and roles that are probably there, best first."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        moment = moment_of(settings.timezone, as_of, None)
        found = suggestions(database, moment, lang, company=company, deal=deal, refused=refused)
    if as_json:
        print_json(found)
        return
    for item in found["items"]:
        ends = {"start": item["start"]["name"], "end": item["end"]["name"]}
        ends["role"] = say(f"codes.role_{item['role']}", lang) if item["role"] else ""
        out.print(f"{item['score']:.2f}  {say('suggestions.' + item['type'].lower(), lang, **ends)}")
        out.print(f"      {item['id']}", highlight=False)
    if not found["items"]:
        out.print(say("suggestions.none", lang))


@suggest.command("accept")
@click.argument("id")
@click.option("--reason", help="Why.")
@json_option
def accept_command(id: str, reason: str | None, as_json: bool) -> None:
    """Say by hand that the suggestion ID is so; the run of it can be undone."""
    _decide(id, "accept", reason, as_json)


@suggest.command("refuse")
@click.argument("id")
@click.option("--reason", help="Why.")
@json_option
def refuse_command(id: str, reason: str | None, as_json: bool) -> None:
    """Keep that the suggestion ID is not so; it is not made again."""
    _decide(id, "refuse", reason, as_json)


@suggest.command("reconsider")
@click.argument("id")
@json_option
def reconsider_command(id: str, as_json: bool) -> None:
    """Take the refusal of the suggestion ID back."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = reconsider(database, id)
    if as_json:
        print_json(found)
    else:
        out.print(say("suggestions.reconsidered", settings.language))


def _decide(id_: str, verdict: Any, reason: str | None, as_json: bool) -> None:
    settings = Settings.from_env()
    with opened(settings) as database:
        moment = moment_of(settings.timezone, None, None)
        found = decide(database, id_, verdict, moment, reason=reason, by=getpass.getuser())
    if as_json:
        print_json(found)
    elif verdict == "accept":
        out.print(say("suggestions.accepted", settings.language, run=found["run"]))
    else:
        out.print(say("suggestions.refused", settings.language))


def _change(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError as error:
        raise UsageError("weights.not_a_change", text=text) from error


def _show_weights(found: dict[str, Any], lang: Language, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    table = Table("", "", "")
    for one in found["weights"]:
        is_own = one["value"] == one["default"]
        table.add_row(one["name"], f"{one['value']:g}", "" if is_own else f"({one['default']:g})")
    out.print(table)
    out.print(say("weights.in_use", lang, version=found["version"]))
