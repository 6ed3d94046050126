"""Shapes of what is asked and told of data quality and registration."""

from __future__ import annotations

from marshmallow import fields, validate

from service.analysis.quality import PROBLEMS
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import Arguments, MomentArguments, limit
from service.api.schemas.told import ToldSchema
from service.operations.quality import BY

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class QualityArguments(MomentArguments):
    """Figures by company, source or owner."""

    by = fields.String(load_default="company", validate=validate.OneOf(BY))
    limit = limit(100, 500)


class FaultyArguments(MomentArguments):
    """The records behind a figure."""

    by = fields.String(validate=validate.OneOf(BY))
    key = fields.String(
        validate=validate.Length(max=200), metadata={"description": "id or source; empty: those without"}
    )
    problem = fields.String(validate=validate.OneOf(PROBLEMS))
    limit = limit(50, 500)


class FiguresSchema(Schema):
    """Figures of some records."""

    records = fields.Integer()
    completeness = fields.Float()
    duplicates = fields.Integer()
    contradictions = fields.Integer()
    stale = fields.Integer()
    score = fields.Float()


class GroupSchema(FiguresSchema):
    """Figures of a company, source or owner."""

    id = fields.String(allow_none=True)
    name = fields.String()
    name_latin = fields.String(allow_none=True)
    importance = fields.Float(allow_none=True)


class QualitySchema(Schema):
    """Data quality."""

    as_of = fields.Raw()
    by = fields.String()
    stale_days = fields.Integer()
    total = fields.Nested(FiguresSchema)
    labels = fields.Dict(keys=fields.String(), values=fields.Nested(FiguresSchema))
    groups = fields.Integer()
    items = fields.List(fields.Nested(GroupSchema))


class FaultySchema(Schema):
    """Records with what is wrong with them, worst of the important first."""

    total = fields.Integer()
    items = fields.List(_ANY)


class RegisterArguments(ToldSchema):
    """A record as somebody types it in."""

    properties = fields.Dict(
        keys=fields.String(validate=validate.Length(max=80)),
        values=fields.Raw(allow_none=True),
        required=True,
    )
    company = fields.String(
        validate=validate.Length(max=200), metadata={"description": "of a site: the company it belongs to"}
    )
    unit = fields.String(
        validate=validate.Length(max=200),
        metadata={"description": "of a contact: the company, site or department of work"},
    )
    accept_duplicates = fields.Boolean(
        load_default=False, metadata={"description": "save although there are likely duplicates"}
    )
    check_only = fields.Boolean(load_default=False, metadata={"description": "look, and save nothing"})
    by = fields.String(validate=validate.Length(max=200))


class AmendArguments(ToldSchema):
    """What somebody changes of a record; an empty value takes back what was typed in."""

    properties = fields.Dict(
        keys=fields.String(validate=validate.Length(max=80)),
        values=fields.Raw(allow_none=True),
        required=True,
    )
    reason = fields.String(validate=validate.Length(max=1000))
    by = fields.String(validate=validate.Length(max=200))


class RegisteredSchema(Schema):
    """What became of a record that was typed in."""

    saved = fields.Boolean()
    id = fields.String(allow_none=True)
    label = fields.String()
    runs = fields.List(fields.String(), metadata={"description": "edits, each of which can be undone"})
    advice = fields.List(_ANY, metadata={"description": "what would be good to know as well"})
    duplicates = fields.List(_ANY, metadata={"description": "what may be the same, likeliest first"})


class RulesArguments(Arguments):
    """The rules of a label."""

    label = fields.String(required=True, validate=validate.OneOf(("Company", "Site", "Contact")))


class RegistrationRulesSchema(Schema):
    """What is required, what is good to have, and what form values have."""

    label = fields.String()
    required = fields.List(fields.String())
    advised = fields.List(fields.String())
    formats = fields.Dict(keys=fields.String(), values=fields.String())
