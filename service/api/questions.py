"""The four questions."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.arguments import (
    BuyingCenterArguments,
    DepartureArguments,
    ExpansionArguments,
    KeyPersonArguments,
    LookalikeArguments,
    MotifArguments,
)
from service.api.schemas.ranked import AnswerSchema, DepartureSchema
from service.operations import questions
from service.operations.key_person import departure
from service.operations.lookalike_sheet import lookalike_sheet
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("questions", __name__, description="Key person, buying center, lookalike, expansion")


def _chosen(arguments: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: arguments.get(name) for name in (*names, "limit")}


@blueprint.route("/key-person")
@blueprint.arguments(KeyPersonArguments, location="query")
@blueprint.response(200, AnswerSchema)
def key_person_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Rank who moves the decision at a company, site, department or deal."""
    scope = _chosen(arguments, "company", "site", "department", "deal", "category")
    return questions.ask_key_person(database(), moment(arguments), language(), **scope)


@blueprint.route("/key-person/departure")
@blueprint.arguments(DepartureArguments, location="query")
@blueprint.response(200, DepartureSchema)
def departure_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """What an account loses when a contact goes: roles, reach, and who can no longer be reached."""
    return departure(database(), contact=arguments["contact"], moment=moment(arguments))


@blueprint.route("/buying-center")
@blueprint.arguments(BuyingCenterArguments, location="query")
@blueprint.response(200, AnswerSchema)
def buying_center_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Who decides on a deal, or on a product category at a site or company, and who is missing."""
    scope = _chosen(arguments, "deal", "site", "company", "category")
    return questions.ask_buying_center(database(), moment(arguments), language(), **scope)


@blueprint.route("/lookalike")
@blueprint.arguments(LookalikeArguments, location="query")
@blueprint.response(200, AnswerSchema)
def lookalike_view(arguments: dict[str, Any]) -> Any:
    """Rank companies like the given ones, or sites like the given one; as a file with ``format``."""
    scope = _chosen(arguments, "site", "exclude_customers", "where")
    answer = questions.ask_lookalike(
        database(), moment(arguments), language(), companies=arguments["company"], **scope
    )
    format_ = arguments["format"]
    if format_ == "json":
        return answer
    name = f"lookalikes-{answer['as_of'].isoformat()}.{format_}"
    return attachment(lookalike_sheet(answer, format_, language()), CONTENT_TYPE[format_], name)


@blueprint.route("/expansion")
@blueprint.arguments(ExpansionArguments, location="query")
@blueprint.response(200, AnswerSchema)
def expansion_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Rank where a success can be carried on, from a seller's perspective."""
    scope = _chosen(arguments, "seller", "kind")
    return questions.ask_expansion(
        database(), moment(arguments), language(), from_id=arguments.get("from_"), **scope
    )


@blueprint.route("/motif")
@blueprint.arguments(MotifArguments, location="query")
@blueprint.response(200, AnswerSchema)
def motif_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Rank the sites in which the story of a won deal is found again, with what fits and what is missing."""
    scope = _chosen(arguments, "deal", "kind")
    return questions.ask_motif(database(), moment(arguments), language(), **scope)
