"""Events of visitors and people, over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, settings
from service.api.schemas.arguments import Arguments
from service.api.schemas.events import EventsArguments, TakenInSchema
from service.api.signed_events import check_source
from service.operations.events import take_in

blueprint = Blueprint("events", __name__, description="What visitors and people did")


@blueprint.route("/events", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(EventsArguments, location="json")
@blueprint.response(200, TakenInSchema)
def events_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Take in up to 1,000 events; the good ones go in together, the bad ones come back with what to do."""
    check_source(body["source"])
    return take_in(database(), body["source"], body["events"], settings().timezone, language())
