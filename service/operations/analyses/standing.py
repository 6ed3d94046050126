"""Analyses of where customers stand: shares by month, and a definition of the best ones tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from graph_models.records import Moment
from service.analysis.best_customers import fit
from service.analysis.conditions import Condition
from service.analysis.customer_shares import customer_types, month_ends, statuses_then
from service.analysis.pareto import pareto
from service.database import Database
from service.errors import UsageError
from service.language import Language, say
from service.operations.analyses.shape import Column, Found, Plot, Row, Wish
from service.operations.analyses.sold import lines_of
from service.operations.conditions import condition_words, conditions_of, matching
from service.operations.segments import members_of, segment_of
from service.operations.status import rules_of
from service.store import status_records as records

TYPES = ("new", "repeat", "existing", "L")
STATUSES = ("P", "C", "L", "D", "S", None)
ALWAYS = datetime(1, 1, 2, tzinfo=UTC)
MOST_CHANGES = 1_000_000


def shares(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """Customer types by month from what was sold; statuses by month from their history."""
    days = month_ends(moment.as_of, wish.months)
    zone = moment.until.tzinfo
    ends = [datetime.combine(day + timedelta(days=1), time(), zone) for day in days]
    by_day = customer_types(lines_of(database, moment, Wish()), days, rules_of(database))
    now: Counter[str | None] = Counter()
    for row in records.counts(database):
        if row["label"] == "Company":
            now[row["status"]] += row["total"]
    changes = [
        {"about": one["about"], "at": one["at"], "old": one.get("from"), "new": one.get("to")}
        for row in records.changes(database, ALWAYS, MOST_CHANGES)
        for one in [row["change"]]
        if one.get("label") == "Company"
    ]
    # Nothing tells how it was before the first record: only from the month of that one on is it known.
    first = min((one["at"] for one in changes), default=datetime.now(UTC))
    known = [end > first for end in ends]
    then = statuses_then(now, changes, ends)
    sections: list[tuple[str, Sequence[str | None], list[Mapping[str | None, int] | None]]] = [
        ("type", TYPES, [{key: len(ids) for key, ids in one.items()} for one in by_day]),
        ("status", STATUSES, [one if is_known else None for one, is_known in zip(then, known, strict=True)]),
    ]
    columns = [
        Column("month", "text"),
        Column("kind", "text"),
        Column("customers", "count"),
        Column("share", "share"),
    ]
    rows, plots = [], []
    for section, keys, counts in sections:
        series = []
        for key in keys:
            word = say(f"analysis.{section}_{key or 'none'}", lang)
            figures = [_share(one, key) for one in counts]
            series.append((word, [share for _, share in figures]))
            for day, at, (number, share) in zip(days, by_day, figures, strict=True):
                ids = at.get(str(key), []) if section == "type" else []
                rows.append(Row((f"{day:%Y-%m}", word, number, share), ids))
        title = say(f"analysis.plot_{section}", lang)
        plots.append(Plot("lines", [f"{day:%Y-%m}" for day in days], series, "share", title))
    return Found(columns, rows, plots, [("analysis.note_types", {}), ("analysis.note_history", {})])


def _share(counts: Mapping[str | None, int] | None, key: str | None) -> tuple[int | None, float | None]:
    if counts is None:
        return None, None
    total = sum(counts.values())
    return counts.get(key, 0), counts.get(key, 0) / total if total else None


def best(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """A definition of the best customers against class A of the Pareto."""
    lines = lines_of(database, moment, wish)
    top = {one.company_id for one in pareto(lines, wish.measure) if one.letter == "A"}
    buyers = {one.company_id for one in lines}
    tried: list[tuple[str, list[str], tuple[str, ...]]] = []
    if wish.segment:
        segment = segment_of(database, wish.segment)
        if segment["label"] != "Company":
            raise UsageError("analysis.not_companies", field="segment")
        tried.append((segment["name"], members_of(database, segment, moment).ids, ()))
    given = conditions_of(database, "Company", wish.conditions)
    words = condition_words(database, "Company", given, lang)
    ways: list[tuple[str, tuple[Condition, ...]]] = [
        (word, (one,)) for word, one in zip(words, given, strict=True)
    ]
    if len(given) > 1:
        ways.insert(0, (say("analysis.all_conditions", lang), given))
    for word, some in ways:
        left = matching(database, "Company", some, moment)
        tried.append((word, list(left.ids), left.unknown))
    columns = [
        Column("definition", "text"),
        *(Column(key, "count") for key in ("chosen", "hits", "missed", "not_told")),
        *(Column(key, "share") for key in ("precision", "recall")),
        Column("lift", "number"),
    ]
    rows = []
    for word, ids, unknown in tried:
        one = fit(ids, unknown, top, buyers)
        rows.append(
            Row(
                (
                    word,
                    one.chosen,
                    len(one.hits),
                    len(one.missed),
                    one.unknown,
                    one.precision,
                    one.recall,
                    one.lift,
                ),
                (*one.hits, *one.missed),
            )
        )
    figures = [
        (say(f"analysis.column_{key}", lang), [row.cells[at] for row in rows])
        for key, at in (("precision", 5), ("recall", 6))
    ]
    title = say("analysis.plot_best", lang)
    plot = Plot("bars", [str(row.cells[0]) for row in rows], figures, "share", title)  # type: ignore[arg-type]
    notes = [("analysis.note_best", {"n": len(top), "all": len(buyers)})]
    if not tried:
        notes.append(("analysis.note_no_definition", {}))
    return Found(columns, rows, [plot] if tried else [], notes)
