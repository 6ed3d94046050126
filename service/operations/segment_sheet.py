"""Members of a segment as a file of a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.language import Language, say
from service.operations.sheets import Cell, sheet


def members_sheet(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return members as a file of a spreadsheet, ``csv`` or ``xlsx``."""
    header = [say(f"segments.column_{name}", lang) for name in ("name", "company", "status", "score", "id")]
    rows: list[list[Cell]] = [
        [
            _name(row, lang),
            _name(row["company"], lang) if row.get("company") else None,
            say(f"codes.status_{row['status']}", lang) if row.get("status") else None,
            row.get("score"),
            row["id"],
        ]
        for row in found["items"]
    ]
    return sheet(format_, say("segments.sheet", lang), header, rows)


def _name(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node.get("name_latin")) or node["name"])
