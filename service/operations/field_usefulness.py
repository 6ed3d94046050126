"""Which properties and fields are worth asking for: filled, telling won from lost, stale."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from graph_models.properties import FIELD, NODE_PROPERTIES, Kind
from graph_models.records import Moment
from graph_models.registry import NODES
from service.analysis.field_usefulness import METHOD, Observation, separation
from service.database import Database
from service.errors import UsageError
from service.store import fields as store

LABELS = ("Company", "Site", "Contact", "Deal")
# What follows from the outcome itself, or names the node, tells nothing about it.
_LEFT_OUT = {item.name for item in NODE_PROPERTIES} | {
    *("name", "name_kana", "name_latin", "aliases", "status", "stage", "outcome", "is_self", "closed_on"),
    *("versions", "corporate_number", "domain", "lead_corporate_number"),
}


def usefulness(database: Database, label: str, moment: Moment) -> dict[str, Any]:
    """Return of each property and field of a label how far it is filled, separates and is stale.

    Returns
    -------
    dict
        ``items``, those that tell most first: ``filled`` as a share, ``gain`` in bits (None: nothing to
        compare), ``telling`` the value that tells most with its log odds and 95 % interval, ``age_days`` half
        of the values have not changed for.

    Raises
    ------
    UsageError
        When deals do not tell anything about the label.
    """
    if label not in LABELS:
        raise UsageError("custom_fields.bad_label", field="label", labels=", ".join(LABELS))
    fields = {row["key"]: row for row in store.definition_rows(database) if row["label"] == label}
    built_in = [
        item.name
        for item in NODES[label].properties
        if item.name not in _LEFT_OUT and item.kind is not Kind.DATETIME
    ]
    names = [*built_in, *(FIELD + key for key in fields)]
    rows = {row["property"]: row for row in store.filled(database, label, names, moment.as_of)}
    ended = store.outcomes(database, label, names, moment.as_of)
    items = []
    for place, name in enumerate(names):
        row = rows.get(name, {"total": 0, "filled": 0, "age_days": None})
        found = separation([Observation(one["won"], one["lost"], one["values"][place]) for one in ended])
        field = fields.get(name.removeprefix(FIELD)) if name.startswith(FIELD) else None
        items.append(
            {
                "property": name,
                "field": field and {key: field.get(key) for key in ("key", "label_ja", "label_en")},
                "is_retired": bool(field and field.get("retired_at")),
                "total": row["total"],
                "filled": row["filled"] / row["total"] if row["total"] else None,
                "deals": found.deals,
                "gain": found.gain,
                "entropy": found.entropy,
                "telling": asdict(found.telling) if found.telling else None,
                "separates": found.separates,
                "age_days": row["age_days"],
            }
        )
    items.sort(key=lambda item: (-(item["gain"] or 0), -(item["filled"] or 0), item["property"]))
    return {"label": label, "method": METHOD, "as_of": moment.as_of, "items": items}
