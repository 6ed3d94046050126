"""What is probably so, for a person to accept or refuse, and the weights behind the scores, over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.arguments import Arguments
from service.api.schemas.suggestions import (
    DecideArguments,
    DecidedSchema,
    SensitivityArguments,
    SensitivitySchema,
    SuggestionArguments,
    SuggestionsSchema,
    UseWeightsArguments,
    WeightSetsSchema,
)
from service.operations.opening import COMMAND_PATIENCE
from service.operations.suggestions import decide, reconsider, suggestions
from service.operations.weight_sets import sensitivity_told, set_weights, use_weights, weights_told

blueprint = Blueprint("suggestions", __name__, description="Suggestions, and the weights behind the scores")


@blueprint.route("/suggestions")
@blueprint.arguments(SuggestionArguments, location="query")
@blueprint.response(200, SuggestionsSchema)
def suggestions_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Reporting lines, influence and roles that are probably there, each with its parts."""
    chosen = {name: arguments.get(name) for name in ("company", "deal")}
    return suggestions(database(), moment(arguments), language(), **chosen, refused=arguments["refused"])


@blueprint.route("/suggestions/<string:id>/accept", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(DecideArguments, location="json")
@blueprint.response(200, DecidedSchema)
def accept_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Say by hand that it is so; the run of it can be undone."""
    patient = database().patient(COMMAND_PATIENCE)
    return decide(patient, id, "accept", moment(body), reason=body.get("reason"), by=body.get("by"))


@blueprint.route("/suggestions/<string:id>/refuse", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(DecideArguments, location="json")
@blueprint.response(200, DecidedSchema)
def refuse_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Keep that it is not so; it is not suggested again."""
    return decide(database(), id, "refuse", moment(body), reason=body.get("reason"), by=body.get("by"))


@blueprint.route("/suggestions/<string:id>/reconsider", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, DecidedSchema)
def reconsider_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """Take a refusal back."""
    return reconsider(database(), id)


@blueprint.route("/weights")
class WeightsView(MethodView):
    """The weights behind the scores."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, WeightSetsSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """Every weight in use beside that of the service, and the sets that were made."""
        return weights_told(database())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(UseWeightsArguments, location="json")
    @blueprint.response(200, WeightSetsSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Change weights, which makes a set of a new version and puts it into use; or use a version."""
        if version := body.get("version"):
            return use_weights(database(), version, body.get("by"))
        return set_weights(database(), body["changes"], reason=body.get("reason"), by=body.get("by"))


@blueprint.route("/weights/sensitivity")
@blueprint.arguments(SensitivityArguments, location="query")
@blueprint.response(200, SensitivitySchema)
def sensitivity_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Which key people of a company change places when a weight moves."""
    return sensitivity_told(
        database(),
        moment(arguments),
        company=arguments["company"],
        step=arguments["step"],
        top=arguments["limit"],
    )
