"""Shapes of the webhooks."""

from __future__ import annotations

from marshmallow import fields

from service.api.schemas.answers import Schema
from service.api.schemas.told import ToldSchema


class MakeWebhookArguments(ToldSchema):
    """A new webhook."""

    url = fields.String(required=True)
    kinds = fields.List(
        fields.String(), load_default=list, metadata={"description": "kinds of notices; all when left out"}
    )


class WebhookSchema(Schema):
    """A webhook and how it is."""

    id = fields.String()
    url = fields.String()
    kinds = fields.List(fields.String(), metadata={"description": "empty: all"})
    created_at = fields.DateTime()
    posted = fields.Integer(metadata={"description": "notices it took"})
    posted_at = fields.DateTime(allow_none=True)
    tries = fields.Integer(metadata={"description": "failed since it last took one"})
    next_at = fields.DateTime(allow_none=True, metadata={"description": "not tried again before"})
    last_fault = fields.String(allow_none=True)
    ended_at = fields.DateTime(allow_none=True, metadata={"description": "when it said that it is gone"})


class MadeWebhookSchema(WebhookSchema):
    """A new webhook with its secret."""

    secret = fields.String()


class WebhooksSchema(Schema):
    """The webhooks, the oldest first."""

    items = fields.List(fields.Nested(WebhookSchema))
    kinds = fields.List(fields.String(), metadata={"description": "kinds of notices there are"})


class WebhookEndedSchema(Schema):
    """The webhook that was ended."""

    id = fields.String()
