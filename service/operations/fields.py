"""User-defined fields: define, change, retire, fill, list by value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from graph_models.properties import FIELD, MANUAL
from graph_models.records import Moment, NodeRecord
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language
from service.operations.edits import edit, take_back
from service.operations.entities import card, node_view, require
from service.operations.lists import decode_cursor, encode_cursor
from service.resolution.field_values import (
    FieldDefinition,
    FieldType,
    definition_of,
    read_value,
    validate_field_value,
)
from service.store import fields as store

LABELS = ("Company", "Site", "Department", "Contact", "Deal", "Product", "Campaign")
"""Labels that fields can be put on."""
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WITH_OPTIONS = (FieldType.CHOICE, FieldType.CHOICES)


def list_fields(database: Database, label: str | None = None) -> list[dict[str, Any]]:
    """Return the definitions, retired ones too, of a label or of all."""
    rows = store.definition_rows(database)
    return [_told(row) for row in rows if label is None or row["label"] == label]


def define_field(
    database: Database,
    *,
    label: str,
    key: str,
    type_: str,
    label_ja: str,
    label_en: str,
    options: Sequence[str] = (),
    purpose: str | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Add a field to a label, or bring a retired one back.

    Raises
    ------
    UsageError
        Which names what is wrong: the label, the key, the type, the names or the options.
    """
    if label not in LABELS:
        raise UsageError("custom_fields.bad_label", field="label", labels=", ".join(LABELS))
    if not _KEY.fullmatch(key):
        raise UsageError("custom_fields.bad_key", field="key")
    kind = _type(type_)
    old = next((row for row in list_fields(database, label) if row["key"] == key), None)
    if old is not None and (old["retired_at"] is None or old["type"] != kind):
        raise UsageError("custom_fields.exists", field="key", name=key, label=label)
    properties = {
        "label": label,
        "key": key,
        "type": kind.value,
        **_names(label_ja, label_en),
        "options": _options(kind, options),
        "purpose": purpose,
        "created_at": datetime.now(UTC),
        "created_by": by,
        "retired_at": None,
    }
    store.save_definition(database, _id(label, key), properties)
    return field_of(database, label, key)


def change_field(
    database: Database,
    label: str,
    key: str,
    *,
    label_ja: str | None = None,
    label_en: str | None = None,
    options: Sequence[str] | None = None,
    purpose: str | None = None,
) -> dict[str, Any]:
    """Change names, purpose or options; options that values have cannot be taken away.

    Raises
    ------
    NotFoundError
        When there is no such field.
    UsageError
        When the change does not fit.
    """
    row = field_of(database, label, key)
    field = store.definition_from(row)
    properties: dict[str, Any] = _names(label_ja or field.label_ja, label_en or field.label_en)
    if options is not None:
        properties["options"] = _options(field.type, options)
        gone = [one for one in store.options_in_use(database, field) if one not in properties["options"]]
        if gone and field.type in _WITH_OPTIONS:
            raise UsageError("custom_fields.options_in_use", field="options", options=", ".join(gone))
    if purpose is not None:
        properties["purpose"] = purpose
    store.save_definition(database, _id(label, key), {**properties, "updated_at": datetime.now(UTC)})
    return field_of(database, label, key)


def retire_field(database: Database, label: str, key: str) -> dict[str, Any]:
    """Take a field out of use; its values stay and come back when it is defined again.

    Raises
    ------
    NotFoundError
        When there is no such field.
    """
    field_of(database, label, key)
    store.save_definition(database, _id(label, key), {"retired_at": datetime.now(UTC)})
    return field_of(database, label, key)


def field_of(database: Database, label: str, key: str) -> dict[str, Any]:
    """Return one definition.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    found = next((row for row in list_fields(database, label) if row["key"] == key), None)
    if found is None:
        raise NotFoundError("custom_fields.unknown", name=key, label=label)
    return found


def fill_fields(
    database: Database, id_: str, values: Mapping[str, object], *, by: str | None = None
) -> dict[str, Any]:
    """Set values of fields of a node by hand; an empty one takes back what was typed in before.

    All values are looked at before any is written.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        Which names the field that does not exist or whose value does not fit.
    """
    found = require(database, id_)
    label, id_ = found["label"], found["properties"]["id"]
    definitions = store.definitions(database)
    read: dict[str, Any] = {}
    for key, text in values.items():
        is_empty = text is None or text == [] or (isinstance(text, str) and not text.strip())
        field = definition_of(definitions, label, key)
        read[field.property] = None if is_empty else validate_field_value(definitions, label, key, text)
    for property_, value in read.items():
        if value is None:
            for run in store.runs_that_typed(database, id_, property_):
                take_back(database, run)
        elif value != found["properties"].get(property_):
            # A run for each value, so that each can be taken back by itself.
            edit(database, [NodeRecord(label, id_, {property_: value}, MANUAL)], "fields", by)
    return {
        "id": id_,
        "label": label,
        "custom_fields": fields_of(database, label, require(database, id_)["properties"]),
    }


def fields_of(database: Database, label: str, properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the fields in use of a label with the values a node has (None: not filled)."""
    return [
        {**row, "value": properties.get(FIELD + row["key"])}
        for row in list_fields(database, label)
        if row["retired_at"] is None
    ]


def card_with_fields(
    database: Database, id_: str, label: str, moment: Moment, lang: Language
) -> dict[str, Any]:
    """Return the card of a thing with its user-defined fields apart from what every such thing has.

    Raises
    ------
    NotFoundError
        When there is no such node with that label.
    """
    found = card(database, id_, label, moment, lang)
    properties = found["properties"]
    fields = fields_of(database, label, properties) if label in LABELS else []
    own = {name: value for name, value in properties.items() if not name.startswith(FIELD)}
    return {**found, "properties": own, "custom_fields": fields}


def list_by_field(
    database: Database, label: str, cursor: str | None, limit: int, condition: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a page of nodes by the value of a field.

    Parameters
    ----------
    condition
        ``field`` (its key), and ``value``, ``at_least``, ``at_most`` or ``filled``.

    Raises
    ------
    UsageError
        When there is no such field or the value is none of its own.
    """
    field = definition_of(store.definitions(database), label, str(condition["field"]))
    is_range = any(condition.get(name) is not None for name in ("at_least", "at_most"))
    if is_range and field.type not in (FieldType.NUMBER, FieldType.DAY):
        raise UsageError("custom_fields.no_range", field="at_least", name=field.key)
    nodes = store.page(
        database,
        field,
        after=decode_cursor(cursor),
        value=_one(field, condition.get("value")),
        least=_one(field, condition.get("at_least")),
        most=_one(field, condition.get("at_most")),
        is_filled=condition.get("filled", True),
        limit=limit + 1,
    )
    shown = nodes[:limit]
    return {
        "items": [{**node_view(node), "value": node["value"]} for node in shown],
        "next_cursor": encode_cursor(shown[-1]["id"]) if len(nodes) > limit else None,
    }


def _one(field: FieldDefinition, text: object) -> Any:
    if text is None:
        return None
    value = read_value(field, text)
    return value[0] if isinstance(value, list) else value


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    names = (
        "label",
        "key",
        "type",
        "label_ja",
        "label_en",
        "purpose",
        "created_at",
        "created_by",
        "retired_at",
    )
    return {**{name: row.get(name) for name in names}, "options": list(row.get("options") or ())}


def _type(text: str) -> FieldType:
    try:
        return FieldType(text)
    except ValueError as error:
        types = ", ".join(FieldType)
        raise UsageError("custom_fields.bad_type", field="type", type=text, types=types) from error


def _names(label_ja: str, label_en: str) -> dict[str, str]:
    if not label_ja.strip() or not label_en.strip():
        raise UsageError("custom_fields.no_name", field="label_ja")
    return {"label_ja": label_ja.strip()[:80], "label_en": label_en.strip()[:80]}


def _options(kind: FieldType, options: Sequence[str]) -> list[str]:
    if kind not in _WITH_OPTIONS:
        return []
    found = list(dict.fromkeys(one.strip() for one in options if one.strip()))
    if len(found) < 2:
        raise UsageError("custom_fields.no_options", field="options")
    return found


def _id(label: str, key: str) -> str:
    return f"field-definition-{label.lower()}-{key}"
