"""``enishi segments``: companies, sites or contacts under a name, watched or not."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from service.cli.console import export_option, json_option, opened, out, print_json
from service.language import Language, say
from service.operations import segments as work
from service.operations.conditions import LABELS
from service.operations.moments import moment_of
from service.operations.personas import interview_file, persona_file, persona_of, persona_words
from service.operations.segment_sheet import members_sheet
from service.operations.segment_watches import WATCHES, begin_watch, change_watched, check_watches, end_watch
from service.operations.sheets import format_of
from service.settings import Settings


@click.group("segments")
def segments() -> None:
    """Segments: by conditions, one by one, or by likeness; who is in them, and who is new."""


@segments.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the segments with how many members they had when somebody last looked."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = work.segments_told(database, lang)
    if as_json:
        print_json(found)
        return
    table = Table()
    for key in ("name", "kind", "members", "watch", "id"):
        table.add_column(say(f"segments.column_{key}", lang), overflow="fold")
    for one in found["items"]:
        number = str(one["trend"][-1]["number"]) if one["trend"] else "?"
        watch = say(f"segments.watch_{one['watch']['kind']}", lang) if one["watch"] else ""
        table.add_row(one["name"], say(f"segments.kind_{one['kind']}", lang), number, watch, one["id"])
    out.print(table if found["items"] else say("segments.none", lang))


@segments.command("show")
@click.argument("id")
def show_command(id: str) -> None:
    """Print the segment ID with every version of it, as JSON."""
    settings = Settings.from_env()
    with opened(settings) as database:
        print_json(work.segment_told(database, id, settings.language))


@segments.command("members")
@click.argument("id")
@export_option()
@json_option
def members_command(id: str, export: Path | None, as_json: bool) -> None:
    """List who is in the segment ID today."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = work.members(database, id, moment_of(settings.timezone), is_now=True)
    if export:
        export.write_bytes(members_sheet(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    _show_members(found, lang)


@segments.command("persona")
@click.argument("id")
@click.option(
    "--interview", type=click.Path(dir_okay=False, path_type=Path), help="Write the interview sheet."
)
@export_option()
@json_option
def persona_command(id: str, interview: Path | None, export: Path | None, as_json: bool) -> None:
    """Show what the members of the segment ID have in common, and what is not known of them."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = persona_of(database, id, moment_of(settings.timezone), lang)
        if interview:
            interview.write_bytes(interview_file(database, found, format_of(interview), lang))
    if export:
        export.write_bytes(persona_file(found, format_of(export), lang))
    if as_json:
        print_json(found)
        return
    _show_persona(found, lang)


@segments.command("make")
@click.argument("name")
@click.option("--label", type=click.Choice(LABELS), default=LABELS[0], show_default=True)
@click.option("--where", "conditions", multiple=True, help="A condition such as employees>=300; repeatable.")
@click.option("--id", "ids", multiple=True, help="A member, by its id; repeatable.")
@click.option("--like", multiple=True, help="A company to be alike to, by its id; repeatable.")
@click.option("--threshold", type=float, help="With --like: the least score, above 0 and up to 1.")
def make_command(name: str, label: str, threshold: float | None, **given: tuple[str, ...]) -> None:
    """Make a segment by conditions, one by one, or by likeness; prints its id."""
    kinds = {"conditions": given["conditions"], "ids": given["ids"], "alike": given["like"]}
    chosen = [kind for kind, values in kinds.items() if values]
    if len(chosen) != 1:
        raise click.UsageError("--where, --id or --like")
    settings = Settings.from_env()
    ids = [*given["ids"], *given["like"]]
    wanted: dict[str, Any] = {"name": name, "label": label, "kind": chosen[0], "threshold": threshold}
    wanted |= {"conditions": list(given["conditions"]), "ids": ids}
    with opened(settings) as database:
        click.echo(work.make_segment(database, wanted, by=getpass.getuser()))


@segments.command("change")
@click.argument("id")
@click.option("--name", help="Its new name.")
@click.option("--where", "conditions", multiple=True, help="The conditions in place of those it has.")
@click.option("--id", "ids", multiple=True, help="The ids in place of those it has.")
@click.option("--threshold", type=float, help="The least score.")
def change_command(id: str, **given: Any) -> None:
    """Change the segment ID; what is left out stays, and the version before is kept."""
    settings = Settings.from_env()
    wanted = {
        name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value
    }
    with opened(settings) as database:
        change_watched(database, id, wanted, moment_of(settings.timezone), by=getpass.getuser())
        print_json(work.segment_told(database, id, settings.language))


@segments.command("delete")
@click.argument("id")
def delete_command(id: str) -> None:
    """Delete the segment ID with its versions and its watch; notices stay."""
    settings = Settings.from_env()
    with opened(settings) as database:
        work.delete_segment(database, id)
    out.print(say("segments.deleted", settings.language))


@segments.command("watch")
@click.argument("id")
@click.option("--for", "kind", type=click.Choice(WATCHES), default=WATCHES[0], show_default=True)
@click.option("--threshold", type=float, help="For alike: the least score, above 0 and up to 1.")
@click.option("--owner", help="Id of our member it is for; everybody by default.")
def watch_command(id: str, **options: Any) -> None:
    """Tell from now on who comes into the segment ID, or looks like its companies."""
    settings = Settings.from_env()
    with opened(settings) as database:
        begin_watch(database, id, moment_of(settings.timezone), **options)
        print_json(work.segment_told(database, id, settings.language)["watch"])


@segments.command("unwatch")
@click.argument("id")
def unwatch_command(id: str) -> None:
    """Watch the segment ID no longer."""
    settings = Settings.from_env()
    with opened(settings) as database:
        end_watch(database, id)


@segments.command("check")
@json_option
def check_command(as_json: bool) -> None:
    """Look who is new in the watched segments; each makes a notice, once."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = check_watches(database, moment_of(settings.timezone))
    if as_json:
        print_json(found)
        return
    out.print(say("segments.checked", settings.language, **found))


def _show_members(found: dict[str, Any], lang: Language) -> None:
    table = Table()
    for key in ("name", "company", "score", "id"):
        table.add_column(say(f"segments.column_{key}", lang), overflow="fold")
    for row in found["items"]:
        company = row["company"]["name"] if row.get("company") else ""
        score = f"{row['score']:.3f}" if row.get("score") is not None else ""
        table.add_row(row["name"], company, score, row["id"])
    out.print(table if found["items"] else say("segments.nobody", lang))
    if found["not_known"]:
        out.print(say("segments.unknown", lang, number=found["not_known"]))
    if found["gone"]:
        out.print(say("segments.gone", lang, number=len(found["gone"])))


def _show_persona(found: dict[str, Any], lang: Language) -> None:
    table = Table(title=f"{found['segment']['name']} ({found['members']:,})")
    for key in ("field", "value", "known", "not_known"):
        table.add_column(say(f"personas.column_{key}", lang), overflow="fold")
    for line in found["lines"]:
        table.add_row(
            line["title"], persona_words(line, lang), f"{line['known']:,}", f"{line['not_known']:,}"
        )
    out.print(table)
    for note in found["notes"]:
        out.print(note["text"], highlight=False)
