"""Rows of what there is: the trees, companies, sites, departments, people, products and needs."""

from __future__ import annotations

from graph_models.vocabulary import JobFunction, NeedKind, Role, Seniority, SiteFunction
from service.importers.base import Record
from service.importers.demo_cells import Cells
from service.importers.demo_sheets import Sheet, link, node


def _child(cells: Cells, label: str, id_: str, column: str) -> list[Record]:
    parent = cells.refer_if(column, label)
    return [link(cells, "CHILD_OF", id_, parent)] if parent else []


def _region(cells: Cells) -> list[Record]:
    id_ = cells.own("region_id", "Region")
    names = {"name": cells.needed("name"), "name_latin": cells.text("name_latin")}
    return [
        node(cells, "Region", id_, code=cells.text("region_id"), **names),
        *_child(cells, "Region", id_, "parent_id"),
    ]


def _market(cells: Cells) -> list[Record]:
    id_ = cells.own("market_id", "Market")
    names = {"name": cells.needed("name"), "name_latin": cells.text("name_latin")}
    return [
        node(cells, "Market", id_, code=cells.text("market_id"), scheme=cells.text("scheme"), **names),
        *_child(cells, "Market", id_, "parent_id"),
    ]


def _company(cells: Cells) -> list[Record]:
    id_ = cells.own("company_id", "Company")
    records: list[Record] = [
        node(
            cells,
            "Company",
            id_,
            name=cells.needed("name"),
            name_kana=cells.text("name_kana"),
            name_latin=cells.text("name_latin"),
            aliases=cells.texts("aliases"),
            domain=cells.text("domain"),
            country=cells.text("country"),
            revenue=cells.number("revenue"),
            currency=cells.text("currency"),
            employees=cells.whole("employees"),
            founded=cells.whole("founded", 500, 2100),
            is_self=cells.yes("is_self"),
        )
    ]
    if market := cells.refer_if("market_id", "Market"):
        records.append(link(cells, "IN_MARKET", id_, market))
    if region := cells.refer_if("region_id", "Region"):
        records.append(link(cells, "IN_REGION", id_, region))
    if parent := cells.refer_if("parent_id", "Company"):
        records.append(link(cells, "SUBSIDIARY_OF", id_, parent, share=cells.number("share", 0, 1)))
    return records


def _site(cells: Cells) -> list[Record]:
    id_ = cells.own("site_id", "Site")
    return [
        node(
            cells,
            "Site",
            id_,
            name=cells.needed("name"),
            name_latin=cells.text("name_latin"),
            function=cells.code("function", SiteFunction),
            address=cells.text("address"),
            region=cells.name_of("region_id", "Region"),
            country=cells.text("country"),
            lat=cells.number("lat", -90, 90),
            lon=cells.number("lon", -180, 180),
            employees=cells.whole("employees"),
        ),
        link(cells, "SITE_OF", id_, cells.refer("company_id", "Company")),
        link(cells, "IN_REGION", id_, cells.refer("region_id", "Region")),
    ]


def _department(cells: Cells) -> list[Record]:
    id_ = cells.own("department_id", "Department")
    site = cells.refer("site_id", "Site")
    return [
        node(
            cells,
            "Department",
            id_,
            name=cells.needed("name"),
            name_latin=cells.text("name_latin"),
            expected_role=cells.code("expected_role", Role),
        ),
        link(cells, "PART_OF", id_, cells.refer_if("parent_id", "Department") or site),
    ]


def _contact(cells: Cells) -> list[Record]:
    return [
        node(
            cells,
            "Contact",
            cells.own("contact_id", "Contact"),
            name=cells.needed("name"),
            seniority=cells.code("seniority", Seniority),
            job_function=cells.code("job_function", JobFunction),
            emails=cells.texts("emails"),
            phones=cells.texts("phones"),
            contact_keywords=cells.texts("contact_keywords"),
            is_opted_out=cells.yes("is_opted_out"),
            **{column: cells.text(column) for column in PERSON_TEXTS},
        )
    ]


def _member(cells: Cells) -> list[Record]:
    texts = {column: cells.text(column) for column in ("name_kana", "name_latin", "email", "team", "title")}
    return [node(cells, "Member", cells.own("member_id", "Member"), name=cells.needed("name"), **texts)]


def _product(cells: Cells) -> list[Record]:
    id_ = cells.own("product_id", "Product")
    maker = cells.refer_if("maker_id", "Company")
    return [
        node(
            cells,
            "Product",
            id_,
            name=cells.needed("name"),
            name_kana=cells.text("name_kana"),
            name_latin=cells.text("name_latin"),
            code=cells.text("product_id"),
            category=cells.text("category_id"),
            is_category=cells.yes("is_category"),
        ),
        *_child(cells, "Product", id_, "category_id"),
        *([link(cells, "MADE_BY", id_, maker)] if maker else []),
    ]


def _need(cells: Cells) -> list[Record]:
    id_ = cells.own("need_id", "Need")
    name, latin = cells.needed("name"), cells.text("name_latin")
    return [node(cells, "Need", id_, name=name, name_latin=latin, kind=cells.code("kind", NeedKind))]


def _use_scene(cells: Cells) -> list[Record]:
    id_ = cells.own("use_scene_id", "UseScene")
    return [node(cells, "UseScene", id_, name=cells.needed("name"), name_latin=cells.text("name_latin"))]


PERSON_TEXTS = (
    "name_kana",
    "name_latin",
    "title",
    "age_band",
    "sex",
    "responsibilities",
    "information_needed",
    "pains",
    "work_procedure",
    "standpoint",
)
_TREE = ("name", "name_latin", "parent_id", "recorded_at")

MASTERS = (
    Sheet("regions", ("region_id", *_TREE), _region, "Region", "parent_id"),
    Sheet("markets", ("market_id", "scheme", *_TREE), _market, "Market", "parent_id"),
    Sheet("needs", ("need_id", "name", "name_latin", "kind", "recorded_at"), _need, "Need"),
    Sheet("use_scenes", ("use_scene_id", "name", "name_latin", "recorded_at"), _use_scene, "UseScene"),
    Sheet(
        "companies",
        (
            "company_id",
            "name",
            "name_kana",
            "name_latin",
            "aliases",
            "domain",
            "country",
            "market_id",
            "region_id",
            "parent_id",
            "share",
            "revenue",
            "currency",
            "employees",
            "founded",
            "is_self",
            "recorded_at",
        ),
        _company,
        "Company",
        "parent_id",
    ),
    Sheet(
        "sites",
        (
            "site_id",
            "company_id",
            "name",
            "name_latin",
            "function",
            "address",
            "region_id",
            "country",
            "lat",
            "lon",
            "employees",
            "recorded_at",
        ),
        _site,
        "Site",
    ),
    Sheet(
        "departments",
        ("department_id", "site_id", "parent_id", "name", "name_latin", "expected_role", "recorded_at"),
        _department,
        "Department",
        "parent_id",
    ),
    Sheet(
        "contacts",
        (
            "contact_id",
            "name",
            *PERSON_TEXTS,
            "seniority",
            "job_function",
            "emails",
            "phones",
            "contact_keywords",
            "is_opted_out",
            "recorded_at",
        ),
        _contact,
        "Contact",
    ),
    Sheet(
        "members",
        ("member_id", "name", "name_kana", "name_latin", "email", "team", "title", "recorded_at"),
        _member,
        "Member",
    ),
    Sheet(
        "products",
        (
            "product_id",
            "name",
            "name_kana",
            "name_latin",
            "category_id",
            "is_category",
            "maker_id",
            "recorded_at",
        ),
        _product,
        "Product",
        "category_id",
    ),
)
"""In the order in which they refer to each other."""
