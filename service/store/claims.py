"""Claims as they are kept: once more than one run or source spoke of a node or relationship."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from graph_models.claims import Claim, Trust, as_json, from_json
from graph_models.ids import short_hash
from graph_models.properties import CLAIMS, RUN, is_bookkeeping
from service.database import Rows, Transaction
from service.store.said import Ends

UNKNOWN_RUN = "run-unknown"
"""Run of what was imported before runs were kept."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim and where it stands.

    ``name``: label or type. ``view_id``: the id of the node or relationship it is part of now. ``ends``:
    those it was said with, None for a node.
    """

    claim: Claim
    name: str
    view_id: str
    ends: Ends | None

    def at(self, view_id: str) -> Standing:
        """Return the claim as part of another node or relationship."""
        return replace(self, view_id=view_id)

    def row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        claim = self.claim
        return {
            "id": f"claim-{short_hash(*claim.key)}",
            "about": claim.about,
            "view_id": self.view_id,
            "name": self.name,
            "start_id": self.ends.start_id if self.ends else None,
            "end_id": self.ends.end_id if self.ends else None,
            "run": claim.run,
            "source": claim.source,
            "said": as_json(claim.said),
            "at": claim.at.isoformat(),
            "recorded_at": claim.recorded_at.isoformat(),
        }


def standing(row: dict[str, Any]) -> Standing:
    """Return the claim that a row keeps."""
    claim = Claim(
        row["about"],
        row["run"],
        row["source"],
        datetime.fromisoformat(row["at"]),
        datetime.fromisoformat(row["recorded_at"]),
        from_json(row["said"]),
    )
    ends = Ends(row["start_id"], row["end_id"]) if row["start_id"] else None
    return Standing(claim, row["name"], row["view_id"], ends)


def claims_of_views(transaction: Transaction, ids: Iterable[str]) -> dict[str, list[Standing]]:
    """Return the kept claims of nodes and relationships, by the id under which they stand."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found: dict[str, list[Standing]] = defaultdict(list)
    for row in transaction.run("claims/of_views", ids=wanted)[0]["found"]:
        found[row["view_id"]].append(standing(row))
    return dict(found)


def claims_about_nodes(transaction: Transaction, ids: Iterable[str]) -> list[Standing]:
    """Return the kept claims about nodes and about relationships that were said of them."""
    rows: Rows = transaction.run("claims/about_nodes", ids=sorted(ids))[0]["found"]
    return [standing(row) for row in rows]


def trust_in_sources(transaction: Transaction) -> Trust:
    """Return how far sources are trusted, where that was stated."""
    return {row["source"]: row["trust"] for row in transaction.run("claims/trust")}


def implied(name: str, found: dict[str, Any], ends: Ends | None) -> Standing:
    """Return the one claim that a node or relationship is itself, as long as no other is kept.

    Parameters
    ----------
    found
        A row of ``graph/current_nodes`` or ``graph/current_relationships``.
    """
    properties = found["properties"]
    said = said_of(properties)
    source = said["sources"][0] if ends is None else said["source"]
    recorded_at = datetime.fromisoformat(found["created_at" if ends is None else "recorded_at"])
    at = datetime.fromisoformat(found["updated_at"]) if ends is None else recorded_at
    run = properties.get(RUN) or UNKNOWN_RUN
    return Standing(Claim(found["id"], run, source, at, recorded_at, said), name, found["id"], ends)


def said_of(properties: dict[str, Any]) -> dict[str, Any]:
    """Return what sources say among the properties as they are kept."""
    return {
        name: value
        for name, value in properties.items()
        if value is not None and name != "id" and not is_bookkeeping(name)
    }


def is_kept(properties: dict[str, Any]) -> bool:
    """Return whether the claims of a node or relationship are kept apart."""
    return bool(properties.get(CLAIMS))
