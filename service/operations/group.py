"""A group of companies: its tree with sites, and what was bought where, by product category.

What a company bought that was merged into one of the group, or renamed, counts for its successor and is shown
as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import DealOutcome
from service.analysis.group_tree import Branch, Owned, group_tree
from service.analysis.whitespace import PlacedDeal, whitespace
from service.database import Database, Rows
from service.language import Language, say
from service.operations.entities import effective_status, require
from service.operations.sheets import Cell, sheet
from service.store import account_plans, people
from service.store import group as store

DEEPEST = 10
"""How many levels up, and then down, are followed."""
MOST = 200
"""How many companies are looked at; more are said to be left off."""
STATES = ("won", "current", "lost", "potential", "white")


def group(
    database: Database, moment: Moment, lang: Language, *, company: str, states: Collection[str] = ()
) -> dict[str, Any]:
    """Return the group that a company belongs to.

    Parameters
    ----------
    states
        Only places with a cell in one of these states are among the ``places``; none: all.

    Returns
    -------
    dict
        ``tree`` (companies, parents before children, with ``sites`` and ``predecessors``), ``places`` by
        ``categories`` with ``cells``; ``inherited_ids`` of a cell are those of its evidence that a
        predecessor bought. ``is_cut``: there is more than was followed.

    Raises
    ------
    NotFoundError
        When there is no such company.
    """
    start = str(require(database, company, "Company", moment=moment)["properties"]["id"])
    ties, is_cut = _ties(database, start, moment)
    whole = group_tree(start, [Owned(row["child_id"], row["parent_id"], row["id"]) for row in ties])
    branches = whole[:MOST]
    before, chain_cut = _before(database, [one.id for one in branches], moment)
    known = {
        row["id"]: row for row in store.companies(database, {*(one.id for one in branches), *before}, moment)
    }
    tree = [_company(one, known, before) for one in branches]
    placed, categories = _placed(database, tree, before, moment)
    places = [
        {"id": place["id"], "name": place["name"], "name_latin": place["name_latin"], "company_id": one["id"]}
        for one in tree
        for place in (one, *one["sites"])
    ]
    columns = sorted(categories.values(), key=lambda item: (item["name"] or "", item["id"]))
    cells = whitespace([one for one, _ in placed], [one["id"] for one in places], list(categories), ())
    inherited = {one.id for one, old in placed if old}
    shown = {cell.place_id for cell in cells if not states or cell.state in states}
    cut = is_cut or chain_cut or len(whole) > MOST
    return {
        "company": _named(known[start]),
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "tree": tree,
        "places": [one for one in places if one["id"] in shown or not (states or cells)],
        "categories": columns,
        "cells": [
            {
                "place": cell.place_id,
                "category": cell.category_id,
                "state": cell.state,
                "evidence_ids": list(cell.evidence_ids),
                "inherited_ids": [id_ for id_ in cell.evidence_ids if id_ in inherited],
            }
            for cell in cells
            if cell.place_id in shown
        ],
        "is_cut": cut,
        "notes": [
            {"key": f"group.{name}", "text": say(f"group.{name}", lang, deepest=DEEPEST, most=MOST)}
            for name, holds in (("cut", cut), ("inherited", bool(before)), ("unplaced", True))
            if holds
        ],
    }


def group_file(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return the matrix as a file, ``csv`` or ``xlsx``: a line per company or site, a column per category."""
    companies = {one["id"]: one for one in found["tree"]}
    state = {(cell["place"], cell["category"]): cell["state"] for cell in found["cells"]}
    header = [
        say("group.column_company", lang),
        say("group.column_site", lang),
        *(_text(one, lang) for one in found["categories"]),
        say("group.column_id", lang),
    ]
    rows: list[list[Cell]] = [
        [
            _text(companies[place["company_id"]], lang),
            None if place["id"] == place["company_id"] else _text(place, lang),
            *(say(f"group.state_{state[place['id'], one['id']]}", lang) for one in found["categories"]),
            place["id"],
        ]
        for place in found["places"]
    ]
    return sheet(format_, say("group.sheet", lang), header, rows)


def _text(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node.get("name_latin")) or node["name"] or node["id"])


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "label": "Company", "name": row["name"], "name_latin": row["name_latin"]}


def _ties(database: Database, start: str, moment: Moment) -> tuple[Rows, bool]:
    """Return the ties up from a company and down from all above it, a level at a time; and whether cut."""
    found: dict[str, dict[str, Any]] = {}
    above, level = {start}, {start}
    for _ in range(DEEPEST):
        rows = store.ties(database, moment, above=level)
        found.update({row["id"]: row for row in rows})
        level = {row["parent_id"] for row in rows} - above
        above |= level
        if not level:
            break
    is_cut = bool(level)
    seen, level = set(above), set(above)
    for _ in range(DEEPEST):
        rows = store.ties(database, moment, below=level)
        found.update({row["id"]: row for row in rows})
        level = {row["child_id"] for row in rows} - seen
        seen |= level
        if not level or len(seen) > MOST:
            break
    return [found[id_] for id_ in sorted(found)], is_cut or bool(level)


def _before(database: Database, ids: Iterable[str], moment: Moment) -> tuple[dict[str, dict[str, Any]], bool]:
    """Return who went into companies of the group, directly or in steps: id -> successor in the group."""
    group_ids = set(ids)
    heir = {id_: id_ for id_ in group_ids}
    found: dict[str, dict[str, Any]] = {}
    level = group_ids
    for _ in range(DEEPEST):
        rows = [row for row in store.predecessors(database, level, moment) if row["old_id"] not in heir]
        for row in rows:
            heir.setdefault(row["old_id"], heir[row["new_id"]])
            found.setdefault(row["old_id"], {**row, "heir_id": heir[row["old_id"]]})
        level = {row["old_id"] for row in rows}
        if not level:
            break
    return found, bool(level)


def _company(
    branch: Branch, known: Mapping[str, Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    row = known[branch.id]
    return {
        **_named(row),
        "depth": branch.depth,
        "parent_id": branch.tie.parent_id if branch.tie else None,
        "status": effective_status(dict(row)),
        "evidence_ids": [branch.tie.evidence_id] if branch.tie else [],
        "other_parents": [{"id": one.parent_id, "evidence_id": one.evidence_id} for one in branch.others],
        "sites": row["sites"],
        "predecessors": [
            {**_named(known[old]), "kind": one["kind"], "on": one["on"], "evidence_id": one["id"]}
            for old, one in sorted(before.items())
            if one["heir_id"] == branch.id
        ],
    }


def _placed(
    database: Database,
    tree: Iterable[Mapping[str, Any]],
    before: Mapping[str, Mapping[str, Any]],
    moment: Moment,
) -> tuple[list[tuple[PlacedDeal, bool]], dict[str, dict[str, Any]]]:
    """Return deals and purchases at their places, each with whether a predecessor's, and their categories."""
    heirs = {one["id"]: one["id"] for one in tree} | {id_: one["heir_id"] for id_, one in before.items()}
    rows = {one["id"] for one in tree} | {site["id"] for one in tree for site in one["sites"]}
    placed: dict[str, tuple[PlacedDeal, bool]] = {}
    categories: dict[str, dict[str, Any]] = {}
    for id_, heir in heirs.items():
        units = people.units(database, id_, moment)
        site_of = {unit.id: unit.site_id for unit in units if unit.site_id}
        deals = [(one, one["site_ids"]) for one in account_plans.deals(database, id_, moment)]
        # Where a place is named it bought, wherever the person who ordered works.
        bought = [
            ({**one, "outcome": DealOutcome.WON.value}, set(one["unit_ids"]) - {id_} or one["staff_unit_ids"])
            for one in account_plans.purchases(database, [id_, *(unit.id for unit in units)], moment)
        ]
        for one, where in [*deals, *bought]:
            at = {site_of.get(place, place) for place in where}
            # A place that is no line of its own counts for the company that it was, or went into.
            at = {place if place in rows else heir for place in at} - {heir} or {heir}
            categories |= {item["id"]: item for item in one["categories"]}
            about = tuple(item["id"] for item in one["categories"])
            deal = PlacedDeal(one["id"], one["outcome"], tuple(sorted(at)), about)
            # Its own comes first: a deal with both is no predecessor's alone.
            placed.setdefault(one["id"], (deal, id_ != heir))
    return list(placed.values()), categories
