"""Shapes of the account plan."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, MomentArguments, id_of
from service.api.schemas.decision_map import DecisionMapSchema, format_of
from service.api.schemas.status import BY
from service.api.schemas.told import ToldSchema
from service.operations.plan_items import KINDS, LONGEST

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))
_TEXT = validate.Length(min=1, max=LONGEST)


class AccountPlanArguments(MomentArguments):
    """The plan of a company."""

    company = id_of("a company")
    format = format_of()


class WriteItemArguments(ToldSchema):
    """A new item of a plan."""

    company = id_of("a company")
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in KINDS]))
    text = fields.String(required=True, validate=_TEXT)
    due_on = fields.Date(metadata={"description": "day it is due"})
    member = fields.String(validate=ID, metadata={"description": "who of us does it"})
    contact = fields.String(validate=ID, metadata={"description": "whom it is about"})
    by = fields.String(validate=BY)


class ChangeItemArguments(ToldSchema):
    """A change of an item."""

    text = fields.String(validate=_TEXT)
    due_on = fields.Date()
    by = fields.String(validate=BY)


class CloseItemArguments(ToldSchema):
    """An item that is done or dropped."""

    company = id_of("a company")
    by = fields.String(validate=BY)


class PlanEditSchema(Schema):
    """An item that was edited, and the run to undo it by."""

    id = fields.String()
    run = fields.String()


class AccountPlanSchema(Schema):
    """The plan of an account."""

    company = _ANY
    as_of = fields.Date()
    known_at = fields.DateTime()
    overview = _ANY
    objectives = fields.List(_ANY)
    potential = _ANY
    relationships = fields.Nested(DecisionMapSchema)
    actions = _ANY
