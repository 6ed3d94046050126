"""The targets of expansion that people work on, over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.arguments import Arguments
from service.api.schemas.expansion_items import (
    AssignItemArguments,
    ByArguments,
    FinishItemArguments,
    ItemsArguments,
    ItemsSchema,
    ItemWithHistorySchema,
    KeepItemArguments,
    SnoozeItemArguments,
    UndoneItemSchema,
)
from service.operations import expansion_work as work
from service.operations.expansion_items import exported, item_told, list_items
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("expansion_items", __name__, description="Targets of expansion that people work on")


@blueprint.route("/expansion-items")
class ItemsView(MethodView):
    """The list."""

    @blueprint.arguments(ItemsArguments, location="query")
    @blueprint.response(200, ItemsSchema)
    def get(self, arguments: dict[str, Any]) -> Any:
        """The targets people work on and what came of those that are done; as a file with ``format``."""
        wanted = {name: arguments.get(name) for name in ("state", "member", "kind", "outcome")}
        found = list_items(database(), moment({}), **wanted)
        return found if arguments["format"] == "json" else _file(found["items"], arguments["format"])

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(KeepItemArguments, location="json")
    @blueprint.response(201, ItemWithHistorySchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Put a target on the list, with the person to call as the ranking from the deal says."""
        return _told(work.keep_item(database(), moment({}), **body))


@blueprint.route("/expansion-items/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, ItemWithHistorySchema)
def item_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """One target with every change of it."""
    return _told(id)


@blueprint.route("/expansion-items/<string:id>/assign", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(AssignItemArguments, location="json")
@blueprint.response(200, ItemWithHistorySchema)
def assign_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Hand it to a member of ours."""
    work.assign_item(database(), id, body["member"], note=body.get("note"), by=body.get("by"))
    return _told(id)


@blueprint.route("/expansion-items/<string:id>/snooze", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(SnoozeItemArguments, location="json")
@blueprint.response(200, ItemWithHistorySchema)
def snooze_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Put it off until a day; the target is not ranked before it."""
    work.snooze_item(database(), id, body["until"], moment({}), reason=body.get("reason"), by=body.get("by"))
    return _told(id)


@blueprint.route("/expansion-items/<string:id>/done", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(FinishItemArguments, location="json")
@blueprint.response(200, ItemWithHistorySchema)
def done_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Say what came of it; the target is not ranked again, or not before a day."""
    work.finish_item(
        database(),
        id,
        body["outcome"],
        moment({}),
        reason=body.get("reason"),
        again_on=body.get("again_on"),
        by=body.get("by"),
    )
    return _told(id)


@blueprint.route("/expansion-items/<string:id>/reopen", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(ByArguments, location="json")
@blueprint.response(200, ItemWithHistorySchema)
def reopen_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Take it up again."""
    work.reopen_item(database(), id, by=body.get("by"))
    return _told(id)


@blueprint.route("/expansion-items/<string:id>/undo", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(ByArguments, location="json")
@blueprint.response(200, UndoneItemSchema)
def undo_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Take the last change back; that of putting it on the list takes it off."""
    is_left = work.undo_change(database(), id, by=body.get("by"))
    return {"item": _told(id) if is_left else None}


def _told(id_: str) -> dict[str, Any]:
    return item_told(database(), id_, moment({}))


def _file(items: list[dict[str, Any]], format_: str) -> Response:
    name = f"expansion-{moment({}).as_of.isoformat()}.{format_}"
    return attachment(exported(items, format_, language()), CONTENT_TYPE[format_], name)
