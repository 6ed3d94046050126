"""What a batch says, folded together by what it says it of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from graph_models.claims import Claim
from graph_models.ids import parse_relationship_id
from graph_models.merging import Properties, changes, normalised
from graph_models.properties import MANUAL, Property
from graph_models.records import NodeRecord, RelationshipRecord
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY

Record = NodeRecord | RelationshipRecord
Model = Mapping[str, Property]


class Ends(NamedTuple):
    """The ids of both ends of a relationship."""

    start_id: str
    end_id: str


@dataclass(slots=True)
class Said:
    """What one run of one source says of one node or relationship, in the types of the model.

    ``name`` is its label or type, ``about`` the id it is said of, ``ends`` those said of a relationship.
    """

    name: str
    about: str
    source: str
    properties: Properties
    recorded_at: datetime | None
    ends: Ends | None = None
    record: Record | None = None

    @property
    def model(self) -> Model:
        """The properties its label or type has."""
        return (NODE_PROPERTY if self.ends is None else RELATIONSHIP_PROPERTY)[self.name]

    def add(self, record: Record) -> None:
        """Add what another row says of it."""
        by_hand = self.source == MANUAL
        self.properties.update(
            changes(self.properties, _properties(record, self.model), self.model, is_by_hand=by_hand)
        )
        if record.recorded_at is not None:
            self.recorded_at = min(self.recorded_at or record.recorded_at, record.recorded_at)

    def claim(self, run: str, at: datetime) -> Claim:
        """Return it as a claim of its own."""
        return Claim(self.about, run, self.source, at, self.recorded_at or at, dict(self.properties))


@dataclass(slots=True)
class Batch:
    """What a batch says: of nodes and of relationships, by the id it is said of and by source."""

    nodes: dict[tuple[str, str], Said] = field(default_factory=dict)
    relationships: dict[tuple[str, str], Said] = field(default_factory=dict)

    def ids(self) -> set[str]:
        """Return the ids of all nodes that are spoken of."""
        found = {said.about for said in self.nodes.values()}
        for said in self.relationships.values():
            if said.ends is not None:
                found.update(said.ends)
        return found


def folded(records: Iterable[Record]) -> Batch:
    """Return what the records say.

    Raises
    ------
    ModelError
        When a record does not fit the model.
    """
    batch = Batch()
    for record in records:
        is_node = isinstance(record, NodeRecord)
        into = batch.nodes if is_node else batch.relationships
        key = (record.id, record.source)
        if (said := into.get(key)) is None:
            into[key] = _first(record)
        elif said.record is not record:
            # Importers hand out the same record for a party that many rows name.
            said.add(record)
    return batch


def _first(record: Record) -> Said:
    if isinstance(record, NodeRecord):
        name, ends, model = record.label, None, NODE_PROPERTY[record.label]
    else:
        name, ends = record.type, Ends(record.start_id, record.end_id)
        model = RELATIONSHIP_PROPERTY[record.type]
    properties = _properties(record, model)
    return Said(name, record.id, record.source, properties, record.recorded_at, ends, record)


def _properties(record: Record, model: Model) -> Properties:
    own = normalised(record.properties, model)
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


def plain(value: Any) -> Any:
    """Return a property value as JSON can hold it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def moved_id(about: str, aliases: Mapping[str, str]) -> str:
    """Return the id under which a node or relationship stands, given where merged nodes went.

    >>> moved_id("works_at.contact-b.company-c", {"contact-b": "contact-a"})
    'works_at.contact-a.company-c'
    """
    if "." not in about:
        return aliases.get(about, about)
    type_, start, end, *rest = about.split(".")
    return ".".join([type_, aliases.get(start, start), aliases.get(end, end), *rest])


def ends_of(id_: str) -> Ends:
    """Return the ends that the id of a relationship names.

    Raises
    ------
    ValueError
        When it is no such id.
    """
    key = parse_relationship_id(id_)
    if key is None:
        raise ValueError(f"{id_} is no id of a relationship")
    return Ends(key.start_id, key.end_id)


def moved_ends(key: Ends, aliases: Mapping[str, str]) -> Ends:
    """Return the ends at which a relationship stands."""
    return Ends(aliases.get(key.start_id, key.start_id), aliases.get(key.end_id, key.end_id))
