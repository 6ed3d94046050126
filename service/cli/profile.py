"""``enishi profile``: what the columns of lists become; guess it, keep it, look at it."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from service.cli.console import json_option, out, print_json
from service.importers.mapping.targets import target_of
from service.language import say
from service.operations.inspection import inspect_file, list_profiles, save, show_profile
from service.settings import Settings


@click.group("profile")
def profile() -> None:
    """Mapping profiles: what the columns of a list become."""


@profile.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the profiles that come with Enishi and those that were saved."""
    settings = Settings.from_env()
    items = list_profiles(settings.home, settings.language)["items"]
    if as_json:
        print_json({"items": items})
        return
    for item in items:
        out.print(f"[b]{item['source']}[/b]  {item['name']}  [dim]{', '.join(item['tables'])}[/dim]")


@profile.command("show")
@click.argument("name")
@json_option
def show_command(name: str, as_json: bool) -> None:
    """Show what the profile NAME maps."""
    settings = Settings.from_env()
    found = show_profile(settings.home, name, settings.language)
    if as_json:
        print_json(found)
        return
    for table in found["tables"]:
        shown = Table(title=f"{found['source']}: {table['name']}")
        shown.add_column(say("mapping.column_target", settings.language))
        shown.add_column(say("mapping.column_columns", settings.language))
        for target, columns in table["columns"].items():
            shown.add_row(target, ", ".join(columns))
        out.print(shown)


@profile.command("guess")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--save", "name", help="Keep the guess as a profile of this name.")
@json_option
def guess_command(file: Path, name: str | None, as_json: bool) -> None:
    """Guess what the columns of FILE mean, from its header and its values."""
    settings = Settings.from_env()
    lang = settings.language
    found = inspect_file(file, settings.home, lang)
    if name:
        mapping: dict[str, list[str]] = {}
        for column in found["tables"][0]["columns"]:
            if column["target"]:
                mapping.setdefault(column["target"], []).append(column["name"])
        found["saved"] = save(settings.home, name, mapping, lang)
    if as_json:
        print_json(found)
        return
    for table in found["tables"]:
        shown = Table(title=f"{found['file']} {table['sheet']} ({found['source']})")
        for key in ("column_column", "column_target", "column_confidence", "column_why"):
            shown.add_column(say(f"mapping.{key}", lang))
        for column in table["columns"]:
            target = target_of(column["target"]) if column["target"] else None
            word = f"{target.words(lang)} ({target.name})" if target else "-"
            shown.add_row(column["name"], word, f"{column['confidence']:.2f}", " / ".join(column["why"]))
        out.print(shown)
    if name:
        out.print(say("mapping.saved", lang, name=name))
