"""What a person does with a run over HTTP: pause it, let it go on, cancel it, undo it."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment, settings
from service.api.schemas.answers import ImportRunSchema
from service.api.schemas.arguments import Arguments
from service.api.schemas.profiles import DifferenceArguments, DifferenceSchema
from service.api.schemas.runs import CancelArguments, UndoPreviewSchema
from service.database import Database
from service.operations.opening import COMMAND_PATIENCE
from service.operations.previews import page_of
from service.operations.run_states import told
from service.operations.runs import ask, cancel
from service.operations.status import refresh_quietly
from service.operations.undoing import preview_undo
from service.operations.uploads import Then, line_of, resume_import, undo_behind

blueprint = Blueprint("runs", __name__, description="Runs of imports and edits")


@blueprint.route("/imports/<string:id>/pause", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(202, ImportRunSchema)
def pause_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """Ask an import to pause after the batch it is at."""
    line = line_of(settings().home)
    return told(ask(database(), id, "pause", line), language())


@blueprint.route("/imports/<string:id>/resume", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(202, ImportRunSchema)
def resume_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """Let an import that was paused, interrupted or failed go on where it broke off."""
    return resume_import(database(), id, home=settings().home, lang=language(), then=_afterwards())


@blueprint.route("/imports/<string:id>/cancel", methods=["POST"])
@blueprint.arguments(CancelArguments, location="query")
@blueprint.response(202, ImportRunSchema)
def cancel_view(arguments: dict[str, Any], id: str) -> dict[str, Any]:
    """Give an import up; what is in stays, or is undone."""
    line, home = line_of(settings().home), settings().home
    run = cancel(database().patient(COMMAND_PATIENCE), id, line, home / "uploads", then=arguments["then"])
    if arguments["then"] == "undo" and run["state"] == "cancelled":
        return undo_behind(database(), id, home=home, lang=language(), then=_afterwards())
    return told(run, language())


@blueprint.route("/imports/<string:id>/undo")
class UndoView(MethodView):
    """Undoing."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, UndoPreviewSchema)
    def get(self, _: dict[str, Any], id: str) -> dict[str, Any]:
        """What an undo would take away and change, and what stands in its way."""
        found = preview_undo(database().patient(COMMAND_PATIENCE), id, line_of(settings().home))
        obstacle = found["obstacle"]
        return {**found, "obstacle": obstacle.message(language()) if obstacle else None}

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(202, ImportRunSchema)
    def post(self, _: dict[str, Any], id: str) -> dict[str, Any]:
        """Undo an import or edit; the graph is afterwards as if it had never been."""
        return undo_behind(database(), id, home=settings().home, lang=language(), then=_afterwards())


@blueprint.route("/imports/preview/<string:id>")
@blueprint.arguments(DifferenceArguments, location="query")
@blueprint.response(200, DifferenceSchema)
def difference_view(arguments: dict[str, Any], id: str) -> dict[str, Any]:
    """A page of what a dry run found would change, field by field."""
    arguments.pop("lang", None)
    return page_of(settings().home, id, language(), **arguments)


def _afterwards() -> Then:
    now = moment({})

    def refresh(database: Database) -> None:
        refresh_quietly(database, now)

    return refresh
