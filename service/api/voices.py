"""Who said what, and how far each source is trusted, over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language
from service.api.schemas.arguments import Arguments
from service.api.schemas.voices import SourcesSchema, TrustArguments, TrustSchema, VoicesSchema
from service.operations.opening import COMMAND_PATIENCE
from service.operations.voices import list_sources, set_trust, who_said

blueprint = Blueprint("voices", __name__, description="Who said what")


@blueprint.route("/claims/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, VoicesSchema)
def claims_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """Each property of a node or relationship with who said what of it, which value stands and why."""
    return who_said(database(), id, language())


@blueprint.route("/sources")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, SourcesSchema)
def sources_view(_: dict[str, Any]) -> dict[str, Any]:
    """The sources with the trust in each, the most trusted first."""
    return {"items": list_sources(database())}


@blueprint.route("/sources/<string:source>/trust", methods=["PUT"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(TrustArguments, location="json")
@blueprint.response(200, TrustSchema)
def trust_view(_: dict[str, Any], body: dict[str, Any], source: str) -> dict[str, Any]:
    """Set how far a source is trusted; what it spoke of together with others is made anew."""
    return set_trust(database().patient(COMMAND_PATIENCE), source, body["trust"])
