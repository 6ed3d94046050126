"""``enishi webhooks``: where notices are posted to."""

from __future__ import annotations

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.language import say
from service.operations import webhooks as work
from service.settings import Settings


@click.group("webhooks")
def webhooks() -> None:
    """Webhooks: systems that notices are posted to, signed."""


@webhooks.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the webhooks and how they are."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = work.webhooks(database)
    if as_json:
        print_json({"items": found})
        return
    table = Table()
    for key in ("url", "kinds", "posted", "last_fault", "id"):
        table.add_column(say(f"webhooks.column_{key}", lang), overflow="fold")
    for one in found:
        kinds = ", ".join(one["kinds"]) or say("webhooks.all_kinds", lang)
        fault = one["last_fault"] or ""
        table.add_row(one["url"], kinds, str(one["posted"]), fault, one["id"])
    out.print(table if found else say("webhooks.none", lang))


@webhooks.command("make")
@click.argument("url")
@click.option("--kind", "kinds", multiple=True, help="Only notices of this kind; can be given several times.")
@json_option
def make_command(url: str, kinds: tuple[str, ...], as_json: bool) -> None:
    """Post notices to URL from now on; prints the secret, this once."""
    settings = Settings.from_env()
    with opened(settings) as database:
        made = work.make_webhook(database, url, kinds)
    if as_json:
        print_json(made)
        return
    out.print(say("webhooks.made", settings.language, id=made["id"], secret=made["secret"]))


@webhooks.command("end")
@click.argument("id")
def end_command(id: str) -> None:
    """Post nothing more to the webhook ID."""
    settings = Settings.from_env()
    with opened(settings) as database:
        work.end_webhook(database, id)
    out.print(say("webhooks.ended", settings.language, id=id))
