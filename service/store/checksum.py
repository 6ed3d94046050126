"""A checksum of the whole graph: of what it says, not of how and when it came to say so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from graph_models.properties import is_bookkeeping
from service.database import Database

_MODULUS = 1 << 128


def graph_checksum(database: Database) -> dict[str, Any]:
    """Return ``{"checksum", "nodes", "relationships"}``.

    The checksum is the sum modulo 2^128 of a hash of each node and relationship, so it needs neither sorting
    nor memory. Left out are the time something was learned, the Facts in which imports keep values that they
    replaced, the service's own properties and records (``docs/decisions/0011-graph-checksum.md``).
    """
    total, nodes, relationships = 0, 0, 0
    for row in database.stream("graph/all_nodes"):
        total += _hash(row["label"], row["properties"])
        nodes += 1
    for row in database.stream("graph/all_relationships"):
        total += _hash(f"{row['start_id']}>{row['type']}>{row['end_id']}", row["properties"])
        relationships += 1
    return {"checksum": f"{total % _MODULUS:032x}", "nodes": nodes, "relationships": relationships}


def _hash(what: str, properties: Mapping[str, Any]) -> int:
    kept = {key: value for key, value in properties.items() if value is not None and not is_bookkeeping(key)}
    return int.from_bytes(hashlib.blake2b(_encode([what, kept]).encode(), digest_size=16).digest())


def _iso(value: date) -> str:
    return value.isoformat()


# One encoder for all: making one takes longer than using it.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_iso).encode
