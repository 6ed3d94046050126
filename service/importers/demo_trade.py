"""Rows of what happened: deals with their parts, purchases, touches."""

from __future__ import annotations

import json
from dataclasses import replace

from graph_models.ids import node_id
from graph_models.vocabulary import (
    ActivityKind,
    DealOutcome,
    DealStage,
    Direction,
    Participation,
    Role,
    Stance,
)
from service.importers.base import BadCell, Record
from service.importers.demo_cells import SOURCE, Cells
from service.importers.demo_sheets import Sheet, link, links, node


def _deal(cells: Cells) -> list[Record]:
    id_ = cells.own("deal_id", "Deal")
    opened = cells.needed_day("opened_on")
    closed = cells.later_day("closed_on", "opened_on")
    records: list[Record] = [
        node(
            cells,
            "Deal",
            id_,
            name=cells.needed("name"),
            stage=cells.code("stage", DealStage),
            outcome=cells.code("outcome", DealOutcome),
            amount=cells.number("amount"),
            currency=cells.text("currency"),
            budget=cells.number("budget"),
            decision_process=cells.text("decision_process"),
            opened_on=opened,
            closed_on=closed,
        )
    ]
    ends = (
        ("WITH", [cells.refer("company_id", "Company")]),
        ("AT", [cells.refer_if("site_id", "Site")]),
        ("SOLD_BY", [cells.refer_if("seller_id", "Company")]),
        ("ADDRESSES", [cells.refer_if("need_id", "Need")]),
        ("INCLUDES", cells.refer_all("product_ids", "Product")),
    )
    records += [
        link(cells, type_, id_, end, valid_from=opened) for type_, found in ends for end in found if end
    ]
    return records


def _stage(cells: Cells) -> list[Record]:
    deal = cells.refer("deal_id", "Deal")
    stage = cells.code("stage", DealStage)
    entered = cells.needed_day("entered_on")
    id_ = node_id("Fact", SOURCE, cells.needed("deal_id"), "stage", entered.isoformat(), stage or "")
    fact = node(
        cells,
        "Fact",
        id_,
        property="stage",
        value=json.dumps(stage),
        valid_from=entered,
        valid_to=cells.later_day("left_on", "entered_on"),
        recorded_at=cells.moment("recorded_at"),
        source=SOURCE,
        confidence=1.0,
        state="confirmed",
    )
    return [fact, link(cells, "ABOUT", id_, deal, valid_from=entered)]


def _held(cells: Cells, target: str) -> Record:
    role = cells.code("role", Role)
    return link(
        cells,
        "HOLDS_ROLE",
        cells.refer("contact_id", "Contact"),
        target,
        valid_from=cells.day("valid_from"),
        qualifier=role or "",
        role=role,
        stance=cells.code("stance", Stance),
        power=cells.number("power", 0, 1),
        evidence=cells.text("evidence"),
    )


def _deal_role(cells: Cells) -> list[Record]:
    return [_held(cells, cells.refer("deal_id", "Deal"))]


def _step(cells: Cells) -> list[Record]:
    return [
        link(
            cells,
            "APPROVAL_STEP",
            cells.refer("deal_id", "Deal"),
            cells.refer("contact_id", "Contact"),
            valid_from=cells.day("valid_from"),
            order=cells.whole("step", 1, 99),
            threshold=cells.number("threshold"),
        )
    ]


def _buying_center(cells: Cells) -> list[Record]:
    id_ = cells.own("buying_center_id", "BuyingCenter")
    cells.refer("category_id", "Product")
    return [
        node(cells, "BuyingCenter", id_, name=cells.needed("name"), category=cells.text("category_id")),
        link(cells, "OF_UNIT", id_, cells.refer("site_id", "Site")),
    ]


def _buying_center_role(cells: Cells) -> list[Record]:
    return [_held(cells, cells.refer("buying_center_id", "BuyingCenter"))]


def _purchase(cells: Cells) -> list[Record]:
    id_ = cells.own("purchase_id", "Purchase")
    texts = {column: cells.text(column) for column in ("currency", "channel", "onboarding", "usage")}
    return [
        node(
            cells,
            "Purchase",
            id_,
            purchased_on=cells.needed_day("purchased_on"),
            quantity=cells.number("quantity"),
            unit_price=cells.number("unit_price"),
            amount=cells.number("amount"),
            profit=cells.number("profit", -1e15),
            **texts,
        ),
        link(cells, "OF", id_, cells.refer("product_id", "Product")),
        *links(
            cells,
            "BY",
            id_,
            {
                "contact": cells.refer_if("contact_id", "Contact"),
                "site": cells.refer_if("site_id", "Site"),
                "company": cells.refer("company_id", "Company"),
            },
        ),
        *links(cells, "FROM", id_, {"deal": cells.refer_if("deal_id", "Deal")}),
    ]


def _activity(cells: Cells) -> list[Record]:
    id_ = cells.own("activity_id", "Activity")
    people: dict[str, Participation] = {}
    for column, part in (
        ("from", Participation.FROM),
        ("to", Participation.TO),
        ("attendees", Participation.ATTENDEE),
    ):
        for person in cells.refer_all(column, "Contact", "Member"):
            people.setdefault(person, part)
    if not people:
        raise BadCell("from", "demo.nobody")
    about = {
        "deal": cells.refer_if("deal_id", "Deal"),
        "site": cells.refer_if("site_id", "Site"),
        "company": cells.refer_if("company_id", "Company"),
        "product": cells.refer_if("product_id", "Product"),
    }
    return [
        node(
            cells,
            "Activity",
            id_,
            kind=cells.code("kind", ActivityKind),
            at=cells.moment("at"),
            direction=cells.code("direction", Direction),
            subject=cells.text("subject"),
            minutes=cells.whole("minutes", 0, 100_000),
        ),
        *(
            # "as" is a word of Python and cannot be a keyword argument.
            replace(link(cells, "TOOK_PART", person, id_), properties={"as": part.value})
            for person, part in people.items()
        ),
        *links(cells, "ABOUT", id_, about),
    ]


_HELD = ("contact_id", "role", "stance", "power", "evidence", "valid_from", "recorded_at")

TRADE = (
    Sheet(
        "deals",
        (
            "deal_id",
            "name",
            "company_id",
            "site_id",
            "seller_id",
            "stage",
            "outcome",
            "amount",
            "currency",
            "budget",
            "decision_process",
            "opened_on",
            "closed_on",
            "need_id",
            "product_ids",
            "recorded_at",
        ),
        _deal,
        "Deal",
    ),
    Sheet("deal_stages", ("deal_id", "stage", "entered_on", "left_on", "recorded_at"), _stage),
    Sheet("deal_roles", ("deal_id", *_HELD), _deal_role),
    Sheet(
        "approval_steps", ("deal_id", "step", "contact_id", "threshold", "valid_from", "recorded_at"), _step
    ),
    Sheet(
        "buying_centers",
        ("buying_center_id", "name", "category_id", "site_id", "recorded_at"),
        _buying_center,
        "BuyingCenter",
    ),
    Sheet("buying_center_roles", ("buying_center_id", *_HELD), _buying_center_role),
    Sheet(
        "purchases",
        (
            "purchase_id",
            "purchased_on",
            "product_id",
            "site_id",
            "company_id",
            "contact_id",
            "deal_id",
            "quantity",
            "unit_price",
            "amount",
            "profit",
            "currency",
            "channel",
            "onboarding",
            "usage",
            "recorded_at",
        ),
        _purchase,
        "Purchase",
    ),
)

TOUCHES = (
    Sheet(
        "activities",
        (
            "activity_id",
            "kind",
            "at",
            "direction",
            "subject",
            "minutes",
            "from",
            "to",
            "attendees",
            "deal_id",
            "site_id",
            "company_id",
            "product_id",
            "recorded_at",
        ),
        _activity,
        "Activity",
    ),
)
