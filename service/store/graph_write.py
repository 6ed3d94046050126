"""The one way records get into the graph: read what stands, merge by the model, write what changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph_models.ids import node_id
from graph_models.merging import Properties, merge
from graph_models.records import NodeRecord, RelationshipRecord
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY
from service.database import Database, Transaction
from service.errors import DatabaseError

Record = NodeRecord | RelationshipRecord
CHANGES = ("created", "updated", "unchanged")


@dataclass(slots=True)
class Tally:
    """How many of each label and type were created, updated or found unchanged."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, change: str, number: int = 1) -> None:
        """Count some of a label or type."""
        self.counts.setdefault(name, Counter(dict.fromkeys(CHANGES, 0)))[change] += number

    def update(self, other: Tally) -> None:
        """Add the counts of another tally."""
        for name, counter in other.counts.items():
            for change, number in counter.items():
                self.add(name, change, number)

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Return label or type -> created, updated, unchanged."""
        return {
            name: {change: counter[change] for change in CHANGES}
            for name, counter in sorted(self.counts.items())
        }


@dataclass(slots=True)
class _Said:
    """What a batch says of one node or relationship, folded together."""

    record: Record
    properties: Properties


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """The record of the running import, saved in the same transaction as the batch."""

    id: str
    properties: Mapping[str, Any]


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
    nodes: dict[str, _Said] = {}
    relationships: dict[str, _Said] = {}
    for record in records:
        if isinstance(record, NodeRecord):
            _fold(nodes, record.id, record, _node_properties(record, at), NODE_PROPERTY[record.label])
        else:
            rules = RELATIONSHIP_PROPERTY[record.type]
            _fold(relationships, record.id, record, _relationship_properties(record, at), rules)

    def work(transaction: Transaction) -> Tally:
        tally = Tally()
        transaction.run("graph/lock", batch=run.id)
        created = _write_nodes(transaction, nodes, at, tally)
        _write_relationships(transaction, relationships, created, tally)
        transaction.run("service/save_import_run", id=run.id, properties=dict(run.properties))
        return tally

    return database.write(work)


def _fold(into: dict[str, _Said], id_: str, record: Record, properties: Properties, rules: Any) -> None:
    if (said := into.get(id_)) is None:
        said = into[id_] = _Said(record, {})
    said.properties.update(merge(said.properties, properties, rules))


def _node_properties(record: NodeRecord, at: datetime) -> Properties:
    return {
        **record.properties,
        "id": record.id,
        "created_at": record.recorded_at or at,
        "sources": [record.source],
    }


def _relationship_properties(record: RelationshipRecord, at: datetime) -> Properties:
    return {
        **record.properties,
        "id": record.id,
        "valid_from": record.valid_from,
        "valid_to": record.valid_to,
        "recorded_at": record.recorded_at or at,
        "source": record.source,
        "confidence": record.confidence,
        "state": record.state.value,
    }


def _write_nodes(transaction: Transaction, said: dict[str, _Said], at: datetime, tally: Tally) -> set[str]:
    """Create and update; return the ids that were created."""
    current = _current(transaction, "graph/current_nodes", ids=sorted(said))
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    history: dict[str, _Said] = {}
    for id_, item in said.items():
        record = item.record
        assert isinstance(record, NodeRecord)  # noqa: S101 -- narrows the union for the type checker
        if id_ not in current:
            new.append({"label": record.label, "properties": {**item.properties, "updated_at": at}})
            tally.add(record.label, "created")
            continue
        change = merge(current[id_], item.properties, NODE_PROPERTY[record.label])
        if change:
            history.update(_history(record, current[id_], change, at))
            changed.append({"id": id_, "properties": {**change, "updated_at": at}})
            # What this very import made and now adds to was counted when it was made.
            if current[id_]["updated_at"] != at:
                tally.add(record.label, "updated")
        else:
            tally.add(record.label, "unchanged")
    if new:
        transaction.run("graph/create_nodes", rows=new)
    if changed:
        transaction.run("graph/update_nodes", rows=changed)
    if history:
        facts = {id_: item for id_, item in history.items() if isinstance(item.record, NodeRecord)}
        created = _write_nodes(transaction, facts, at, tally)
        about = {id_: item for id_, item in history.items() if id_ not in facts}
        _write_relationships(transaction, about, created, tally)
    return {row["properties"]["id"] for row in new}


def _history(record: NodeRecord, old: Properties, change: Properties, at: datetime) -> dict[str, _Said]:
    """Return a Fact, and its relationship to the node, for each tracked property that loses its value."""
    found: dict[str, _Said] = {}
    for name in change:
        if NODE_PROPERTY[record.label][name].tracked and name in old:
            fact = NodeRecord(
                "Fact",
                node_id("Fact", record.id, name, at.isoformat()),
                {
                    "property": name,
                    "value": json.dumps(old[name], ensure_ascii=False, default=str),
                    "recorded_at": old["updated_at"],
                    "superseded_at": at,
                    "source": record.source,
                    "state": "confirmed",
                },
                record.source,
            )
            about = RelationshipRecord("ABOUT", fact.id, record.id, record.source)
            found[fact.id] = _Said(fact, _node_properties(fact, at))
            found[about.id] = _Said(about, _relationship_properties(about, at))
    return found


def _write_relationships(
    transaction: Transaction, said: dict[str, _Said], created: set[str], tally: Tally
) -> None:
    records = {id_: item.record for id_, item in said.items()}
    # A relationship of a node made just now cannot have been there before.
    keys = [
        {"id": id_, "start_id": record.start_id, "end_id": record.end_id}
        for id_, record in records.items()
        if isinstance(record, RelationshipRecord)
        and record.start_id not in created
        and record.end_id not in created
    ]
    current = _current(transaction, "graph/current_relationships", keys=keys) if keys else {}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for id_, item in said.items():
        record = item.record
        assert isinstance(record, RelationshipRecord)  # noqa: S101 -- narrows the union
        ends = {"start_id": record.start_id, "end_id": record.end_id}
        if id_ not in current:
            new.append({**ends, "type": record.type, "properties": item.properties})
            tally.add(record.type, "created")
        elif change := merge(current[id_], item.properties, RELATIONSHIP_PROPERTY[record.type]):
            changed.append({**ends, "id": id_, "properties": change})
            tally.add(record.type, "updated")
        else:
            tally.add(record.type, "unchanged")
    if new and transaction.run("graph/create_relationships", rows=new)[0]["created"] != len(new):
        raise DatabaseError("errors.relationship_end_missing")
    if changed:
        transaction.run("graph/update_relationships", rows=changed)


def _current(transaction: Transaction, query: str, **parameters: Any) -> dict[str, Properties]:
    return {row["id"]: row["properties"] for row in transaction.run(query, **parameters)}


def plain(value: Any) -> Any:
    """Return a property value as JSON can hold it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value
