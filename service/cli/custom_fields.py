"""``enishi fields``: define, fill and judge user-defined fields."""

from __future__ import annotations

import getpass

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations.field_usefulness import LABELS as JUDGED
from service.operations.field_usefulness import usefulness
from service.operations.fields import (
    LABELS,
    change_field,
    define_field,
    fill_fields,
    list_fields,
    retire_field,
)
from service.operations.moments import moment_of
from service.resolution.field_values import FieldType
from service.settings import Settings

_label = click.argument("label", type=click.Choice(LABELS))


@click.group("fields")
def fields() -> None:
    """User-defined fields of companies, sites, contacts and more."""


@fields.command("list")
@click.option("--label", type=click.Choice(LABELS), help="Only of this label.")
@json_option
def list_command(label: str | None, as_json: bool) -> None:
    """List the fields that were defined, retired ones too."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        rows = list_fields(database, label)
    if as_json:
        print_json({"items": rows})
        return
    table = Table()
    for key in ("cli.label", "custom_fields.column_key", "cli.name", "custom_fields.column_type"):
        table.add_column(say(key, lang))
    table.add_column(say("custom_fields.column_options", lang))
    for row in rows:
        style = "dim strike" if row["retired_at"] else None
        cells = (row["label"], row["key"], row[f"label_{lang}"], row["type"], ", ".join(row["options"]))
        table.add_row(*cells, style=style)
    out.print(table)


@fields.command("define")
@_label
@click.argument("key")
@click.option("--type", "type_", type=click.Choice([one.value for one in FieldType]), required=True)
@click.option("--ja", "label_ja", required=True, help="Name in Japanese.")
@click.option("--en", "label_en", required=True, help="Name in English.")
@click.option("--option", "options", multiple=True, help="One of the values to choose from; several times.")
@click.option("--purpose", help="What it is good for.")
@json_option
def define(
    label: str,
    key: str,
    type_: str,
    label_ja: str,
    label_en: str,
    options: tuple[str, ...],
    purpose: str | None,
    as_json: bool,
) -> None:
    """Define the field KEY on LABEL, or bring a retired one back."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = define_field(
            database,
            label=label,
            key=key,
            type_=type_,
            label_ja=label_ja,
            label_en=label_en,
            options=options,
            purpose=purpose,
            by=getpass.getuser(),
        )
    _tell(found, as_json, settings)


@fields.command("change")
@_label
@click.argument("key")
@click.option("--ja", "label_ja", help="Name in Japanese.")
@click.option("--en", "label_en", help="Name in English.")
@click.option("--option", "options", multiple=True, help="The values to choose from, all of them.")
@click.option("--purpose", help="What it is good for.")
@json_option
def change(
    label: str,
    key: str,
    label_ja: str | None,
    label_en: str | None,
    options: tuple[str, ...],
    purpose: str | None,
    as_json: bool,
) -> None:
    """Change names, purpose or options of a field."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = change_field(
            database,
            label,
            key,
            label_ja=label_ja,
            label_en=label_en,
            options=options or None,
            purpose=purpose,
        )
    _tell(found, as_json, settings)


@fields.command("retire")
@_label
@click.argument("key")
@json_option
def retire(label: str, key: str, as_json: bool) -> None:
    """Take a field out of use; its values stay."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = retire_field(database, label, key)
    _tell(found, as_json, settings, "custom_fields.was_retired")


@fields.command("set")
@click.argument("id")
@click.argument("values", nargs=-1, required=True, metavar="KEY=VALUE...")
@json_option
def set_command(id: str, values: tuple[str, ...], as_json: bool) -> None:
    """Set fields of the node ID; an empty value takes back what was typed in."""
    pairs = [value.partition("=") for value in values]
    if any(not sign for _, sign, _ in pairs):
        raise click.UsageError("give values as KEY=VALUE")
    settings = Settings.from_env()
    with opened(settings) as database:
        found = fill_fields(database, id, {key: text for key, _, text in pairs}, by=getpass.getuser())
    _tell(found, as_json, settings)


@fields.command("usefulness")
@click.argument("label", type=click.Choice(JUDGED), default="Company")
@json_option
def usefulness_command(label: str, as_json: bool) -> None:
    """Tell of each property how far it is filled, tells won deals from lost ones, and is stale."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = usefulness(database, label, moment_of(settings.timezone))
    if as_json:
        print_json(found)
        return
    table = Table(title=found["method"])
    for key in ("key", "filled", "gain", "most_telling", "age"):
        table.add_column(say(f"custom_fields.column_{key}", lang))
    for item in found["items"]:
        telling = item["telling"]
        table.add_row(
            item["field"][f"label_{lang}"] if item["field"] else item["property"],
            "–" if item["filled"] is None else f"{item['filled']:.0%}",
            "–" if item["gain"] is None else f"{item['gain']:.3f}",
            f"{telling['value']} ({telling['won']}:{telling['lost']})" if telling else "–",
            "–" if item["age_days"] is None else f"{item['age_days']:.0f}",
        )
    out.print(table)


def _tell(
    found: dict[str, object], as_json: bool, settings: Settings, key: str = "custom_fields.set"
) -> None:
    if as_json:
        print_json(found)
    else:
        out.print(say(key, settings.language))
