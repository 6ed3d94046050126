"""Notices over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language
from service.api.schemas.arguments import Arguments
from service.api.schemas.notices import NoticesArguments, NoticesSchema, SeenArguments, SeenSchema
from service.operations.notices import mark_seen, notices

blueprint = Blueprint("notices", __name__, description="Notices to people")


@blueprint.route("/notices")
@blueprint.arguments(NoticesArguments, location="query")
@blueprint.response(200, NoticesSchema)
def notices_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """The notices, the latest first, with how many nobody has seen."""
    return notices(
        database(),
        language(),
        owner=arguments.get("owner"),
        only_unseen=arguments["unseen"],
        limit=arguments["limit"],
    )


@blueprint.route("/notices/seen", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(SeenArguments, location="json")
@blueprint.response(200, SeenSchema)
def seen_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, int]:
    """Mark notices as seen, some or all."""
    marked = mark_seen(database(), body.get("ids"), owner=body.get("owner"))
    left = notices(database(), language(), owner=body.get("owner"), limit=1)["unseen"]
    return {"marked": marked, "unseen": left}
