"""Shapes of who said what."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from service.api.schemas.told import ToldSchema


class VoicesSchema(Schema):
    """Properties with the claims that stand."""

    id = fields.String()
    label = fields.String()
    properties = fields.List(
        fields.Dict(),
        metadata={
            "description": "property, value, why, reason, differs, claims (source, run, about, at, "
            "recorded_at, trust, value, stands)"
        },
    )


class SourcesSchema(Schema):
    """Sources with the trust in each."""

    items = fields.List(fields.Dict(), metadata={"description": "source, trust, runs"})


class TrustArguments(ToldSchema):
    """How far a source is trusted."""

    class Meta:
        unknown = RAISE

    trust = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=99))


class TrustSchema(Schema):
    """What was set."""

    source = fields.String()
    trust = fields.Integer()
    before = fields.Integer()
    run = fields.String()
