"""Shapes of what is asked and told of the status."""

from __future__ import annotations

from marshmallow import fields, validate

from graph_models.vocabulary import Status
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import Arguments, MomentArguments, limit
from service.api.schemas.told import ToldSchema

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))
REASON = validate.Length(min=1, max=1000)
BY = validate.Length(min=1, max=200)


class MonitorArguments(MomentArguments):
    """The monitor."""

    days = fields.Integer(
        load_default=30,
        validate=validate.Range(min=1, max=3650),
        metadata={"description": "how many days back changes are told"},
    )
    due_days = fields.Integer(
        load_default=60,
        validate=validate.Range(min=1, max=3650),
        metadata={"description": "how many days ahead a lapse is told"},
    )
    limit = limit(100, 500)


class OverrideArguments(ToldSchema):
    """An override."""

    status = fields.String(required=True, validate=validate.OneOf([item.value for item in Status]))
    reason = fields.String(required=True, validate=REASON)
    by = fields.String(validate=BY, metadata={"description": "who says so"})
    review_on = fields.Date(allow_none=True, metadata={"description": "day to look at it again"})


class WithdrawArguments(Arguments):
    """The withdrawal of an override."""

    reason = fields.String(required=True, validate=REASON)
    by = fields.String(validate=BY)


class RulesArguments(ToldSchema):
    """The rules of the status."""

    lapse_days = fields.Integer(required=True, validate=validate.Range(min=1, max=3650))


class RulesSchema(Schema):
    """The rules of the status, and when all was last derived."""

    lapse_days = fields.Integer()
    refreshed_at = fields.Raw(allow_none=True)


class StatusSchema(Schema):
    """Status and customer type of one company, site or contact."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    status = fields.String(allow_none=True)
    decided_by = fields.String(allow_none=True, metadata={"description": "override, rule or source"})
    derived_status = fields.String(allow_none=True)
    customer_type = fields.String()
    reasons = fields.List(_ANY)
    lapses_on = fields.Raw(allow_none=True)
    override = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), allow_none=True)
    overrides = fields.List(_ANY)
    history = fields.List(_ANY)
    as_of = fields.Raw()


class MonitorSchema(Schema):
    """What changed and what falls due."""

    as_of = fields.Raw()
    days = fields.Integer()
    due_days = fields.Integer()
    lapse_days = fields.Integer()
    refreshed_at = fields.Raw(allow_none=True)
    counts = fields.List(_ANY)
    changes = fields.List(_ANY)
    lapsing = fields.List(_ANY)
    doubted = fields.List(_ANY)
    overrides_due = fields.List(_ANY)


class RefreshSchema(Schema):
    """What deriving anew did."""

    looked_at = fields.Integer()
    changed = fields.Integer()
