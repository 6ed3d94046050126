"""What all commands share: where words, tables and progress go, and how an open graph is had."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from service import embedded
from service.database import Database
from service.operations.opening import open_graph
from service.settings import Settings

out = Console()
err = Console(stderr=True)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")


def export_option(help_: str = "A .csv or .xlsx file to write.") -> Callable[[Any], Any]:
    """Return the option for a file to write what is shown to."""
    return click.option("--export", type=click.Path(path_type=Path, dir_okay=False), help=help_)


def print_json(value: Any) -> None:
    """Print a value as JSON; dates in ISO form."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no JSON form")


@contextmanager
def progress_display() -> Iterator[Progress]:
    """A progress display on standard error, so that standard output stays clean for ``--json``."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    # Without a terminal there is nothing to redraw, and every refresh would print an empty line.
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as display:
        yield display


@contextmanager
def opened(settings: Settings, **options: Any) -> Iterator[Database]:
    """Open the graph, showing how its server is fetched and started where that is needed."""
    with progress_display() as display:
        database = open_graph(settings, progress=embedded_progress(display, settings), **options)
    with database:
        yield database


def embedded_progress(display: Progress, settings: Settings) -> Callable[[embedded.Progress], None]:
    """Return a listener that shows the embedded server's steps on the display."""
    task: list[TaskID] = []

    def show(step: embedded.Progress) -> None:
        if not task:
            task.append(display.add_task("", total=None, note=""))
        display.update(
            task[0],
            description=step.text(settings.language),
            completed=step.done,
            total=step.total,
        )

    return show
