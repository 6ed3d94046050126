"""The monitor of the status: what changed, and what falls due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.language import Language, say
from service.operations.status import LABELS, rules_of
from service.operations.status_words import told_change
from service.store import status as store
from service.store import status_records as records

LISTED = 200
DOUBT_DAYS = 90
"""People who seem to be gone are told for so many days at least."""


def monitor(
    database: Database, moment: Moment, lang: Language, *, days: int, due_days: int, limit: int = LISTED
) -> dict[str, Any]:
    """Return what changed in the last ``days`` and what falls due in the next ``due_days``.

    Returns
    -------
    dict
        ``changes`` newest first; ``lapsing`` customers by day; ``doubted`` contacts who seem to be gone;
        ``overrides_due`` whose day of review has come; ``counts`` by label, status and customer type.
    """
    day = moment.as_of
    since = moment.until - timedelta(days=days)
    lapsing = [
        row
        for label in LABELS
        for row in records.lapsing(database, label, day, day + timedelta(days=due_days), limit)
    ]
    return {
        "as_of": day,
        "days": days,
        "due_days": due_days,
        "lapse_days": rules_of(database).lapse_days,
        "refreshed_at": store.rules(database).get("refreshed_at"),
        "counts": records.counts(database),
        "changes": [
            {
                **told_change(row["change"], lang),
                "name": row["name"],
                "name_latin": row["name_latin"],
                "account": row["account"],
            }
            for row in records.changes(database, since, limit)
        ],
        "lapsing": sorted(lapsing, key=lambda row: (row["lapses_on"], row["id"]))[:limit],
        "doubted": [
            {**row, "label": "Contact", "text": say(f"status.doubt_{row['doubt']}", lang)}
            for row in records.doubted(database, day - timedelta(days=max(days, DOUBT_DAYS)), limit)
        ],
        "overrides_due": [
            {
                **_node(row["override"]["about"], row),
                "override": row["override"],
            }
            for row in records.overrides_due(database, day, limit)
        ],
    }


def _node(id_: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "label": row["label"], "name": row["name"], "name_latin": row["name_latin"]}
