"""The page of queries, from the catalogue."""

from __future__ import annotations

from cypher.catalogue import migrations, queries
from scripts.reference.markdown import code, table


def page() -> str:
    """Return the page of queries and of the schema's steps."""
    rows = [
        (
            code(query.name),
            query.access,
            query.meaning,
            ", ".join(f"`{name}: {kind}`" for name, kind in query.parameters.items()),
            ", ".join(f"`{name}: {kind}`" for name, kind in query.columns.items()),
        )
        for query in sorted(queries().values(), key=lambda query: query.name)
    ]
    steps = [(item.version, item.name.replace("_", " "), len(item.statements)) for item in migrations()]
    return f"""# Queries

All Cypher is in files below `cypher/`, one query a file; each states what it is for, its parameters and its
columns, and is held to that when the service starts.

{table(("Query", "Access", "Meaning", "Parameters", "Columns"), rows)}

## Schema

Applied in this order when the service starts, and recorded in the graph. A graph that is newer than the
code is refused.

{table(("Version", "Step", "Statements"), steps)}
"""
