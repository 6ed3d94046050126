"""Imports over HTTP: upload files, follow how they go in."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment, settings
from service.api.schemas.answers import ImportRunSchema, ImportRunsSchema
from service.api.schemas.arguments import Arguments, ImportArguments
from service.errors import UsageError
from service.operations.status import refresh_quietly
from service.operations.uploads import import_upload, run_of, runs

blueprint = Blueprint("imports", __name__, description="Imports")


@blueprint.route("/imports")
class Imports(MethodView):
    """The imports."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, ImportRunsSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The latest imports, newest first."""
        return {"items": runs(database(), language()), "next_cursor": None}

    @blueprint.arguments(ImportArguments, location="form")
    @blueprint.response(202, ImportRunSchema)
    def post(self, arguments: dict[str, Any]) -> Any:
        """Import uploaded files of a source; they go in behind the answer, which says where to look."""
        uploads = [file for file in request.files.getlist("file") if file.filename]
        if not uploads:
            raise UsageError("errors.no_file", field="file")
        now = moment({})
        run = import_upload(
            database(),
            arguments["source"],
            [(str(file.filename), file.stream) for file in uploads],
            folder=settings().home / "uploads",
            lang=language(),
            then=lambda database: refresh_quietly(database, now),
        )
        location = url_for("imports.import_view", id=run["id"])
        return run, 202, {"Location": location}


@blueprint.route("/imports/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, ImportRunSchema)
def import_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """How one import went or goes."""
    return run_of(database(), id, language())
