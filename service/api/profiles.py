"""Files that are looked at before an import, and the mapping profiles, over HTTP."""

from __future__ import annotations

import re
from typing import Any

from flask import request, send_file
from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, settings
from service.api.schemas.arguments import Arguments
from service.api.schemas.profiles import (
    BecomesArguments,
    BecomesSchema,
    InspectArguments,
    InspectionsSchema,
    PreviewArguments,
    PreviewSchema,
    ProfileArguments,
    ProfileSchema,
    ProfilesSchema,
)
from service.errors import NotFoundError, UsageError
from service.operations.inspection import becomes, dry_run, inspect_file, list_profiles, save, show_profile
from service.operations.kept_uploads import keep_upload, kept_upload
from service.operations.opening import COMMAND_PATIENCE

blueprint = Blueprint("profiles", __name__, description="Mapping of columns")

_RUN = re.compile(r"run-[a-z2-7]{16}")


@blueprint.route("/imports/inspect", methods=["POST"])
@blueprint.arguments(InspectArguments, location="query")
@blueprint.response(200, InspectionsSchema)
def inspect_view(_: dict[str, Any]) -> dict[str, Any]:
    """Look at uploaded files: what they are and what their columns may become. They are kept for a day."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        raise UsageError("errors.no_file", field="file")
    home = settings().home
    items = []
    for file in files:
        id_ = keep_upload(home, str(file.filename), file.stream)
        items.append({"upload": id_, **inspect_file(kept_upload(home, id_), home, language())})
    return {"items": items}


@blueprint.route("/imports/preview", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(PreviewArguments, location="json")
@blueprint.response(200, PreviewSchema)
def preview_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Say what an import of uploaded files would do; nothing is written."""
    home = settings().home
    paths = [kept_upload(home, id_) for id_ in body["uploads"]]
    return dry_run(database().patient(COMMAND_PATIENCE), body["source"], paths, home, language())


@blueprint.route("/imports/becomes", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(BecomesArguments, location="json")
@blueprint.response(200, BecomesSchema)
def becomes_view(_: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Say what the first cells of a column would become under another target."""
    path = kept_upload(settings().home, body["upload"])
    return {"becomes": becomes(path, body["sheet"], body["column"], body["target"], language())}


@blueprint.route("/imports/<string:id>/rejects")
@blueprint.arguments(Arguments, location="query")
@blueprint.alt_response(200, description="The rejected rows, to be mended and fed again")
def rejects_view(_: dict[str, Any], id: str) -> Any:
    """The rows of an import that were set aside, as a file to be mended and fed again."""
    path = settings().home / "uploads" / f"{id}.rejects.csv"
    if not _RUN.fullmatch(id) or not path.is_file():
        raise NotFoundError("errors.not_found", id=id)
    # A file of cards has no columns and is no CSV.
    with path.open("rb") as file:
        is_table = file.read(1) != b"#"
    name = f"{id}.rejects.{'csv' if is_table else 'txt'}"
    return send_file(
        path, mimetype="text/csv" if is_table else "text/plain", as_attachment=True, download_name=name
    )


@blueprint.route("/profiles")
class Profiles(MethodView):
    """The mapping profiles."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, ProfilesSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The profiles there are, and what a column can become."""
        return list_profiles(settings().home, language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(ProfileArguments, location="json")
    @blueprint.response(201, ProfileSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Save a mapping of columns; importing with its name uses it."""
        return save(settings().home, body["name"], body["mapping"], language())


@blueprint.route("/profiles/<string:name>")
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, ProfileSchema)
def profile_view(_: dict[str, Any], name: str) -> dict[str, Any]:
    """One profile with all it maps."""
    return show_profile(settings().home, name, language())
