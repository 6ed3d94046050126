"""Arguments of requests about ties, health and introductions."""

from __future__ import annotations

from marshmallow import fields, validate, validates_schema

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, MomentArguments, QuestionArguments, id_of, limit
from service.api.schemas.ranked import NoteSchema
from service.operations.introductions import MOST_TARGETS
from service.operations.relationships import KINDS

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class TiesArguments(QuestionArguments):
    """Who knows whom at a place, or whom somebody knows."""

    company = fields.String(validate=ID)
    site = fields.String(validate=ID)
    department = fields.String(validate=ID)
    contact = fields.String(validate=ID)
    member = fields.String(validate=ID)
    kind = fields.String(validate=validate.OneOf(KINDS), metadata={"description": "only ties of this kind"})
    limit = limit(100, 500)

    @validates_schema
    def _one_scope(self, data: dict[str, object], **_: object) -> None:
        self.require_one(data, "company", "site", "department", "contact", "member")


class HealthArguments(MomentArguments):
    """The health of the relationship with a company."""

    company = id_of("a company")


class IntroductionArguments(MomentArguments):
    """Whom to ask for introductions to the buying center of a deal, a company, or some contacts."""

    deal = fields.String(validate=ID)
    company = fields.String(validate=ID)
    to = fields.List(
        fields.String(validate=ID),
        load_default=list,
        validate=validate.Length(max=MOST_TARGETS),
        metadata={"description": "ids of contacts"},
    )
    most_asks = fields.Integer(
        validate=validate.Range(min=1, max=20),
        metadata={"description": "people one introducer is asked for at most"},
    )
    without = fields.List(
        fields.String(validate=ID),
        load_default=list,
        validate=validate.Length(max=100),
        metadata={"description": "ids of introducers who are not asked this time"},
    )


class IntroductionsSchema(Schema):
    """The plan: asks with introducer, people, ways and drafts; people nobody can bring us to, and why."""

    as_of = fields.Date()
    known_at = fields.DateTime()
    asks = fields.List(_ANY)
    uncovered = fields.List(_ANY)
    notes = fields.List(fields.Nested(NoteSchema))
    details = _ANY
