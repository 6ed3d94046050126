"""Every relationship type, named from both ends, with what it may connect."""

from __future__ import annotations

from dataclasses import dataclass

from graph_models.properties import VERSIONS_OF_VALUES, Kind, Property, code, date, integer, number, text
from graph_models.vocabulary import InfluenceKind, Participation, Role, Stance


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A type: what it says read from its start and from its end, which labels it joins, its properties.

    ``is_tie`` marks those a person would follow to get from one person to another.
    """

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    forward: str
    backward: str
    properties: tuple[Property, ...] = ()


def _type(
    type_: str, starts: str, ends: str, forward: str, backward: str, *properties: Property
) -> RelationshipType:
    return RelationshipType(
        type_, tuple(starts.split("|")), tuple(ends.split("|")), forward, backward, properties
    )


RELATIONSHIP_TYPES: tuple[RelationshipType, ...] = (
    _type("SITE_OF", "Site", "Company", "is a site of", "has the site"),
    _type(
        "SUBSIDIARY_OF",
        "Company",
        "Company",
        "is a subsidiary of",
        "owns",
        number("share", "share held, 0 to 1"),
    ),
    _type(
        "SUCCEEDED_BY",
        "Company",
        "Company",
        "was succeeded by",
        "succeeded",
        text("kind", "merger, rename, ..."),
        date("on", "day of the event"),
    ),
    _type("PART_OF", "Department", "Department|Site|Company", "is part of", "has the unit"),
    _type(
        "WORKS_AT",
        "Contact",
        "Department|Site|Company",
        "works at",
        "employs",
        text("title", "job title held there"),
    ),
    _type("REPORTS_TO", "Contact", "Contact", "reports to", "manages"),
    _type(
        "INFLUENCES",
        "Contact",
        "Contact",
        "influences",
        "is influenced by",
        number("weight", "how strongly, 0 to 1"),
        code("kind", "influence, dotted line or conflict", InfluenceKind),
    ),
    _type(
        "HOLDS_ROLE",
        "Contact",
        "Deal|BuyingCenter",
        "plays a role in",
        "is decided with",
        code("role", "part played in the decision", Role),
        code("stance", "stance towards us", Stance),
        number("power", "power over the decision, 0 to 1"),
        text("evidence", "why we think so"),
    ),
    _type("OF_UNIT", "BuyingCenter", "Company|Site|Department", "buys for", "buys through"),
    _type("WITH", "Deal", "Company", "is with", "has the deal"),
    _type("AT", "Deal", "Site|Department", "is at", "is the place of"),
    _type("SOLD_BY", "Deal", "Company|Site", "is sold by", "sells", VERSIONS_OF_VALUES),
    _type("INCLUDES", "Deal", "Product", "includes", "is part of the deal"),
    _type("ADDRESSES", "Deal", "Need", "addresses", "is addressed by"),
    _type(
        "APPROVAL_STEP",
        "Deal",
        "Contact",
        "is approved by",
        "approves",
        integer("order", "place in the route, from 1"),
        number("threshold", "amount from which this step is needed"),
    ),
    _type("OF", "Purchase", "Product", "is of", "was bought as"),
    _type("BY", "Purchase", "Contact|Site|Company", "was made by", "made the purchase"),
    _type("FROM", "Purchase", "Deal", "came from", "led to"),
    _type(
        "TOOK_PART",
        "Contact|Member|Visitor",
        "Activity",
        "took part in",
        "was taken part in by",
        code("as", "as what", Participation),
    ),
    _type("ABOUT", "Activity|Fact", "Deal|Company|Site|Product|Contact", "is about", "is the subject of"),
    _type(
        "ACQUIRED_BY",
        "Contact",
        "Campaign",
        "was acquired by",
        "acquired",
        text("keyword", "search words"),
        text("referrer", "page that led here"),
        text("form", "form that was filled in"),
    ),
    _type("OWNS", "Member", "Company|Site|Contact|Deal", "looks after", "is looked after by"),
    _type("IN_MARKET", "Company", "Market", "is in the market", "has the company"),
    _type("IN_REGION", "Company|Site", "Region", "is in the region", "has"),
    _type("HAS_NEED", "Company|Site|Contact", "Need", "has the need", "is a need of"),
    _type("HAS_USE_SCENE", "Company|Site", "UseScene", "has the use scene", "is a use scene of"),
    _type(
        "USES",
        "Company|Site",
        "Product",
        "uses",
        "is used by",
        number("satisfaction", "satisfaction, 0 to 1"),
        date("since", "day of first use"),
    ),
    _type("MADE_BY", "Product", "Company", "is made by", "makes"),
    _type("CHILD_OF", "Product|Market|Region", "Product|Market|Region", "is under", "contains"),
    _type("KNOWS", "Contact", "Contact|Member", "knows", "is known by", text("basis", "how they know")),
    _type("ON", "Note", "Company|Site|Department|Contact|Deal|Member", "is a note on", "has the note"),
    _type(
        "IDENTIFIED_AS",
        "Visitor",
        "Contact",
        "turned out to be",
        "was the visitor",
        Property("has_consent", Kind.BOOLEAN, "agreed that earlier visits are put together with the name"),
    ),
    _type("ANSWERED", "Contact", "Answer", "gave the answer", "was given by"),
    _type(
        "JOINT_VENTURE_OF",
        "Company",
        "Company",
        "is a joint venture led by",
        "leads the joint venture",
        Property("is_lead", Kind.BOOLEAN, "this firm leads"),
    ),
)
