"""``enishi group``: a group of companies and what was bought where."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from service.cli.ask import Day
from service.cli.console import export_option, json_option, opened, out, print_json
from service.language import say
from service.operations.group import STATES, group, group_file
from service.operations.moments import moment_of
from service.operations.sheets import format_of
from service.settings import Settings


@click.command("group")
@click.argument("company")
@click.option(
    "--state", "states", type=click.Choice(STATES), multiple=True, help="Only places with such cells."
)
@click.option("--as-of", type=Day(), help="What was true on this day; today without.")
@export_option()
@json_option
def group_command(
    company: str, states: tuple[str, ...], as_of: date | None, export: Path | None, as_json: bool
) -> None:
    """Show the group of the company with the id COMPANY: tree, sites, and what was bought where."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = group(database, moment_of(settings.timezone, as_of), lang, company=company, states=states)
    if export:
        export.write_bytes(group_file(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    depth = {one["id"]: one["depth"] for one in found["tree"]}
    for place in found["places"]:
        at = depth[place["company_id"]] + (place["id"] != place["company_id"])
        states_here = Counter(cell["state"] for cell in found["cells"] if cell["place"] == place["id"])
        told = ", ".join(
            f"{say(f'group.state_{state}', lang)} {states_here[state]}"
            for state in STATES
            if states_here[state]
        )
        name = (lang == "en" and place["name_latin"]) or place["name"] or place["id"]
        out.print(f"{'  ' * at}{name}  {told}", highlight=False, markup=False)
    for note in found["notes"]:
        out.print(note["text"], highlight=False)
