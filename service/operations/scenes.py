"""Pieces of the graph as pictures need them: what is around a node, and the opening scene of an account."""

from __future__ import annotations

from typing import Any

from graph_models.records import Moment
from graph_models.registry import RELATIONSHIPS
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language
from service.operations.entities import counted, node_view, require, standing_id
from service.operations.ties import member_ties
from service.store import entities, graph

MOST_EDGES = 2000


def neighbours(
    database: Database,
    id_: str,
    moment: Moment,
    lang: Language,
    *,
    type_: str | None = None,
    direction: str | None = None,
    label: str | None = None,
    limit: int = 30,
) -> dict[str, Any]:
    """Return what is around a node, newest first within each type, and how much there is of each kind.

    Raises
    ------
    NotFoundError, UsageError
        When there is no such node or relationship type.
    """
    found = require(database, id_, moment=moment)
    id_ = found["properties"]["id"]
    if type_ is not None and type_ not in RELATIONSHIPS:
        raise UsageError("errors.unknown_type", field="type", type=type_)
    rows = entities.links(
        database,
        id_,
        moment,
        types=[type_] if type_ else None,
        direction=direction,
        label=label,
        per_type=limit,
        limit=limit,
    )
    shown: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row["type"], row["direction"], row["node"]["label"])
        shown[key] = shown.get(key, 0) + 1
    return {
        "center": node_view({**found["properties"], "label": found["label"]}),
        "nodes": list({row["node"]["id"]: node_view(row["node"]) for row in rows}.values()),
        "edges": [
            _edge(
                row,
                *((id_, row["node"]["id"]) if row["direction"] == "out" else (row["node"]["id"], id_)),
            )
            for row in rows
        ],
        "counts": [
            {**row, "shown": shown.get((row["type"], row["direction"], row["label"]), 0)}
            for row in counted(database, id_, moment, lang)
        ],
    }


def account_scene(database: Database, id_: str, moment: Moment, *, limit: int) -> dict[str, Any]:
    """Return the opening scene of the account a thing belongs to.

    Sites are boxes: each person and department names its box as ``parent_id``. What does not fit is counted
    under ``hidden``. Ties between people and our members are derived, type ``TIE``.

    Raises
    ------
    NotFoundError
        When there is no such thing, or it belongs to no company.
    """
    id_ = standing_id(database, id_, moment=moment)
    company_id = graph.account_of(database, id_, moment)
    if company_id is None:
        raise NotFoundError("errors.no_account", id=id_)
    groups = graph.account_nodes(database, company_id, moment, per_label=limit)
    # People first: they are what the picture is about; the rest shares what is left.
    shares = {"Contact": limit // 2, "Site": limit // 5, "Department": limit // 6, "Deal": limit // 8}
    center = require(database, company_id, "Company", moment=moment)
    nodes = [{**node_view({**center["properties"], "label": "Company"}), "parent_id": None}]
    hidden = []
    for group in groups:
        shown = group["nodes"][: shares.get(group["label"], limit // 20)]
        nodes += [_scene_node(node) for node in shown]
        if group["total"] > len(shown):
            hidden.append({"label": group["label"], "total": group["total"], "shown": len(shown)})
    contact_ids = [node["id"] for node in nodes if node["label"] == "Contact"]
    ties = member_ties(database, contact_ids, moment)
    nodes += list(ties.members)
    ids = [node["id"] for node in nodes]
    present = set(ids)
    # A box that did not make it into the scene holds nobody.
    for node in nodes:
        if node.get("parent_id") not in present:
            node["parent_id"] = company_id if node["label"] in ("Contact", "Department") else None
    edges = [
        _edge(row, row["source"], row["target"])
        for row in graph.edges_between(database, ids, moment, MOST_EDGES)
    ]
    return {
        "center": nodes[0],
        "nodes": nodes,
        "edges": edges + list(ties.edges),
        "hidden": hidden,
        "activity": graph.activity_by_month(database, company_id, moment)[::-1],
    }


def _scene_node(node: dict[str, Any]) -> dict[str, Any]:
    return {
        **node_view(node),
        "name_kana": node.get("name_kana"),
        "parent_id": node["parent_id"],
        "has_left": node["has_left"],
        "outcome": node.get("outcome"),
    }


def _edge(row: dict[str, Any], source: str, target: str) -> dict[str, Any]:
    properties = row["properties"]
    return {
        "id": row["id"],
        "type": row["type"],
        "source": source,
        "target": target,
        "state": properties["state"],
        "strength": properties.get("weight"),
        "kind": properties.get("kind") or properties.get("role"),
        "stance": properties.get("stance"),
        "valid_from": properties.get("valid_from"),
        "valid_to": properties.get("valid_to"),
    }
