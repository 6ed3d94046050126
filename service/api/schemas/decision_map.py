"""Shapes of the decision map."""

from __future__ import annotations

from marshmallow import fields, validate, validates_schema

from service.api.schemas.answers import NodeSchema, Schema
from service.api.schemas.arguments import ID, QuestionArguments, limit
from service.api.schemas.ranked import NoteSchema
from service.api.schemas.suggestions import SuggestionSchema
from service.operations.decision_map import MOST_CARDS

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


def format_of() -> fields.String:
    """Return the field for the form of the answer."""
    return fields.String(
        load_default="json",
        validate=validate.OneOf(("json", "pptx")),
        metadata={"description": "pptx: slides with shapes and tables"},
    )


class DecisionMapArguments(QuestionArguments):
    """The decision map of a deal or a company."""

    company = fields.String(validate=ID)
    deal = fields.String(validate=ID)
    limit = limit(MOST_CARDS, MOST_CARDS)
    format = format_of()

    @validates_schema
    def _one_scope(self, data: dict[str, object], **_: object) -> None:
        self.require_one(data, "company", "deal")


class MapCardSchema(Schema):
    """One person on the map."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    unit = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), allow_none=True)
    site = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), allow_none=True)
    status = fields.String(allow_none=True)
    roles = fields.List(_ANY)
    stance = fields.String()
    power = fields.Float(allow_none=True)
    strength = fields.Float(allow_none=True)
    band = fields.String(allow_none=True)
    last_touch = fields.Raw(allow_none=True)
    state = fields.String(metadata={"description": "of the surest role: confirmed, assumed, inferred"})
    flags = fields.List(fields.String())
    next_step = fields.Nested(NoteSchema)
    in_center = fields.Boolean(metadata={"description": "belongs to the buying center"})
    key_person = _ANY
    managers = fields.List(fields.String())
    column = fields.Float(metadata={"description": "place from the left, in cards"})
    level = fields.Integer(metadata={"description": "place from the top, in cards"})
    has_line = fields.Boolean(metadata={"description": "a reporting line is known"})


class MapLineSchema(Schema):
    """A line between two people: REPORTS_TO, or INFLUENCES of a kind; inferred ones are suggestions."""

    id = fields.String()
    type = fields.String()
    kind = fields.String(allow_none=True)
    source = fields.String()
    target = fields.String()
    weight = fields.Float(allow_none=True)
    state = fields.String()
    confidence = fields.Float()
    suggestion = fields.Dict(
        keys=fields.String(),
        values=fields.Raw(allow_none=True),
        allow_none=True,
        metadata={"description": "what is inferred and waits for a person: id, score, confidence, parts"},
    )


class DecisionMapSchema(Schema):
    """The decision map."""

    scope = fields.Nested(NodeSchema)
    account = _ANY
    as_of = fields.Date()
    known_at = fields.DateTime()
    weights_version = fields.String()
    notes = fields.List(fields.Nested(NoteSchema))
    cards = fields.List(fields.Nested(MapCardSchema))
    lines = fields.List(fields.Nested(MapLineSchema))
    role_suggestions = fields.List(
        fields.Nested(SuggestionSchema),
        metadata={"description": "who probably holds a role that is missing in the deal"},
    )
    deals = fields.List(_ANY)
    coverage = _ANY
    required = fields.List(_ANY)
    missing = fields.List(_ANY)
    structure = _ANY
    red_flags = fields.List(_ANY)
    route = fields.List(_ANY)
    template = _ANY
    total = fields.Integer()
    shown = fields.Integer()
