"""User-defined fields: their definitions, lists by value, and how useful properties prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from service.database import Database, Rows
from service.resolution.field_values import FieldDefinition, FieldType


def definition_rows(database: Database) -> list[dict[str, Any]]:
    """Return everything kept of each definition, retired ones too."""
    return [row["definition"] for row in database.read("fields/definitions")]


def definitions(database: Database) -> list[FieldDefinition]:
    """Return all definitions, as `validate_field_value` takes them."""
    return [definition_from(row) for row in definition_rows(database)]


def definition_from(row: Mapping[str, Any]) -> FieldDefinition:
    """Return the definition that a record keeps."""
    return FieldDefinition(
        row["label"],
        row["key"],
        FieldType(row["type"]),
        row["label_ja"],
        row["label_en"],
        tuple(row.get("options") or ()),
        row.get("retired_at") is not None,
    )


def save_definition(database: Database, id_: str, properties: Mapping[str, Any]) -> None:
    """Keep a definition."""
    database.write(
        lambda transaction: transaction.run("fields/save_definition", id=id_, properties=dict(properties))
    )


def options_in_use(database: Database, field: FieldDefinition) -> dict[str, int]:
    """Return value -> number of nodes that have it."""
    rows = database.read(
        "fields/options_in_use",
        prefix=_prefix(field.label),
        property=field.property,
        is_list=field.type is FieldType.CHOICES,
    )
    return {row["value"]: row["nodes"] for row in rows}


def runs_that_typed(database: Database, id_: str, property_: str) -> list[str]:
    """Return the runs by which a person said something of a property of a node."""
    return [row["run"] for row in database.read("fields/typed_in", id=id_, property=property_)]


def page(
    database: Database,
    field: FieldDefinition,
    *,
    after: str,
    value: Any,
    least: Any,
    most: Any,
    is_filled: bool,
    limit: int,
) -> Rows:
    """Return nodes by their value in a field, in order of id."""
    rows = database.read(
        "fields/page",
        prefix=_prefix(field.label),
        after=after,
        property=field.property,
        value=value,
        is_list=field.type is FieldType.CHOICES,
        least=least,
        most=most,
        is_filled=is_filled,
        limit=limit,
    )
    return [row["node"] for row in rows]


def filled(database: Database, label: str, properties: Sequence[str], day: date) -> Rows:
    """Return ``property, total, filled, age_days`` of each property."""
    return database.read("fields/filled", prefix=_prefix(label), properties=list(properties), day=day)


def outcomes(database: Database, label: str, properties: Sequence[str], day: date) -> Rows:
    """Return ``id, won, lost, values`` of nodes with ended deals; the values in order of the properties."""
    return database.read("fields/outcomes", label=label, properties=list(properties), as_of=day)


def _prefix(label: str) -> str:
    return f"{label.lower()}-"
