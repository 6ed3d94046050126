"""``enishi import``: files of a source into the graph, with progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from service.cli.console import err, json_option, opened, out, print_json, progress_display
from service.database import Database
from service.language import Language, say
from service.operations.imports import BATCH_ROWS, ImportReport, Step, importer_for, new_run, run_import
from service.operations.moments import moment_of
from service.operations.review import reasons_told
from service.operations.runs import carry_out, plan_run
from service.operations.status import refresh_quietly
from service.operations.undoing import undo_import
from service.operations.uploads import line_of
from service.settings import Settings
from service.store.difference import Difference

SHOWN_CHANGES = 10


@click.command("import")
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change and write nothing.")
@click.option("--rejects", type=click.Path(path_type=Path), help="File for bad rows, to mend and feed again.")
@click.option(
    "--batch-rows",
    type=click.IntRange(1, 10_000),
    default=BATCH_ROWS,
    show_default=True,
    help="Rows that go in together or not at all; fewer take less memory.",
)
@json_option
def import_command(
    source: str,
    files: tuple[Path, ...],
    dry_run: bool,
    rejects: Path | None,
    batch_rows: int,
    as_json: bool,
) -> None:
    """Import FILES of SOURCE. Running it again changes nothing.

    SOURCE is awards, ocds, demo, or a mapping profile (`enishi profile list`): salesforce, hubspot,
    business-cards, vcard, lead-list for any list, or one of your own.
    """
    settings = Settings.from_env()
    lang = settings.language
    # A wrong file is told before a server is started for it.
    profiles = settings.home / "profiles"
    importer_for(source, profiles).check(files)
    bad = rejects or settings.home / "rejects" / f"{files[0].name}.rejects.csv"
    with opened(settings) as database, progress_display() as display:
        progress = shown(display, lang)
        if dry_run:
            report = run_import(
                database,
                source,
                files,
                rejects=bad,
                lang=lang,
                is_dry_run=True,
                run=new_run(source, files, batch_rows),
                profiles=profiles,
                progress=progress,
            )
        else:
            run, line = plan_run(database, source, files, batch_rows=batch_rows), line_of(settings.home)
            with line.at_work(run.id):
                report = carry_out(
                    database,
                    run,
                    line=line,
                    rejects=bad,
                    lang=lang,
                    profiles=profiles,
                    progress=progress,
                    waiting=waiting_on(display, lang),
                )
            finish(database, report, settings)
    if as_json:
        print_json(report.as_dict())
    else:
        show_report(report, lang)
    sys.exit(1 if report.rejected else 0)


def finish(database: Database, report: ImportReport, settings: Settings) -> None:
    """Do what is to be done after an import went in, or was cancelled with what is in to be undone."""
    if report.is_to_undo:
        undo_import(database, report.run, line=line_of(settings.home))
    if report.state in ("done", "cancelled"):
        refresh_quietly(database, moment_of(settings.timezone))


def waiting_on(display: Progress, lang: Language) -> Callable[[float], None]:
    """Return a listener that says that another import writes, once."""
    said: list[float] = []

    def wait(seconds: float) -> None:
        if not said:
            display.console.print(say("runs.waiting", lang))
        said.append(seconds)

    return wait


def shown(display: Progress, lang: Language) -> Callable[[Step], None]:
    """Return a listener that shows an import's steps on the display."""
    task = display.add_task(say("cli.importing", lang), total=None, note="")

    def show(step: Step) -> None:
        note = say("cli.import_progress", lang, rows=step.rows, rejected=step.rejected)
        display.update(task, note=note)
        if step.position is not None:
            display.update(
                task,
                description=step.position.file.name,
                completed=step.position.done,
                total=step.position.total,
            )

    return show


def show_report(report: ImportReport, lang: Language) -> None:
    """Print what an import did as a table."""
    table = Table(title=say("cli.import_title", lang, source=report.source, run=report.run))
    for key in ("name", "created", "updated", "unchanged"):
        table.add_column(say(f"cli.{key}", lang), justify="left" if key == "name" else "right")
    for name, counts in report.tally.as_dict().items():
        table.add_row(name, *(f"{counts[change]:,}" for change in ("created", "updated", "unchanged")))
    out.print(table)
    out.print(say("cli.import_rows", lang, read=report.read, rejected=report.rejected))
    for reason, number in sorted(report.skipped.items()):
        out.print(say("cli.import_skipped", lang, reason=reason, number=number))
    for file, columns in report.unmapped.items():
        out.print(say("mapping.unmapped", lang, file=file, columns=", ".join(columns)))
    if report.difference:
        show_difference(report.difference, lang)
    if report.rejects_file:
        err.print(say("cli.import_rejects", lang, file=report.rejects_file))


def show_difference(difference: Difference, lang: Language) -> None:
    """Print the first changes and merges of each label and type that a dry run found."""
    for (change, name), items in sorted(difference.items.items()):
        if change == "created":
            continue
        for item in items[:SHOWN_CHANGES]:
            out.print(f"{name} [b]{escape(item['title'])}[/b] [dim]{item['id']}[/dim]", highlight=False)
            for line in _changes_told(item, lang):
                out.print(f"  {line}", highlight=False)
        if (more := difference.totals[change, name] - SHOWN_CHANGES) > 0:
            out.print(say("runs.not_shown", lang, number=more, name=name))
    if difference.not_compared:
        out.print(say("runs.not_compared", lang, number=difference.not_compared))


def _changes_told(item: dict[str, Any], lang: Language) -> Iterator[str]:
    if other := item.get("other"):
        yield say(f"runs.would_be_{item['change']}", lang, name=escape(other["title"]), id=other["id"])
        for reason in reasons_told(item["reasons"], lang, item["names"]):
            yield f"  {escape(reason['title'])}: {escape(reason['text'])}"
    for each in item["fields"]:
        source = f" [dim]({each['source']})[/dim]" if each["source"] else ""
        yield f"{each['property']}: {escape(str(each['old']))}{source} → {escape(str(each['new']))}"
