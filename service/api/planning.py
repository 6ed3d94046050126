"""Planning an account over HTTP: the decision map and the account plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.account_plan import (
    AccountPlanArguments,
    AccountPlanSchema,
    ChangeItemArguments,
    CloseItemArguments,
    PlanEditSchema,
    WriteItemArguments,
)
from service.api.schemas.arguments import Arguments
from service.api.schemas.decision_map import DecisionMapArguments, DecisionMapSchema
from service.language import Language
from service.operations.account_plan import account_plan
from service.operations.decision_map import decision_map
from service.operations.plan_items import change_item, close_item, write_item

blueprint = Blueprint("planning", __name__, description="Decision map and account plan")

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@blueprint.route("/decision-map")
@blueprint.arguments(DecisionMapArguments, location="query")
@blueprint.response(200, DecisionMapSchema)
def decision_map_view(arguments: dict[str, Any]) -> Any:
    """People of a deal or company as cards with lines between them, and which roles are missing."""
    scope = {name: arguments.get(name) for name in ("company", "deal")}
    told = decision_map(database(), moment(arguments), language(), **scope, limit=arguments["limit"])
    return _as(arguments["format"], told, _map_deck, f"decision-map-{told['scope']['id']}")


@blueprint.route("/account-plan")
@blueprint.arguments(AccountPlanArguments, location="query")
@blueprint.response(200, AccountPlanSchema)
def account_plan_view(arguments: dict[str, Any]) -> Any:
    """The plan of an account in five sheets; as a presentation with ``format=pptx``."""
    told = account_plan(database(), moment(arguments), language(), company=arguments["company"])
    return _as(arguments["format"], told, _plan_deck, f"account-plan-{told['company']['id']}")


@blueprint.route("/account-plan/items", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(WriteItemArguments, location="json")
@blueprint.response(201, PlanEditSchema)
def write_item_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, str]:
    """Write an objective, direction or action into the plan of a company."""
    return write_item(
        database(),
        body["company"],
        body["kind"],
        body["text"],
        due_on=body.get("due_on"),
        who=body.get("member"),
        contact=body.get("contact"),
        by=body.get("by"),
    )


@blueprint.route("/account-plan/items/<string:id>", methods=["PATCH"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(ChangeItemArguments, location="json")
@blueprint.response(200, PlanEditSchema)
def change_item_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, str]:
    """Change the text or the day of an item."""
    return change_item(database(), id, text=body.get("text"), due_on=body.get("due_on"), by=body.get("by"))


@blueprint.route("/account-plan/items/<string:id>/close", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(CloseItemArguments, location="json")
@blueprint.response(200, PlanEditSchema)
def close_item_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, str]:
    """Take an item out of the plan from today on; the past keeps it."""
    return close_item(database(), id, moment({}), company=body["company"], by=body.get("by"))


# python-pptx takes a fifth of a second to load, which no other request and no command needs.


def _map_deck(told: Mapping[str, Any], lang: Language) -> bytes:
    from service.operations.map_slides import map_deck

    return map_deck(told, lang)


def _plan_deck(told: Mapping[str, Any], lang: Language) -> bytes:
    from service.operations.plan_slides import plan_deck

    return plan_deck(told, lang)


def _as(
    format_: str,
    told: dict[str, Any],
    deck: Callable[[Mapping[str, Any], Language], bytes],
    name: str,
) -> dict[str, Any] | Response:
    if format_ == "json":
        return told
    return attachment(deck(told, language()), PPTX, f"{name}-{told['as_of'].isoformat()}.pptx")
