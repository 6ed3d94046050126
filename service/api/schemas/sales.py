"""Shapes of totals and of the analysis of sales."""

from __future__ import annotations

from marshmallow import fields, validate

from service.analysis.sales_totals import WAYS
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import MomentArguments, id_of, limit
from service.operations.account_page import LATEST

FORMATS = ("json", "csv", "xlsx")


class TotalsArguments(MomentArguments):
    """Which totals are wanted, and how."""

    by = fields.String(load_default="stage", validate=validate.OneOf(WAYS))
    evidence = fields.Boolean(
        load_default=False, metadata={"description": "with the ids of the deals each row is made of"}
    )
    format = fields.String(load_default="json", validate=validate.OneOf(FORMATS))


class NoteOfSalesSchema(Schema):
    """How figures are made."""

    key = fields.String()
    text = fields.String()


class TotalSchema(Schema):
    """What deals of one kind come to."""

    key = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    deals = fields.Integer()
    outcomes = fields.Dict(keys=fields.String(), values=fields.Integer())
    amounts = fields.Dict(
        keys=fields.String(),
        values=fields.Float(),
        metadata={"description": "currency -> sum of the won deals whose amount is known"},
    )
    unknown_amounts = fields.Integer(metadata={"description": "won deals without an amount, in no sum"})
    win_rate = fields.Float(allow_none=True, metadata={"description": "won of won and lost"})
    evidence_ids = fields.List(fields.String())


class TotalsSchema(Schema):
    """Totals of deals."""

    by = fields.String()
    as_of = fields.Date()
    known_at = fields.AwareDateTime()
    items = fields.List(fields.Nested(TotalSchema))
    total = fields.Nested(TotalSchema)
    notes = fields.List(fields.Nested(NoteOfSalesSchema))


class AccountArguments(MomentArguments):
    """Which account is wanted, and how."""

    company = id_of("a company")
    limit = limit(LATEST, 500)
    format = fields.String(load_default="json", validate=validate.OneOf(FORMATS))


class MarkSchema(Schema):
    """What happened on a day, or until another."""

    on = fields.Date()
    until = fields.Date(allow_none=True)
    number = fields.Integer()
    what = fields.String(allow_none=True, metadata={"description": "outcome of a deal, or a status"})
    name = fields.String(allow_none=True)
    ids = fields.List(fields.String())


class LaneSchema(Schema):
    """What happened of one kind: a kind of activity, deals, purchases, notes or statuses."""

    lane = fields.String()
    marks = fields.List(fields.Nested(MarkSchema))


class AccountPageSchema(Schema):
    """Five kinds of information on one account."""

    as_of = fields.Date()
    known_at = fields.AwareDateTime()
    company = fields.Dict(metadata={"description": "facts, status, customer type, owners"})
    interactions = fields.Dict(metadata={"description": "total, kinds, last, the latest items"})
    purchases = fields.Dict(metadata={"description": "total, rhythm, products, the latest items"})
    profitability = fields.List(
        fields.Dict(),
        metadata={
            "description": "sales, profit, margin, average unit price and what is unknown, by currency"
        },
    )
    handover = fields.List(fields.Dict(), metadata={"description": "notes by kind, with its name"})
    journey = fields.List(fields.Nested(LaneSchema))
    notes = fields.List(fields.Nested(NoteOfSalesSchema))
