"""Keys that sources sign their events with, over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database
from service.api.schemas.arguments import Arguments
from service.api.schemas.ingest_keys import (
    IngestKeyRevokedSchema,
    IngestKeysSchema,
    MadeIngestKeySchema,
    MakeIngestKeyArguments,
)
from service.operations.ingest_keys import end_key, keys, make_key

blueprint = Blueprint("ingest_keys", __name__, description="Keys that sources sign their events with")


@blueprint.route("/ingest-keys")
class IngestKeysView(MethodView):
    """All keys."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, IngestKeysSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The keys, without their secrets."""
        return {"items": keys(database())}

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(MakeIngestKeyArguments, location="json")
    @blueprint.response(201, MadeIngestKeySchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Let a source sign its events; the secret is told this once."""
        return make_key(database(), body["source"])


@blueprint.route("/ingest-keys/<string:id>", methods=["DELETE"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, IngestKeyRevokedSchema)
def revoke_view(_: dict[str, Any], id: str) -> dict[str, str]:
    """Take nothing more that is signed with it."""
    end_key(database(), id)
    return {"id": id}
