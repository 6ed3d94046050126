"""The targets of expansion that people work on, with every change of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph_models.records import Moment
from service.database import Database, Rows


def items(database: Database, id_: str | None = None) -> list[dict[str, Any]]:
    """Return the items on the list, the last changed first; all or one."""
    return [row["item"] for row in database.read("expansion_items/list", id=id_)]


def item(database: Database, id_: str) -> dict[str, Any] | None:
    """Return an item, also one that was taken off the list; None when there never was one."""
    rows = database.read("expansion_items/one", id=id_)
    return rows[0]["item"] if rows else None


def history(database: Database, id_: str) -> list[dict[str, Any]]:
    """Return every change of an item, the first one first; each holds all that stood after it."""
    return [row["change"] for row in database.read("expansion_items/history", item_id=id_)]


def known(database: Database, moment: Moment) -> list[tuple[str, dict[str, Any]]]:
    """Return each target with the last change of its item that was made by the moment."""
    rows = database.read("expansion_items/known", known_at=moment.known_at)
    return [(row["target_id"], row["item"]) for row in rows]


def names(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what things are called, by the id that was asked for."""
    rows: Rows = database.read("expansion_items/names", ids=sorted(set(ids)))
    return {row.pop("asked"): row for row in rows}


def save(database: Database, before: int, item: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Keep an item and its change in one transaction; False when somebody else changed it first."""
    rows = database.write(
        lambda transaction: transaction.run(
            "expansion_items/save", id=item["id"], before=before, item=dict(item), change=dict(change)
        )
    )
    return bool(rows)
