"""Shapes of ranked answers: the four questions and warm paths."""

from __future__ import annotations

from marshmallow import fields

from service.api.schemas.answers import NodeSchema, PathSchema, Schema

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class NoteSchema(Schema):
    """Something that must be said about an answer."""

    key = fields.String()
    text = fields.String()
    params = _ANY


class PartSchema(Schema):
    """One named part of a score; contributions add up to it."""

    name = fields.String()
    title = fields.String()
    value = fields.Float(allow_none=True)
    weight = fields.Float()
    contribution = fields.Float(allow_none=True)
    evidence_ids = fields.List(fields.String())


class RankedSchema(Schema):
    """One ranked item."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)
    score = fields.Float(allow_none=True)
    confidence = fields.Float()
    state = fields.String()
    parts = fields.List(fields.Nested(PartSchema))
    would_change = fields.List(fields.Nested(NoteSchema))
    details = _ANY


class AnswerSchema(Schema):
    """The answer to one of the four questions."""

    question = fields.String()
    scope = fields.List(fields.Nested(NodeSchema))
    as_of = fields.Date()
    known_at = fields.DateTime()
    weights_version = fields.String()
    items = fields.List(fields.Nested(RankedSchema))
    notes = fields.List(fields.Nested(NoteSchema))
    details = _ANY


class PathsSchema(Schema):
    """Warm paths, best first."""

    items = fields.List(fields.Nested(PathSchema))
    notes = fields.List(fields.Nested(NoteSchema))


class StandingSchema(Schema):
    """What an account has."""

    engaged = fields.Integer(metadata={"description": "people with a living tie to our members"})
    reach = fields.Float(allow_none=True, metadata={"description": "joint tie strength; null: unknown"})
    reached = fields.Integer(metadata={"description": "people connected with our members through anybody"})
    roles = fields.Integer(metadata={"description": "roles in running deals and buying centers"})


class LostRoleSchema(Schema):
    """A role that nobody else holds."""

    relationship_id = fields.String()
    target_id = fields.String()
    target_name = fields.String()
    role = fields.String()


class GoneContactSchema(Schema):
    """A contact or company by name."""

    id = fields.String()
    label = fields.String()
    name = fields.String()


class FollowingContactSchema(GoneContactSchema):
    """A contact that comes next, with the score."""

    score = fields.Float(allow_none=True)


class DepartureSchema(Schema):
    """What an account loses when a contact goes."""

    contact = fields.Nested(GoneContactSchema)
    account = fields.Nested(GoneContactSchema)
    rank = fields.Integer(allow_none=True)
    before = fields.Nested(StandingSchema)
    after = fields.Nested(StandingSchema)
    lost_roles = fields.List(fields.Nested(LostRoleSchema))
    cut_off = fields.List(fields.Nested(GoneContactSchema))
    is_articulation_point = fields.Boolean()
    following = fields.List(fields.Nested(FollowingContactSchema))
    evidence_ids = fields.List(fields.String())
    state = fields.String()
    weights_version = fields.String()
