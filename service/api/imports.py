"""Imports over HTTP: upload files, follow how they go in."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from flask import request, url_for
from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment, settings
from service.api.schemas.answers import ImportRunSchema, ImportRunsSchema
from service.api.schemas.arguments import Arguments, ImportArguments
from service.errors import UsageError
from service.operations.kept_uploads import kept_upload
from service.operations.run_states import run_of, runs
from service.operations.status import refresh_quietly
from service.operations.uploads import import_upload, line_of

LONGEST_KEY = 200

blueprint = Blueprint("imports", __name__, description="Imports")


@blueprint.route("/imports")
class Imports(MethodView):
    """The imports."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, ImportRunsSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The latest imports, newest first."""
        return {"items": runs(database(), language(), line_of(settings().home)), "next_cursor": None}

    @blueprint.arguments(ImportArguments, location="form")
    @blueprint.response(202, ImportRunSchema)
    def post(self, arguments: dict[str, Any]) -> Any:
        """Import uploaded files of a source; they go in behind the answer, which says where to look."""
        kept = [kept_upload(settings().home, id_) for id_ in arguments["upload"]]
        files = [file for file in request.files.getlist("file") if file.filename]
        if not (files or kept):
            raise UsageError("errors.no_file", field="file")
        now = moment({})
        with ExitStack() as stack:
            opened = [(path.name, stack.enter_context(path.open("rb"))) for path in kept]
            run = import_upload(
                database(),
                arguments["source"],
                [*opened, *((str(file.filename), file.stream) for file in files)],
                home=settings().home,
                lang=language(),
                key=_key(),
                then=lambda database: refresh_quietly(database, now),
            )
        location = url_for("imports.import_view", id=run["id"])
        return run, 202, {"Location": location}


@blueprint.route("/imports/<string:id>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, ImportRunSchema)
def import_view(_: dict[str, Any], id: str) -> dict[str, Any]:
    """How one import went or goes."""
    return run_of(database(), id, language(), line_of(settings().home))


def _key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 1 <= len(key) <= LONGEST_KEY:
        raise UsageError("runs.bad_key", field="Idempotency-Key", most=LONGEST_KEY)
    return key
