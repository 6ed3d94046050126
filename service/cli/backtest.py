"""``enishi backtest``: how good the ranking of targets was, on the user's own graph."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Any

import click
from rich.table import Table

from service.cli.ask import Day
from service.cli.console import json_option, opened, out, print_json, progress_display
from service.language import Language, say
from service.operations.backtest import (
    HORIZON,
    LATEST,
    LONGEST,
    Wish,
    backtest_told,
    backtests_told,
    run_backtest,
)
from service.operations.moments import moment_of
from service.settings import Settings

METRICS = ("recall@5", "recall@10", "mrr", "lift@10")


@click.group("backtest")
def backtest() -> None:
    """Freeze the graph at a day, rank targets, and hold the ranking against what was sold next."""


@backtest.command("run")
@click.option("--cut", required=True, type=Day(), help="The last day that may be known.")
@click.option(
    "--horizon",
    type=click.IntRange(1, LONGEST),
    default=HORIZON,
    show_default=True,
    help="Days after it that are told.",
)
@click.option("--seller", help="Id of the company that is us; every seller takes its turn without.")
@json_option
def run_command(cut: date, horizon: int, seller: str | None, as_json: bool) -> None:
    """Run it and keep what it found; weights are learned on the time before the cut alone."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database, progress_display() as display:
        task = display.add_task("", total=None, note="")

        def show(step: str, done: int, total: int) -> None:
            display.update(task, description=say(f"backtest.step_{step}", lang), completed=done, total=total)

        wish = Wish(moment_of(settings.timezone, cut), horizon, seller, getpass.getuser())
        found = run_backtest(database, wish, lang, show)
    _show(found, lang, as_json)


@backtest.command("list")
@click.option("--limit", type=click.IntRange(1, LATEST), default=20, show_default=True)
@json_option
def list_command(limit: int, as_json: bool) -> None:
    """List the latest runs."""
    settings = Settings.from_env()
    lang = settings.language
    with opened(settings) as database:
        found = backtests_told(database, lang, limit)
    if as_json:
        print_json(found)
        return
    for run in found["items"]:
        summary = run["summary"] or {}
        told = f"{summary['recall']:.3f} / {summary['best_recall']:.3f}" if "recall" in summary else ""
        state = say(f"backtest.state_{run['state']}", lang)
        out.print(f"{run['id']}  {run['cut']} +{run['horizon']}  {state}  {told}", highlight=False)
    if not found["items"]:
        out.print(say("backtest.none", lang))


@backtest.command("show")
@click.argument("id")
@json_option
def show_command(id: str, as_json: bool) -> None:
    """Show what the run ID found."""
    settings = Settings.from_env()
    with opened(settings) as database:
        found = backtest_told(database, id, settings.language)
    _show(found, settings.language, as_json)


def _show(run: dict[str, Any], lang: Language, as_json: bool) -> None:
    if as_json:
        print_json(run)
        return
    if not run["found"]:
        out.print(run["error"] or say(f"backtest.state_{run['state']}", lang))
        return
    table = Table()
    for title in (say("evaluating.group", lang), "n", say("evaluating.method", lang), *METRICS):
        table.add_column(title, overflow="fold")
    for name, group in run["found"]["groups"].items():
        for method, values in group["methods"].items():
            cells = [f"{values[metric]:.3f}" for metric in METRICS]
            words = [say(f"backtest.{one}", lang) for one in (f"group_{name}", f"method_{method}")]
            table.add_row(words[0], str(group["n"]), words[1], *cells)
        difference = group["difference"]["recall@10"]
        told = f"{difference['value']:+.3f} ({difference['low']:+.3f} … {difference['high']:+.3f})"
        table.add_row("", "", say("evaluating.difference", lang), "", told, "", "", end_section=True)
    out.print(table)
    weights = run["found"]["weights"]
    if version := weights.get("learned"):
        out.print(say("backtest.learned", lang, version=version, pairs=weights["learned_from"]))
    else:
        numbers = {"pairs": weights["learned_from"], "least": weights["least"]}
        out.print(say("backtest.too_little", lang, **numbers))
