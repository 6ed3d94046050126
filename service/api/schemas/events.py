"""Shapes of events that come in."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.told import ToldSchema
from service.operations.event_reading import FIELDS
from service.operations.events import LONGEST_SOURCE


class EventsArguments(ToldSchema):
    """Events of one source. What is wrong with one of them is told of that one alone."""

    source = fields.String(
        required=True,
        validate=validate.Length(max=LONGEST_SOURCE),
        metadata={"description": "who sends them; the ids of the events are its own"},
    )
    events = fields.List(
        fields.Raw(),
        required=True,
        metadata={"description": f"objects with the fields {', '.join(FIELDS)}"},
    )


class RejectedEventSchema(Schema):
    """An event that did not go in."""

    index = fields.Integer(metadata={"description": "its place among those sent, from 0"})
    field = fields.String(allow_none=True)
    message = fields.String()


class TakenInSchema(Schema):
    """What became of the events."""

    run = fields.String(allow_none=True, metadata={"description": "by which what went in can be undone"})
    accepted = fields.Integer()
    new = fields.Integer(metadata={"description": "activities that were not there before"})
    rejected = fields.List(fields.Nested(RejectedEventSchema))
