"""``enishi ask``: the four questions, as tables with their parts or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from graph_models.vocabulary import ExpansionKind, MotifRing
from service.cli.ask_targets import told_of_target
from service.cli.console import export_option, json_option, opened, out, print_json
from service.cli.lazy import LazyGroup
from service.errors import UsageError
from service.language import Language, say
from service.operations import questions
from service.operations.key_person import departure as simulate
from service.operations.lookalike_sheet import lookalike_sheet
from service.operations.moments import moment_of
from service.operations.sheets import format_of
from service.settings import Settings


class Day(click.ParamType[date]):
    """A date such as 2026-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a date; write it as 2026-03-31", param, ctx)


class Instant(click.ParamType[datetime]):
    """A time such as 2026-03-31T12:00 or a date."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the time."""
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a time; write it as 2026-03-31T12:00", param, ctx)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        json_option,
        click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True),
        click.option("--known-at", type=Instant(), help="Only what was known by this time."),
        click.option("--as-of", type=Day(), help="What was true on this day."),
    ):
        command = option(command)
    return command


@click.group(
    "ask",
    cls=LazyGroup,
    lazy={name: f"service.cli.ask_ties:{name}" for name in ("ties", "health", "introductions")},
)
def ask() -> None:
    """Ask one of the four questions."""


@ask.command("key-person")
@click.option("--company", help="Id of a company.")
@click.option("--site", help="Id of a site.")
@click.option("--department", help="Id of a department.")
@click.option("--deal", help="Id of a deal.")
@click.option("--category", help="Code of a product category: who moves decisions about it there.")
@_common
def key_person(**options: Any) -> None:
    """Who moves the decision at a company, site, department or deal."""
    _one_of(options, "company", "site", "department", "deal")
    _ask(questions.ask_key_person, options)


@ask.command("departure")
@click.option("--contact", required=True, help="Id of a contact.")
@click.option("--as-of", type=Day(), help="What was true on this day.")
@click.option("--known-at", type=Instant(), help="Only what was known by this time.")
@json_option
def departure(contact: str, as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """What an account loses when a contact goes: roles, reach, and who can no longer be reached."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = simulate(database, contact=contact, moment=moment_of(settings.timezone, as_of, known_at))
    if as_json:
        print_json(found)
        return
    lang = settings.language
    before, after = found["before"], found["after"]
    for name in ("engaged", "reach", "reached", "roles"):
        shown = [
            say("cli.unknown", lang) if one[name] is None else f"{one[name]:g}" for one in (before, after)
        ]
        out.print(f"{say(f'key_person.departure_{name}', lang)}: {shown[0]} → {shown[1]}")
    for role in found["lost_roles"]:
        word = say(f"codes.role_{role['role']}", lang)
        out.print(say("key_person.departure_lost", lang, role=word, name=role["target_name"]))
    for person in found["cut_off"]:
        out.print(say("key_person.departure_cut", lang, name=person["name"]))


@ask.command("buying-center")
@click.option("--deal", help="Id of a deal.")
@click.option("--site", help="Id of a site.")
@click.option("--company", help="Id of a company.")
@click.option("--category", help="Code of a product category.")
@_common
def buying_center(**options: Any) -> None:
    """Who decides on a deal, or on a product category at a site or company."""
    _one_of(options, "deal", "site", "company")
    if not options["deal"] and not options["category"]:
        raise UsageError("errors.category_needed", field="category")
    _ask(questions.ask_buying_center, options)


@ask.command("lookalike")
@click.option("--company", "companies", multiple=True, help="Id of a company; may be repeated.")
@click.option("--site", help="Id of a site.")
@click.option("--exclude-customers", is_flag=True, help="Leave out who buys from us already.")
@click.option("--where", multiple=True, help="A condition such as employees>=300; may be repeated.")
@export_option()
@_common
def lookalike(export: Path | None, **options: Any) -> None:
    """Which accounts look like these."""
    _one_of(options, "companies", "site")
    answer = _ask(questions.ask_lookalike, options)
    if export:
        export.write_bytes(lookalike_sheet(answer, format_of(export), Settings.from_env().language))


@ask.command("expansion")
@click.option("--seller", help="Id of the company whose perspective it is; ourselves by default.")
@click.option("--from", "from_id", help="Id of the company, site or deal whose success is carried on.")
@click.option("--kind", type=click.Choice([kind.value for kind in ExpansionKind]))
@_common
def expansion(**options: Any) -> None:
    """Where a success can be carried on (横展開)."""
    _ask(questions.ask_expansion, options)


@ask.command("motif")
@click.option("--deal", required=True, help="Id of a won deal.")
@click.option("--kind", type=click.Choice([ring.value for ring in MotifRing]))
@_common
def motif(**options: Any) -> None:
    """Where the story of a won deal is found again: what fits there, what is missing."""
    _ask(questions.ask_motif, options)


def _one_of(options: dict[str, Any], *names: str) -> None:
    if sum(1 for name in names if options[name]) != 1:
        raise UsageError("errors.one_scope", field=names[0], names=", ".join(names))


def _ask(question: Callable[..., dict[str, Any]], options: dict[str, Any]) -> dict[str, Any]:
    settings = Settings.from_env()
    as_json = options.pop("as_json")
    moment = moment_of(settings.timezone, options.pop("as_of"), options.pop("known_at"))
    with opened(settings) as database:
        answer = question(database, moment, settings.language, **options)
    if as_json:
        print_json(answer)
    else:
        _show(answer, settings.language)
    return answer


def _show(answer: dict[str, Any], lang: Language) -> None:
    table = Table(show_lines=True)
    for key in ("name", "score", "confidence", "parts"):
        table.add_column(say(f"cli.{key}", lang), overflow="fold")
    for item in answer["items"]:
        score = say("cli.unknown", lang) if item["score"] is None else f"{item['score']:.3f}"
        details = item["details"]
        company = (details.get("company") or {}).get("name")
        lines = (company, item["name"], details.get("title"), item["id"])
        table.add_row(
            "\n".join(str(line) for line in lines if line),
            f"{score}\n{say('codes.state_' + item['state'], lang)}",
            f"{item['confidence']:.0%}",
            "\n".join((_parts(item["parts"], lang), *told_of_target(details, lang))).strip(),
        )
    out.print(table if answer["items"] else say("cli.no_items", lang))
    for note in answer["notes"]:
        out.print(note["text"])


def _parts(parts: list[dict[str, Any]], lang: Language) -> str:
    lines = []
    for part in parts:
        if part["value"] is not None:
            facts = say("cli.evidence_count", lang, number=len(part["evidence_ids"]))
            lines.append(f"{part['title']}: {part['value']:.3f} × {part['weight']:g} ({facts})")
    if unknown := [part["title"] for part in parts if part["value"] is None]:
        lines.append(f"{say('cli.unknown', lang)}: {', '.join(unknown)}")
    return "\n".join(lines)
