"""``enishi ingest-keys``: what sources sign their events with."""

from __future__ import annotations

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations import ingest_keys as work
from service.settings import Settings


@click.group("ingest-keys")
def ingest_keys() -> None:
    """Keys that sources sign their events with."""


@ingest_keys.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the keys, without their secrets."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = work.keys(database)
    if as_json:
        print_json({"items": found})
        return
    table = Table()
    for name in ("source", "created_at", "id"):
        table.add_column(say(f"ingest_keys.column_{name}", lang), overflow="fold")
    for one in found:
        made = one["created_at"].astimezone(settings.timezone)
        table.add_row(one["source"], f"{made:%Y-%m-%d %H:%M}", one["id"])
    out.print(table if found else say("ingest_keys.none", lang))


@ingest_keys.command("make")
@click.argument("source")
@json_option
def make_command(source: str, as_json: bool) -> None:
    """Let SOURCE sign its events; prints the secret, this once."""
    settings = Settings.from_env()
    with opened(settings) as database:
        made = work.make_key(database, source)
    if as_json:
        print_json(made)
        return
    shown = {name: made[name] for name in ("source", "id", "secret")}
    out.print(say("ingest_keys.made", settings.language, **shown))


@ingest_keys.command("revoke")
@click.argument("id")
def revoke_command(id: str) -> None:
    """Take nothing more that is signed with the key ID."""
    settings = Settings.from_env()
    with opened(settings) as database:
        work.end_key(database, id)
    out.print(say("ingest_keys.revoked", settings.language, id=id))
