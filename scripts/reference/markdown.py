"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; what would end a cell is escaped."""
    lines = [tuple(heads), ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", r"\|").replace("\n", " ")


def code(value: object) -> str:
    """Return the value as code, nothing for nothing."""
    return f"`{value}`" if value not in (None, "") else ""
