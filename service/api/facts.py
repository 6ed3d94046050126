"""Facts that a person edits over HTTP: roles, reporting lines, influence, approval steps, jobs."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, moment
from service.api.schemas.arguments import Arguments
from service.api.schemas.facts import AssertArguments, EditedSchema, EndArguments, FactHistorySchema
from service.operations.fact_edits import assert_fact, end_fact, history_of

blueprint = Blueprint("facts", __name__, description="Facts edited by hand")


@blueprint.route("/relationships", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(AssertArguments, location="json")
@blueprint.response(201, EditedSchema)
@blueprint.alt_response(200, schema=EditedSchema)
def assert_view(_: dict[str, Any], body: dict[str, Any]) -> Any:
    """State a fact by hand; what it takes the place of ends on that day. Undo it by its run."""
    found = assert_fact(
        database(),
        body["type"],
        body["start"],
        body["end"],
        today=moment({}).as_of,
        properties=body.get("properties"),
        qualifier=body.get("qualifier", ""),
        valid_from=body.get("valid_from"),
        reason=body.get("reason"),
        by=body.get("by"),
    )
    return found, 201 if found["run"] else 200


@blueprint.route("/relationships/<string:id>/end", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(EndArguments, location="json")
@blueprint.response(200, EditedSchema)
def end_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """State by hand that a fact no longer holds from a day on."""
    return end_fact(
        database(),
        id,
        today=moment({}).as_of,
        valid_to=body.get("valid_to"),
        reason=body.get("reason"),
        by=body.get("by"),
    )


@blueprint.route("/relationships/<string:id>/history")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, FactHistorySchema)
def history_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """The facts that took each other's place, newest first, with who edited them and why."""
    return history_of(database(), id)
