"""``enishi notices``: what is new, in an inbox."""

from __future__ import annotations

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json
from service.errors import UnreachableError
from service.language import say
from service.operations.digests import send_digests
from service.operations.notices import MOST, mark_seen
from service.operations.notices import notices as notices_told
from service.operations.webhooks import post_notices
from service.settings import Settings


@click.group("notices")
def notices() -> None:
    """Notices: what is new, seen or not."""


@notices.command("list")
@click.option("--owner", help="Id of our member: theirs and those for everybody.")
@click.option("--unseen", is_flag=True, help="Only those nobody has seen.")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@json_option
def list_command(owner: str | None, unseen: bool, limit: int, as_json: bool) -> None:
    """List the notices, the latest first."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = notices_told(database, lang, owner=owner, only_unseen=unseen, limit=limit)
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("at", "text", "owner", "seen", "id"):
        table.add_column(say(f"notices.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        local = one["at"].astimezone(settings.timezone)
        seen = "✓" if one["seen_at"] else ""
        name = one["owner"]["name"] if one["owner"] else ""
        table.add_row(f"{local:%Y-%m-%d %H:%M}", one["text"], name, seen, one["id"])
    out.print(table if found["items"] else say("notices.none", lang))
    out.print(say("notices.unseen", lang, number=found["unseen"]))


@notices.command("seen")
@click.argument("ids", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All of them.")
@click.option("--owner", help="With --all: only those of this member and those for everybody.")
def seen_command(ids: tuple[str, ...], is_all: bool, owner: str | None) -> None:
    """Mark the notices IDS, or all, as seen."""
    if bool(ids) == is_all:
        raise click.UsageError("IDS or --all")
    settings = Settings.from_env()
    with opened(settings) as database:
        number = mark_seen(database, None if is_all else ids, owner=owner)
    out.print(say("notices.marked", settings.language, number=number))


@notices.command("send")
@json_option
def send_command(as_json: bool) -> None:
    """Post to the webhooks what waits, and mail the digests now; the running service does both by itself."""
    settings = Settings.from_env()
    with opened(settings) as database:
        posted = post_notices(database)
        try:
            mailed = send_digests(database, settings)
        except OSError as error:
            host = settings.smtp.host if settings.smtp else ""
            raise UnreachableError("digests.no_server", host=host) from error
    if as_json:
        print_json({"webhooks": posted, "digests": mailed})
        return
    out.print(say("webhooks.sent", settings.language, **posted))
    out.print(say("digests.sent" if settings.smtp else "digests.no_smtp", settings.language, **mailed))
