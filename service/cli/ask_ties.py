"""``enishi ask ties|health|introductions``: who knows whom, how healthy it is, whom to ask for more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click
from rich.table import Table

from service.cli.ask import Day, Instant
from service.cli.console import json_option, opened, out, print_json
from service.errors import UsageError
from service.language import Language, say
from service.operations.moments import moment_of
from service.operations.relationships import KINDS
from service.operations.tie_questions import ask_introductions, ask_relationship_health, ask_ties
from service.settings import Settings

SCOPES = ("company", "site", "department", "contact", "member")


def moment_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options every question about people takes."""
    for option in (
        json_option,
        click.option("--known-at", type=Instant(), help="Only what was known by this time."),
        click.option("--as-of", type=Day(), help="What was true on this day."),
    ):
        command = option(command)
    return command


def answered(
    question: Callable[..., dict[str, Any]],
    show: Callable[[dict[str, Any], Language], None],
    as_of: date | None,
    known_at: datetime | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Ask a question and show its answer, or print it as JSON."""
    settings = Settings.from_env()
    with opened(settings) as database:
        moment = moment_of(settings.timezone, as_of, known_at)
        answer = question(database, moment, settings.language, **options)
    if as_json:
        print_json(answer)
        return
    show(answer, settings.language)
    for note in answer["notes"]:
        out.print(note["text"])


@click.command("ties")
@click.option("--company", help="Id of a company.")
@click.option("--site", help="Id of a site.")
@click.option("--department", help="Id of a department.")
@click.option("--contact", help="Id of a contact.")
@click.option("--member", help="Id of a member of ours.")
@click.option("--kind", type=click.Choice(KINDS), help="Only ties of this kind.")
@click.option("--limit", type=click.IntRange(1, 500), default=30, show_default=True)
@moment_options
def ties(**options: Any) -> None:
    """Who knows whom at a place, or whom somebody knows: how well, both ways, and whether it grows."""
    given = {name: options.pop(name) for name in SCOPES}
    scope = {name: id_ for name, id_ in given.items() if id_}
    if len(scope) != 1:
        raise UsageError("errors.one_scope", field=SCOPES[0], names=", ".join(SCOPES))
    answered(ask_ties, _show_ties, **options, **scope)


@click.command("health")
@click.option("--company", required=True, help="Id of a company.")
@moment_options
def health(**options: Any) -> None:
    """How healthy the relationship with a company is, 0 to 100, its trend, and what endangers it."""
    answered(ask_relationship_health, _show_health, **options)


@click.command("introductions")
@click.option("--deal", help="Id of a deal: its buying center.")
@click.option("--company", help="Id of a company: those who move decisions there.")
@click.option("--to", "to_ids", multiple=True, help="Id of a contact; may be repeated.")
@click.option("--most-asks", type=click.IntRange(1, 20), help="People one introducer is asked for at most.")
@click.option("--without", multiple=True, help="Id of somebody not to ask this time; may be repeated.")
@moment_options
def introductions(**options: Any) -> None:
    """Whom to ask so that we get to know a committee, with the fewest asks, and what to write."""
    answered(ask_introductions, _show_introductions, **options)


def _show_introductions(answer: dict[str, Any], lang: Language) -> None:
    asks = answer["asks"]
    people = sum(len(ask["people"]) for ask in asks)
    method = answer["details"]["method"]
    out.print(say("introductions.asks", lang, number=len(asks), people=people, method=method))
    for one in asks:
        names = {"introducer": one["introducer"]["name"], "member": one["through"]["name"]}
        out.print(f"\n[b]{say('introductions.ask_line', lang, **names)}[/b]")
        for person in one["people"]:
            way = " → ".join(node["name"] for node in person["path"]["nodes"])
            out.print(f"  {person['name']} {person['title'] or ''}  {person['score']:.2f}  [dim]{way}[/dim]")
        out.print(f"[dim]{one['drafts'][lang]['body']}[/dim]")
    for person in answer["uncovered"]:
        out.print(f"! {person['text']}")


def _show_ties(answer: dict[str, Any], lang: Language) -> None:
    table = Table()
    for key in ("pair", "strength", "trend", "both_ways", "last_touch"):
        table.add_column(say(f"ties.{key}", lang), overflow="fold")
    for item in answer["items"]:
        one = item["details"]
        table.add_row(
            item["name"],
            f"{one['strength']:.2f} {say('ties.band_' + one['band'], lang)}",
            _trend(one, lang),
            say("cli.unknown", lang) if one["reciprocity"] is None else f"{one['reciprocity']:.0%}",
            f"{one['last_touch']:%Y-%m-%d}",
        )
    out.print(table if answer["items"] else say("cli.no_items", lang))


def _trend(one: dict[str, Any], lang: Language) -> str:
    word = say(f"ties.trend_{one['trend']}", lang)
    return word if one["before"] is None else f"{word} ({one['change']:+.2f})"


def _show_health(answer: dict[str, Any], lang: Language) -> None:
    item = answer["items"][0]
    details = item["details"]
    if item["score"] is not None:
        band = say(f"ties.health_{details['band']}", lang)
        change = "" if details["change"] is None else f" ({details['change']:+.0f})"
        out.print(f"[b]{item['name']}[/b]  {item['score']:.0f}{change}  {band}")
    for part in item["parts"]:
        value = say("cli.unknown", lang) if part["value"] is None else f"{part['contribution']:.1f}"
        facts = say("cli.evidence_count", lang, number=len(part["evidence_ids"]))
        out.print(f"  {part['title']}: {value} ({facts})")
    for flag in details["flags"]:
        out.print(f"  ! {flag['text']}")
