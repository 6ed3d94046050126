"""Every query file on the real server: its columns are those of its header, and it knows only the model."""

from __future__ import annotations

import pytest

from cypher.catalogue import queries
from graph_models.registry import NODE_PROPERTY, NODES, RELATIONSHIP_PROPERTY, RELATIONSHIPS, SERVICE_LABELS
from service.database import Database

SERVICE_PROPERTIES = (
    *(
        "batch",
        "version",
        "applied_at",
        "started_at",
        "run",
        "claims",
        "about",
        "view_id",
        "start_id",
        "end_id",
    ),
    *("said", "trust", "into_id", "label", "is_resolved"),
    *("derived_status", "derived_customer_type", "derived_lapses_on", "derived_doubt", "derived_doubt_on"),
    *("derived_override", "derived_at", "withdrawn_at", "review_on", "key", "retired_at"),
    *("left_id", "right_id", "score", "state", "source", "wish", "rows_read"),
    *("bits", "made_at", "activated_by", "activated_at", "what", "by", "reason", "kind", "people"),
    *("size", "roles", "thresholds", "weights"),
    *("item_id", "target_id", "number", "changed_at"),
    *("owner", "seen_at", "is_new", "segment_id", "day"),
    *("posted", "posted_to", "posted_at", "mailed_at", "tries", "next_at", "last_fault", "secret"),
    *("about", "score", "withdrawn_at", "derived_score", "refreshed_at", "refreshed_for", "version"),
    *("contact_id", "play", "day", "since", "quiet_days", "reason", "subject_id"),
    *("next_on", "next_step", "ended_at", "ended_why", "member_id", "due_on", "until", "from", "to"),
)


@pytest.fixture(scope="module")
def modelled(database: Database) -> Database:
    """A graph in which every label, type and property of the model, and no other, has occurred."""
    names = {
        name for model in (*NODE_PROPERTY.values(), *RELATIONSHIP_PROPERTY.values()) for name in model
    } | set(SERVICE_PROPERTIES)
    for label in (*NODES, "Entity", *SERVICE_LABELS):
        database.run_statement(f"CREATE (n:{label}) DELETE n", write=True)
    database.run_statement(
        "CREATE (n:Entity) SET n = $properties DELETE n", write=True, properties=dict.fromkeys(names, "x")
    )
    for type_ in RELATIONSHIPS:
        database.run_statement(f"CREATE (a:Entity)-[r:{type_}]->(b:Entity) DELETE r, a, b", write=True)
    return database


@pytest.mark.parametrize("name", sorted(queries()))
def test_explained(modelled: Database, name: str) -> None:
    query = queries()[name]
    columns, complaints = modelled.explain(query)
    assert columns == list(query.columns)
    assert complaints == []
