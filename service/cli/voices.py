"""``enishi claims`` and ``enishi sources``: who said what, and how far each source is trusted."""

from __future__ import annotations

import getpass

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations.voices import list_sources, set_trust, who_said
from service.settings import Settings


@click.command("claims")
@click.argument("id")
@json_option
def claims(id: str, as_json: bool) -> None:
    """Show who said what of the node or relationship ID, which value stands and why."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = who_said(database, id, settings.language)
    if as_json:
        print_json(found)
        return
    for each in found["properties"]:
        out.print(
            f"[b]{each['property']}[/b] = {each['value']}  [dim]{each['reason']}[/dim]", highlight=False
        )
        for claim in each["claims"]:
            mark = "*" if claim["stands"] else " "
            out.print(
                f"  {mark} {claim['source']} {claim['at']:%Y-%m-%d} ({claim['trust']}): {claim['value']}"
                f"  [dim]{claim['run']}[/dim]",
                highlight=False,
            )


@click.group("sources")
def sources() -> None:
    """The sources, and how far each is trusted."""


@sources.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the sources, the most trusted first."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = list_sources(database)
    if as_json:
        print_json({"items": found})
        return
    table = Table()
    for key in ("source", "trust", "runs"):
        table.add_column(say(f"runs.column_{key}", settings.language))
    for row in found:
        table.add_row(row["source"], str(row["trust"]), str(row["runs"]))
    out.print(table)


@sources.command("trust")
@click.argument("source")
@click.argument("trust", type=int)
@json_option
def trust_command(source: str, trust: int, as_json: bool) -> None:
    """Trust SOURCE as far as TRUST, 0 to 99 (50 where nothing was said); edits by hand stand above all."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = set_trust(database, source, trust, getpass.getuser())
    if as_json:
        print_json(found)
    else:
        out.print(say("runs.trust_set", settings.language, **found))
