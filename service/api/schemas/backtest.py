"""Shapes of the backtest."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, Arguments, limit
from service.api.schemas.told import ToldSchema
from service.operations.backtest import HORIZON, LATEST, LONGEST


class BacktestsArguments(Arguments):
    """Which runs are wanted."""

    limit = limit(20, LATEST)


class BeginBacktestArguments(ToldSchema):
    """What is to be measured."""

    cut = fields.Date(required=True, metadata={"description": "the last day that may be known"})
    horizon = fields.Integer(
        load_default=HORIZON,
        validate=validate.Range(min=1, max=LONGEST),
        metadata={"description": "days after the cut that are told"},
    )
    seller = fields.String(
        validate=ID,
        metadata={"description": "id of the company that is us; every seller takes its turn without"},
    )
    known_at = fields.AwareDateTime(
        default_timezone=None, metadata={"description": "only facts recorded by this time"}
    )
    by = fields.String(validate=validate.Length(max=200), metadata={"description": "who asks for it"})


class RecallDifferenceSchema(Schema):
    """Ours less the best baseline, with the 95 % interval."""

    value = fields.Float()
    low = fields.Float()
    high = fields.Float()


class SummarySchema(Schema):
    """What a list of runs shows of new targets."""

    units = fields.Integer(metadata={"description": "how many new units were sold to"})
    ours = fields.String(metadata={"description": "the method that is ours"})
    recall = fields.Float(metadata={"description": "its recall at 10"})
    best_baseline = fields.String()
    best_recall = fields.Float()
    difference = fields.Nested(RecallDifferenceSchema)
    learned = fields.String(allow_none=True, metadata={"description": "version of the learned weights"})


class BacktestSchema(Schema):
    """A run of the backtest."""

    id = fields.String()
    state = fields.String(metadata={"description": "running, done, failed or interrupted"})
    cut = fields.Date()
    horizon = fields.Integer()
    seller = fields.String(allow_none=True)
    error = fields.String(allow_none=True)
    summary = fields.Nested(SummarySchema, allow_none=True)
    step = fields.String(allow_none=True, metadata={"description": "learning or ranking"})
    done = fields.Integer(allow_none=True)
    total = fields.Integer(allow_none=True)
    started_at = fields.AwareDateTime()
    finished_at = fields.AwareDateTime(allow_none=True)
    by = fields.String(allow_none=True)


class BacktestsSchema(Schema):
    """The latest runs."""

    items = fields.List(fields.Nested(BacktestSchema))
    weights_version = fields.String(metadata={"description": "the weights in use"})


class BacktestFoundSchema(BacktestSchema):
    """A run with what it found."""

    weights_version = fields.String(metadata={"description": "the weights in use"})
    found = fields.Dict(
        allow_none=True,
        metadata={
            "description": "groups by kind (recall, MRR, lift, intervals), segments, calibration, weights"
        },
    )
