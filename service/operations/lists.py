"""Lists of one label, page by page."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.errors import UsageError
from service.operations.entities import node_view, standing_id
from service.store import overview as store


def list_nodes(database: Database, label: str, cursor: str | None, limit: int) -> dict[str, Any]:
    """Return ``items`` and ``next_cursor``, None on the last page.

    Raises
    ------
    UsageError
        When the cursor is not one that was handed out.
    """
    nodes = store.page(database, label, decode_cursor(cursor), limit + 1)
    more = len(nodes) > limit
    shown = nodes[:limit]
    return {
        "items": [node_view(node) for node in shown],
        "next_cursor": encode_cursor(shown[-1]["id"]) if more else None,
    }


def list_categories(database: Database, unit_id: str, moment: Moment) -> dict[str, Any]:
    """Return ``items`` of product categories with ``code`` and the number of ``deals`` of the unit.

    Raises
    ------
    NotFoundError
        When there is no such unit.
    """
    unit_id = standing_id(database, unit_id, "Company", "Site", "Department")
    rows = store.categories(database, unit_id, moment)
    return {"items": [{**row, "code": row["code"] or row["id"]} for row in rows], "next_cursor": None}


def encode_cursor(text: str) -> str:
    """Return the cursor that goes on after a place."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str:
    """Return the place a cursor stands for, empty for none.

    Raises
    ------
    UsageError
        When it is not a cursor.
    """
    if not cursor:
        return ""
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise UsageError("errors.bad_cursor", field="cursor") from error
