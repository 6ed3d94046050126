"""Shapes of role templates."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import Arguments
from service.api.schemas.told import ToldSchema

_SIZE = validate.Length(max=20)
_CATEGORY = validate.Length(min=1, max=80)


class NeededSchema(ToldSchema):
    """A role that a purchase needs."""

    role = fields.String(required=True, validate=validate.Length(max=40))
    threshold = fields.Integer(load_default=1, metadata={"description": "how many people"})
    weight = fields.Float(load_default=1.0, metadata={"description": "in the coverage"})


class SetTemplateArguments(ToldSchema):
    """A template that a person sets."""

    size = fields.String(required=True, validate=_SIZE, metadata={"description": "small, medium or large"})
    category = fields.String(
        allow_none=True, validate=_CATEGORY, metadata={"description": "product category; empty: any"}
    )
    roles = fields.List(fields.Nested(NeededSchema), required=True)
    reason = fields.String(validate=validate.Length(max=1000))
    by = fields.String(validate=validate.Length(max=200))


class ForgetTemplateArguments(Arguments):
    """The template to take back."""

    size = fields.String(required=True, validate=_SIZE)
    category = fields.String(validate=_CATEGORY)


class TemplateSchema(Schema):
    """The roles that purchases of a category and size need, and on what that is based."""

    basis = fields.String(metadata={"description": "set, learned or default"})
    category = fields.String(allow_none=True)
    size = fields.String()
    roles = fields.List(fields.Dict())
    won_deals = fields.Integer(allow_none=True)
    enough = fields.Integer(metadata={"description": "won deals from which it is learned"})
    by = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    updated_at = fields.Raw(allow_none=True)


class TemplatesSchema(Schema):
    """All templates."""

    items = fields.List(fields.Nested(TemplateSchema))
