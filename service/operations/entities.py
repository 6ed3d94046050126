"""Cards of single things and the evidence behind a score."""

from __future__ import annotations

from typing import Any

from graph_models.ids import parse_relationship_id
from graph_models.properties import is_bookkeeping
from graph_models.records import Moment
from graph_models.registry import label_of
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language, say
from service.store import entities
from service.store.review import alias_of
from service.store.said import moved_id

CARD_LINKS = 50
CARD_LINKS_PER_TYPE = 12
_ON_EVERY_NODE = ("id", "created_at", "updated_at", "sources")
_ON_EVERY_RELATIONSHIP = (
    "id",
    "valid_from",
    "valid_to",
    "ended_at",
    "state",
    "recorded_at",
    "source",
    "confidence",
)


def require(database: Database, id_: str, *labels: str, moment: Moment | None = None) -> dict[str, Any]:
    """Return ``label`` and ``properties`` of a node that must be there and have one of the labels.

    Parameters
    ----------
    moment
        What was known of it at this moment; None for all that is.

    Returns
    -------
    dict
        Of an id that was merged into another, the record that stands for it: its id is in the properties,
        and ``merged_from`` is the id that was asked for, else None.

    Raises
    ------
    NotFoundError
        When there is no such node, or it was not known by then.
    UsageError
        When it has another label.
    """
    found = entities.card(database, id_, moment)
    asked, merged_from = id_, None
    if found is None and (into := alias_of(database, id_)):
        found, merged_from, id_ = entities.card(database, into, moment), id_, into
    if found is None:
        raise NotFoundError("errors.not_found", id=asked)
    found["merged_from"] = merged_from
    if labels and found["label"] not in labels:
        raise UsageError(
            "errors.not_that_label", field="id", id=id_, found=found["label"], wanted=" / ".join(labels)
        )
    return found


def standing_id(database: Database, id_: str, *labels: str, moment: Moment | None = None) -> str:
    """Return the id of the node that stands for an id: its own, or that of the one it was merged into.

    Raises
    ------
    NotFoundError, UsageError
        As `require`.
    """
    return str(require(database, id_, *labels, moment=moment)["properties"]["id"])


def card(database: Database, id_: str, label: str, moment: Moment, lang: Language) -> dict[str, Any]:
    """Return everything the inspector shows of one thing.

    Raises
    ------
    NotFoundError
        When there is no such node with that label.
    """
    if label_of(id_) != label:
        raise NotFoundError("errors.not_found", id=id_)
    found = require(database, id_, label, moment=moment)
    properties, merged_from = found["properties"], found["merged_from"]
    id_ = properties["id"]
    rows = entities.links(database, id_, moment, per_type=CARD_LINKS_PER_TYPE, limit=CARD_LINKS)
    return {
        "id": id_,
        "label": label,
        "name": display_name(label, properties),
        "merged_from": merged_from,
        "notice": say("resolution.merged_into", lang, id=merged_from) if merged_from else None,
        "status": effective_status(properties),
        "customer_type": properties.get("derived_customer_type"),
        "properties": {
            key: value
            for key, value in properties.items()
            if key not in _ON_EVERY_NODE and value is not None and not is_bookkeeping(key)
        },
        "links": [_link(row, lang) for row in rows],
        "counts": counted(database, id_, moment, lang),
        "sources": properties["sources"],
        "created_at": properties["created_at"],
        "updated_at": properties["updated_at"],
    }


def counted(database: Database, id_: str, moment: Moment, lang: Language) -> list[dict[str, Any]]:
    """Return how many things of each kind are around a node, with the phrase that names the relation."""
    return [
        {**row, "phrase": phrase(row["type"], row["direction"], lang)}
        for row in entities.counts(database, id_, moment)
    ]


def phrase(type_: str, direction: str, lang: Language) -> str:
    """Return a relation in words, read from the end one stands at."""
    return say(f"types.{type_}_{'forward' if direction == 'out' else 'backward'}", lang)


def display_name(label: str, node: dict[str, Any]) -> str:
    """Return what to call a node: its name, or what stands for one where it has none."""
    for key in ("name", "subject", "text", "question", "property", "kind", "purchased_on"):
        if node.get(key):
            return str(node[key])
    return label


def effective_status(properties: dict[str, Any]) -> str | None:
    """Return the status that counts: a person's, else what the rule found, else what a source said."""
    for name in ("derived_override", "derived_status", "status"):
        if properties.get(name):
            return str(properties[name])
    return None


def node_view(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node as lists and pictures show it."""
    return {
        **{key: node.get(key) for key in ("id", "label", "name_latin", "title", "function")},
        "status": effective_status(node),
        "name": display_name(node["label"], node),
        "kind": node.get("kind"),
        "at": node.get("at") or node.get("closed_on") or node.get("opened_on") or node.get("purchased_on"),
        "is_self": bool(node.get("is_self")),
    }


def _link(row: dict[str, Any], lang: Language) -> dict[str, Any]:
    properties = row["properties"]
    own = {key: value for key, value in properties.items() if key not in _ON_EVERY_RELATIONSHIP}
    return {
        "id": row["id"],
        "type": row["type"],
        "direction": row["direction"],
        "phrase": phrase(row["type"], row["direction"], lang),
        "node": node_view(row["node"]),
        "properties": own,
        "valid_from": properties.get("valid_from"),
        "valid_to": properties.get("valid_to"),
        "state": properties["state"],
    }


def evidence(database: Database, id_: str, lang: Language) -> dict[str, Any]:
    """Return the node or relationship an evidence id stands for, with one line that says it in words.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    key = parse_relationship_id(id_)
    if key is None:
        found = require(database, id_)
        properties = found["properties"]
        name = display_name(found["label"], properties)
        label = say(f"labels.{found['label']}", lang)
        kind = properties.get("kind")
        if found["label"] == "Activity" and kind:
            label = say(f"codes.activity_kind_{kind}", lang)
        view = node_view({**properties, "label": found["label"]})
        return {
            "id": properties["id"],
            "kind": "node",
            "label": found["label"],
            "name": name,
            "sentence": say("web_shared.node_sentence", lang, label=label, name=name),
            "at": view["at"],
            "properties": {k: v for k, v in properties.items() if k != "id" and not is_bookkeeping(k)},
            "start": None,
            "end": None,
        }
    row = entities.relationship(database, id_, key.start_id, key.end_id)
    if row is None:
        # Ends that were merged into others: the relationship stands between these under another id.
        ends = [alias_of(database, end) or end for end in (key.start_id, key.end_id)]
        moved = moved_id(id_, dict(zip((key.start_id, key.end_id), ends, strict=True)))
        if moved != id_:
            id_, row = moved, entities.relationship(database, moved, *ends)
    if row is None:
        raise NotFoundError("errors.not_found", id=id_)
    start, end = node_view(row["start"]), node_view(row["end"])
    return {
        "id": id_,
        "kind": "relationship",
        "type": row["type"],
        "name": row["type"],
        "sentence": say(
            "web_shared.relationship_sentence",
            lang,
            start=start["name"],
            phrase=phrase(row["type"], "out", lang),
            end=end["name"],
        ),
        "at": row["properties"].get("valid_from"),
        "properties": {k: v for k, v in row["properties"].items() if k != "id"},
        "start": start,
        "end": end,
    }
