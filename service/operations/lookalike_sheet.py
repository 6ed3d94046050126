"""Lookalikes as a file of a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.language import Language, say
from service.operations.sheets import Cell, sheet

_FIRST = ("rank", "company", "name", "score", "confidence")
_LAST = ("shared", "differs", "warm_path", "unknown", "id")


def lookalike_sheet(answer: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return an answer as a file, ``csv`` or ``xlsx``: a line for each account, a column for each part.

    What is not known is an empty cell.
    """
    parts = [(part["name"], part["title"]) for part in answer["items"][0]["parts"]] if answer["items"] else []
    header = [
        *(say(f"lookalike.column_{name}", lang) for name in _FIRST),
        *(title for _, title in parts),
        *(say(f"lookalike.column_{name}", lang) for name in _LAST),
    ]
    rows = [_row(rank, item, lang) for rank, item in enumerate(answer["items"], 1)]
    return sheet(format_, say("lookalike.sheet", lang), header, rows)


def _row(rank: int, item: Mapping[str, Any], lang: Language) -> list[Cell]:
    details = item["details"]
    path = details["warm_path"]
    return [
        rank,
        _name(details["company"], lang),
        _name(item, lang),
        item["score"],
        item["confidence"],
        *(part["value"] for part in item["parts"]),
        "; ".join(one["text"] for one in details["shared"]),
        "; ".join(one["text"] for one in details["differs"]),
        _name(path["node"], lang) if path else None,
        "; ".join(part["title"] for part in item["parts"] if part["value"] is None),
        item["id"],
    ]


def _name(node: Mapping[str, Any] | None, lang: Language) -> str | None:
    if node is None:
        return None
    return str((lang == "en" and node.get("name_latin")) or node["name"])
