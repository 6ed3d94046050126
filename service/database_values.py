"""Values as the driver of the database takes them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any


def sendable(value: Any) -> Any:
    """Return the value with every time carrying a fixed offset in place of a ``ZoneInfo``.

    The driver hands its own time class to ``ZoneInfo.utcoffset``, which in C reads it as a ``datetime``: the
    offset is then left to chance, or the process dies.
    """
    if isinstance(value, datetime):
        offset = value.utcoffset()
        return value if offset is None else value.replace(tzinfo=timezone(offset))
    if isinstance(value, dict):
        return {key: sendable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [sendable(item) for item in value]
    return value
