"""Segments over HTTP: make, change, look at, watch and delete them."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.arguments import Arguments
from service.api.schemas.segments import (
    ChangeSegmentArguments,
    CheckedSchema,
    InterviewArguments,
    MembersArguments,
    PersonaSchema,
    SegmentArguments,
    SegmentMembersSchema,
    SegmentsSchema,
    SegmentWithVersionsSchema,
    WatchArguments,
)
from service.operations.opening import COMMAND_PATIENCE
from service.operations.personas import interview_file, persona_file, persona_of
from service.operations.segment_sheet import members_sheet
from service.operations.segment_watches import begin_watch, change_watched, check_watches, end_watch
from service.operations.segments import (
    delete_segment,
    make_segment,
    members,
    segment_told,
    segments_told,
)
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("segments", __name__, description="Segments of companies, sites and contacts")


@blueprint.route("/segments")
class SegmentsView(MethodView):
    """The segments."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, SegmentsSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """All segments by name, with how many members they had on the days somebody looked."""
        return segments_told(database(), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(SegmentArguments, location="json")
    @blueprint.response(201, SegmentWithVersionsSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Make a segment: by conditions, of those that are named, or of those alike to some."""
        by = body.pop("by", None)
        return segment_told(database(), make_segment(database(), body, by=by), language())


@blueprint.route("/segments/check", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, CheckedSchema)
def check_view(_: dict[str, Any]) -> dict[str, int]:
    """Look who is new in the watched segments; each makes a notice, once."""
    return check_watches(database().patient(COMMAND_PATIENCE), moment({}))


@blueprint.route("/segments/<string:id>")
class SegmentView(MethodView):
    """One segment."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, SegmentWithVersionsSchema)
    def get(self, _: dict[str, Any], id: str) -> dict[str, Any]:
        """A segment with every version of it, its trend and its watch."""
        return segment_told(database(), id, language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(ChangeSegmentArguments, location="json")
    @blueprint.response(200, SegmentWithVersionsSchema)
    def patch(self, _: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
        """Change a segment; the version before is kept, and whom the change brings in makes no notice."""
        by = body.pop("by", None)
        change_watched(database(), id, body, moment({}), by=by)
        return segment_told(database(), id, language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(204)
    def delete(self, _: dict[str, Any], id: str) -> None:
        """Take a segment away with its versions and its watch; notices stay."""
        delete_segment(database(), id)


@blueprint.route("/segments/<string:id>/members")
@blueprint.arguments(MembersArguments, location="query")
@blueprint.response(200, SegmentMembersSchema)
def members_view(arguments: dict[str, Any], id: str) -> Any:
    """Who is in a segment at a moment; of today, how many is kept for the trend. A file with ``format``."""
    is_now = not arguments.get("as_of") and not arguments.get("known_at")
    found = members(database(), id, moment(arguments), is_now=is_now)
    if arguments["format"] == "json":
        return found
    content = members_sheet(found, arguments["format"], language())
    return attachment(content, CONTENT_TYPE[arguments["format"]], f"segment.{arguments['format']}")


@blueprint.route("/segments/<string:id>/watch")
class WatchView(MethodView):
    """The watch of a segment."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(WatchArguments, location="json")
    @blueprint.response(200, SegmentWithVersionsSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
        """Tell from now on who comes in, or looks like these; who is known by now makes no notice."""
        begin_watch(database(), id, moment({}), **body)
        return segment_told(database(), id, language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, SegmentWithVersionsSchema)
    def delete(self, _: dict[str, Any], id: str) -> dict[str, Any]:
        """Watch it no longer."""
        end_watch(database(), id)
        return segment_told(database(), id, language())


@blueprint.route("/segments/<string:id>/persona")
@blueprint.arguments(MembersArguments, location="query")
@blueprint.response(200, PersonaSchema)
def persona_view(arguments: dict[str, Any], id: str) -> Any:
    """What the members of a segment have in common, with shares, evidence and what is not known."""
    found = persona_of(database(), id, moment(arguments), language())
    if (format_ := arguments["format"]) == "json":
        return found
    return attachment(
        persona_file(found, format_, language()), CONTENT_TYPE[format_], f"persona-{id}.{format_}"
    )


@blueprint.route("/segments/<string:id>/interview")
@blueprint.arguments(InterviewArguments, location="query")
@blueprint.response(200)
def interview_view(arguments: dict[str, Any], id: str) -> Any:
    """The interview sheet for a persona, as a file: a question for each line of which too little is known."""
    found = persona_of(database(), id, moment(arguments), language())
    format_ = arguments["format"]
    content = interview_file(database(), found, format_, language())
    return attachment(content, CONTENT_TYPE[format_], f"interview-{id}.{format_}")
