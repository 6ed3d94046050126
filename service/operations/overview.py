"""What the home screen shows: how much there is, the accounts, what changed."""

from __future__ import annotations

from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.language import Language, say
from service.store import overview as store

TOUCH_DAYS = 90
"""A person counts as covered when we were in touch within these days."""
CHANGE_DAYS = 90
CHANGES = 12


def overview(database: Database, moment: Moment, lang: Language, *, limit: int) -> dict[str, Any]:
    """Return counts by label, accounts with their coverage, and what changed of late.

    Coverage is the share of an account's known people we were in touch with in the last 90 days; None where
    nobody is known.
    """
    counts = store.totals(database)
    own = store.own_company(database)
    return {
        "counts": counts,
        "accounts": [
            _account(row) for row in store.accounts(database, moment, touch_days=TOUCH_DAYS, limit=limit)
        ],
        "changes": _changes(database, moment, lang),
        "own_company": {**own, "label": "Company"} if own else None,
        "is_empty": not counts,
        "as_of": moment.as_of,
    }


def _account(row: dict[str, Any]) -> dict[str, Any]:
    touched = row.pop("touched")
    return {**row, "covered": touched / row["contacts"] if row["contacts"] else None}


def _changes(database: Database, moment: Moment, lang: Language) -> list[dict[str, Any]]:
    left = [
        {
            "key": "changes.left",
            "text": say("changes.left", lang, name=row["name"], unit=row["unit"] or ""),
            "at": row["on"],
            "node": {"id": row["contact_id"], "label": "Contact", "name": row["name"]},
        }
        for row in store.departures(database, moment, days=CHANGE_DAYS, limit=CHANGES)
    ]
    ended = [
        {
            "key": "changes.deal_ended",
            "text": say(
                "changes.deal_ended",
                lang,
                name=row["name"],
                company=row["company"] or "",
                outcome=say(f"codes.deal_outcome_{row['outcome'] or 'open'}", lang),
            ),
            "at": row["on"],
            "node": {"id": row["deal_id"], "label": "Deal", "name": row["name"]},
        }
        for row in store.closings(database, moment, days=CHANGE_DAYS, limit=CHANGES)
    ]
    return sorted(left + ended, key=lambda item: (item["at"], item["node"]["id"]), reverse=True)[:CHANGES]
