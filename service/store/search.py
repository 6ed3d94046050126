"""Full-text search over every name."""

from __future__ import annotations

from collections.abc import Sequence

from service.database import Database, Rows


def names(database: Database, lucene: str, labels: Sequence[str], limit: int) -> Rows:
    """Return ``id, label, name, context, score`` of what fits a Lucene query, best first."""
    return database.read("search/names", text=lucene, labels=list(labels), limit=limit)
