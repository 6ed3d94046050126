"""``enishi conditions``: what conditions such as ``employees>=300`` can be about."""

from __future__ import annotations

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations.conditions import LABELS, fields_told
from service.operations.moments import moment_of
from service.settings import Settings

SHOWN = 5


@click.command("conditions")
@click.option("--label", type=click.Choice(LABELS), default=LABELS[0], show_default=True)
@json_option
def conditions(label: str, as_json: bool) -> None:
    """List the fields that conditions (--where) can be about, with values there are."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        items = fields_told(database, label, moment_of(settings.timezone), lang)
    if as_json:
        print_json({"items": items})
        return
    table = Table()
    for key in ("field", "title", "kind", "choices"):
        table.add_column(say(f"conditions.column_{key}", lang))
    for item in items:
        values = [one["value"] for one in item["choices"][:SHOWN]]
        more = ["…"] if len(item["choices"]) > SHOWN else []
        table.add_row(
            item["field"],
            item["title"],
            say(f"conditions.kind_{item['kind']}", lang),
            ", ".join(values + more),
        )
    out.print(table)
