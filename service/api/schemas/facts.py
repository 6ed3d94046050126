"""Shapes of what is asked and told when facts are edited by hand."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID
from service.api.schemas.told import ToldSchema

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class _Said(ToldSchema):
    reason = fields.String(validate=validate.Length(max=1000), metadata={"description": "why"})
    by = fields.String(validate=validate.Length(max=200), metadata={"description": "who says so"})


class AssertArguments(_Said):
    """A fact that a person states."""

    type = fields.String(required=True, validate=validate.Length(max=40))
    start = fields.String(required=True, validate=ID)
    end = fields.String(required=True, validate=ID)
    qualifier = fields.String(
        validate=validate.Length(max=80), metadata={"description": "tells parallel facts apart"}
    )
    properties = fields.Dict(
        keys=fields.String(validate=validate.Length(max=80)), values=fields.Raw(allow_none=True)
    )
    valid_from = fields.Date(allow_none=True, metadata={"description": "first day; today where not given"})


class EndArguments(_Said):
    """The end of a fact."""

    valid_to = fields.Date(
        allow_none=True, metadata={"description": "first day without it; today by default"}
    )


class FactSchema(Schema):
    """A relationship as it stands, with the runs that spoke of it."""

    id = fields.String()
    type = fields.String()
    start = fields.String()
    end = fields.String()
    end_name = fields.String(allow_none=True)
    properties = _ANY
    valid_from = fields.Raw(allow_none=True)
    valid_to = fields.Raw(allow_none=True)
    recorded_at = fields.Raw(allow_none=True)
    ended_at = fields.Raw(allow_none=True)
    source = fields.String(allow_none=True)
    state = fields.String(allow_none=True)
    confidence = fields.Float(allow_none=True)
    runs = fields.List(_ANY)


class EditedSchema(Schema):
    """What became of an edit."""

    relationship = fields.Nested(FactSchema)
    ended = fields.List(fields.String(), metadata={"description": "what it took the place of"})
    run = fields.String(allow_none=True, metadata={"description": "to undo it; empty: it stood so already"})


class FactHistorySchema(Schema):
    """The facts that took each other's place, newest first."""

    id = fields.String()
    items = fields.List(fields.Nested(FactSchema))
