"""``enishi events``: what visitors and people did, from a file."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import Any

import click

from service.cli.console import err, json_option, opened, out, print_json
from service.language import say
from service.operations.event_files import events_of_file, refused_file
from service.operations.events import MOST, take_in
from service.settings import Settings


@click.command("events")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Who tells of them; the ids of the events are its own.")
@click.option("--domain", multiple=True, help="A mail domain of our own, for mails; may be repeated.")
@click.option("--rejects", type=click.Path(path_type=Path), help="File for bad events, to mend.")
@json_option
def events(file: Path, source: str, domain: tuple[str, ...], rejects: Path | None, as_json: bool) -> None:
    """Take in the events of FILE; what is taken in again changes nothing.

    A list with a header (.csv, .tsv), mails of which only the headers are read (.eml, .mbox), or else a JSON
    object a line.
    """
    settings = Settings.from_env()
    found: dict[str, Any] = {"runs": [], "accepted": 0, "new": 0, "rejected": []}
    refused = refused_file(file, rejects, settings.home / "rejects")
    with opened(settings) as database:
        placed = events_of_file(file, domain)
        while batch := list(islice(placed, MOST)):
            taken = take_in(
                database, source, [one.event for one in batch], settings.timezone, settings.language
            )
            found["runs"] += [taken["run"]] if taken["run"] else []
            found["accepted"] += taken["accepted"]
            found["new"] += taken["new"]
            for one in taken["rejected"]:
                place, event = batch[one["index"]]
                refused.add(event, one["message"])
                found["rejected"].append({"line": place, "field": one["field"], "message": one["message"]})
    found["rejects_file"] = str(refused.path) if found["rejected"] else None
    if as_json:
        print_json(found)
    else:
        for one in found["rejected"]:
            err.print(f"{one['line']}: {one['field'] or ''} {one['message']}", highlight=False, markup=False)
        numbers = {name: found[name] for name in ("accepted", "new")}
        out.print(
            say("events.taken", settings.language, **numbers, rejected=len(found["rejected"])),
            highlight=False,
        )
        if found["rejected"]:
            err.print(say("events.refused_in", settings.language, file=refused.path), highlight=False)
    if found["rejected"]:
        sys.exit(1)
