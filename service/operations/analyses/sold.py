"""Analyses of what was sold: totals, Pareto, cohorts, lapse risk, affinity."""

from __future__ import annotations

from collections import Counter, defaultdict

from graph_models.records import Moment
from service.analysis.affinity import affinity
from service.analysis.cohorts import RISKS, cohorts, lapse_risks
from service.analysis.pareto import pareto
from service.analysis.sales_lines import Line, sales_lines
from service.database import Database
from service.language import Language, say
from service.operations.analyses.shape import PLOTTED, Column, Found, Plot, Row, Wish, bars
from service.operations.sales_totals import sales_totals, totals_table
from service.operations.status import rules_of
from service.store import analyses as store
from service.store import sales as sales_store


def lines_of(database: Database, moment: Moment, wish: Wish) -> list[Line]:
    """Return what was sold from the day wished for."""
    purchases, deals = sales_store.purchases(database, moment), sales_store.deals(database, moment)
    return sales_lines(purchases, deals, wish.since)


def totals(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """Deals by stage, product, person in charge, quarter or company."""
    told = sales_totals(database, moment, lang, by=wish.by, evidence=True)
    header, rows = totals_table(told, lang)
    items = [*told["items"], told["total"]]
    kinds = ["text", *["count"] * 5, "share", "count", *["number"] * (len(header) - 8)]
    columns = [
        Column(f"c{at}", kind, title) for at, (title, kind) in enumerate(zip(header, kinds, strict=True))
    ]
    found = [Row(cells, one["evidence_ids"]) for cells, one in zip(rows, items, strict=True)]
    # Quarters stand in the order of time, of which the latest are drawn; others have the largest first.
    drawn = rows[:-1][-PLOTTED:] if wish.by == "quarter" else rows[:-1]
    plots = [bars(header[1], [(str(row[0]), row[1]) for row in drawn], "count", header[1])]  # type: ignore[misc]
    plots += [
        bars(header[at], [(str(row[0]), row[at]) for row in drawn], "number", header[at])  # type: ignore[misc]
        for at in range(8, len(header))
    ]
    return Found(columns, found, plots, [(note["key"], {}) for note in told["notes"]])


def customers(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """Pareto of customers by revenue or profit."""
    found = pareto(lines_of(database, moment, wish), wish.measure)
    title = say(f"analysis.measure_{wish.measure}", lang)
    columns = [
        Column("company", "node"),
        Column("currency", "text"),
        Column("value", "number", title),
        *(Column(key, "share") for key in ("share", "cumulative")),
        Column("letter", "text"),
        Column("unknown", "count"),
    ]
    rows = [
        Row(
            (one.company_id, one.currency, one.value, one.share, one.cumulative, one.letter, one.unknown),
            one.ids,
        )
        for one in found
    ]
    plots = []
    for currency in sorted({one.currency for one in found}):
        mine = [one for one in found if one.currency == currency and one.value is not None]
        name = f"{title} {currency}".strip()
        plots.append(bars(name, [(one.company_id, one.value) for one in mine], "number", name, of_nodes=True))
        curve = [one.cumulative for one in mine]
        series = [(say("analysis.column_cumulative", lang), curve)]
        name = f"{say('analysis.column_cumulative', lang)} {currency}".strip()
        plots.append(Plot("lines", [str(at + 1) for at in range(len(mine))], series, "share", name))
    return Found(columns, rows, plots, [("analysis.note_lines", {}), ("analysis.note_pareto", {})])


def quarters(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:  # noqa: ARG001  (all are asked alike)
    """Cohorts by the quarter of the first purchase."""
    found = cohorts(lines_of(database, moment, Wish()), moment.as_of)
    longest = max((len(one.active) for one in found), default=0)
    columns = [Column("cohort", "text"), Column("customers", "count")]
    columns += [
        Column(f"q{k}", "share", say("analysis.quarters_later", lang, n=k)) for k in range(1, longest)
    ]
    rows = [
        Row((one.quarter, one.size, *shares, *[None] * (longest - 1 - len(shares))), one.ids)
        for one in found
        for shares in [[bought / one.size for bought in one.active[1:]]]
    ]
    size: Counter[int] = Counter()
    bought: Counter[int] = Counter()
    for one in found:
        for k, number in enumerate(one.active):
            size[k] += one.size
            bought[k] += number
    title = say("analysis.plot_cohorts", lang)
    curve = [bought[k] / size[k] for k in range(longest)]
    plot = Plot("lines", [str(k) for k in range(longest)], [(title, curve)], "share", title)
    return Found(columns, rows, [plot], [("analysis.note_lines", {}), ("analysis.note_cohorts", {})])


def lapsing(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """Who has lapsed, and who is near it."""
    days = rules_of(database).lapse_days
    found = lapse_risks(lines_of(database, moment, Wish()), moment.as_of, lapse_days=days, soon=wish.soon)
    words = {one: say(f"analysis.risk_{one}", lang) for one in RISKS}
    columns = [
        Column("company", "node"),
        Column("risk", "text"),
        Column("last", "day"),
        Column("days_since", "count"),
        Column("days_left", "count"),
        *(Column(key, "number") for key in ("median_gap", "ratio")),
    ]
    rows = [
        Row(
            (
                one.company_id,
                words[one.risk],
                one.last,
                one.days_since,
                one.days_left,
                one.median_gap,
                one.ratio,
            ),
            one.ids,
        )
        for one in found
    ]
    counts = Counter(one.risk for one in found)
    title = say("analysis.plot_lapse", lang)
    plot = bars(title, [(words[one], counts[one]) for one in RISKS], "count", title)
    notes = [("analysis.note_lines", {}), ("analysis.note_lapse", {"days": days, "soon": wish.soon})]
    return Found(columns, rows, [plot], notes)


def pairs(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:  # noqa: ARG001  (all are asked alike)
    """Pairs of product categories that the same company or site buys."""
    companies = {one.id: one.company_id for one in lines_of(database, moment, wish)}
    baskets: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.baskets(database, sorted(companies), moment):
        sites = [one["id"] for one in row["sites"]]
        for place in sites if wish.level == "site" else [companies[row["id"]]]:
            for category in row["categories"]:
                baskets[place][category["id"]].append(row["id"])
    found = affinity(baskets, wish.least)
    columns = [
        *(Column(key, "node") for key in ("left", "right")),
        Column("both", "count"),
        *(Column(key, "share") for key in ("support", "forward", "back")),
        Column("lift", "number"),
    ]
    rows = [
        Row((one.left, one.right, one.both, one.support, one.forward, one.back, one.lift), one.ids)
        for one in found
    ]
    notes = [
        ("analysis.note_lines", {}),
        ("analysis.note_affinity", {"n": len(baskets), "least": wish.least}),
    ]
    return Found(columns, rows, (), notes)
