"""Arguments of requests about ties, health and introductions."""

from __future__ import annotations

from marshmallow import fields, validate, validates_schema

from service.api.schemas.arguments import ID, MomentArguments, QuestionArguments, id_of, limit
from service.operations.relationships import KINDS


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
