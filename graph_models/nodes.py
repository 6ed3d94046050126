"""Every label of the graph with its properties."""

from __future__ import annotations

from dataclasses import dataclass

from graph_models.properties import (
    VERSIONS_OF_VALUES,
    Kind,
    Merge,
    Property,
    code,
    date,
    integer,
    number,
    text,
)
from graph_models.vocabulary import (
    ActivityKind,
    DealOutcome,
    DealStage,
    Direction,
    JobFunction,
    NeedKind,
    NoteKind,
    Seniority,
    SiteFunction,
    Status,
)


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label: what it stands for, its Japanese word and its own properties."""

    label: str
    meaning: str
    japanese: str
    properties: tuple[Property, ...]
    is_searched: bool = False


def _names(merge: Merge = Merge.REPLACE) -> tuple[Property, ...]:
    return (
        text("name", "the name as it is written", merge=merge),
        text("name_kana", "reading in kana"),
        text("name_latin", "name in Latin letters"),
        Property("aliases", Kind.TEXTS, "other ways it is written", merge=Merge.UNION),
    )


_STATUS = code("status", "P/C/L/D/S, see vocabulary", Status, tracked=True)
_CURRENCY = text("currency", "ISO 4217 code of the amounts")

NODE_TYPES: tuple[NodeType, ...] = (
    NodeType(
        "Company",
        "a legal entity, the account",
        "企業",
        (
            # Public sources write one company in many ways; the shortest is the plain name.
            *_names(Merge.SHORTEST),
            text("corporate_number", "法人番号, 13 digits", tracked=True),
            text("domain", "internet domain"),
            text("country", "ISO 3166 code"),
            number("revenue", "yearly sales in `currency`", tracked=True),
            _CURRENCY,
            integer("employees", "number of employees"),
            integer("founded", "year of foundation"),
            date("dissolved_on", "day on which its registration was closed"),
            Property("phones", Kind.TEXTS, "telephone numbers", merge=Merge.UNION),
            Property("is_self", Kind.BOOLEAN, "this is us"),
            Property("is_joint_venture", Kind.BOOLEAN, "formed for one contract, no legal entity"),
            text(
                "lead_corporate_number",
                "法人番号 of the firm that leads a joint venture",
                merge=Merge.LEAST,
            ),
            _STATUS,
            VERSIONS_OF_VALUES,
        ),
        is_searched=True,
    ),
    NodeType(
        "Site",
        "one address of a company",
        "拠点",
        (
            *_names(),
            code("function", "what the site is for", SiteFunction),
            text("address", "postal address"),
            text("postcode", "postal code"),
            Property("phones", Kind.TEXTS, "telephone numbers", merge=Merge.UNION),
            text("region", "prefecture, state or county"),
            text("country", "ISO 3166 code"),
            number("lat", "latitude in degrees"),
            number("lon", "longitude in degrees"),
            integer("employees", "number of employees"),
            _STATUS,
        ),
        is_searched=True,
    ),
    NodeType(
        "Department",
        "a unit in a site or company, may nest",
        "部署",
        (*_names(), text("expected_role", "buying role expected of its people")),
        is_searched=True,
    ),
    NodeType(
        "Contact",
        "a person at a customer",
        "担当者",
        (
            Property("name", Kind.TEXT, "the name as it is written", personal=True),
            Property("name_kana", Kind.TEXT, "reading in kana", personal=True),
            Property("name_latin", Kind.TEXT, "name in Latin letters", personal=True),
            Property("aliases", Kind.TEXTS, "other ways it is written", merge=Merge.UNION, personal=True),
            text("title", "job title as written", tracked=True),
            code("seniority", "level of formal authority", Seniority, tracked=True),
            code("job_function", "what the work is about", JobFunction, tracked=True),
            Property("emails", Kind.TEXTS, "mail addresses", merge=Merge.UNION, personal=True),
            Property("phones", Kind.TEXTS, "telephone numbers", merge=Merge.UNION, personal=True),
            Property("age_band", Kind.TEXT, "such as 40-49", personal=True),
            Property("sex", Kind.TEXT, "as the person states it", personal=True),
            text("responsibilities", "responsibilities and targets"),
            text("information_needed", "information needed and its sources"),
            text("pains", "what hurts"),
            text("work_procedure", "how the work goes"),
            text("standpoint", "standpoint towards the purchase"),
            Property("contact_keywords", Kind.TEXTS, "words the person uses", merge=Merge.UNION),
            Property("is_opted_out", Kind.BOOLEAN, "asked not to be contacted"),
            Property("is_no_introducer", Kind.BOOLEAN, "asked not to be asked for introductions"),
            _STATUS,
        ),
        is_searched=True,
    ),
    NodeType(
        "Member",
        "a person of our own",
        "自社担当",
        (
            *_names(),
            text("email", "mail address"),
            text("team", "team"),
            text("title", "job title"),
            Property("is_no_introducer", Kind.BOOLEAN, "asked not to be asked for introductions"),
        ),
        is_searched=True,
    ),
    NodeType(
        "Deal",
        "an opportunity or an award",
        "案件",
        (
            text("name", "title of the deal or contract"),
            code("stage", "step it has reached", DealStage, tracked=True),
            code("outcome", "how it ended; counts from `closed_on`", DealOutcome, tracked=True),
            number("amount", "value in `currency`", tracked=True),
            _CURRENCY,
            number("budget", "the customer's budget in `currency`"),
            text("decision_process", "how the customer decides"),
            text("method", "tender method"),
            text("work_type", "class of the work, as the source gives it"),
            date("opened_on", "day it was opened"),
            date("closed_on", "day it ended"),
            VERSIONS_OF_VALUES,
        ),
        is_searched=True,
    ),
    NodeType(
        "BuyingCenter",
        "who buys a product category at a site or company, outliving deals",
        "購買センター",
        (text("name", "name"), text("category", "code of the product category")),
    ),
    NodeType(
        "Purchase",
        "an order line",
        "購入",
        (
            date("purchased_on", "day of the order"),
            number("quantity", "number of units"),
            number("unit_price", "price of a unit in `currency`"),
            number("amount", "quantity times price in `currency`", tracked=True),
            number("profit", "gross profit in `currency`", tracked=True),
            _CURRENCY,
            text("channel", "how it was bought"),
            text("onboarding", "onboarding state"),
            text("usage", "usage state"),
        ),
    ),
    NodeType(
        "Product",
        "what is sold, or a category of it",
        "商品",
        (
            *_names(),
            text("code", "code of the product or category"),
            text("category", "code of the category it belongs to"),
            Property("is_category", Kind.BOOLEAN, "a branch of the category tree"),
        ),
        is_searched=True,
    ),
    NodeType(
        "Activity",
        "a touch",
        "接触",
        (
            code("kind", "what happened", ActivityKind),
            Property("at", Kind.DATETIME, "when"),
            code("direction", "which way, seen from us", Direction),
            text("subject", "what it was about"),
            integer("minutes", "how long, in minutes"),
            text("page", "address of the page"),
            text("link", "address of the link that was clicked"),
            text("referrer", "page that led here"),
            text("keyword", "search words that led here"),
            text("form", "form that was filled in"),
            text("campaign", "name of the campaign that led here"),
        ),
    ),
    NodeType(
        "Visitor",
        "an unidentified browser",
        "訪問者",
        (
            Property("first_seen", Kind.DATETIME, "first visit", merge=Merge.LEAST),
            text("visitor_source", "where it came from"),
        ),
    ),
    NodeType(
        "Answer",
        "a survey or hearing answer",
        "アンケート",
        (text("question", "question"), text("answer", "answer"), Property("at", Kind.DATETIME, "when")),
    ),
    NodeType(
        "Campaign",
        "a marketing activity with a cost",
        "施策",
        (
            text("name", "name"),
            text("channel", "channel"),
            number("cost", "cost in `currency`"),
            _CURRENCY,
            date("started_on", "first day"),
        ),
        is_searched=True,
    ),
    NodeType(
        "Market",
        "an industry class or market, in a tree",
        "市場",
        (*_names(), text("code", "code"), text("scheme", "classification the code is from")),
        is_searched=True,
    ),
    NodeType("Region", "a place in a tree", "地域", (*_names(), text("code", "code")), is_searched=True),
    NodeType(
        "Need",
        "a problem or need",
        "課題",
        (*_names(), code("kind", "stated, or read from behaviour", NeedKind)),
        is_searched=True,
    ),
    NodeType(
        "UseScene", "the work before and after the product", "利用シーン", (*_names(),), is_searched=True
    ),
    NodeType(
        "Note",
        "handover note",
        "申し送り",
        (
            text("text", "what it says"),
            code("kind", "what it is about", NoteKind),
            Property("at", Kind.DATETIME, "when it was written"),
            date("due_on", "day an action is due"),
        ),
    ),
    NodeType(
        "Fact",
        "an earlier value of a property of a node",
        "事実",
        (
            text("property", "name of the property"),
            text("value", "its value then, as JSON"),
            date("valid_from", "first day on which it was true"),
            date("valid_to", "first day on which it was no longer true"),
            Property("recorded_at", Kind.DATETIME, "when we learned it"),
            Property("superseded_at", Kind.DATETIME, "when we learned better"),
            text("source", "who said so"),
            number("confidence", "how sure the source is, 0 to 1"),
            text("state", "confirmed, assumed or inferred"),
        ),
    ),
)
