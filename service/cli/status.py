"""``enishi status``: derive, show, override and watch the status of companies, sites and contacts."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Any

import click
from rich.table import Table

from service.cli.ask import Day
from service.cli.console import err, json_option, opened, out, print_json
from service.language import Language, say
from service.operations.moments import moment_of
from service.operations.status import change_rules, refresh_statuses, rules_told, show
from service.operations.status_monitor import LISTED, monitor
from service.operations.status_overrides import override_status, withdraw_override
from service.settings import Settings


@click.group("status")
def status() -> None:
    """Status (P/C/L/D/S) and customer type of companies, sites and contacts."""


@status.command("refresh")
@json_option
def refresh(as_json: bool) -> None:
    """Derive the status of everything anew and record what changed."""
    settings = Settings.from_env()
    with opened(settings) as database:
        report = refresh_statuses(database, moment_of(settings.timezone))
    if as_json:
        print_json(report)
    else:
        out.print(say("status.refreshed", settings.language, **report))


@status.command("show")
@click.argument("id")
@click.option("--as-of", type=Day(), help="As it was on this day.")
@json_option
def show_command(id: str, as_of: date | None, as_json: bool) -> None:
    """Show the status of the company, site or contact ID, why it is so, and its history."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = show(database, id, moment_of(settings.timezone, as_of), lang)
    if as_json:
        print_json(found)
        return
    word, type_ = _word(found["status"], lang), say(f"status.type_{found['customer_type']}", lang)
    out.print(f"[b]{found['name']}[/b]  {word}  {type_}")
    if found["override"]:
        out.print(f"  {found['override']['reason']} ({found['override'].get('by', '')})")
    for reason in found["reasons"]:
        out.print(f"  {reason['text']}  [dim]{' '.join(reason['evidence_ids'][:5])}[/dim]")
    for change in found["history"]:
        out.print(
            f"  {change['at']:%Y-%m-%d}  {_word(change['from'], lang)} → {_word(change['to'], lang)}"
            f"  {change['reason'] or ''}"
        )


@status.command("set")
@click.argument("id")
@click.argument("code", required=False, type=click.Choice(["P", "C", "L", "D", "S"], case_sensitive=False))
@click.option("--reason", required=True, help="Why; kept with who said it and when.")
@click.option("--review-on", type=Day(), help="Day on which the monitor asks to look at it again.")
@click.option("--withdraw", is_flag=True, help="Take the override back: the rule decides again.")
@json_option
def set_command(
    id: str, code: str | None, reason: str, review_on: date | None, withdraw: bool, as_json: bool
) -> None:
    """Override the status of ID with CODE, or withdraw the override."""
    if withdraw == bool(code):
        raise click.UsageError("give either a CODE or --withdraw")
    settings = Settings.from_env()
    lang, by = settings.language, getpass.getuser()
    with opened(settings) as database:
        if code:
            override_status(database, id, code, reason, by=by, review_on=review_on)
        else:
            withdraw_override(database, id, reason, by=by)
        found = show(database, id, moment_of(settings.timezone), lang)
    if as_json:
        print_json(found)
    elif code:
        out.print(say("status.override_set", lang, name=found["name"], status=_word(found["status"], lang)))
    else:
        out.print(say("status.override_withdrawn", lang))


@status.command("rules")
@click.option(
    "--lapse-days", type=click.IntRange(1, 3650), help="Days without an order until a customer lapses."
)
@json_option
def rules(lapse_days: int | None, as_json: bool) -> None:
    """Show the rules, or set them; a refresh puts them into effect."""
    settings = Settings.from_env()
    with opened(settings) as database:
        if lapse_days is not None:
            change_rules(database, lapse_days=lapse_days)
        found = rules_told(database)
    if as_json:
        print_json(found)
    else:
        out.print(say("status.rules", settings.language, days=found["lapse_days"]))


@status.command("monitor")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="Days back.")
@click.option("--due-days", type=click.IntRange(1, 3650), default=60, show_default=True, help="Days ahead.")
@click.option("--limit", type=click.IntRange(1, 500), default=LISTED, show_default=True)
@json_option
def monitor_command(days: int, due_days: int, limit: int, as_json: bool) -> None:
    """Show what changed, who is about to lapse, who seems to be gone, which overrides are due."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = monitor(
            database, moment_of(settings.timezone), lang, days=days, due_days=due_days, limit=limit
        )
    if as_json:
        print_json(found)
        return
    if found["refreshed_at"] is None:
        err.print(say("status.never_refreshed", lang))
    _table("changes", found["changes"], lang, days, lambda row: (row["at"].date(), _change(row, lang)))
    _table("lapsing", found["lapsing"], lang, due_days, lambda row: (row["lapses_on"], _word("C", lang)))
    _table("doubted", found["doubted"], lang, days, lambda row: (row["on"], row["text"]))
    _table(
        "overrides_due",
        found["overrides_due"],
        lang,
        days,
        lambda row: (row["override"]["review_on"], row["override"]["reason"]),
    )


def _table(name: str, rows: list[dict[str, Any]], lang: Language, days: int, cells: Any) -> None:
    title = say(f"status.title_{name}", lang, days=days)
    if not rows:
        out.print(f"{title}: {say('status.nothing', lang)}")
        return
    table = Table(title=title)
    for key in ("cli.label", "cli.name", "status.column_on", "status.column_why", "cli.id"):
        table.add_column(say(key, lang))
    for row in rows:
        on, why = cells(row)
        name = " / ".join(filter(None, (row.get("account"), row["name"])))
        table.add_row(say(f"labels.{row['label']}", lang), name, str(on), why, row["id"])
    out.print(table)


def _change(row: dict[str, Any], lang: Language) -> str:
    why = row["reason"] or " ".join(reason["text"] for reason in row["reasons"])
    return f"{_word(row['from'], lang)} → {_word(row['to'], lang)}  {why}"


def _word(code: str | None, lang: Language) -> str:
    return f"{code} {say(f'codes.status_{code}', lang)}" if code else "–"
