"""``enishi quality``: how good the data are, and what to mend first."""

from __future__ import annotations

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations.moments import moment_of
from service.operations.quality import BY, mend_first
from service.operations.quality import quality as figures
from service.settings import Settings


@click.group("quality")
def quality() -> None:
    """Data quality per company, source and owner, and what to mend first."""


@quality.command("report")
@click.option("--by", type=click.Choice(BY), default="company", show_default=True)
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@json_option
def report(by: str, limit: int, as_json: bool) -> None:
    """Tell how complete, unambiguous and fresh the data are."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = figures(database, moment_of(settings.timezone), lang, by=by, limit=limit)
    if as_json:
        print_json(found)
        return
    table = Table()
    table.add_column(say("cli.name", lang))
    for key in ("records", "completeness", "duplicates", "contradictions", "stale"):
        table.add_column(say(f"quality.{key}", lang), justify="right")
    for item in [*found["items"], {"name": "Σ", **found["total"]}]:
        table.add_row(
            item["name"],
            f"{item['records']:,}",
            f"{item['completeness']:.0%}",
            *(f"{item[key]:,}" for key in ("duplicates", "contradictions", "stale")),
        )
    out.print(table)


@quality.command("mend")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@json_option
def mend(limit: int, as_json: bool) -> None:
    """List the records worth mending first: importance of the account times what is wrong."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = mend_first(database, moment_of(settings.timezone), lang, limit=limit)
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("cli.label", "cli.name", "quality.importance", "quality.why", "cli.id"):
        table.add_column(say(key, lang))
    for item in found["items"]:
        name = " / ".join(filter(None, (item["account"], item["name"])))
        label = say(f"labels.{item['label']}", lang)
        table.add_row(label, name, f"{item['importance']:.2f}", item["text"], item["id"])
    out.print(table)
