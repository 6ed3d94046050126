"""Shapes of nurture: its rules and what they would do."""

from __future__ import annotations

from marshmallow import fields

from service.api.schemas.answers import Schema
from service.api.schemas.scores import RulesVersionSchema
from service.api.schemas.status import BY
from service.api.schemas.told import ToldSchema


class NurtureStepSchema(Schema):
    """One communication."""

    after_days = fields.Integer(metadata={"description": "days after the beginning"})
    channel = fields.String()
    message = fields.String(metadata={"description": "id of a message that has words, or words"})
    text = fields.String(metadata={"description": "the message in words"})
    by = fields.String(metadata={"description": "task: a person; webhook: another system"})


class NurtureTriggerSchema(Schema):
    """A trigger."""

    id = fields.String()
    name = fields.String()
    quiet_days = fields.Integer(metadata={"description": "how long it rests after it fired for somebody"})
    when = fields.Dict(metadata={"description": "what has to be done, as in a rule of scores"})
    steps = fields.List(fields.Nested(NurtureStepSchema))


class PlaybookSchema(Schema):
    """What everybody of a status gets."""

    starts = fields.String(metadata={"description": "on_change: by itself; by_hand"})
    steps = fields.List(fields.Nested(NurtureStepSchema))


class NurtureRulesSchema(Schema):
    """The rules in use."""

    triggers = fields.List(fields.Nested(NurtureTriggerSchema))
    playbooks = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(PlaybookSchema),
        metadata={"description": "by status: P, C, L, D, S"},
    )
    version = fields.Integer(metadata={"description": "0: as shipped"})
    history = fields.List(fields.Nested(RulesVersionSchema))


class NurtureRulesArguments(ToldSchema):
    """Rules to be put into use."""

    rules = fields.Dict(allow_none=True, required=True, metadata={"description": "null: those shipped"})
    reason = fields.String(required=True)
    by = fields.String(validate=BY)


class NurturePreviewArguments(ToldSchema):
    """Rules to be tried."""

    rules = fields.Dict(allow_none=True, load_default=None, metadata={"description": "null: those in use"})
    days = fields.Integer(load_default=31, metadata={"description": "days up to today that are looked at"})


class NurturePreviewTriggerSchema(Schema):
    """How often a trigger would have fired."""

    id = fields.String()
    name = fields.String()
    firings = fields.Integer()
    people = fields.Integer()


class NurtureFiringSchema(Schema):
    """Somebody for whom a trigger would have fired."""

    id = fields.String()
    name = fields.String()
    trigger = fields.String()
    trigger_name = fields.String()
    text = fields.String(metadata={"description": "what comes first then"})
    day = fields.Date()
    number = fields.Integer(metadata={"description": "activities that are the reason"})
    assumed = fields.Integer(metadata={"description": "of these only taken to be theirs"})
    evidence_ids = fields.List(fields.String())


class NurturePreviewSchema(Schema):
    """For whom triggers would have fired."""

    begin = fields.Date()
    end = fields.Date()
    contacts = fields.Integer()
    triggers = fields.List(fields.Nested(NurturePreviewTriggerSchema))
    items = fields.List(fields.Nested(NurtureFiringSchema))
    opted_out = fields.Integer(metadata={"description": "left out: they asked not to be contacted"})


class NurtureRunSchema(Schema):
    """What a look at who is to be brought on did."""

    fired = fields.Integer(metadata={"description": "courses that triggers began"})
    started = fields.Integer(metadata={"description": "courses that playbooks began"})
    tasks = fields.Integer(metadata={"description": "tasks that were made"})
    told = fields.Integer(metadata={"description": "steps that other systems are told"})
    ended = fields.Integer(metadata={"description": "courses that ended"})
