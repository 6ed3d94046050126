"""Webhooks over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database
from service.api.schemas.arguments import Arguments
from service.api.schemas.webhooks import (
    MadeWebhookSchema,
    MakeWebhookArguments,
    WebhookEndedSchema,
    WebhooksSchema,
)
from service.operations.webhooks import end_webhook, make_webhook, notice_kinds, webhooks

blueprint = Blueprint("webhooks", __name__, description="Systems that notices are posted to")


@blueprint.route("/webhooks")
class WebhooksView(MethodView):
    """All webhooks."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, WebhooksSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The webhooks and how they are, without their secrets, and the kinds of notices there are."""
        return {"items": webhooks(database()), "kinds": notice_kinds()}

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(MakeWebhookArguments, location="json")
    @blueprint.response(201, MadeWebhookSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Post notices to an address from now on; the secret is told this once."""
        return make_webhook(database(), body["url"], body["kinds"])


@blueprint.route("/webhooks/<string:id>", methods=["DELETE"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, WebhookEndedSchema)
def end_view(_: dict[str, Any], id: str) -> dict[str, str]:
    """Post nothing more there."""
    end_webhook(database(), id)
    return {"id": id}
