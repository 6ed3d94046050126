"""Shapes of the notices."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, Arguments, limit
from service.api.schemas.told import ToldSchema
from service.operations.notices import MOST


class NoticesArguments(Arguments):
    """Which notices are wanted."""

    owner = fields.String(
        validate=ID,
        metadata={"description": "of a member: theirs and those for everybody"},
    )
    unseen = fields.Boolean(load_default=False, metadata={"description": "only those nobody has seen"})
    limit = limit(100, MOST)


class SeenArguments(ToldSchema):
    """What is seen now."""

    ids = fields.List(
        fields.String(validate=ID),
        validate=validate.Length(max=MOST),
        metadata={"description": "all notices when left out"},
    )
    owner = fields.String(validate=ID, metadata={"description": "of all: theirs and those for everybody"})


class NoticeNodeSchema(Schema):
    """What a notice is about, or whom it is for; one that is gone goes by its id."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)


class NoticeSchema(Schema):
    """A notice."""

    id = fields.String()
    kind = fields.String()
    text = fields.String()
    subject = fields.Nested(NoticeNodeSchema)
    owner = fields.Nested(NoticeNodeSchema, allow_none=True)
    params = fields.Dict()
    evidence_ids = fields.List(fields.String())
    at = fields.DateTime()
    seen_at = fields.DateTime(allow_none=True)


class NoticesSchema(Schema):
    """Notices, the latest first."""

    items = fields.List(fields.Nested(NoticeSchema))
    unseen = fields.Integer(metadata={"description": "how many nobody has seen"})


class SeenSchema(Schema):
    """What marking did."""

    marked = fields.Integer()
    unseen = fields.Integer()
