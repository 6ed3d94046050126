"""Stable ids of our own, made from the source's key and readable back.

A node id says its label, a relationship id its type and both ends, so that any evidence id can be
resolved with the one index on node ids.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import NamedTuple

_HASH_BYTES = 10
"""80 bits: at ten million nodes a collision has a chance of 4e-11."""


_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _BASE32 for second in _BASE32]
_SHIFTS = range(8 * _HASH_BYTES - 10, -1, -10)


class RelationshipKey(NamedTuple):
    """What a relationship id says: its type in lower case and the ids of its two ends."""

    type: str
    start_id: str
    end_id: str


def short_hash(*parts: str) -> str:
    """Return 16 lower-case base32 characters of the parts, compared after NFKC and trimming.

    >>> short_hash("ＡＢＣ ", "1") == short_hash("ABC", "1")
    True
    >>> short_hash("a", "b") == short_hash("ab")
    False
    """
    key = b""
    for part in parts:
        text = (part if part.isascii() else unicodedata.normalize("NFKC", part)).strip().encode()
        # The length goes first, so that no two lists of parts share a byte string.
        key += len(text).to_bytes(4, "big") + text
    number = int.from_bytes(hashlib.blake2b(key, digest_size=_HASH_BYTES).digest(), "big")
    # By pairs of characters: five times as fast as base64.b32encode, and an import makes millions of ids.
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


def node_id(label: str, *key_parts: str) -> str:
    """Return the id of the node with this label and identifying key.

    >>> node_id("Company", "corporate_number", "5040001043849")
    'company-fazguglqj5rhlnsr'
    """
    return f"{label.lower()}-{short_hash(*key_parts)}"


def relationship_id(type_: str, start_id: str, end_id: str, qualifier: str = "") -> str:
    """Return the id of a relationship; the qualifier tells parallel ones between the same ends apart."""
    key = f"{type_.lower()}.{start_id}.{end_id}"
    return f"{key}.{short_hash(qualifier)}" if qualifier else key


def parse_relationship_id(id_: str) -> RelationshipKey | None:
    """Return what a relationship id says, or None when it is not one."""
    parts = id_.split(".")
    if len(parts) not in (3, 4) or not all(parts):
        return None
    return RelationshipKey(parts[0], parts[1], parts[2])
