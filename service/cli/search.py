"""``enishi search``: find anything by any of its names."""

from __future__ import annotations

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations.search import search as find
from service.settings import Settings


@click.command("search")
@click.argument("text")
@click.option("--label", help="Only this label, such as Company, Site or Contact.")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@json_option
def search(text: str, label: str | None, limit: int, as_json: bool) -> None:
    """Find companies, sites, people, deals and more by name, kana, Latin name or alias."""
    settings = Settings.from_env()
    with opened(settings) as database:
        items = find(database, text, label=label, limit=limit)
    if as_json:
        print_json({"items": items})
        return
    table = Table()
    for key in ("label", "name", "context", "id"):
        table.add_column(say(f"cli.{key}", settings.language))
    for item in items:
        table.add_row(
            say(f"labels.{item['label']}", settings.language), item["name"], item["context"], item["id"]
        )
    out.print(table if items else say("cli.nothing_found", settings.language, text=text))
