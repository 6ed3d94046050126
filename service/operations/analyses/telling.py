"""An analysis told to a person: by name, with words, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language, say
from service.operations.analyses.journeys import journeys
from service.operations.analyses.marketing import campaigns, steps
from service.operations.analyses.shape import Found, Wish
from service.operations.analyses.sold import customers, lapsing, pairs, quarters, totals
from service.operations.analyses.standing import best, shares
from service.operations.sheets import sheet
from service.store import expansion_items as names_store

LONGEST_CELL = 32_000
_MADE: dict[str, Callable[[Database, Moment, Language, Wish], Found]] = {
    "totals": totals,
    "pareto": customers,
    "cohorts": quarters,
    "lapse": lapsing,
    "affinity": pairs,
    "funnel": steps,
    "campaigns": campaigns,
    "shares": shares,
    "best": best,
    "journeys": journeys,
}


def analysis(database: Database, moment: Moment, lang: Language, kind: str, wish: Wish) -> dict[str, Any]:
    """Return an analysis.

    Parameters
    ----------
    kind
        One of `service.operations.analyses.shape.KINDS`.

    Returns
    -------
    dict
        ``columns`` (key, title, kind), ``rows`` (cells in their order, None where unknown, and
        ``evidence_ids``), ``plots``, ``notes``. A cell of kind node is a map of id and names.

    Raises
    ------
    NotFoundError
        When there is no such analysis.
    UsageError
        When the period begins after the day it is seen from, or a condition says nothing.
    """
    if kind not in _MADE:
        raise NotFoundError("errors.not_found", id=kind)
    if wish.since and wish.since > moment.as_of:
        raise UsageError("analysis.bad_since", field="since")
    found = _MADE[kind](database, moment, lang, wish)
    ids = found.nodes()
    named = names_store.names(database, sorted(ids)) if ids else {}
    nodes = {id_: _node(id_, named.get(id_)) for id_ in ids}
    at = {index for index, one in enumerate(found.columns) if one.kind == "node"}
    return {
        "kind": kind,
        "title": say(f"analysis.kind_{kind}", lang),
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "since": wish.since,
        "columns": [
            {"key": one.key, "title": one.title or say(f"analysis.column_{one.key}", lang), "kind": one.kind}
            for one in found.columns
        ],
        "rows": [
            {
                "cells": [nodes.get(str(cell)) if n in at else cell for n, cell in enumerate(row.cells)],
                "evidence_ids": list(row.ids),
            }
            for row in found.rows
        ],
        "plots": [
            {
                "form": plot.form,
                "title": plot.title,
                "kind": plot.kind,
                "labels": [_name(nodes[one], lang) if plot.of_nodes else one for one in plot.labels],
                "series": [{"name": name, "values": list(values)} for name, values in plot.series],
            }
            for plot in found.plots
        ],
        "notes": [{"key": key, "text": say(key, lang, **given)} for key, given in found.notes],
    }


def analysis_file(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return an analysis as a file, ``csv`` or ``xlsx``, with the evidence of each row."""
    header = [*(one["title"] for one in found["columns"]), say("analysis.column_evidence", lang)]
    rows = [[*plain_cells(row, lang), _as_many(row["evidence_ids"])] for row in found["rows"]]
    return sheet(format_, found["title"], header, rows)


def _as_many(ids: list[str]) -> str:
    """Return whole ids, as many as a cell of a workbook holds."""
    text = " ".join(ids)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL].rsplit(" ", 1)[0]


def plain_cells(row: Mapping[str, Any], lang: Language) -> list[Any]:
    """Return the cells of a row with the names of nodes as texts."""
    return [_name(one, lang) if isinstance(one, dict) else one for one in row["cells"]]


def _node(id_: str, row: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"id": id_, "name": row["name"] if row else id_, "name_latin": row["name_latin"] if row else None}


def _name(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node["name_latin"]) or node["name"] or node["id"])
