"""Search, the home screen's overview and the words for codes."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.answers import OverviewSchema, SearchSchema, VocabularySchema
from service.api.schemas.arguments import Arguments, OverviewArguments, SearchArguments
from service.operations.overview import overview
from service.operations.search import search_page
from service.operations.vocabulary import vocabulary

blueprint = Blueprint("search", __name__, description="Finding things")


@blueprint.route("/search")
@blueprint.arguments(SearchArguments, location="query")
@blueprint.response(200, SearchSchema)
def search_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Find things by name, kana, Latin name or alias, best match first."""
    return search_page(
        database(),
        arguments["q"],
        label=arguments.get("label"),
        cursor=arguments.get("cursor"),
        limit=arguments["limit"],
    )


@blueprint.route("/overview")
@blueprint.arguments(OverviewArguments, location="query")
@blueprint.response(200, OverviewSchema)
def overview_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """How much there is, the accounts with their coverage, what changed of late."""
    return overview(database(), moment(arguments), language(), limit=arguments["limit"])


@blueprint.route("/vocabulary")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, VocabularySchema)
def vocabulary_view(_: dict[str, Any]) -> dict[str, Any]:
    """Words for every code in the language of the request."""
    return vocabulary(language())
