"""Shapes of what is asked and told of records that may be one."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import Arguments, limit
from service.api.schemas.status import BY, REASON
from service.api.schemas.told import ToldSchema
from service.operations.judging import MOST_MERGED
from service.operations.resolving import LABELS
from service.operations.review import ORDERS, STATES

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))
_ID = validate.Length(min=1, max=100)


class QueueArguments(Arguments):
    """A page of pairs."""

    state = fields.String(load_default="review", validate=validate.OneOf(STATES))
    label = fields.String(validate=validate.OneOf(LABELS))
    order = fields.String(
        load_default="threshold",
        validate=validate.OneOf(ORDERS),
        metadata={
            "description": "threshold: nearest to the score from which pairs are merged; best: the surest "
            "first; doubt: those that are as likely one as two"
        },
    )
    cursor = fields.String(validate=validate.Length(max=200))
    limit = limit(20, 100)


class JudgeArguments(ToldSchema):
    """A judgement."""

    left_id = fields.String(required=True, validate=_ID)
    right_id = fields.String(required=True, validate=_ID)
    is_match = fields.Boolean(required=True, metadata={"description": "whether they are one"})
    by = fields.String(validate=BY)
    reason = fields.String(validate=REASON)


class WithdrawJudgementArguments(Arguments):
    """The withdrawal of a judgement."""

    left_id = fields.String(required=True, validate=_ID)
    right_id = fields.String(required=True, validate=_ID)


class MergeArguments(ToldSchema):
    """Records to be one."""

    ids = fields.List(
        fields.String(validate=_ID), required=True, validate=validate.Length(min=2, max=MOST_MERGED)
    )
    confirm = fields.Boolean(
        load_default=False,
        metadata={"description": "merge companies of two valid 法人番号, which are two legal entities"},
    )
    by = fields.String(validate=BY)
    reason = fields.String(validate=REASON)


class PartArguments(ToldSchema):
    """A record to be taken out of those it is one with."""

    id = fields.String(required=True, validate=_ID)
    by = fields.String(validate=BY)
    reason = fields.String(validate=REASON)


class LearnArguments(ToldSchema):
    """Learning."""

    by = fields.String(validate=BY)


class UseArguments(ToldSchema):
    """Weights to be put into use."""

    version = fields.String(required=True, validate=validate.Length(min=1, max=100))
    by = fields.String(validate=BY)


class PairsSchema(Schema):
    """Pairs with both records side by side."""

    items = fields.List(_ANY)
    next_cursor = fields.String(allow_none=True)
    totals = fields.List(_ANY, metadata={"description": "pairs by state and label"})
    threshold = fields.Float(metadata={"description": "score from which pairs are merged by themselves"})


class OutcomeSchema(Schema):
    """What a judgement did."""

    judgements = fields.List(_ANY)
    is_one = fields.Boolean()
    places = fields.List(_ANY, metadata={"description": "the records judged, and where each stands now"})
    moved = fields.List(_ANY)
    review = fields.Integer(metadata={"description": "pairs left in doubt around them"})


class LedgerSchema(Schema):
    """What a record is one with, and why."""

    id = fields.String()
    merged_from = fields.String(allow_none=True)
    label = fields.String()
    name = fields.String()
    records = fields.List(_ANY)
    pairs = fields.List(_ANY)
    judgements = fields.List(_ANY)


class LearnedSchema(Schema):
    """Weights that were learned, and how they do beside those in use."""

    version = fields.String()
    is_active = fields.Boolean()
    judged = fields.Integer()
    right = fields.Integer(
        metadata={"description": "judged pairs decided rightly, each left out of learning"}
    )
    standing = fields.String()
    standing_right = fields.Integer()
    made_at = fields.Raw()
    made_by = fields.String(allow_none=True)
    activated_at = fields.Raw(allow_none=True)
    activated_by = fields.String(allow_none=True)


class WeightsSchema(Schema):
    """The weights in use and those that were learned."""

    active = fields.String()
    default = fields.String()
    judgements = fields.Integer()
    items = fields.List(fields.Nested(LearnedSchema))


class ResolvingSchema(Schema):
    """How resolving everything went or goes."""

    id = fields.String()
    state = fields.String(metadata={"description": "never, running, done or failed"})
    started_at = fields.Raw()
    finished_at = fields.Raw()
    version = fields.String()
    label = fields.String()
    looked_at = fields.Integer()
    merged = fields.Integer()
    parted = fields.Integer()
    review = fields.Integer()
    error = fields.String()
