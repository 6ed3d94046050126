"""Ties, relationship health and introductions over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.ranked import AnswerSchema
from service.api.schemas.ties import (
    HealthArguments,
    IntroductionArguments,
    IntroductionsSchema,
    TiesArguments,
)
from service.operations.tie_questions import ask_introductions, ask_relationship_health, ask_ties

blueprint = Blueprint("ties", __name__, description="Ties between people, health, introductions")
_SCOPES = ("company", "site", "department", "contact", "member")


@blueprint.route("/ties")
@blueprint.arguments(TiesArguments, location="query")
@blueprint.response(200, AnswerSchema)
def ties_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Who knows whom, how well, both ways, and whether it grows."""
    scope = {name: arguments[name] for name in _SCOPES if name in arguments}
    return ask_ties(
        database(),
        moment(arguments),
        language(),
        kind=arguments.get("kind"),
        limit=arguments["limit"],
        **scope,
    )


@blueprint.route("/relationship-health")
@blueprint.arguments(HealthArguments, location="query")
@blueprint.response(200, AnswerSchema)
def health_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """How healthy the relationship with a company is, 0 to 100, with its trend and what endangers it."""
    return ask_relationship_health(database(), moment(arguments), language(), company=arguments["company"])


@blueprint.route("/introductions")
@blueprint.arguments(IntroductionArguments, location="query")
@blueprint.response(200, IntroductionsSchema)
def introductions_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Whom to ask so that we get to know a committee, with the fewest asks, and a drafted request."""
    return ask_introductions(
        database(),
        moment(arguments),
        language(),
        deal=arguments.get("deal"),
        company=arguments.get("company"),
        to_ids=arguments["to"],
        most_asks=arguments.get("most_asks"),
        without=arguments["without"],
    )
