"""``enishi sales``: totals of deals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.table import Table

from service.analysis.sales_totals import WAYS
from service.cli.ask import Day
from service.cli.console import export_option, json_option, opened, out, print_json
from service.language import say
from service.operations.account_page import LATEST, SECTIONS, account_page, brief_file, brief_lines
from service.operations.moments import moment_of
from service.operations.sales_totals import sales_totals, totals_file
from service.operations.sheets import format_of
from service.settings import Settings


@click.group("sales")
def sales() -> None:
    """Totals of deals, and what was bought."""


@sales.command("totals")
@click.option("--by", type=click.Choice(WAYS), default="stage", show_default=True)
@click.option("--as-of", type=Day(), help="What was true on this day; today without.")
@export_option()
@json_option
def totals_command(by: str, as_of: date | None, export: Path | None, as_json: bool) -> None:
    """Count deals by stage, product, person in charge, quarter or company, and sum up what was won."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = sales_totals(database, moment_of(settings.timezone, as_of), lang, by=by)
    if export:
        export.write_bytes(totals_file(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    table = Table()
    for name in (f"by_{by}", "column_deals", "column_won", "column_lost", "column_win_rate", "column_amount"):
        table.add_column(say(f"sales.{name}", lang), overflow="fold")
    for row in (*found["items"], found["total"]):
        counts = (str(row["outcomes"].get(one, 0)) for one in ("won", "lost"))
        rate = "" if row["win_rate"] is None else f"{row['win_rate']:.1%}"
        amounts = "\n".join(f"{one} {amount:,.0f}" for one, amount in sorted(row["amounts"].items()))
        table.add_row(row["name"], str(row["deals"]), *counts, rate, amounts)
    out.print(table)
    for note in found["notes"]:
        out.print(note["text"], highlight=False)


@sales.command("account")
@click.argument("company")
@click.option("--as-of", type=Day(), help="What was true on this day; today without.")
@export_option("The handover brief, .csv or .xlsx.")
@json_option
def account_command(company: str, as_of: date | None, export: Path | None, as_json: bool) -> None:
    """Show what a new representative needs to know of the company with the id COMPANY."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = account_page(
            database,
            moment_of(settings.timezone, as_of),
            lang,
            company=company,
            limit=None if export else LATEST,
        )
    if export:
        export.write_bytes(brief_file(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    for section in SECTIONS:
        out.print(say(f"account_page.section_{section}", lang), style="bold")
        for line in brief_lines(found, section, lang):
            out.print("  ", *(str(cell) for cell in line[:3] if cell is not None), highlight=False)
