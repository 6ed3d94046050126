"""What a batch or a rebuild would change: rows for the write queries, and the count by label and type."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graph_models.claims import Earlier, Trust
from graph_models.ids import node_id, relationship_id
from graph_models.merging import Properties
from graph_models.properties import CLAIMS, RUN
from graph_models.vocabulary import State
from service.database import Rows, Transaction
from service.errors import DatabaseError
from service.store.claims import Standing
from service.store.difference import Difference
from service.store.matching import keys_of
from service.store.said import Ends, plain
from service.store.tally import Tally
from service.store.tie_marks import mark_ties


@dataclass(slots=True)
class Plan:
    """Changes of one transaction, made at a time by a run.

    ``detached``: relationships that go with a node. ``grouped``: records that are one with others; ``stale``:
    those of them of which more was said; ``difference``: receives each change while the batch is only tried.
    """

    run: str
    at: datetime
    new_nodes: Rows = field(default_factory=list)
    changed_nodes: Rows = field(default_factory=list)
    new_relationships: Rows = field(default_factory=list)
    changed_relationships: Rows = field(default_factory=list)
    deleted_nodes: list[str] = field(default_factory=list)
    deleted_relationships: Rows = field(default_factory=list)
    detached: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    claims: Rows = field(default_factory=list)
    grouped: frozenset[str] = frozenset()
    stale: set[str] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)
    difference: Difference | None = None

    def note(
        self,
        change: str,
        name: str,
        id_: str,
        old: Properties,
        new: Properties,
        claims: Iterable[Standing] = (),
        trust: Trust | None = None,
    ) -> None:
        """Count what is created, updated or unchanged, and keep how while it is only tried."""
        self.tally.add(name, change)
        if self.difference is not None and change != "unchanged":
            self.difference.add(change, name, id_, old, new, claims, trust)

    def create_node(
        self, label: str, id_: str, view: Properties, recorded_at: datetime | None, run: str, claims: int = 0
    ) -> None:
        """Plan a new node."""
        own = {"id": id_, RUN: run, **_counted(claims), **keys_of(label, view)}
        row = _node_row({**view, **own}, recorded_at)
        self.new_nodes.append({"label": label, **row})

    def change_node(
        self,
        id_: str,
        change: Properties,
        recorded_at: datetime | None,
        *,
        claims: int = 0,
        own: Properties | None = None,
        is_rebuilt: bool = False,
    ) -> None:
        """Plan the change of a node.

        ``own`` are properties of the service's own; where only these and the count of claims change, the node
        counts as unchanged. ``is_rebuilt``: it was learned of at ``recorded_at``, whatever stands.
        """
        row = _node_row({**change, **(own or {}), **_counted(claims)}, recorded_at)
        told = {"id": id_, "is_changed": bool(change), "is_rebuilt": is_rebuilt}
        self.changed_nodes.append({**told, **row})

    def create_relationship(
        self,
        type_: str,
        id_: str,
        ends: Ends,
        view: Properties,
        recorded_at: datetime | None,
        run: str,
        claims: int = 0,
    ) -> None:
        """Plan a new relationship."""
        properties = {**view, "id": id_, RUN: run, **_counted(claims)}
        self.new_relationships.append(
            {
                "id": id_,
                "type": type_,
                **ends._asdict(),
                "properties": properties,
                "recorded_at": plain(recorded_at),
            }
        )

    def change_relationship(
        self,
        id_: str,
        ends: Ends,
        change: Properties,
        recorded_at: datetime | None,
        *,
        claims: int = 0,
        is_rebuilt: bool = False,
    ) -> None:
        """Plan the change of a relationship."""
        told = {"id": id_, "recorded_at": plain(recorded_at), "is_rebuilt": is_rebuilt}
        properties = {**change, **_counted(claims)}
        self.changed_relationships.append({**told, **ends._asdict(), "properties": properties})

    def keep(self, standing: Standing) -> None:
        """Plan that a claim is kept."""
        self.claims.append(standing.row())
        if standing.claim.about in self.grouped and standing.ends is None:
            self.stale.add(standing.claim.about)

    def remember(self, about: str, earlier: Iterable[Earlier]) -> None:
        """Plan the Facts in which values that were replaced are kept."""
        for item in earlier:
            id_ = fact_id(about, item)
            fact = {
                "property": item.property,
                "value": json.dumps(item.value, ensure_ascii=False, default=str),
                "recorded_at": item.recorded_at,
                "superseded_at": item.superseded_at,
                "source": item.source,
                "state": State.CONFIRMED.value,
                "sources": [item.source],
            }
            self.create_node("Fact", id_, fact, None, self.run)
            view = {"source": item.source, "confidence": 1.0, "state": State.CONFIRMED.value}
            about_id = relationship_id("ABOUT", id_, about)
            self.create_relationship("ABOUT", about_id, Ends(id_, about), view, None, self.run)

    def carry_out(self, transaction: Transaction) -> None:
        """Write it.

        Raises
        ------
        DatabaseError
            When an end of a relationship is missing.
        """
        if self.deleted_relationships:
            transaction.run("graph/delete_relationships", keys=self.deleted_relationships)
        if self.deleted_nodes:
            transaction.run("graph/delete_nodes", ids=self.deleted_nodes)
        if self.forgotten:
            transaction.run("graph/delete_history", ids=self.forgotten)
        if self.new_nodes:
            transaction.run("graph/create_nodes", rows=self.new_nodes, at=self.at)
        if self.changed_nodes:
            transaction.run("graph/update_nodes", rows=self.changed_nodes, at=self.at)
        if self.new_relationships:
            created = transaction.run("graph/create_relationships", rows=self.new_relationships, at=self.at)
            if created[0]["created"] != len(self.new_relationships):
                raise DatabaseError("errors.relationship_end_missing")
        if self.changed_relationships:
            transaction.run("graph/update_relationships", rows=self.changed_relationships)
        if self.claims:
            transaction.run("claims/save", rows=self.claims)
        self._mark_ties(transaction)

    def _mark_ties(self, transaction: Transaction) -> None:
        made = (row["id"] for row in self.new_relationships)
        changed = (row["id"] for row in (*self.changed_relationships, *self.changed_nodes))
        gone = (row["id"] for row in self.deleted_relationships)
        mark_ties(
            transaction, changed=(*made, *changed), deleted=(*gone, *self.detached, *self.deleted_nodes)
        )


def fact_id(about: str, earlier: Earlier) -> str:
    """Return the id of the Fact that keeps an earlier value of a node."""
    return node_id("Fact", about, earlier.property, earlier.superseded_at.isoformat())


def _counted(claims: int) -> dict[str, int]:
    return {CLAIMS: claims} if claims else {}


def _node_row(properties: Properties, recorded_at: datetime | None) -> dict[str, Any]:
    instants = {name: value.isoformat() for name, value in properties.items() if isinstance(value, datetime)}
    others = {name: value for name, value in properties.items() if name not in instants}
    return {"properties": others, "instants": instants, "recorded_at": plain(recorded_at)}
