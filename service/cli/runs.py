"""``enishi imports``: the runs of imports and edits, taken up again, cancelled and undone."""

from __future__ import annotations

from typing import Any

import click
from rich.table import Table

from service.cli.console import json_option, opened, out, print_json, progress_display
from service.cli.imports import finish, show_report, shown, waiting_on
from service.database import Database
from service.language import Language, say
from service.operations.moments import moment_of
from service.operations.run_states import run_of, runs
from service.operations.runs import ask, cancel, carry_out, forget_uploads, to_resume
from service.operations.status import refresh_quietly
from service.operations.undoing import Undone, preview_undo, undo_import
from service.operations.uploads import line_of
from service.settings import Settings


@click.group("imports")
def imports() -> None:
    """Runs of imports and edits: list, take up again, cancel, undo."""


@imports.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the latest runs, newest first."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = runs(database, lang, line_of(settings.home))
    if as_json:
        print_json({"items": found})
        return
    table = Table()
    for key in ("run", "source", "state", "rows", "begun", "files"):
        table.add_column(say(f"runs.column_{key}", lang), justify="right" if key == "rows" else "left")
    for run in found:
        table.add_row(
            run["id"],
            run["source"],
            say(f"runs.state_{run['state']}", lang),
            f"{run['rows_read']:,}",
            f"{run['started_at'].astimezone(settings.timezone):%Y-%m-%d %H:%M}",
            ", ".join(run["files"]) or run.get("what", ""),
        )
    out.print(table)


@imports.command("show")
@click.argument("run")
@json_option
def show_command(run: str, as_json: bool) -> None:
    """Show how RUN went, what can be done with it, and what an undo would take away."""
    settings = Settings.from_env()
    with opened(settings) as database:
        line = line_of(settings.home)
        found = run_of(database, run, settings.language, line)
        undo = preview_undo(database, run, line)
    obstacle = undo["obstacle"].message(settings.language) if undo["obstacle"] else None
    if as_json:
        print_json({**found, "undo": {"labels": undo["labels"], "obstacle": obstacle}})
        return
    _show(found, settings.language)
    for name, counts in undo["labels"].items():
        out.print(say("runs.would_go", settings.language, name=name, **counts))
    if obstacle:
        out.print(obstacle)


@imports.command("pause")
@click.argument("run")
@json_option
def pause_command(run: str, as_json: bool) -> None:
    """Ask RUN, which is going on, to pause after its batch."""
    settings = Settings.from_env()
    with opened(settings) as database:
        line = line_of(settings.home)
        ask(database, run, "pause", line)
        _tell(database, run, settings, as_json)


@imports.command("resume")
@click.argument("run")
@json_option
def resume_command(run: str, as_json: bool) -> None:
    """Let RUN go on where it broke off, with the files it was begun with."""
    settings = Settings.from_env()
    lang, line = settings.language, line_of(settings.home)
    with opened(settings) as database, progress_display() as display:
        begun = to_resume(database, run, line)
        with line.at_work(run):
            report = carry_out(
                database,
                begun,
                line=line,
                rejects=settings.home / "rejects" / f"{begun.properties['files'][0]}.rejects.csv",
                lang=lang,
                profiles=settings.home / "profiles",
                progress=shown(display, lang),
                waiting=waiting_on(display, lang),
            )
        finish(database, report, settings)
        if report.state in ("done", "cancelled"):
            forget_uploads(begun.properties, settings.home / "uploads")
    if as_json:
        print_json(report.as_dict())
    else:
        show_report(report, lang)


@imports.command("cancel")
@click.argument("run")
@click.option("--keep/--undo", default=None, help="Keep what is in, or undo it; asked when neither is given.")
@json_option
def cancel_command(run: str, keep: bool | None, as_json: bool) -> None:
    """Give RUN up: it stops after its batch, and what is in is kept or undone."""
    settings = Settings.from_env()
    if keep is None:
        keep = not click.confirm(say("runs.ask_undo", settings.language), default=False, err=True)
    with opened(settings) as database:
        line = line_of(settings.home)
        uploads = settings.home / "uploads"
        found = cancel(database, run, line, uploads, then="keep" if keep else "undo")
        if not keep and found["state"] == "cancelled":
            undo_import(database, run, line=line)
        _tell(database, run, settings, as_json)


@imports.command("undo")
@click.argument("run")
@click.option("--dry-run", is_flag=True, help="Say what would go and change, and undo nothing.")
@json_option
def undo_command(run: str, dry_run: bool, as_json: bool) -> None:
    """Undo RUN, an import or edit: the graph is afterwards as if it had never been."""
    settings = Settings.from_env()
    lang, line = settings.language, line_of(settings.home)
    if dry_run:
        show_command.callback(run, as_json)  # type: ignore[misc]
        return
    with opened(settings) as database, progress_display() as display:
        task = display.add_task(say("runs.undoing", lang, id=run), total=None, note="")

        def progress(done: Undone) -> None:
            display.update(task, note=f"{done.taken_back + done.deleted:,}")

        done = undo_import(
            database,
            run,
            line=line,
            uploads=settings.home / "uploads",
            progress=progress,
            waiting=waiting_on(display, lang),
        )
        refresh_quietly(database, moment_of(settings.timezone))
    if as_json:
        print_json({"run": run, "state": "undone", **done.as_dict()})
    else:
        out.print(say("runs.undone", lang, id=run, **done.as_dict()))


def _tell(database: Database, run: str, settings: Settings, as_json: bool) -> None:
    found = run_of(database, run, settings.language, line_of(settings.home))
    if as_json:
        print_json(found)
    else:
        _show(found, settings.language)


def _show(run: dict[str, Any], lang: Language) -> None:
    out.print(f"[b]{run['id']}[/b]  {run['source']}  {say('runs.state_' + run['state'], lang)}")
    out.print(say("cli.import_rows", lang, read=run["rows_read"], rejected=run["rows_rejected"]))
    if "error" in run:
        out.print(run["error"])
    for name, counts in run["labels"].items():
        out.print(f"  {name}: " + ", ".join(f"{say('cli.' + key, lang)} {n:,}" for key, n in counts.items()))
    if run["actions"]:
        out.print("enishi imports " + "|".join(run["actions"]) + f" {run['id']}")
