"""Shapes of the scores."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, Arguments, MomentArguments, limit
from service.api.schemas.status import BY
from service.api.schemas.told import ToldSchema
from service.operations.score_answers import LABELS

MOST = 200


class ScoresArguments(Arguments):
    """Whose scores are wanted."""

    label = fields.String(load_default="Contact", validate=validate.OneOf(LABELS))
    hot = fields.Boolean(load_default=False, metadata={"description": "only those who are hot"})
    owner = fields.String(validate=ID, metadata={"description": "member who looks after them"})
    cursor = fields.String()
    limit = limit(50, MOST)


class ScoreItemSchema(Schema):
    """Somebody in the list."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    score = fields.Float()
    is_hot = fields.Boolean()
    human_score = fields.Integer(allow_none=True)
    account_id = fields.String(allow_none=True)
    account = fields.String(allow_none=True)
    owner_id = fields.String(allow_none=True)
    owner = fields.String(allow_none=True)


class ScoresSchema(Schema):
    """Who is warm, the warmest first."""

    items = fields.List(fields.Nested(ScoreItemSchema))
    hot = fields.Float(metadata={"description": "from which score on somebody is hot"})
    next = fields.String(allow_none=True, metadata={"description": "cursor of the next page"})
    refreshed_at = fields.DateTime(allow_none=True)


class MoversArguments(MomentArguments):
    """Whose rise is wanted."""

    days = fields.Integer(load_default=1, metadata={"description": "how long ago the score is held against"})
    limit = limit(200, 1000)
    format = fields.String(load_default="json", validate=validate.OneOf(("json", "csv", "xlsx")))


class MoverSchema(Schema):
    """Somebody whose score rose."""

    id = fields.String()
    name = fields.String()
    account = fields.String(allow_none=True)
    phones = fields.List(fields.String())
    score = fields.Float()
    gained = fields.Float()
    why = fields.String(metadata={"description": "the rule that gave most of it"})
    evidence_ids = fields.List(fields.String())
    human_score = fields.Integer(allow_none=True)
    route = fields.String(metadata={"description": "person or nurture"})
    person_id = fields.String(allow_none=True, metadata={"description": "who of us goes on with them"})
    person = fields.String(allow_none=True)
    person_why = fields.String(allow_none=True)
    owner_id = fields.String(allow_none=True)
    owner = fields.String(allow_none=True)


class MoversSchema(Schema):
    """Whom to call, those who rose most first."""

    items = fields.List(fields.Nested(MoverSchema))
    opted_out = fields.Integer(metadata={"description": "left out: they asked not to be contacted"})
    days = fields.Integer()
    as_of = fields.Date()


class ScorePartSchema(Schema):
    """What a rule, or a person of a company, adds."""

    name = fields.String()
    contact_id = fields.String(allow_none=True, metadata={"description": "of a company: the person"})
    text = fields.String()
    points = fields.Float()
    share = fields.Float(allow_none=True, metadata={"description": "of a person's own points"})
    number = fields.Integer(metadata={"description": "activities that count"})
    assumed = fields.Integer(metadata={"description": "of these only taken to be theirs"})
    evidence_ids = fields.List(fields.String())


class StageSchema(Schema):
    """Where somebody is in buying, as their activities show."""

    kind = fields.String()
    text = fields.String()
    detail = fields.String(allow_none=True)
    state = fields.String(metadata={"description": "inferred, always"})
    evidence_ids = fields.List(fields.String())


class InferredNeedSchema(StageSchema):
    """A need that nobody stated."""

    contact_id = fields.String()
    contact = fields.String()


class HumanScoreSchema(Schema):
    """What a person said."""

    id = fields.String()
    about = fields.String()
    score = fields.Integer()
    reason = fields.String()
    by = fields.String()
    at = fields.DateTime()
    withdrawn_at = fields.DateTime()


class ScoreSchema(Schema):
    """A score with its parts."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    as_of = fields.Date()
    hot = fields.Float()
    score = fields.Float(allow_none=True, metadata={"description": "null: nothing is known"})
    parts = fields.List(fields.Nested(ScorePartSchema))
    needs = fields.List(fields.Nested(InferredNeedSchema))
    stage = fields.Nested(StageSchema, allow_none=True)
    human = fields.Nested(HumanScoreSchema, allow_none=True)
    history = fields.List(fields.Nested(HumanScoreSchema))


class HumanScoreArguments(ToldSchema):
    """What a person says."""

    score = fields.Integer(required=True)
    reason = fields.String(required=True)
    by = fields.String(validate=BY)


class ScoreRulesArguments(ToldSchema):
    """Rules to be put into use."""

    rules = fields.Dict(allow_none=True, required=True, metadata={"description": "null: those shipped"})
    reason = fields.String(required=True)
    by = fields.String(validate=BY)


class ScorePreviewArguments(ToldSchema):
    """Rules to be tried."""

    rules = fields.Dict(required=True)


class RulesVersionSchema(Schema):
    """A version of the rules."""

    version = fields.Integer()
    by = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    at = fields.DateTime(allow_none=True)


class ScoreRulesSchema(Schema):
    """The rules in use."""

    hot = fields.Float()
    pages = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "kind of page -> patterns; the first that fits counts"},
    )
    rules = fields.List(fields.Dict())
    version = fields.Integer(metadata={"description": "0: as shipped"})
    history = fields.List(fields.Nested(RulesVersionSchema))


class ScoreChangeSchema(Schema):
    """Somebody whom other rules would make hot, or no longer."""

    id = fields.String()
    name = fields.String()
    score = fields.Float()
    score_before = fields.Float()


class ScorePreviewSchema(Schema):
    """What other rules would do."""

    contacts = fields.Integer()
    hot = fields.Integer()
    hot_before = fields.Integer()
    getting = fields.List(fields.Nested(ScoreChangeSchema))
    leaving = fields.List(fields.Nested(ScoreChangeSchema))


class ScoresRefreshedSchema(Schema):
    """What a derivation did."""

    contacts = fields.Integer()
    companies = fields.Integer()
    hot = fields.Integer()
