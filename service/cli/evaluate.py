"""``enishi evaluate``: how good a method is on a file with a truth, beside baselines in the same run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from service.cli.console import json_option, out, print_json
from service.errors import UsageError
from service.language import Language, say
from service.operations.evaluation.awards import evaluate_awards
from service.operations.evaluation.expansion import evaluate_expansion, evaluate_lookalike
from service.operations.evaluation.key_person import evaluate_key_person
from service.operations.evaluation.pairs import evaluate_pairs
from service.operations.evaluation.records import evaluate_records
from service.operations.evaluation.renames import evaluate_events, evaluate_renames
from service.operations.evaluation.report import SEED
from service.operations.evaluation.roles import SEEDS, evaluate_roles
from service.settings import Settings

_FORMS: dict[str, tuple[tuple[int, ...], Callable[..., dict[str, Any]]]] = {
    "pairs": ((1,), evaluate_pairs),
    "records": ((1, 2), evaluate_records),
    "awards": ((1,), evaluate_awards),
    "renames": ((2,), evaluate_renames),
    "events": ((1,), evaluate_events),
}
"""Form -> how many files it takes, and the operation."""


@click.group("evaluate")
def evaluate() -> None:
    """Measure the methods on files with a truth, beside baselines in the same run."""


@evaluate.command("resolution")
@click.option("--pairs", is_flag=True, help="FILE: pairs of names (schema, name1, name2, is_match).")
@click.option("--records", is_flag=True, help="A [B]: records with several fields; rec_id is the truth.")
@click.option("--awards", is_flag=True, help="FILE: winners' names with their 法人番号 (withheld).")
@click.option("--renames", is_flag=True, help="OLD NEW: two snapshots of EDINET codes (codes withheld).")
@click.option("--events", is_flag=True, help="FILE: dated name changes and moves from gBizINFO.")
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def resolution(files: tuple[Path, ...], seed: int, as_json: bool, **forms: bool) -> None:
    """Which records are one: precision, recall and F1."""
    chosen = [name for name, is_chosen in forms.items() if is_chosen]
    if len(chosen) != 1:
        options = ", ".join(f"--{name}" for name in _FORMS)
        raise UsageError("evaluating.one_form", options=options)
    numbers, operation = _FORMS[chosen[0]]
    if len(files) not in numbers:
        number = "-".join(map(str, numbers))
        raise UsageError("evaluating.files_needed", option=f"--{chosen[0]}", number=number)
    found = operation(*files, seed=seed)
    if as_json:
        print_json(found)
    else:
        _show(found, Settings.from_env().language)


@evaluate.command("key-person")
@click.option("--mails", required=True, type=click.Path(path_type=Path), help="Log: sender, recipient, time.")
@click.option("--truth", required=True, type=click.Path(path_type=Path), help="Reporting lines or ranks.")
@click.option("--sender", help="Column of the log; by its name or position otherwise.")
@click.option("--recipient", help="Column of the log.")
@click.option("--time", help="Column of the log; there need not be one.")
@click.option("--id", "id_column", help="Column of the truth with the ids of the log.")
@click.option("--manager", help="Column of the truth with the manager's id.")
@click.option("--rank", help="Column of the truth with a number, or a title.")
@click.option(
    "--rank-order",
    type=click.Choice(["high-first", "low-first"]),
    default="high-first",
    show_default=True,
    help="Whether the highest number is the highest rank, or the lowest (1 is the head).",
)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@json_option
def key_person(mails: Path, truth: Path, rank_order: str, as_json: bool, **options: Any) -> None:
    """Who stands above whom, from a log of messages alone: pair accuracy and manager AUC."""
    found = evaluate_key_person(mails, truth, low_first=rank_order == "low-first", **options)
    if as_json:
        print_json(found)
    else:
        _show(found, Settings.from_env().language)


def _next_sales(operation: Callable[..., dict[str, Any]], name: str, text: str) -> None:
    """Add a command that measures what would have told of the sales after a day."""

    @evaluate.command(name, help=text)
    @click.option("--awards", required=True, type=click.Path(path_type=Path), help="FILE: public awards.")
    @click.option("--train-until", required=True, type=_DAY, help="Last day that may be known.")
    @click.option("--test-from", required=True, type=_DAY, help="First day of what is to be told.")
    @click.option("--test-until", type=_DAY, help="Last day of it; of the file otherwise.")
    @click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
    @json_option
    def command(awards: Path, as_json: bool, seed: int, **days: datetime | None) -> None:
        chosen = {option: day.date() if day else None for option, day in days.items()}
        found = operation(awards, seed=seed, **chosen)
        if as_json:
            print_json(found)
        else:
            _show(found, Settings.from_env().language)


_DAY = click.DateTime(["%Y-%m-%d"])
_next_sales(
    evaluate_expansion,
    "expansion",
    "Where sellers sell next: recall and MRR by kind, beside simple rankings.",
)
_next_sales(
    evaluate_lookalike,
    "lookalike",
    "Which organisation a seller sells to next, by likeness to those it serves.",
)


@evaluate.command("roles")
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=SEEDS, show_default=True, help="Companies made."
)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True, help="Of the bootstrap.")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@json_option
def roles(folders: tuple[Path, ...], seeds: int, seed: int, as_json: bool) -> None:
    """Who holds a role nobody is named for: MRR and precision@1 on closed deals, the day before they ended.

    FOLDERS hold files of companies in the form of the demonstration; without any, demonstrations are made.
    """
    found = evaluate_roles(folders, seeds=seeds, seed=seed)
    if as_json:
        print_json(found)
        return
    lang = Settings.from_env().language
    _show(found, lang)
    for row in found["abstention"][::4]:
        right = row["precision@1"] or 0.0
        told = {"threshold": row["threshold"], "share": row["answered"], "right": right}
        out.print(say("evaluating.answered", lang, **told))


def _show(found: dict[str, Any], lang: Language) -> None:
    metrics = sorted({metric for group in found["groups"].values() for metric in group["best_baseline"]})
    table = Table(show_lines=False)
    for title in (say("evaluating.group", lang), "n", say("evaluating.method", lang), *metrics):
        table.add_column(title, overflow="fold")
    for name, group in found["groups"].items():
        for method, values in group["methods"].items():
            table.add_row(name, str(group["n"]), method, *(_value(values.get(metric)) for metric in metrics))
        shown = [_interval(group["difference"].get(metric)) for metric in metrics]
        table.add_row(name, "", say("evaluating.difference", lang), *shown, end_section=True)
    out.print(table)


def _value(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _interval(difference: dict[str, float] | None) -> str:
    if difference is None:
        return ""
    return f"{difference['value']:+.3f} ({difference['low']:+.3f} … {difference['high']:+.3f})"
