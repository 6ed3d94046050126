"""Scores over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.arguments import Arguments, MomentArguments
from service.api.schemas.scores import (
    HumanScoreArguments,
    MoversArguments,
    MoversSchema,
    ScorePreviewArguments,
    ScorePreviewSchema,
    ScoreRulesArguments,
    ScoreRulesSchema,
    ScoresArguments,
    ScoreSchema,
    ScoresRefreshedSchema,
    ScoresSchema,
)
from service.operations.opening import COMMAND_PATIENCE
from service.operations.score_answers import score_told, scores_page
from service.operations.score_edits import (
    preview_rules,
    rules_told,
    set_human_score,
    set_rules,
    withdraw_human_score,
)
from service.operations.score_movers import movers, movers_sheet
from service.operations.scores import refresh_scores
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("scores", __name__, description="How warm people and companies are")


@blueprint.route("/scores")
@blueprint.arguments(ScoresArguments, location="query")
@blueprint.response(200, ScoresSchema)
def scores_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Contacts or companies by their score, the warmest first."""
    arguments.pop("lang", None)
    return scores_page(database(), language(), **arguments)


@blueprint.route("/scores/movers")
@blueprint.arguments(MoversArguments, location="query")
@blueprint.response(200, MoversSchema)
def movers_view(arguments: dict[str, Any]) -> Any:
    """Whom to call: whose score rose since yesterday; as a file with ``format``."""
    wanted = {name: arguments[name] for name in ("days", "limit")}
    found = movers(database(), moment(arguments), language(), **wanted)
    if (format_ := arguments["format"]) == "json":
        return found
    name = f"to-call-{found['as_of'].isoformat()}.{format_}"
    return attachment(movers_sheet(found, format_, language()), CONTENT_TYPE[format_], name)


@blueprint.route("/scores/refresh", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, ScoresRefreshedSchema)
def refresh_view(arguments: dict[str, Any]) -> dict[str, int]:
    """Derive all scores anew."""
    return refresh_scores(database().patient(COMMAND_PATIENCE), moment(arguments))


@blueprint.route("/scores/rules")
class RulesView(MethodView):
    """The rules."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, ScoreRulesSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The rules in use, and who put which version into use."""
        return rules_told(database(), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(ScoreRulesArguments, location="json")
    @blueprint.response(200, ScoreRulesSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Put rules into use and derive all scores anew."""
        patient = database().patient(COMMAND_PATIENCE)
        set_rules(patient, body["rules"], by=body.get("by"), reason=body["reason"])
        refresh_scores(patient, moment({}))
        return rules_told(patient, language())


@blueprint.route("/scores/rules/preview", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(ScorePreviewArguments, location="json")
@blueprint.response(200, ScorePreviewSchema)
def preview_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Who would get hot, and who would not be any more, under other rules; nothing is kept."""
    return preview_rules(database(), body["rules"], moment({}), language())


@blueprint.route("/scores/<string:id>")
class ScoreView(MethodView):
    """The score of one contact or company."""

    @blueprint.arguments(MomentArguments, location="query")
    @blueprint.response(200, ScoreSchema)
    def get(self, arguments: dict[str, Any], id: str) -> dict[str, Any]:
        """The score with its parts, and what people say beside it."""
        return score_told(database(), id, moment(arguments), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(HumanScoreArguments, location="json")
    @blueprint.response(200, ScoreSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
        """Say how warm they are, with the reason; it stands beside the derived score."""
        set_human_score(database(), id, body["score"], body["reason"], by=body.get("by"))
        return score_told(database(), id, moment({}), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, ScoreSchema)
    def delete(self, _: dict[str, Any], id: str) -> dict[str, Any]:
        """Take back what was said; it stays in the history."""
        withdraw_human_score(database(), id)
        return score_told(database(), id, moment({}), language())
