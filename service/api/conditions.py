"""What conditions can be about over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.conditions import ConditionArguments, ConditionFieldsSchema
from service.operations.conditions import fields_told

blueprint = Blueprint("conditions", __name__, description="What conditions can be about")


@blueprint.route("/conditions")
@blueprint.arguments(ConditionArguments, location="query")
@blueprint.response(200, ConditionFieldsSchema)
def conditions_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Fields that conditions on companies, sites or contacts can be about, with the values there are."""
    return {"items": fields_told(database(), arguments["label"], moment(arguments), language())}
