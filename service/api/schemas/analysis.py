"""Shapes of the analyses."""

from __future__ import annotations

from marshmallow import fields, validate

from service.analysis.attribution import ATTRIBUTIONS
from service.analysis.pareto import MEASURES
from service.analysis.sales_totals import WAYS
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, MomentArguments
from service.api.schemas.sales import FORMATS, NoteOfSalesSchema
from service.operations.analyses.shape import LEVELS


class AnalysisArguments(MomentArguments):
    """What is asked of an analysis; each takes what it needs."""

    since = fields.Date(load_default=None, metadata={"description": "first day of the period"})
    by = fields.String(load_default="stage", validate=validate.OneOf(WAYS))
    measure = fields.String(load_default="revenue", validate=validate.OneOf(MEASURES))
    level = fields.String(load_default="company", validate=validate.OneOf(LEVELS))
    least = fields.Integer(
        load_default=3,
        validate=validate.Range(min=1, max=10_000),
        metadata={"description": "places that bought both, or accounts with a sequence, at least"},
    )
    soon = fields.Integer(load_default=60, validate=validate.Range(min=0, max=365))
    months = fields.Integer(load_default=12, validate=validate.Range(min=1, max=60))
    days = fields.Integer(
        load_default=365,
        validate=validate.Range(min=1, max=3_650),
        metadata={"description": "days before an account was won or lost"},
    )
    attribution = fields.String(load_default="first", validate=validate.OneOf(ATTRIBUTIONS))
    where = fields.List(
        fields.String(validate=validate.Length(max=400)),
        load_default=list,
        metadata={"description": "conditions that define the best customers"},
    )
    segment = fields.String(load_default=None, validate=ID, metadata={"description": "id of a segment"})
    format = fields.String(load_default="json", validate=validate.OneOf(FORMATS))


class AnalysisColumnSchema(Schema):
    """A column: node, text, count, number, share or day."""

    key = fields.String()
    title = fields.String()
    kind = fields.String()


class AnalysisRowSchema(Schema):
    """A row, and what it is made of."""

    cells = fields.List(fields.Raw(allow_none=True), metadata={"description": "null: unknown"})
    evidence_ids = fields.List(fields.String())


class AnalysisPlotSchema(Schema):
    """What a plot draws."""

    form = fields.String()
    title = fields.String()
    kind = fields.String()
    labels = fields.List(fields.String())
    series = fields.List(fields.Dict())


class AnalysisSchema(Schema):
    """An analysis."""

    kind = fields.String()
    title = fields.String()
    as_of = fields.Date()
    known_at = fields.AwareDateTime()
    since = fields.Date(allow_none=True)
    columns = fields.List(fields.Nested(AnalysisColumnSchema))
    rows = fields.List(fields.Nested(AnalysisRowSchema))
    plots = fields.List(fields.Nested(AnalysisPlotSchema))
    notes = fields.List(fields.Nested(NoteOfSalesSchema))
