"""Cards and lists of single things, and the evidence behind a score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.answers import CardSchema, CategoriesSchema, EvidenceSchema, ListSchema
from service.api.schemas.arguments import Arguments, CategoryArguments, FieldPageArguments, MomentArguments
from service.operations.entities import evidence
from service.operations.fields import card_with_fields, list_by_field
from service.operations.lists import list_categories, list_nodes

blueprint = Blueprint("entities", __name__, description="Companies, sites, people, deals and the rest")

PATHS = {
    "companies": "Company",
    "sites": "Site",
    "departments": "Department",
    "contacts": "Contact",
    "members": "Member",
    "deals": "Deal",
    "buying-centers": "BuyingCenter",
    "purchases": "Purchase",
    "products": "Product",
    "activities": "Activity",
    "campaigns": "Campaign",
    "markets": "Market",
    "regions": "Region",
    "needs": "Need",
    "use-scenes": "UseScene",
    "notes": "Note",
}


def _card_view(label: str) -> Callable[..., Any]:
    @blueprint.arguments(MomentArguments, location="query")
    @blueprint.response(200, CardSchema)
    def view(arguments: dict[str, Any], id: str) -> dict[str, Any]:
        return card_with_fields(database(), id, label, moment(arguments), language())

    view.__doc__ = f"Everything known of one {label} at a moment."
    made: Callable[..., Any] = view
    return made


def _list_view(label: str) -> Callable[..., Any]:
    @blueprint.arguments(FieldPageArguments, location="query")
    @blueprint.response(200, ListSchema)
    def view(arguments: dict[str, Any]) -> dict[str, Any]:
        if "field" in arguments:
            return list_by_field(database(), label, arguments.get("cursor"), arguments["limit"], arguments)
        return list_nodes(database(), label, arguments.get("cursor"), arguments["limit"])

    view.__doc__ = f"A page of the label {label} in order of id, all or by the value of a user-defined field."
    made: Callable[..., Any] = view
    return made


for path, label in PATHS.items():
    blueprint.add_url_rule(f"/{path}/<string:id>", f"{path}_card", _card_view(label))
    blueprint.add_url_rule(f"/{path}", f"{path}_list", _list_view(label))


@blueprint.route("/evidence/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, EvidenceSchema)
def evidence_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """Return the node or relationship that an evidence id stands for."""
    return evidence(database(), id, language())


@blueprint.route("/categories")
@blueprint.arguments(CategoryArguments, location="query")
@blueprint.response(200, CategoriesSchema)
def categories_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return product categories, those that most deals of the unit are about first."""
    return list_categories(database(), arguments["unit"], moment(arguments))
