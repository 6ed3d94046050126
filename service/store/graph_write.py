"""The one way records get into the graph: read what stands, merge by the model, write what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph_models.ids import node_id
from graph_models.merging import Properties, changes, normalised
from graph_models.properties import Property
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY
from graph_models.vocabulary import State
from service.database import Database, Rows, Transaction
from service.errors import DatabaseError
from service.store.import_runs import record_import_run
from service.store.tally import Tally

Record = NodeRecord | RelationshipRecord


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """The record of the running import, saved in the same transaction as the batch."""

    id: str
    properties: Mapping[str, Any]


@dataclass(slots=True)
class _Said:
    """What a batch says of one node or relationship, folded together, in the types of the model."""

    record: Record
    properties: Properties
    recorded_at: datetime | None

    def add(self, record: Record) -> None:
        """Add what another row says of it."""
        self.properties.update(changes(self.properties, _properties(record), _rules(record)))
        if record.recorded_at is not None:
            self.recorded_at = min(self.recorded_at or record.recorded_at, record.recorded_at)


@dataclass(slots=True)
class _Plan:
    """What a batch would change: rows for the four write queries, and the count by label and type."""

    new_nodes: Rows = field(default_factory=list)
    changed_nodes: Rows = field(default_factory=list)
    new_relationships: Rows = field(default_factory=list)
    changed_relationships: Rows = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def carry_out(self, transaction: Transaction, at: datetime) -> None:
        """Write it.

        Raises
        ------
        DatabaseError
            When an end of a relationship is missing.
        """
        if self.new_nodes:
            transaction.run("graph/create_nodes", rows=self.new_nodes, at=at)
        if self.changed_nodes:
            transaction.run("graph/update_nodes", rows=self.changed_nodes, at=at)
        if self.new_relationships:
            created = transaction.run("graph/create_relationships", rows=self.new_relationships, at=at)
            if created[0]["created"] != len(self.new_relationships):
                raise DatabaseError("errors.relationship_end_missing")
        if self.changed_relationships:
            transaction.run("graph/update_relationships", rows=self.changed_relationships)


def write_batch(database: Database, records: Iterable[Record], run: ImportProgress, at: datetime) -> Tally:
    """Write the records in one transaction, all or nothing; writing them again changes nothing.

    Parameters
    ----------
    records
        Nodes and relationships in any order; both ends of a relationship must be among them or in the graph.
    run
        Saved with the batch, so that the graph and what is said of the import never disagree.
    at
        Time of the import: ``created_at`` and ``recorded_at`` where the source does not know, and
        ``updated_at`` of what changes.

    Raises
    ------
    DatabaseError
        When an end of a relationship is missing; nothing is written.
    ModelError
        When a record does not fit the model; nothing is written.
    """
    nodes, relationships = _folded(records)

    def work(transaction: Transaction) -> Tally:
        transaction.run("graph/lock", batch=run.id)
        plan = _planned(transaction, nodes, relationships, at)
        plan.carry_out(transaction, at)
        record_import_run(transaction, run.id, run.properties)
        return plan.tally

    return database.write(work)


def preview_batch(database: Database, records: Iterable[Record], at: datetime, seen: set[str]) -> Tally:
    """Count what ``write_batch`` would do and write nothing.

    ``seen`` collects the ids over the batches of a run, so that each is counted once.
    """
    nodes, relationships = _folded(records)
    nodes = {id_: item for id_, item in nodes.items() if id_ not in seen}
    relationships = {id_: item for id_, item in relationships.items() if id_ not in seen}
    seen.update(nodes, relationships)
    return database.write(lambda transaction: _planned(transaction, nodes, relationships, at).tally)


def _folded(records: Iterable[Record]) -> tuple[dict[str, _Said], dict[str, _Said]]:
    """Return what is said of each node and of each relationship, by id."""
    nodes: dict[str, _Said] = {}
    relationships: dict[str, _Said] = {}
    for record in records:
        into = nodes if isinstance(record, NodeRecord) else relationships
        id_ = record.id
        if (said := into.get(id_)) is None:
            into[id_] = _Said(record, _properties(record), record.recorded_at)
        elif said.record is not record:
            # Importers hand out the same record for a party that many rows name.
            said.add(record)
    return nodes, relationships


def _rules(record: Record) -> Mapping[str, Property]:
    if isinstance(record, NodeRecord):
        return NODE_PROPERTY[record.label]
    return RELATIONSHIP_PROPERTY[record.type]


def _properties(record: Record) -> Properties:
    own = normalised(record.properties, _rules(record))
    own["id"] = record.id
    if isinstance(record, NodeRecord):
        own["sources"] = [record.source]
        return own
    own["source"] = record.source
    own["confidence"] = record.confidence
    own["state"] = record.state.value
    if record.valid_from is not None:
        own["valid_from"] = record.valid_from
    if record.valid_to is not None:
        own["valid_to"] = record.valid_to
    return own


def _planned(
    transaction: Transaction, nodes: dict[str, _Said], relationships: dict[str, _Said], at: datetime
) -> _Plan:
    plan = _Plan()
    history = _plan_nodes(transaction, nodes, at, plan)
    if history:
        relationships = {**relationships, **_plan_history(transaction, history, at, plan)}
    _plan_relationships(transaction, relationships, plan)
    return plan


def _plan_history(
    transaction: Transaction, history: list[Record], at: datetime, plan: _Plan
) -> dict[str, _Said]:
    """Plan the facts that are not there yet and return their relationships.

    A fact keeps the value from before the import. What the import itself said first and replaced in a later
    batch never stood for anything: without this, where batches end would decide what is remembered.
    """
    nodes, relationships = _folded(history)
    known = _current_nodes(transaction, nodes, at)
    for id_, item in nodes.items():
        if id_ not in known:
            _plan_new_node(item, plan)
    return {
        id_: item
        for id_, item in relationships.items()
        if isinstance(item.record, RelationshipRecord) and item.record.start_id not in known
    }


def _current_nodes(transaction: Transaction, ids: Iterable[str], at: datetime) -> dict[str, dict[str, Any]]:
    """Return the nodes that are there, by id."""
    rows = transaction.run("graph/current_nodes", ids=sorted(ids), at=at)[0]["found"]
    return {row["id"]: row for row in rows}


def _plan_new_node(item: _Said, plan: _Plan) -> None:
    record = item.record
    if isinstance(record, NodeRecord):
        plan.new_nodes.append({"label": record.label, **_node_row(item.properties, item.recorded_at)})
        plan.tally.add(record.label, "created")


def _node_row(properties: Properties, recorded_at: datetime | None) -> dict[str, Any]:
    instants = {name: value.isoformat() for name, value in properties.items() if isinstance(value, datetime)}
    others = {name: value for name, value in properties.items() if name not in instants}
    return {"properties": others, "instants": instants, "recorded_at": plain(recorded_at)}


def _plan_nodes(transaction: Transaction, said: dict[str, _Said], at: datetime, plan: _Plan) -> list[Record]:
    """Plan nodes; return the facts that keep the values they lose."""
    current = _current_nodes(transaction, said, at)
    history: list[Record] = []
    for id_, item in said.items():
        record = item.record
        if not isinstance(record, NodeRecord) or id_ not in current:
            _plan_new_node(item, plan)
            continue
        found = current[id_]
        change = changes(found["properties"], item.properties, _rules(record))
        if change:
            history.extend(_history(record, found, change, at))
            plan.changed_nodes.append({"id": id_, **_node_row(change, item.recorded_at)})
            # What this very import made or changed before was counted then.
            if not found["is_ours"]:
                plan.tally.add(record.label, "updated")
        else:
            plan.tally.add(record.label, "unchanged")
    return history


def _history(
    record: NodeRecord, current: Mapping[str, Any], change: Properties, at: datetime
) -> list[Record]:
    """Return a Fact, and its relationship to the node, for each tracked property that loses its value."""
    found: list[Record] = []
    old = current["properties"]
    for name in change:
        if name in old and _rules(record)[name].tracked:
            properties: dict[str, Value] = {
                "property": name,
                "value": json.dumps(old[name], ensure_ascii=False, default=str),
                "recorded_at": datetime.fromisoformat(current["updated_at"]),
                "superseded_at": at,
                "source": record.source,
                "state": State.CONFIRMED.value,
            }
            id_ = node_id("Fact", record.id, name, at.isoformat())
            found.append(NodeRecord("Fact", id_, properties, record.source))
            found.append(RelationshipRecord("ABOUT", id_, record.id, record.source))
    return found


def _plan_relationships(transaction: Transaction, said: dict[str, _Said], plan: _Plan) -> None:
    made = {row["properties"]["id"] for row in plan.new_nodes}
    rows = {
        id_: {"id": id_, "type": record.type, "start_id": record.start_id, "end_id": record.end_id}
        for id_, item in said.items()
        if isinstance(record := item.record, RelationshipRecord)
    }
    # A relationship of a node made just now cannot have been there before.
    keys = [row for row in rows.values() if row["start_id"] not in made and row["end_id"] not in made]
    found = transaction.run("graph/current_relationships", keys=keys)[0]["found"]
    current = {row["id"]: row["properties"] for row in found}
    for id_, row in rows.items():
        item = said[id_]
        new = {**row, "properties": item.properties, "recorded_at": plain(item.recorded_at)}
        if id_ not in current:
            plan.new_relationships.append(new)
            plan.tally.add(row["type"], "created")
        elif change := changes(current[id_], item.properties, RELATIONSHIP_PROPERTY[row["type"]]):
            plan.changed_relationships.append({**new, "properties": change})
            plan.tally.add(row["type"], "updated")
        else:
            plan.tally.add(row["type"], "unchanged")


def plain(value: Any) -> Any:
    """Return a property value as JSON can hold it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value
