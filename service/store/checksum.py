"""A checksum of the whole graph that does not depend on order, import time or the service's own records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from service.database import Database
from service.store.graph_write import plain

_MODULUS = 1 << 128


def graph_checksum(database: Database) -> dict[str, Any]:
    """Return ``{"checksum", "nodes", "relationships"}``.

    The checksum is the sum modulo 2^128 of a hash of each node and relationship, so it needs neither sorting
    nor memory. Left out: when something was learned, and the service's own records.
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
    kept = {key: plain(value) for key, value in properties.items() if value is not None}
    text = json.dumps([what, kept], ensure_ascii=False, sort_keys=True)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())
