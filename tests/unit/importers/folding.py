"""Folds the records of outcomes into one graph by the model's merge rules, as the store does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph_models.merging import changes, normalised
from graph_models.records import NodeRecord
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY
from service.importers.base import Outcome, Row

Graph = dict[str, dict[str, Any]]


def fold(outcomes: Iterable[Outcome]) -> Graph:
    """Return id -> properties of all nodes and relationships that the rows speak of."""
    graph: Graph = {}
    folded: dict[int, object] = {}
    for outcome in outcomes:
        for record in outcome.records if isinstance(outcome, Row) else ():
            # A party that many rows name is the same record over and over.
            if id(record) in folded:
                continue
            folded[id(record)] = record
            said: dict[str, Any] = dict(record.properties)
            if isinstance(record, NodeRecord):
                rules = NODE_PROPERTY[record.label]
                said["sources"] = [record.source]
            else:
                rules = RELATIONSHIP_PROPERTY[record.type]
                said |= {
                    "source": record.source,
                    "valid_from": record.valid_from,
                    "state": record.state.value,
                    "confidence": record.confidence,
                }
            current = graph.setdefault(record.id, {})
            current |= changes(current, normalised(said, rules), rules)
    return graph
