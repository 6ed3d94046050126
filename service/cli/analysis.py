"""``enishi analysis``: analyses of sales, customers and marketing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from service.analysis.attribution import ATTRIBUTIONS
from service.analysis.pareto import MEASURES
from service.analysis.sales_totals import WAYS
from service.cli.ask import Day
from service.cli.console import export_option, json_option, opened, out, print_json
from service.operations.analyses.shape import KINDS, LEVELS, Wish
from service.operations.analyses.telling import analysis, analysis_file, plain_cells
from service.operations.moments import moment_of
from service.operations.sheets import format_of
from service.settings import Settings


@click.command("analysis")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--since", type=Day(), help="First day of the period; everything without.")
@click.option("--as-of", type=Day(), help="Last day of the period; today without.")
@click.option("--by", type=click.Choice(WAYS), default="stage", help="Of totals.")
@click.option("--measure", type=click.Choice(MEASURES), default="revenue", help="Of pareto and best.")
@click.option("--level", type=click.Choice(LEVELS), default="company", help="Of affinity.")
@click.option(
    "--least",
    type=click.IntRange(1, 10_000),
    default=3,
    help="Of affinity and journeys: how many have it.",
)
@click.option("--soon", type=click.IntRange(0, 365), default=60, help="Of lapse: days ahead.")
@click.option("--months", type=click.IntRange(1, 60), default=12, help="Of shares.")
@click.option("--days", type=click.IntRange(1, 3_650), default=365, help="Of journeys: days before the end.")
@click.option("--attribution", type=click.Choice(ATTRIBUTIONS), default="first", help="Of campaigns.")
@click.option("--where", "conditions", multiple=True, help="Of best: a condition; give several times.")
@click.option("--segment", help="Of best: id of a segment of companies.")
@export_option()
@json_option
def analysis_command(kind: str, as_of: date | None, export: Path | None, as_json: bool, **asked: Any) -> None:
    """Show an analysis of sales, customers or marketing."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = analysis(database, moment_of(settings.timezone, as_of), lang, kind, Wish(**asked))
    if export:
        export.write_bytes(analysis_file(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    table = Table()
    for column in found["columns"]:
        table.add_column(column["title"], overflow="fold")
    for row in found["rows"]:
        cells = zip(plain_cells(row, lang), found["columns"], strict=True)
        table.add_row(*(_text(cell, column["kind"]) for cell, column in cells))
    out.print(table)
    for note in found["notes"]:
        out.print(note["text"], highlight=False)


def _text(cell: Any, kind: str) -> str:
    if cell is None:
        return ""
    if kind == "share":
        return f"{cell:.1%}"
    return f"{cell:,.2f}".removesuffix(".00") if kind == "number" else str(cell)
