"""``enishi ties``: the kept ties between people: rebuild, refresh, drop, and how they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from service.cli.console import err, json_option, opened, out, print_json
from service.database import Database
from service.language import say
from service.operations import kept_ties
from service.settings import Settings


@click.group("ties")
def ties() -> None:
    """What is kept of the ties between people, apart from the graph: it can be dropped and rebuilt."""


@ties.command("status")
@json_option
def status(as_json: bool) -> None:
    """Show whether ties are kept, how many, and how many activities wait to be taken in."""
    _tell(kept_ties.ties_told, as_json)


@ties.command("rebuild")
@json_option
def rebuild(as_json: bool) -> None:
    """Make all ties anew from the activities."""
    lang = Settings.from_env().language

    def progress(number: int) -> None:
        err.print(say("ties.so_far", lang, number=number))

    _tell(lambda database: kept_ties.rebuild_ties(database, progress), as_json)


@ties.command("drop")
@json_option
def drop(as_json: bool) -> None:
    """Forget all ties; answers are worked out from the activities until they are rebuilt."""
    _tell(kept_ties.drop_ties, as_json)


def _tell(work: Callable[[Database], dict[str, Any]], as_json: bool) -> None:
    settings = Settings.from_env()
    with opened(settings) as database:
        told = work(database)
    if as_json:
        print_json(told)
        return
    lang = settings.language
    state = say(f"ties.state_{told['state']}", lang)
    out.print(say("ties.status", lang, state=state, ties=told["ties"], waiting=told["waiting"]))
