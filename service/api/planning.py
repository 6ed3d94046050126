"""Planning an account over HTTP: the decision map and the account plan."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.decision_map import DecisionMapArguments, DecisionMapSchema
from service.operations.decision_map import decision_map

blueprint = Blueprint("planning", __name__, description="Decision map and account plan")


@blueprint.route("/decision-map")
@blueprint.arguments(DecisionMapArguments, location="query")
@blueprint.response(200, DecisionMapSchema)
def decision_map_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """People of a deal or company as cards with lines between them, and which roles are missing."""
    scope = {name: arguments.get(name) for name in ("company", "deal")}
    return decision_map(database(), moment(arguments), language(), **scope, limit=arguments["limit"])
