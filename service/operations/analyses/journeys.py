"""Which sequences of steps won accounts have in common, and lost ones do not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from statistics import median
from typing import Any

from graph_models.records import Moment
from service.analysis.journeys import Journey, patterns, steps_of
from service.analysis.score_rules import ScoreRules
from service.database import Database
from service.language import Language, say
from service.operations.analyses.shape import Column, Found, Plot, Row, Wish
from service.operations.scores import score_rules_of
from service.store import analyses as store

MOST_ACCOUNTS = 2_000
"""Accounts that are compared, those that ended last."""
SHOWN = 100
PLOTTED = 12
MOST_IDS = 500
"""Ids of evidence of one sequence."""


def journeys(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """Sequences of what accounts did before they were won or lost."""
    zone = moment.until.tzinfo
    rules = score_rules_of(database)
    ended = [
        row for row in store.ended(database, moment) if wish.since is None or row["ended_on"] >= wish.since
    ]
    chosen = ended[:MOST_ACCOUNTS]
    spans = [{"id": row["company_id"], **_before(row["ended_on"], wish.days, zone)} for row in chosen]
    acts = {row["company_id"]: row["acts"] for row in store.acts_before(database, spans, moment)}
    found = [
        Journey(row["company_id"], row["is_won"], steps_of(named(acts.get(row["company_id"], ()), rules)))
        for row in chosen
    ]
    won = sum(one.is_won for one in found)
    lost = len(found) - won
    seen = patterns(found, wish.least)
    columns = [
        Column("sequence", "text"),
        *(Column(key, "count") for key in ("won_accounts", "lost_accounts")),
        *(Column(key, "share") for key in ("of_won", "of_lost", "support")),
        Column("lift", "number"),
        Column("chance", "share"),
    ]
    rows = []
    for one in seen[:SHOWN]:
        shares = (one.won / won if won else None, one.lost / lost if lost else None)
        words = say("analysis.then", lang).join(step_word(step, lang) for step in one.steps)
        cells = (words, one.won, one.lost, *shares, one.support, one.lift, one.chance)
        rows.append(Row(cells, one.ids[:MOST_IDS]))
    figures = [
        (say(f"analysis.column_{key}", lang), [row.cells[at] for row in rows[:PLOTTED]])
        for key, at in (("of_won", 3), ("of_lost", 4))
    ]
    title = say("analysis.plot_journeys", lang)
    plot = Plot("bars", [str(row.cells[0]) for row in rows[:PLOTTED]], figures, "share", title)  # type: ignore[arg-type]
    counted: dict[str, Any] = {
        "won": won,
        "lost": lost,
        "none": sum(not one.steps for one in found),
        "of_won": _middle(one for one in found if one.is_won),
        "of_lost": _middle(one for one in found if not one.is_won),
    }
    notes: list[tuple[str, dict[str, Any]]] = [
        ("analysis.note_journeys", {"days": wish.days, **counted}),
        ("analysis.note_sequences", {"n": len(seen), "shown": len(rows), "least": wish.least}),
        ("analysis.note_no_cause", {}),
    ]
    if len(chosen) < len(ended):
        notes.append(("analysis.note_latest_accounts", {"n": len(chosen), "all": len(ended)}))
    return Found(columns, rows, [plot] if rows else [], notes)


def named(acts: Iterable[list[str | None]], rules: ScoreRules) -> Iterable[tuple[str, str]]:
    """Yield step and id of activities: their kind, of a page its kind where the rules know it."""
    for kind, id_, page in acts:
        of_page = rules.page_kind(page) if kind == "web_visit" else None
        yield f"{kind or ''}:{of_page}" if of_page else kind or "", str(id_)


def step_word(step: str, lang: Language) -> str:
    """Return what a step is called."""
    kind, _, page = step.partition(":")
    word = say(f"codes.activity_kind_{kind}", lang) if kind else say("analysis.step_unknown", lang)
    return say("analysis.step_page", lang, step=word, page=page) if page else word


def _before(day: date, days: int, zone: tzinfo | None) -> dict[str, datetime]:
    # The day itself is left out: a contract is signed in a meeting, which leads to nothing any more.
    until = datetime.combine(day, time(), zone)
    return {"since": until - timedelta(days=days), "until": until}


def _middle(found: Iterable[Journey]) -> float:
    return median([len(one.steps) for one in found] or [0])
