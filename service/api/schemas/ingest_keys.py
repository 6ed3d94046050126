"""Shapes of the keys that sources sign their events with."""

from __future__ import annotations

from marshmallow import fields

from service.api.schemas.answers import Schema
from service.api.schemas.told import ToldSchema


class MakeIngestKeyArguments(ToldSchema):
    """A new key."""

    source = fields.String(required=True, metadata={"description": "whose events are signed with it"})


class IngestKeySchema(Schema):
    """A key."""

    id = fields.String()
    source = fields.String()
    created_at = fields.DateTime()


class MadeIngestKeySchema(IngestKeySchema):
    """A new key with its secret."""

    secret = fields.String()


class IngestKeysSchema(Schema):
    """The keys, the oldest first."""

    items = fields.List(fields.Nested(IngestKeySchema))


class IngestKeyRevokedSchema(Schema):
    """The key that was revoked."""

    id = fields.String()
