"""Totals of deals for a person: rows with words, and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import DealOutcome
from service.analysis.sales_totals import Total, deal_totals
from service.database import Database
from service.language import Language, say, texts
from service.operations.sheets import Cell, sheet
from service.store import sales as store

COLUMNS = ("name", "deals", *(one.value for one in DealOutcome), "win_rate", "unknown_amounts")


def sales_totals(
    database: Database, moment: Moment, lang: Language, *, by: str, evidence: bool = False
) -> dict[str, Any]:
    """Return the totals of all deals known on the day.

    Parameters
    ----------
    by
        One of `service.analysis.sales_totals.WAYS`.
    evidence
        With the ids of the deals each row is made of.

    Returns
    -------
    dict
        ``items``: ``key``, ``name``, ``deals``, ``outcomes``, ``amounts`` (currency -> sum of what was won),
        ``unknown_amounts`` (won deals whose amount nobody knows, in no sum), ``win_rate``; ``total``: the
        same of all deals, each counted once; ``notes``: how the figures are made.
    """
    deals = store.deals(database, moment)
    items = [_told(one, by, lang, evidence) for one in deal_totals(deals, by)]
    total = Total(None, say("sales.total", lang))
    for deal in deals:
        total.add(deal)
    notes = ["sales.note_won", f"sales.note_{by}"] if f"sales.note_{by}" in texts() else ["sales.note_won"]
    return {
        "by": by,
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "items": items,
        "total": {**_plain(total, evidence), "name": total.name},
        "notes": [{"key": key, "text": say(key, lang)} for key in notes],
    }


def totals_table(found: Mapping[str, Any], lang: Language) -> tuple[list[str], list[list[Cell]]]:
    """Return header and rows, a column of amounts for each currency."""
    rows = [*found["items"], found["total"]]
    currencies = sorted({currency for row in rows for currency in row["amounts"]})
    header = [
        say(f"sales.by_{found['by']}", lang),
        *(say(f"sales.column_{one}", lang) for one in COLUMNS[1:]),
    ]
    header += [f"{say('sales.column_amount', lang)} {one}".strip() for one in currencies]
    return header, [
        [
            row["name"],
            row["deals"],
            *(row["outcomes"].get(one.value, 0) for one in DealOutcome),
            row["win_rate"],
            row["unknown_amounts"],
            *(row["amounts"].get(one) for one in currencies),
        ]
        for row in rows
    ]


def totals_file(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return the totals as a file, ``csv`` or ``xlsx``."""
    header, rows = totals_table(found, lang)
    return sheet(format_, say("sales.sheet_totals", lang), header, rows)


def _told(total: Total, by: str, lang: Language, evidence: bool) -> dict[str, Any]:
    name = total.name or total.key
    if total.key is None:
        name = say(f"sales.none_{by}", lang)
    elif by == "stage":
        kind = "deal_outcome" if total.key in {one.value for one in DealOutcome} else "deal_stage"
        name = say(f"codes.{kind}_{total.key}", lang)
    return {**_plain(total, evidence), "name": name}


def _plain(total: Total, evidence: bool) -> dict[str, Any]:
    return {
        "key": total.key,
        "deals": total.deals,
        "outcomes": dict(total.outcomes),
        "amounts": dict(total.amounts),
        "unknown_amounts": total.unknown_amounts,
        "win_rate": total.win_rate,
        **({"evidence_ids": total.ids} if evidence else {}),
    }
