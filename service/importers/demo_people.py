"""Rows between people, and between people and what they need: jobs, reporting lines, influence, notes."""

from __future__ import annotations

from graph_models.ids import node_id
from graph_models.vocabulary import InfluenceKind, NoteKind
from service.importers.base import Record
from service.importers.demo_cells import SOURCE, Cells
from service.importers.demo_sheets import OBJECTS, Sheet, link, node


def _object(cells: Cells, *kinds: str) -> str:
    """Return the id of what ``object_kind`` and ``object_id`` name."""
    kind = cells.one_of("object_kind", *kinds)
    return cells.refer("object_id", OBJECTS[kind])


def _job(cells: Cells) -> list[Record]:
    contact = cells.refer("contact_id", "Contact")
    company = cells.refer("company_id", "Company")
    unit = cells.refer_if("department_id", "Department") or cells.refer_if("site_id", "Site") or company
    since = cells.day("valid_from")
    until = cells.later_day("valid_to", "valid_from")
    # A promotion is a second job in the same unit: the first day tells them apart.
    qualifier = since.isoformat() if since else ""
    title = cells.text("title")
    return [
        link(
            cells,
            "WORKS_AT",
            contact,
            unit,
            valid_from=since,
            valid_to=until,
            qualifier=qualifier,
            title=title,
        )
    ]


def _reporting_line(cells: Cells) -> list[Record]:
    since = cells.day("valid_from")
    return [
        link(
            cells,
            "REPORTS_TO",
            cells.refer("contact_id", "Contact"),
            cells.refer("manager_id", "Contact"),
            valid_from=since,
            valid_to=cells.later_day("valid_to", "valid_from"),
            qualifier=since.isoformat() if since else "",
        )
    ]


def _influence(cells: Cells) -> list[Record]:
    return [
        link(
            cells,
            "INFLUENCES",
            cells.refer("contact_id", "Contact"),
            cells.refer("influenced_id", "Contact"),
            valid_from=cells.day("valid_from"),
            weight=cells.number("weight", 0, 1),
            kind=cells.code("kind", InfluenceKind),
        )
    ]


def _acquaintance(cells: Cells) -> list[Record]:
    return [
        link(
            cells,
            "KNOWS",
            cells.refer("contact_id", "Contact"),
            cells.refer("other_id", "Contact", "Member"),
            valid_from=cells.day("valid_from"),
            basis=cells.text("basis"),
        )
    ]


def _unit_need(cells: Cells) -> list[Record]:
    unit = _object(cells, "company", "site", "contact")
    return [link(cells, "HAS_NEED", unit, cells.refer("need_id", "Need"), valid_from=cells.day("valid_from"))]


def _unit_use_scene(cells: Cells) -> list[Record]:
    unit = _object(cells, "company", "site")
    scene = cells.refer("use_scene_id", "UseScene")
    return [link(cells, "HAS_USE_SCENE", unit, scene, valid_from=cells.day("valid_from"))]


def _use(cells: Cells) -> list[Record]:
    return [
        link(
            cells,
            "USES",
            cells.refer("site_id", "Site"),
            cells.refer("product_id", "Product"),
            valid_from=cells.day("valid_from"),
            satisfaction=cells.number("satisfaction", 0, 1),
            since=cells.day("since"),
        )
    ]


def _campaign(cells: Cells) -> list[Record]:
    return [
        node(
            cells,
            "Campaign",
            cells.own("campaign_id", "Campaign"),
            name=cells.needed("name"),
            channel=cells.text("channel"),
            cost=cells.number("cost"),
            currency=cells.text("currency"),
            started_on=cells.day("started_on"),
        )
    ]


def _acquisition(cells: Cells) -> list[Record]:
    return [
        link(
            cells,
            "ACQUIRED_BY",
            cells.refer("contact_id", "Contact"),
            cells.refer("campaign_id", "Campaign"),
            valid_from=cells.day("valid_from"),
            keyword=cells.text("keyword"),
            referrer=cells.text("referrer"),
            form=cells.text("form"),
        )
    ]


def _answer(cells: Cells) -> list[Record]:
    contact = cells.refer("contact_id", "Contact")
    question = cells.needed("question")
    id_ = node_id("Answer", SOURCE, cells.needed("contact_id"), question, cells.needed("at"))
    at = cells.moment("at")
    return [
        node(cells, "Answer", id_, question=question, answer=cells.needed("answer"), at=at),
        link(cells, "ANSWERED", contact, id_, valid_from=at.date()),
    ]


def _owner(cells: Cells) -> list[Record]:
    since = cells.day("valid_from")
    return [
        link(
            cells,
            "OWNS",
            cells.refer("member_id", "Member"),
            _object(cells, "company", "site", "contact", "deal"),
            valid_from=since,
            valid_to=cells.later_day("valid_to", "valid_from"),
            qualifier=since.isoformat() if since else "",
        )
    ]


def _note(cells: Cells) -> list[Record]:
    id_ = cells.own("note_id", "Note")
    at = cells.moment("at")
    about = _object(cells, *OBJECTS)
    return [
        node(cells, "Note", id_, text=cells.needed("text"), kind=cells.code("kind", NoteKind), at=at),
        link(cells, "ON", id_, about, valid_from=at.date()),
    ]


_SURE = ("state", "confidence", "recorded_at")
_WHAT = ("object_kind", "object_id")
_TIME = ("valid_from", "valid_to", "recorded_at")

PEOPLE = (
    Sheet("jobs", ("contact_id", "company_id", "site_id", "department_id", "title", *_TIME), _job),
    Sheet("reporting_lines", ("contact_id", "manager_id", *_TIME), _reporting_line),
    Sheet("influences", ("contact_id", "influenced_id", "weight", "kind", "valid_from", *_SURE), _influence),
    Sheet("knows", ("contact_id", "other_id", "basis", "valid_from", "recorded_at"), _acquaintance),
    Sheet("unit_needs", (*_WHAT, "need_id", "valid_from", *_SURE), _unit_need),
    Sheet("unit_use_scenes", (*_WHAT, "use_scene_id", "valid_from", "recorded_at"), _unit_use_scene),
    Sheet("product_uses", ("site_id", "product_id", "satisfaction", "since", "valid_from", *_SURE), _use),
    Sheet(
        "campaigns",
        ("campaign_id", "name", "channel", "cost", "currency", "started_on", "recorded_at"),
        _campaign,
        "Campaign",
    ),
    Sheet(
        "acquisitions",
        ("contact_id", "campaign_id", "keyword", "referrer", "form", "valid_from", "recorded_at"),
        _acquisition,
    ),
    Sheet("answers", ("contact_id", "question", "answer", "at", "recorded_at"), _answer),
)
"""Refer to masters only."""

AFTER_DEALS = (
    Sheet("owners", ("member_id", *_WHAT, *_TIME), _owner),
    Sheet("notes", ("note_id", "kind", *_WHAT, "text", "at", "recorded_at"), _note, "Note"),
)
"""Refer to deals too."""
