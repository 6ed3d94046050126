"""Reads what conditions are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph_models.records import Moment
from service.database import Database, Rows


def facts(
    database: Database, label: str, properties: Sequence[str], ids: Collection[str] | None, moment: Moment
) -> Rows:
    """Return ``id, label, name, name_latin, values, status, customer_type, company, ties, places``.

    ``values`` are in order of the properties, ``ties`` (type, id, name), ``places`` (region, function).
    """
    return database.read(
        "conditions/facts",
        prefix=f"{label.lower()}-",
        ids=None if ids is None else sorted(ids),
        properties=list(properties),
        **moment.parameters(),
    )
