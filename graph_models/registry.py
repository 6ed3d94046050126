"""All node and relationship types by name: constraints, documentation, imports and tests come from it."""

from __future__ import annotations

from graph_models.nodes import NODE_TYPES, NodeType
from graph_models.properties import NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, Property
from graph_models.relationships import RELATIONSHIP_TYPES, RelationshipType

NODES: dict[str, NodeType] = {node.label: node for node in NODE_TYPES}
RELATIONSHIPS: dict[str, RelationshipType] = {item.type: item for item in RELATIONSHIP_TYPES}
LABEL_OF_PREFIX: dict[str, str] = {label.lower(): label for label in NODES}
TYPE_OF_PREFIX: dict[str, str] = {type_.lower(): type_ for type_ in RELATIONSHIPS}

NODE_PROPERTY: dict[str, dict[str, Property]] = {
    label: {item.name: item for item in (*NODE_PROPERTIES, *node.properties)} for label, node in NODES.items()
}
RELATIONSHIP_PROPERTY: dict[str, dict[str, Property]] = {
    type_: {item.name: item for item in (*RELATIONSHIP_PROPERTIES, *relationship.properties)}
    for type_, relationship in RELATIONSHIPS.items()
}

SERVICE_LABELS = (
    "ImportRun",
    "ImportLock",
    "SchemaVersion",
    "Claim",
    "SourceTrust",
    "Merged",
    "Judgement",
    "ResolutionPair",
    "ResolutionWeights",
    "ResolutionRun",
    "StatusRules",
    "StatusChange",
    "StatusOverride",
    "FieldDefinition",
    "RoleTemplate",
    "Unresolved",
    "SuggestionVerdict",
    "WeightSet",
    "DerivedTie",
    "TieMark",
    "TieState",
    "ExpansionItem",
    "ExpansionItemChange",
    "Backtest",
    "Notice",
    "Segment",
    "SegmentVersion",
    "SegmentDay",
    "Webhook",
    "IngestKey",
    "ScoreRules",
    "ScoreState",
    "HumanScore",
    "NurtureRules",
    "NurtureState",
    "NurtureCourse",
    "NurtureTask",
    "NurtureTaskChange",
)
"""The service's own records: no part of the model, and outside the graph's checksum."""


def label_of(node_id: str) -> str | None:
    """Return the label that a node id states, or None when it is no node id.

    >>> label_of("company-fazguglqj5rhlnsr")
    'Company'
    """
    return LABEL_OF_PREFIX.get(node_id.split("-", 1)[0])
