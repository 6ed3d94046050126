"""Ids of what a person typed in: UUIDs of version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a new UUID: 48 bits of milliseconds, version and variant, 74 random bits.

    Python's own comes with 3.14 only.
    """
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | secrets.randbits(12) << 64
    return UUID(int=number | 0b10 << 62 | secrets.randbits(62))


def typed_in_id(label: str) -> str:
    """Return the id of a new node of a label that a person typed in."""
    return f"{label.lower()}-{uuid7()}"
