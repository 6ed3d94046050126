"""Records that are one with another: where they went, and what they said for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph_models.claims import Claim, fold
from graph_models.merging import Properties
from graph_models.registry import NODE_PROPERTY
from service.database import Rows, Transaction
from service.store.claims import standing, trust_in_sources
from service.store.matching import keys_of
from service.store.said import plain


def aliases_of(transaction: Transaction, ids: Iterable[str]) -> dict[str, str]:
    """Return where records went, for those of the ids that were merged into another."""
    rows = transaction.run("merges/aliases", ids=sorted(ids))
    return {row["id"]: row["into_id"] for row in rows}


def refresh_merged(transaction: Transaction, ids: Iterable[str]) -> None:
    """Keep anew what merged records say for themselves, after a source said more of them or took it back."""
    wanted = sorted(ids)
    if not wanted:
        return
    claims: dict[str, list[Claim]] = defaultdict(list)
    into: dict[str, tuple[str, str]] = {}
    for row in transaction.run("merges/about", ids=wanted)[0]["found"]:
        claims[row["about"]].append(standing(row).claim)
        if row["into_id"]:
            into[row["about"]] = (row["name"], row["into_id"])
    trust = trust_in_sources(transaction)
    rows = [
        merged_row(id_, label, into_id, fold(claims[id_], NODE_PROPERTY[label], trust))
        for id_, (label, into_id) in into.items()
    ]
    save_merged(transaction, rows)
    if silent := [id_ for id_ in wanted if id_ not in claims]:
        forget_merged(transaction, silent)


def forget_merged(transaction: Transaction, ids: Iterable[str]) -> None:
    """Forget that records were one with others."""
    transaction.run("merges/remove", ids=sorted(ids))


def save_merged(transaction: Transaction, rows: Rows) -> None:
    """Keep records that are one with another, as `merged_row` gives them."""
    if rows:
        transaction.run("merges/save", rows=rows)


def lock(transaction: Transaction, run: str) -> int:
    """Write alone to the end of the transaction; return how many records have gone into others."""
    return int(transaction.run("graph/lock", batch=run)[0]["merged"])


def merged_row(id_: str, label: str, into_id: str, view: Properties) -> dict[str, Any]:
    """Return what is kept of a record that is one with another."""
    properties: Mapping[str, Any] = {name: plain(value) for name, value in view.items()}
    return {
        "id": id_,
        "label": label,
        "into_id": into_id,
        "properties": {**properties, **keys_of(label, view)},
    }
