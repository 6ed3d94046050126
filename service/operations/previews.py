"""Differences that dry runs found, kept for a day, to be paged over."""

from __future__ import annotations

import json
import re
import secrets
import time
from datetime import date
from pathlib import Path
from typing import Any

from service.errors import NotFoundError
from service.language import Language
from service.operations.review import reasons_told
from service.store.difference import Difference

KEPT_SECONDS = 24 * 3600
PAGE = 50
_ID = re.compile(r"[0-9a-f]{32}")


def keep_difference(home: Path, difference: Difference) -> str:
    """Keep a difference and return the id it is asked for by; what is older than a day is deleted."""
    folder = home / "previews"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.glob("*.json"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)
    id_ = secrets.token_hex(16)
    (folder / f"{id_}.json").write_text(
        json.dumps(difference.as_dict(), ensure_ascii=False, default=_plain), "utf-8"
    )
    return id_


def page_of(
    home: Path,
    id_: str,
    lang: Language,
    *,
    change: str | None = None,
    name: str | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> dict[str, Any]:
    """Return a page of a difference, all totals, and how many of the chosen changes are not shown.

    Parameters
    ----------
    change
        ``created``, ``updated``, ``merged`` or ``review``; None for all.
    name
        A label or type; None for all.

    Raises
    ------
    NotFoundError
        When it is not kept, or not any more.
    """
    file = home / "previews" / f"{id_}.json"
    if not _ID.fullmatch(id_) or not file.is_file():
        raise NotFoundError("errors.not_found", id=id_)
    kept = json.loads(file.read_text("utf-8"))

    def is_chosen(item: dict[str, Any]) -> bool:
        return change in (None, item["change"]) and name in (None, item["name"])

    items = [item for item in kept["items"] if is_chosen(item)]
    shown = [_told(item, lang) for item in items[offset : offset + limit]]
    total = sum(row["total"] for row in kept["totals"] if is_chosen(row))
    return {
        "id": id_,
        "totals": kept["totals"],
        "items": shown,
        "total": total,
        "next_offset": offset + limit if offset + limit < len(items) else None,
        "not_kept": total - len(items),
        "not_compared": kept["not_compared"],
    }


def _told(item: dict[str, Any], lang: Language) -> dict[str, Any]:
    """Return a change with the reasons of a pair in words."""
    own = {name: value for name, value in item.items() if name != "names"}
    if "reasons" in item:
        own["reasons"] = reasons_told(item["reasons"], lang, item["names"])
    return own


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no JSON form")
