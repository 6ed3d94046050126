"""Pieces of the graph for pictures."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.answers import AccountSchema, NeighbourSchema
from service.api.schemas.arguments import AccountArguments, NeighbourArguments, PathArguments
from service.api.schemas.ranked import PathsSchema
from service.operations.questions import ask_warm_paths
from service.operations.scenes import account_scene, neighbours

blueprint = Blueprint("graph", __name__, url_prefix="/graph", description="Pieces of the graph")


@blueprint.route("/neighbours")
@blueprint.arguments(NeighbourArguments, location="query")
@blueprint.response(200, NeighbourSchema)
def neighbours_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """What is around a node, with counts by type."""
    return neighbours(
        database(),
        arguments["id"],
        moment(arguments),
        language(),
        type_=arguments.get("type"),
        direction=arguments.get("direction"),
        label=arguments.get("label"),
        limit=arguments["limit"],
    )


@blueprint.route("/account")
@blueprint.arguments(AccountArguments, location="query")
@blueprint.response(200, AccountSchema)
def account_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """The opening scene of the account a thing belongs to."""
    return account_scene(database(), arguments["id"], moment(arguments), limit=arguments["limit"])


@blueprint.route("/paths")
@blueprint.arguments(PathArguments, location="query")
@blueprint.response(200, PathsSchema)
def paths_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Warm paths between two nodes, best first, every step with its evidence."""
    ends = {name: arguments[name] for name in ("from_id", "to_id", "limit")}
    return ask_warm_paths(database(), moment(arguments), language(), **ends)
