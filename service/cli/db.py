"""``enishi db``: look after Enishi's own Neo4j, and talk to whichever is in use."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click
from rich.filesize import decimal
from rich.table import Table

from service import embedded
from service.cli.console import embedded_progress, json_option, opened, out, print_json, progress_display
from service.cli.db_shell import Shell
from service.database import Database
from service.language import Language, say
from service.operations.opening import COMMAND_PATIENCE, address_of
from service.settings import Settings
from service.store.checksum import graph_checksum


@click.group("db")
def db() -> None:
    """Start, stop, save and query the database."""


@db.command()
@json_option
def start(as_json: bool) -> None:
    """Start Enishi's own Neo4j, fetching it the first time; leave it be when it runs."""
    settings = Settings.from_env()
    with _shown(settings) as report:
        connection = embedded.ensure_running(settings, report)
    if as_json:
        # The password stays in its file, for output goes into logs and screens.
        print_json({"uri": connection.uri, "started": connection.started, "version": embedded.VERSION})
        return
    key = "embedded.started" if connection.started else "embedded.running_already"
    _tell(key, settings.language, version=embedded.VERSION, uri=connection.uri)


@db.command()
@json_option
def stop(as_json: bool) -> None:
    """Stop Enishi's own Neo4j cleanly."""
    settings = Settings.from_env()
    with _shown(settings) as report:
        stopped = embedded.stop(settings, report)
    if as_json:
        print_json({"stopped": stopped})
        return
    _tell("embedded.stopped" if stopped else "embedded.not_running", settings.language)


@db.command()
@json_option
def status(as_json: bool) -> None:
    """Say which Neo4j is used, whether it runs, and what it takes."""
    settings = Settings.from_env()
    if settings.neo4j_uri is not None:
        _external_status(settings, as_json)
        return
    found = embedded.status(settings)
    if as_json:
        print_json({"managed": "here", **asdict(found), "home": str(found.home)})
        return
    lang = settings.language
    if not found.ready:
        _tell("embedded.starting" if found.running else "embedded.not_running", lang)
    table = Table(show_header=False, box=None)
    rows = {
        "uri": found.uri,
        "version": found.version,
        "pid": found.pid,
        "up": None if found.up_seconds is None else str(timedelta(seconds=int(found.up_seconds))),
        "memory": None if found.memory_bytes is None else decimal(found.memory_bytes),
        "data": decimal(found.data_bytes),
        "home": found.home,
    }
    for name, value in rows.items():
        if value is not None:
            table.add_row(say(f"embedded.row_{name}", lang), str(value))
    out.print(table)


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@json_option
def dump(file: Path, force: bool, as_json: bool) -> None:
    """Save the whole database to FILE; the server is stopped for it and started again."""
    settings = Settings.from_env()
    with _shown(settings) as report:
        archive = embedded.dump(settings, file, overwrite=force, progress=report)
    _tell_archive("embedded.dumped", archive, settings.language, as_json)


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the database that is there.")
@json_option
def load(file: Path, force: bool, as_json: bool) -> None:
    """Load the database from a dump FILE; what was there stays until the new one is whole."""
    settings = Settings.from_env()
    with _shown(settings) as report:
        archive = embedded.load(settings, file, overwrite=force, progress=report)
    _tell_archive("embedded.loaded", archive, settings.language, as_json)


@db.command()
@click.option("--write", is_flag=True, help="Allow statements that change data.")
@json_option
def shell(write: bool, as_json: bool) -> None:
    """Type Cypher, or pipe it in; reading only, unless --write is given."""
    settings = Settings.from_env()
    with _shown(settings) as report:
        address = address_of(settings, report)
    with Database(address, patience=COMMAND_PATIENCE) as database:
        conversation = Shell(database, settings.language, write=write, as_json=as_json)
        if sys.stdin.isatty():
            conversation.talk()
        else:
            conversation.run_all(sys.stdin.read())
            if conversation.failed:
                sys.exit(1)


@db.command()
@json_option
def checksum(as_json: bool) -> None:
    """Print a checksum of the graph; graphs that say the same have the same."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = graph_checksum(database)
    if as_json:
        print_json(found)
    else:
        _tell("cli.checksum", settings.language, **found)


@contextmanager
def _shown(settings: Settings) -> Iterator[Callable[[embedded.Progress], None]]:
    with progress_display() as display:
        yield embedded_progress(display, settings)


def _external_status(settings: Settings, as_json: bool) -> None:
    with Database(address_of(settings)) as database:
        server = database.server()
    if as_json:
        print_json({"managed": "elsewhere", "running": True, "ready": True, **server})
    else:
        _tell("embedded.external", settings.language, **server)


def _tell_archive(key: str, archive: embedded.Archive, lang: Language, as_json: bool) -> None:
    if as_json:
        print_json({**asdict(archive), "file": str(archive.file)})
        return
    _tell(
        key,
        lang,
        file=archive.file,
        size=decimal(archive.bytes),
        seconds=f"{archive.seconds:.1f}",
    )


def _tell(key: str, lang: Language, **params: object) -> None:
    out.print(say(key, lang, **params), markup=False, highlight=False, soft_wrap=True)
