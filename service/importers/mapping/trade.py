"""The deal and the purchase that a row speaks of, and the parts people play in the deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_models.ids import node_id
from graph_models.records import Value
from graph_models.vocabulary import DealOutcome, DealStage, Role, State
from service.importers.base import BadCell
from service.resolution.names import fold

if TYPE_CHECKING:
    from service.importers.mapping.assemble import RowRecords

UNSTATED = 0.3
"""How sure it is that somebody named on a deal without a role has a say in it."""


def deal(row: RowRecords, company_id: str | None, site_id: str | None) -> str | None:
    """Add the deal of the row, if there is one; return its id."""
    keys, name = row.values.get("Deal.key", []), row.one("Deal.name")
    if not (keys or name):
        return None
    opened = row.one("Deal.opened_on")
    if keys:
        id_ = row.key_id("Deal", keys[0])
    else:
        id_ = node_id("Deal", row.source, company_id or "", fold(name), str(opened or ""))
    said = row.own("Deal")
    for part in ("key", "closed", "won"):
        said.pop(part, None)
    said |= _standing(row)
    if said.get("outcome") == DealOutcome.OPEN.value:
        # The day an open deal is hoped to close on is not the day it ended.
        said.pop("closed_on", None)
    closed = said.get("closed_on")
    if opened and closed and closed < opened:
        column = row.mapper.column_of("Deal.closed_on")
        raise BadCell(column, "mapping.wrong_order", value=closed, earlier=opened)
    row.add("Deal", id_, said)
    if company_id:
        row.link("WITH", id_, company_id)
    if site_id and (row.one("Site.key") or row.one("Site.name")):
        row.link("AT", id_, site_id)
    product_id = _product(row)
    if product_id:
        row.link("INCLUDES", id_, product_id)
    return id_


def _standing(row: RowRecords) -> dict[str, Value]:
    """Return stage and outcome; a stage that ends a deal says both ("closed:won")."""
    stage, _, outcome = (row.one("Deal.stage") or "").partition(":")
    outcome = row.one("Deal.outcome") or outcome
    if not outcome and row.one("Deal.won"):
        outcome = DealOutcome.WON.value
    if not outcome and row.one("Deal.closed"):
        outcome = DealOutcome.LOST.value
    if outcome and outcome != DealOutcome.OPEN.value:
        stage = DealStage.CLOSED.value
    if not outcome and stage and stage != DealStage.CLOSED.value:
        outcome = DealOutcome.OPEN.value
    return {name: value for name, value in (("stage", stage), ("outcome", outcome)) if value}


def roles(row: RowRecords, deal_id: str | None, contact_ids: list[str]) -> None:
    """Add the parts people play in the deal; one that is not stated is assumed to be some influence."""
    if deal_id is None:
        return
    stated, stance = row.one("HOLDS_ROLE.role"), row.one("HOLDS_ROLE.stance")
    role = stated or Role.INFLUENCER.value
    more = {"role": role, **({"stance": stance} if stance else {})}
    for contact_id in contact_ids:
        row.link(
            "HOLDS_ROLE",
            contact_id,
            deal_id,
            properties=more,
            state=State.CONFIRMED if stated else State.ASSUMED,
            confidence=1.0 if stated else UNSTATED,
            qualifier=role,
        )


def purchase(
    row: RowRecords, contact_ids: list[str], site_id: str | None, company_id: str | None
) -> str | None:
    """Add the order of the row, if there is one; return its id."""
    keys, day = row.values.get("Purchase.key", []), row.one("Purchase.purchased_on")
    if not (keys or day):
        is_deal = row.values.get("Deal.key") or row.values.get("Deal.name")
        return None if is_deal else _product(row)
    product_id = _product(row)
    buyer = next((id_ for id_ in (*contact_ids, site_id, company_id) if id_), None)
    said = row.own("Purchase")
    said.pop("key", None)
    if keys:
        id_ = row.key_id("Purchase", "\x1f".join(keys))
    else:
        # Without a key an order is all that the row says of it; the same may be ordered twice a day.
        parts = [f"{name}={value}" for name, value in sorted(said.items())]
        id_ = row.once_more("Purchase", buyer or "", product_id or "", *parts)
    row.add("Purchase", id_, said)
    if buyer:
        row.link("BY", id_, buyer)
    if product_id:
        row.link("OF", id_, product_id)
    return id_


def _product(row: RowRecords) -> str | None:
    key, name = row.one("Product.key"), row.one("Product.name")
    if not (key or name):
        return None
    id_ = row.key_id("Product", key) if key else node_id("Product", row.source, "name", fold(name))
    said = row.own("Product")
    said.pop("key", None)
    return row.add("Product", id_, said)
