"""``enishi resolve``: find records that are one, judge the doubtful ones, merge, part, learn."""

from __future__ import annotations

import getpass
from typing import Any

import click

from service.cli.console import json_option, opened, out, print_json, progress_display
from service.language import Language, say
from service.operations import judging
from service.operations.moments import moment_of
from service.operations.relearning import learn_weights, resolve_all, use_weights, weights_told
from service.operations.resolving import LABELS
from service.operations.review import ORDERS, history, queue
from service.operations.status import refresh_quietly
from service.settings import Settings

reason_option = click.option("--reason", help="Why; kept with who said it and when.")


@click.group("resolve")
def resolve() -> None:
    """Records that are one: find, judge, merge, part, learn."""


@resolve.command("run")
@json_option
def run_command(as_json: bool) -> None:
    """Compare everything that is there and find anew what is one."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database, progress_display() as display:
        task = display.add_task("", total=None, note="")

        def show(label: str, number: int) -> None:
            text = say("resolution.looked_at", lang, label=say(f"labels.{label}", lang), number=number)
            display.update(task, description=text)

        found = resolve_all(database, show)
        refresh_quietly(database, moment_of(settings.timezone))
    if as_json:
        print_json(found)
    else:
        out.print(say("resolution.run_done", lang, **found))


@resolve.command("queue")
@click.option("--label", type=click.Choice(LABELS), help="Only pairs of this label.")
@click.option("--order", type=click.Choice(ORDERS), default="threshold", show_default=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@json_option
def queue_command(label: str | None, order: str, limit: int, as_json: bool) -> None:
    """Show pairs for a person to judge, with the reasons for and against."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = queue(database, lang, label=label, order=order, limit=limit)
    if as_json:
        print_json(found)
        return
    total = sum(row["total"] for row in found["totals"] if row["state"] == "review")
    out.print(say("resolution.queue_title" if total else "resolution.queue_empty", lang, total=total))
    for pair in found["items"]:
        left, right = pair["left"], pair["right"]
        out.print(f"[b]{left['name']}[/b] | [b]{right['name']}[/b]  {pair['score']:.3f}")
        out.print(f"  {left['id']} {right['id']}", style="dim")
        _reasons(pair["reasons"])


@resolve.command("judge")
@click.argument("left")
@click.argument("right")
@click.option("--one/--two", "is_match", default=None, help="Whether they are one.")
@click.option("--withdraw", is_flag=True, help="Take back what was judged.")
@reason_option
@json_option
def judge_command(
    left: str, right: str, is_match: bool | None, withdraw: bool, reason: str | None, as_json: bool
) -> None:
    """Say that the records LEFT and RIGHT are one, or two, or take that back."""
    if withdraw == (is_match is not None):
        raise click.UsageError("give one of --one, --two and --withdraw")
    settings = Settings.from_env()
    with opened(settings) as database:
        if is_match is None:
            found = judging.withdraw(database, left, right)
        else:
            found = judging.judge(
                database, left, right, is_match=is_match, by=getpass.getuser(), reason=reason
            )
    _told(found, is_match, settings.language, as_json)


@resolve.command("merge")
@click.argument("ids", nargs=-1, required=True)
@click.option("--confirm", is_flag=True, help="Also companies of two 法人番号, which are two legal entities.")
@reason_option
@json_option
def merge_command(ids: tuple[str, ...], confirm: bool, reason: str | None, as_json: bool) -> None:
    """Let the records IDS be one."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = judging.merge(database, ids, by=getpass.getuser(), reason=reason, is_confirmed=confirm)
    _told(found, True, settings.language, as_json)


@resolve.command("part")
@click.argument("id")
@reason_option
@json_option
def part_command(id: str, reason: str | None, as_json: bool) -> None:
    """Take the record ID out of those it is one with."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = judging.part(database, id, by=getpass.getuser(), reason=reason)
    _told(found, False, settings.language, as_json)


@resolve.command("show")
@click.argument("id")
@json_option
def show_command(id: str, as_json: bool) -> None:
    """Show what the record ID is one with, which pairs say so, and who judged."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = history(database, id, lang)
    if as_json:
        print_json(found)
        return
    if found["merged_from"]:
        out.print(say("resolution.merged_into", lang, id=found["merged_from"]))
    others = max(len(found["records"]) - 1, 0)
    out.print(say("resolution.ledger", lang, name=found["name"], id=found["id"], n=others))
    for record in found["records"]:
        out.print(f"  {record['id']}  [b]{record['name']}[/b]  {' '.join(record['sources'])}")
    for pair in found["pairs"]:
        out.print(f"{pair['names'][0]} | {pair['names'][1]}  {pair['score']:.3f}")
        _reasons(pair["reasons"])
    for judged in found["judgements"]:
        verdict = say("resolution.verdict_one" if judged["is_match"] else "resolution.verdict_two", lang)
        told = {"by": judged["by"] or "", "at": judged["at"].date(), "reason": judged["reason"] or ""}
        text = say("resolution.ledger_judged", lang, verdict=verdict, **told)
        out.print(f"{judged['names'][0]} | {judged['names'][1]}  {text}")


@resolve.command("learn")
@click.option("--use", "version", help="Put the weights of this version into use instead of learning.")
@json_option
def learn_command(version: str | None, as_json: bool) -> None:
    """Learn weights from all judgements and say how they do beside those in use; or put some into use."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        if version:
            found = use_weights(database, version, getpass.getuser())
        else:
            found = learn_weights(database, getpass.getuser()) | {"active": weights_told(database)["active"]}
    if as_json:
        print_json(found)
    elif version:
        out.print(say("resolution.in_use", lang, version=found["active"]))
    else:
        out.print(say("resolution.learned", lang, **found))


def _reasons(reasons: list[dict[str, Any]]) -> None:
    for reason in reasons:
        if reason["bits"]:
            out.print(f"  {reason['bits']:+6.1f}  {reason['title']}  {reason['text']}", highlight=False)


def _told(found: dict[str, Any], is_match: bool | None, lang: Language, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    key = {True: "judged_one", False: "judged_two", None: "withdrawn"}[is_match]
    if is_match and not found["is_one"]:
        key = "held_apart"
    out.print(say(f"resolution.{key}", lang, moved=len(found["moved"]), review=found["review"]))
    for row in found["moved"]:
        out.print(f"  {row['id']} → {row['into_id']}")
