"""Shapes of what is asked and told of user-defined fields."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import Arguments, MomentArguments
from service.api.schemas.told import ToldSchema
from service.resolution.field_values import FieldType

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))
_NAME = validate.Length(min=1, max=80)
_OPTIONS = validate.Length(max=200)


class FieldsArguments(Arguments):
    """Which definitions."""

    label = fields.String(validate=validate.Length(max=40))


class DefineArguments(ToldSchema):
    """A new field."""

    label = fields.String(required=True, validate=validate.Length(max=40))
    key = fields.String(required=True, validate=validate.Length(max=40))
    type = fields.String(required=True, validate=validate.OneOf([item.value for item in FieldType]))
    label_ja = fields.String(required=True, validate=_NAME)
    label_en = fields.String(required=True, validate=_NAME)
    options = fields.List(fields.String(validate=_NAME), load_default=list, validate=_OPTIONS)
    purpose = fields.String(validate=validate.Length(max=1000))
    by = fields.String(validate=validate.Length(max=200))


class ChangeArguments(ToldSchema):
    """What is to change of a field."""

    label_ja = fields.String(validate=_NAME)
    label_en = fields.String(validate=_NAME)
    options = fields.List(fields.String(validate=_NAME), validate=_OPTIONS)
    purpose = fields.String(validate=validate.Length(max=1000))


class FillArguments(ToldSchema):
    """Values of fields by key; an empty one takes back what was typed in."""

    values = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        values=fields.Raw(allow_none=True),
        required=True,
    )
    by = fields.String(validate=validate.Length(max=200))


class UsefulnessArguments(MomentArguments):
    """The report on a label."""

    label = fields.String(load_default="Company", validate=validate.Length(max=40))


class FieldSchema(Schema):
    """The definition of a field, and a value of it where a node is told of."""

    label = fields.String()
    key = fields.String()
    type = fields.String()
    label_ja = fields.String()
    label_en = fields.String()
    options = fields.List(fields.String())
    purpose = fields.String(allow_none=True)
    created_at = fields.Raw(allow_none=True)
    created_by = fields.String(allow_none=True)
    retired_at = fields.Raw(allow_none=True)
    value = fields.Raw(allow_none=True)


class FieldsSchema(Schema):
    """Definitions."""

    items = fields.List(fields.Nested(FieldSchema))
    next_cursor = fields.String(allow_none=True)


class FilledSchema(Schema):
    """The fields of a node."""

    id = fields.String()
    label = fields.String()
    custom_fields = fields.List(fields.Nested(FieldSchema))


class UsefulnessSchema(Schema):
    """How useful the properties and fields of a label prove."""

    label = fields.String()
    method = fields.String()
    as_of = fields.Raw()
    items = fields.List(_ANY)
