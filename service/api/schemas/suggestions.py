"""Shapes of suggestions and of weights."""

from __future__ import annotations

from marshmallow import ValidationError, fields, validate, validates_schema

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, MomentArguments, id_of, limit
from service.api.schemas.ranked import PartSchema
from service.api.schemas.told import Told, ToldSchema

_REASON = validate.Length(max=1000)
_BY = validate.Length(max=200)


class SuggestionArguments(MomentArguments):
    """Suggestions about the people of a company or deal."""

    company = fields.String(validate=ID)
    deal = fields.String(validate=ID)
    refused = fields.Boolean(load_default=False, metadata={"description": "those that were refused instead"})

    @validates_schema
    def _one_scope(self, data: dict[str, object], **_: object) -> None:
        if len(data.keys() & {"company", "deal"}) != 1:
            raise ValidationError(Told("errors.one_scope").format(names="company, deal"), "company")


class DecideArguments(ToldSchema):
    """What a person says of a suggestion."""

    as_of = fields.Date(metadata={"description": "the day it was suggested of, from which it is true"})
    reason = fields.String(validate=_REASON)
    by = fields.String(validate=_BY, metadata={"description": "who says so"})


class UseWeightsArguments(ToldSchema):
    """Weights to change, or a version to use."""

    changes = fields.Dict(
        keys=fields.String(validate=validate.Length(max=120)),
        values=fields.Float(),
        validate=validate.Length(min=1, max=200),
        metadata={"description": "name -> number, such as key_person.parts.reach"},
    )
    version = fields.String(validate=validate.Length(min=1, max=80))
    reason = fields.String(validate=_REASON)
    by = fields.String(validate=_BY)

    @validates_schema
    def _one(self, data: dict[str, object], **_: object) -> None:
        if len(data.keys() & {"changes", "version"}) != 1:
            names = "changes, version"
            raise ValidationError(Told("errors.one_scope").format(names=names), "changes")


class SensitivityArguments(MomentArguments):
    """The sensitivity of a ranking to its weights."""

    company = id_of("a company")
    step = fields.Float(
        load_default=0.5,
        validate=validate.Range(min=0.0, min_inclusive=False, max=1.0),
        metadata={"description": "share by which each weight is raised and lowered"},
    )
    limit = limit(10, 100)


class SuggestionEndSchema(Schema):
    """An end of a suggestion."""

    id = fields.String()
    name = fields.String()


class SuggestionSchema(Schema):
    """A relationship that is probably there."""

    id = fields.String(metadata={"description": "the id the relationship would have"})
    type = fields.String()
    start = fields.Nested(SuggestionEndSchema)
    end = fields.Nested(SuggestionEndSchema)
    score = fields.Float()
    confidence = fields.Float()
    state = fields.String()
    role = fields.String(allow_none=True, metadata={"description": "of HOLDS_ROLE: the role in the deal"})
    combine = fields.String(metadata={"description": "sum: of the parts; product: of the reasons' ratios"})
    parts = fields.List(fields.Nested(PartSchema))
    reasons = fields.List(
        fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True)),
        metadata={"description": "each with its ratio, text and evidence; its score is a probability"},
    )
    refused = fields.Dict(allow_none=True, metadata={"description": "who refused it, when and why"})


class SuggestionsSchema(Schema):
    """Suggestions, best first."""

    items = fields.List(fields.Nested(SuggestionSchema))
    weights_version = fields.String()


class DecidedSchema(Schema):
    """What was said of a suggestion."""

    id = fields.String()
    verdict = fields.String(allow_none=True)
    run = fields.String(allow_none=True, metadata={"description": "undo it at /imports/{run}/undo"})


class WeightSchema(Schema):
    """One number."""

    name = fields.String()
    value = fields.Float()
    default = fields.Float()


class WeightSetSchema(Schema):
    """A set of weights that was made."""

    version = fields.String()
    changes = fields.Dict(keys=fields.String(), values=fields.Float())
    is_active = fields.Boolean()
    reason = fields.String(allow_none=True)
    made_by = fields.String(allow_none=True)
    made_at = fields.DateTime(allow_none=True)
    activated_at = fields.DateTime(allow_none=True)


class WeightSetsSchema(Schema):
    """The weights in use and the sets that were made."""

    version = fields.String()
    default_version = fields.String()
    weights = fields.List(fields.Nested(WeightSchema))
    sets = fields.List(fields.Nested(WeightSetSchema))


class MovedSchema(Schema):
    """Somebody who changes places."""

    id = fields.String()
    name = fields.String()
    from_rank = fields.Integer()
    to_rank = fields.Integer()


class FlipSchema(Schema):
    """What one moved weight does."""

    weight = fields.String()
    part = fields.String()
    factor = fields.Float()
    value = fields.Float()
    moved = fields.List(fields.Nested(MovedSchema))


class SensitivitySchema(Schema):
    """Which ranks hang on which weight."""

    version = fields.String()
    company = fields.Dict()
    step = fields.Float()
    ranked = fields.List(fields.Dict())
    flips = fields.List(fields.Nested(FlipSchema))
