"""The shapes of what conditions can be about."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import MomentArguments
from service.operations.conditions import LABELS


class ConditionArguments(MomentArguments):
    """What the conditions are on."""

    label = fields.String(load_default="Company", validate=validate.OneOf(LABELS))


class ChoiceSchema(Schema):
    """One value that is there."""

    value = fields.String()
    title = fields.String()


class ConditionFieldSchema(Schema):
    """One field."""

    field = fields.String()
    title = fields.String()
    kind = fields.String(metadata={"description": "number, text, day, yes_no or choice"})
    choices = fields.List(
        fields.Nested(ChoiceSchema),
        metadata={"description": "of a choice: the values there are, 300 at most"},
    )


class ConditionFieldsSchema(Schema):
    """Fields of which anything is known."""

    items = fields.List(fields.Nested(ConditionFieldSchema))
