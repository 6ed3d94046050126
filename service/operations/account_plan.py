"""The plan of an account in five sheets: overview, objectives, potential, relationships, actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import DealOutcome
from service.analysis.committee import AGAINST
from service.analysis.weights import Weights
from service.analysis.whitespace import PlacedDeal, whitespace
from service.database import Database, Rows
from service.language import Language, say
from service.operations.decision_map import decision_map
from service.operations.entities import effective_status, require
from service.operations.plan_items import plan_items
from service.operations.weights_in_use import weights_in_use
from service.store import account_plans as store
from service.store import people
from service.store.entities import latin_names

TOP = 5
PROPOSED = 12
UNSOLD = ("white", "potential", "lost")
"""States of cells where nothing was bought and nothing is on the way."""
FACTS = (
    "name",
    "name_kana",
    "name_latin",
    "domain",
    "country",
    "employees",
    "revenue",
    "currency",
    "founded",
)


def account_plan(database: Database, moment: Moment, lang: Language, *, company: str) -> dict[str, Any]:
    """Return the plan of a company; all of it is made of the same facts as the decision map.

    Returns
    -------
    dict
        ``overview`` (facts, owners, deals by outcome with amounts by currency, first key people),
        ``objectives`` (what a planner wrote), ``potential`` (places by categories), ``relationships`` (the
        decision map) and ``actions`` (a planner's, and those proposed from the map with their reason).

    Raises
    ------
    NotFoundError
        When there is no such company.
    UsageError
        When the id is of something else.
    """
    found = require(database, company, "Company", moment=moment)["properties"]
    id_ = found["id"]
    board = decision_map(database, moment, lang, company=id_)
    deals = store.deals(database, id_, moment)
    written = plan_items(database, id_, moment)
    return {
        "company": {
            "id": id_,
            "label": "Company",
            "name": found["name"],
            "name_latin": found.get("name_latin"),
        },
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "overview": {
            "facts": {name: found[name] for name in FACTS if found.get(name) is not None},
            "status": effective_status(found),
            "customer_type": found.get("derived_customer_type"),
            "owners": store.owners(database, id_, moment),
            "people": board["total"],
            "coverage": board["coverage"],
            "red_flags": board["red_flags"],
            "deals": _sums(deals),
            "key_people": board["cards"][:TOP],
        },
        "objectives": [item for item in written if item["kind"] != "action"],
        "potential": _potential(database, id_, moment, deals, board),
        "relationships": board,
        "actions": {
            "written": [item for item in written if item["kind"] == "action"],
            "proposed": _proposed(board, lang),
        },
    }


def _sums(deals: Rows) -> list[dict[str, Any]]:
    """Return number and amounts by outcome; deals whose amount nobody knows are counted apart."""
    rows: dict[str, dict[str, Any]] = {}
    for deal in deals:
        row = rows.setdefault(
            deal["outcome"],
            {"outcome": deal["outcome"], "number": 0, "unknown": 0, "amounts": defaultdict(float), "ids": []},
        )
        row["number"] += 1
        row["ids"].append(deal["id"])
        if deal["amount"] is None or not deal["currency"]:
            row["unknown"] += 1
        else:
            row["amounts"][deal["currency"]] += deal["amount"]
    return [
        {**row, "amounts": [{"currency": code, "amount": amount} for code, amount in row["amounts"].items()]}
        for _, row in sorted(rows.items())
    ]


def _potential(
    database: Database, company: str, moment: Moment, deals: Rows, board: Mapping[str, Any]
) -> dict[str, Any]:
    units = people.units(database, company, moment)
    # A department counts for its site; what is at no site, for the company as a whole.
    site_of = {unit.id: unit.site_id for unit in units if unit.site_id}
    names = {unit.id: unit.name for unit in units}
    # Where a place is named it bought, wherever the person who ordered works.
    bought = [
        {
            **one,
            "outcome": DealOutcome.WON.value,
            "site_ids": set(one["unit_ids"]) - {company} or one["staff_unit_ids"],
        }
        for one in store.purchases(database, [company, *names], moment)
    ]
    placed = [
        PlacedDeal(
            deal["id"],
            deal["outcome"],
            tuple(sorted({site_of.get(id_, id_) for id_ in deal["site_ids"]} - {company})) or (company,),
            tuple(category["id"] for category in deal["categories"]),
        )
        for deal in [*deals, *bought]
    ]
    categories = {item["id"]: item for deal in [*deals, *bought] for item in deal["categories"]}
    used = {id_ for deal in placed for id_ in deal.place_ids}
    sites = [unit.id for unit in units if unit.label == "Site"]
    places = [*sites, *sorted(used - set(sites))]
    columns = sorted(categories.values(), key=lambda item: (item["name"] or "", item["id"]))
    cells = whitespace(
        placed, places, [item["id"] for item in columns], _blocked(board, weights_in_use(database))
    )
    latin = latin_names(database, places)
    open_cells = sum(cell.state in UNSOLD for cell in cells)
    return {
        "places": [
            {"id": id_, "name": names.get(id_) or board["account"]["name"], "name_latin": latin.get(id_)}
            for id_ in places
        ],
        "categories": columns,
        "cells": [
            {
                "place": cell.place_id,
                "category": cell.category_id,
                "state": cell.state,
                "evidence_ids": list(cell.evidence_ids),
            }
            for cell in cells
        ],
        "white_ratio": open_cells / len(cells) if cells else None,
    }


def _blocked(board: Mapping[str, Any], weights: Weights) -> set[str]:
    high = weights.buying_center.high_power
    return {
        role["target"]["id"]
        for card in board["cards"]
        for role in card["roles"]
        if role["stance"] in AGAINST and (role["power"] or 0.0) >= high
    }


def _proposed(board: Mapping[str, Any], lang: Language) -> list[dict[str, Any]]:
    """Return what the map calls for: roles nobody holds first, then people, as they rank."""
    missing = [
        {
            "key": "account_plan.find_role",
            "text": say("account_plan.find_role", lang, role=say(f"codes.role_{one['role']}", lang)),
            "contact": None,
            "evidence_ids": list(one["evidence"]),
        }
        for one in board["missing"] or ()
    ]
    return [*missing, *_steps(board["cards"])][:PROPOSED]


def _steps(cards: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "key": card["next_step"]["key"],
            "text": card["next_step"]["text"],
            "contact": {name: card[name] for name in ("id", "label", "name", "name_latin", "title")},
            "evidence_ids": [role["id"] for role in card["roles"]],
        }
        for card in cards
        if card["in_center"] and card["next_step"]["key"] != "next_steps.keep_up"
    ]
