"""Analyses of marketing: the funnel with its channels, and what campaigns brought."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from graph_models.records import Moment
from service.analysis.attribution import ATTRIBUTIONS, Credit, Lead, attribute
from service.analysis.funnel import funnel
from service.database import Database
from service.language import Language, say, texts
from service.operations.analyses.shape import Column, Found, Plot, Row, Wish, bars
from service.operations.analyses.sold import lines_of
from service.operations.scores import score_rules_of
from service.store import analyses as store
from service.store import sales as sales_store

ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


def steps(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """The funnel of the period: all accounts, and those of each channel."""
    since = moment.until - timedelta(days=1 + (moment.as_of - wish.since).days) if wish.since else ALWAYS
    touches: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in store.touches(database, since, moment):
        touches[row["unit_id"]][row["kind"]] = row["ids"]
    sales: dict[str, list[str]] = defaultdict(list)
    for line in lines_of(database, moment, wish):
        sales[line.company_id].append(line.id)
    channels: dict[str, set[str]] = defaultdict(set)
    for row in store.acquired(database, moment, score_rules_of(database).hot):
        if row["contact_id"]:
            channels[row["channel"] or ""].add(row["company_id"] or row["contact_id"])
    known = set().union(*channels.values())
    everybody = touches.keys() | sales.keys()
    groups = [(say("analysis.all_channels", lang), everybody)]
    groups += [(_channel(name, lang), found & everybody) for name, found in sorted(channels.items())]
    groups.append((say("analysis.no_channel", lang), everybody - known))
    columns = [
        Column("channel", "text"),
        Column("step", "text"),
        *(Column(key, "count") for key in ("accounts", "before")),
        *(Column(key, "share") for key in ("conversion", "of_all")),
    ]
    rows, plots = [], []
    whole = {one.key: len(one.units) for one in funnel(touches, sales)}
    for name, units in groups:
        mine = ({one: kinds for one, kinds in touches.items() if one in units},)
        found = funnel(*mine, {one: ids for one, ids in sales.items() if one in units})
        words = [say(f"analysis.step_{one.key}", lang) for one in found]
        counts = [float(len(one.units)) for one in found]
        for one, word in zip(found, words, strict=True):
            share = len(one.units) / whole[one.key] if whole[one.key] else None
            rows.append(Row((name, word, len(one.units), one.before, one.conversion, share), one.ids))
        plots.append(Plot("bars", words, [(name, counts)], "count", name))
    return Found(columns, rows, plots, [("analysis.note_funnel", {}), ("analysis.note_channels", {})])


def campaigns(database: Database, moment: Moment, lang: Language, wish: Wish) -> Found:
    """Campaigns from their cost over leads and deals to sales."""
    rows = store.acquired(database, moment, score_rules_of(database).hot)
    known: dict[str, dict[str, Any]] = {row["campaign_id"]: row for row in rows}
    contacts: dict[str, list[str]] = defaultdict(list)
    hot: Counter[str] = Counter(row["campaign_id"] for row in rows if row["is_hot"])
    for row in rows:
        if row["contact_id"]:
            contacts[row["campaign_id"]].append(row["evidence_id"])
    leads = [
        Lead(row["campaign_id"], row["company_id"], row["since"], row["evidence_id"])
        for row in rows
        if row["company_id"] and row["since"]
    ]
    deals = [
        one
        for one in sales_store.deals(database, moment)
        if wish.since is None or (one["opened_on"] and one["opened_on"] >= wish.since)
    ]
    credits = {one: attribute(deals, leads, one) for one in ATTRIBUTIONS}
    chosen = credits[wish.attribution]
    keys = {key for some in credits.values() for key in some}
    keys |= {(id_, one["currency"] or "") for id_, one in known.items()}
    columns = [
        Column("campaign", "node"),
        Column("channel", "text"),
        Column("currency", "text"),
        Column("cost", "number"),
        Column("leads", "count"),
        Column("hot_leads", "count"),
        *(Column(key, "number") for key in ("deals", "won")),
        *(Column(f"sales_{one}", "number") for one in ATTRIBUTIONS),
        Column("unknown", "number"),
        Column("roi", "share"),
    ]
    found = []
    for campaign, currency in sorted(keys, key=lambda key: (key[0] is None, key[0] or "", key[1])):
        one, credit = known.get(campaign or "", {}), chosen.get((campaign, currency), Credit())
        sales = [credits[way].get((campaign, currency), Credit()).sales for way in ATTRIBUTIONS]
        cost = one.get("cost") if (one.get("currency") or "") == currency else None
        own = sales[ATTRIBUTIONS.index(wish.attribution)]
        cells = (
            campaign,
            _channel(one["channel"] or "", lang) if one else say("analysis.no_campaign", lang),
            currency,
            cost,
            len(contacts[campaign]) if campaign else None,
            hot[campaign] if campaign else None,
            credit.deals,
            credit.won,
            *sales,
            credit.unknown,
            own / cost - 1 if cost else None,
        )
        ids = sorted(credit.ids) or contacts[campaign or ""]
        found.append(Row(cells, ids))
    returns = [
        (str(row.cells[0]), row.cells[-1])
        for row in found
        if isinstance(row.cells[-1], float) and row.cells[0]
    ]
    title = say("analysis.column_roi", lang)
    plot = bars(title, sorted(returns, key=lambda one: -(one[1] or 0.0)), "share", title, of_nodes=True)
    notes = [
        ("analysis.note_campaigns", {"way": say(f"analysis.attribution_{wish.attribution}", lang)}),
        ("analysis.note_hot_leads", {}),
    ]
    return Found(columns, found, [plot], notes)


def _channel(name: str, lang: Language) -> str:
    if not name:
        return say("analysis.channel_unknown", lang)
    key = f"analysis.channel_{name}"
    return say(key, lang) if key in texts() else name
