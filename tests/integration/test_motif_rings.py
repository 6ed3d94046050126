"""The rings of a story, its committee and its products on a small graph, each with all ties that say so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_models.ids import relationship_id
from graph_models.records import Answer, NodeRecord, RankedItem
from service.database import Database
from service.operations.motif import motif
from tests.integration.people_graph import Record, link, moment, node, put

ALL, CHROMATOGRAPHY, SERVICE = (
    node("Product", key, name=key, is_category=True) for key in ("all", "chromatography", "service")
)
MODEL_A, MODEL_B, CONTRACT, REPAIR = (
    node("Product", key, name=key) for key in ("model-a", "model-b", "contract", "repair")
)
DRUGS, GENERICS, ETHICALS, PAINT = (
    node("Market", key, name=key) for key in ("drugs", "generics", "ethicals", "paint")
)
NEED = node("Need", "blackouts", name="停電対策", aliases=["Measures against power outages"])
PARENT = node("Company", "parent", name="Parent", country="JP")
FIRM, AFFILIATE, PEER, FAR = (
    node("Company", key, name=key, country="JP") for key in ("firm", "affiliate", "peer", "far")
)
ABROAD = node("Company", "abroad", name="abroad", country="DE")
COMPANIES = (FIRM, AFFILIATE, PEER, FAR, ABROAD)
HOME = node("Site", "home", name="home", function="quality_lab")
SISTER = node("Site", "sister", name="sister", function="quality_lab")
SITES = {one.id: node("Site", f"site-{one.properties['name']}", name="lab") for one in COMPANIES[1:]}
CHIEF = node("Contact", "the-chief", name="Chief", job_function="quality")
CLERK = node("Contact", "the-clerk", name="Clerk", job_function="procurement")
EQUAL = node("Contact", "the-equal", name="Equal", job_function="quality")
HELPER = node("Contact", "the-helper", name="Helper", job_function="procurement")
ROOM = node("Department", "room", name="Room")
DEAL = node("Deal", "the-deal", name="The deal", outcome="won", closed_on=date(2025, 12, 1))
OTHER = node("Deal", "other-deal", name="Another", outcome="lost", closed_on=date(2025, 12, 1))
RINGS = {
    SISTER.id: "same_company_site",
    SITES[AFFILIATE.id].id: "same_group",
    SITES[PEER.id].id: "similar_company_same_market",
    SITES[FAR.id].id: "similar_story_other_market",
    SITES[ABROAD.id].id: "overseas",
}


def a_story() -> list[Record]:
    """Return the deal, and a place of every ring that has its need."""
    nodes = [ALL, CHROMATOGRAPHY, SERVICE, MODEL_A, MODEL_B, CONTRACT, REPAIR, DRUGS, GENERICS, ETHICALS]
    nodes += [PAINT, NEED, PARENT, *COMPANIES, HOME, SISTER, *SITES.values(), CHIEF, CLERK, EQUAL, HELPER]
    return [
        *(*nodes, ROOM, DEAL, OTHER),
        *(link("CHILD_OF", one, ALL) for one in (CHROMATOGRAPHY, SERVICE, REPAIR)),
        *(link("CHILD_OF", one, CHROMATOGRAPHY) for one in (MODEL_A, MODEL_B)),
        *(link("CHILD_OF", one, DRUGS) for one in (GENERICS, ETHICALS)),
        link("CHILD_OF", CONTRACT, ALL),
        *(link("SUBSIDIARY_OF", one, PARENT) for one in (FIRM, AFFILIATE)),
        *(link("IN_MARKET", one, GENERICS) for one in (FIRM, ABROAD)),
        link("IN_MARKET", PEER, ETHICALS),
        *(link("IN_MARKET", one, PAINT) for one in (AFFILIATE, FAR)),
        *(link("SITE_OF", one, FIRM) for one in (HOME, SISTER)),
        *(link("SITE_OF", SITES[one.id], one) for one in COMPANIES[1:]),
        *(link("HAS_NEED", one, NEED) for one in (SISTER, SITES[AFFILIATE.id], PEER, SITES[FAR.id])),
        link("HAS_NEED", SITES[ABROAD.id], NEED),
        *(link("INCLUDES", DEAL, one) for one in (MODEL_A, CONTRACT)),
        link("WITH", DEAL, FIRM),
        link("AT", DEAL, HOME),
        link("ADDRESSES", DEAL, NEED),
        link("USES", PEER, MODEL_B),
        link("USES", SITES[FAR.id], REPAIR),
        link("HOLDS_ROLE", CHIEF, DEAL, role="decider", qualifier="decider"),
        link("HOLDS_ROLE", CLERK, DEAL, role="buyer", qualifier="buyer"),
        link("PART_OF", ROOM, SISTER),
        link("WORKS_AT", EQUAL, ROOM),
        link("WORKS_AT", HELPER, ROOM),
        link("HOLDS_ROLE", EQUAL, OTHER, role="decider", qualifier="decider"),
    ]


@pytest.fixture(scope="module")
def told(database: Database) -> Answer:
    put(database, a_story())
    return motif(database, deal=DEAL.id, moment=moment(), limit=50)


def item(answer: Answer, site: NodeRecord) -> RankedItem:
    return next(one for one in answer.items if one.id == site.id)


def pieces(found: RankedItem, part: str) -> list[dict[str, Any]]:
    return [one for one in found.details["pieces"] if one["part"] == part]


def tie(type_: str, start: NodeRecord, end: NodeRecord, qualifier: str = "") -> str:
    return relationship_id(type_, start.id, end.id, qualifier)


def test_each_place_is_in_its_ring(told: Answer) -> None:
    assert {one.id: one.details["ring"] for one in told.items} == RINGS
    assert list(told.details["rings"]) == list(RINGS.values())
    assert set(told.details["rings"].values()) == {1}


def test_the_way_to_a_company_of_the_group_is_evidence(told: Answer) -> None:
    found = set(item(told, SITES[AFFILIATE.id]).details["ring_evidence_ids"])
    assert {tie("SUBSIDIARY_OF", FIRM, PARENT), tie("SUBSIDIARY_OF", AFFILIATE, PARENT)} <= found
    assert {tie("SITE_OF", SITES[AFFILIATE.id], AFFILIATE), tie("SITE_OF", HOME, FIRM)} <= found


def test_the_way_through_the_markets_is_evidence(told: Answer) -> None:
    found = set(item(told, SITES[PEER.id]).details["ring_evidence_ids"])
    assert {tie("IN_MARKET", FIRM, GENERICS), tie("IN_MARKET", PEER, ETHICALS)} <= found
    assert {tie("CHILD_OF", GENERICS, DRUGS), tie("CHILD_OF", ETHICALS, DRUGS)} <= found


def test_what_a_company_has_counts_for_its_site_by_the_tie_between_them(told: Answer) -> None:
    (need,) = pieces(item(told, SITES[PEER.id]), "shared_need")
    assert need["state"] == "fits"
    assert {tie("HAS_NEED", PEER, NEED), tie("SITE_OF", SITES[PEER.id], PEER)} <= set(need["evidence_ids"])


def test_a_category_fits_by_what_is_under_it_but_the_root_is_no_piece(told: Answer) -> None:
    assert [
        one["change"].params["id"] for one in told.details["motif"] if one["part"] == "shared_products"
    ] == (sorted([CHROMATOGRAPHY.id, CONTRACT.id]))
    states = {
        one["change"].params["id"]: one for one in pieces(item(told, SITES[PEER.id]), "shared_products")
    }
    fits = states[CHROMATOGRAPHY.id]
    assert (fits["state"], states[CONTRACT.id]["state"]) == ("fits", "missing")
    assert {tie("CHILD_OF", MODEL_A, CHROMATOGRAPHY), tie("CHILD_OF", MODEL_B, CHROMATOGRAPHY)} <= set(
        fits["evidence_ids"]
    )
    # Both the repair there and the contract here are under the root, which says nothing.
    assert {one["state"] for one in pieces(item(told, SITES[FAR.id]), "shared_products")} == {"missing"}


def test_a_role_is_confirmed_where_it_was_held_and_likely_by_the_function(told: Answer) -> None:
    held, likely = sorted(pieces(item(told, SISTER), "committee"), key=lambda one: str(one["basis"]))
    assert (held["change"].params["role"], held["state"], held["basis"]) == ("decider", "fits", "confirmed")
    assert tie("HOLDS_ROLE", EQUAL, OTHER, "decider") in held["evidence_ids"]
    assert tie("PART_OF", ROOM, SISTER) in held["evidence_ids"]
    assert [one["id"] for one in held["people"]] == [EQUAL.id]
    assert (likely["change"].params["role"], likely["state"], likely["basis"]) == (
        "buyer",
        "likely",
        "inferred",
    )
    assert likely["likeness"] == 0.5
    assert [one["id"] for one in likely["people"]] == [HELPER.id]
    assert {one["state"] for one in pieces(item(told, SITES[FAR.id]), "committee")} == {"unknown"}
