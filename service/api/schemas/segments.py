"""Shapes of the segments."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, MomentArguments
from service.api.schemas.told import ToldSchema
from service.operations.conditions import LABELS, MOST
from service.operations.segment_watches import WATCHES
from service.operations.segments import KINDS, LONGEST_NAME, MOST_IDS

_SCORE = validate.Range(min=0, max=1, min_inclusive=False)


class ChangeSegmentArguments(ToldSchema):
    """What of a segment changes; what is left out stays."""

    name = fields.String(validate=validate.Length(min=1, max=LONGEST_NAME))
    label = fields.String(validate=validate.OneOf(LABELS), metadata={"description": "Company by default"})
    kind = fields.String(validate=validate.OneOf(KINDS))
    conditions = fields.List(
        fields.String(validate=validate.Length(min=1, max=200)),
        validate=validate.Length(max=MOST),
        metadata={"description": "of kind conditions, such as employees>=300"},
    )
    ids = fields.List(
        fields.String(validate=ID),
        validate=validate.Length(max=MOST_IDS),
        metadata={"description": "of kind ids: the members; of kind alike: the companies to be alike to"},
    )
    threshold = fields.Float(validate=_SCORE, metadata={"description": "of kind alike: the least score"})
    by = fields.String(validate=validate.Length(max=200))


class SegmentArguments(ChangeSegmentArguments):
    """A segment to be made."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_NAME))
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))


class WatchArguments(ToldSchema):
    """How a segment is watched."""

    kind = fields.String(load_default=WATCHES[0], validate=validate.OneOf(WATCHES))
    threshold = fields.Float(validate=_SCORE, metadata={"description": "of kind alike: the least score"})
    owner = fields.String(validate=ID, metadata={"description": "our member it is for; everybody by default"})


class MembersArguments(MomentArguments):
    """Members of a segment at a moment."""

    format = fields.String(load_default="json", validate=validate.OneOf(("json", "csv", "xlsx")))


class InterviewArguments(MomentArguments):
    """The interview sheet for a persona."""

    format = fields.String(load_default="xlsx", validate=validate.OneOf(("csv", "xlsx")))


class TraitSchema(Schema):
    """A value that members have."""

    value = fields.String()
    name = fields.String()
    number = fields.Integer(metadata={"description": "members that have it"})
    share = fields.Float(metadata={"description": "of the members of whom the field is known"})
    low = fields.Float(metadata={"description": "of the 95 % interval"})
    high = fields.Float(metadata={"description": "of the 95 % interval"})
    of_others = fields.Float(allow_none=True, metadata={"description": "share among all others"})
    ids = fields.List(fields.String())


class PersonaLineSchema(Schema):
    """What is known of one field."""

    field = fields.String()
    title = fields.String()
    known = fields.Integer()
    not_known = fields.Integer()
    not_known_ids = fields.List(fields.String(), metadata={"description": "some of those to be asked"})
    is_asked = fields.Boolean(metadata={"description": "too little is known"})
    median = fields.Float(allow_none=True)
    middle = fields.List(fields.Float(), allow_none=True, metadata={"description": "the middle half"})
    ids = fields.List(fields.String(), metadata={"description": "members the figures are made of"})
    more = fields.Integer(metadata={"description": "further values"})
    traits = fields.List(fields.Nested(TraitSchema))


class PersonaSchema(Schema):
    """What the members of a segment have in common."""

    segment = fields.Dict(metadata={"description": "id, name, label"})
    kind = fields.String(metadata={"description": "organisation or contact"})
    as_of = fields.Date()
    known_at = fields.AwareDateTime()
    members = fields.Integer()
    others = fields.Integer(metadata={"description": "those they are compared with"})
    lines = fields.List(fields.Nested(PersonaLineSchema))
    notes = fields.List(fields.Dict())


class TrendSchema(Schema):
    """How many members there were on a day when somebody looked."""

    day = fields.Date()
    number = fields.Integer()
    not_known = fields.Integer(metadata={"description": "of whom it was not known whether they belong"})
    version = fields.Integer(metadata={"description": "of the segment, then"})


class SegmentWatchSchema(Schema):
    """A watch."""

    kind = fields.String()
    threshold = fields.Float(allow_none=True)
    owner = fields.String(allow_none=True)
    since = fields.DateTime()
    checked_at = fields.DateTime(allow_none=True)
    known = fields.Integer(metadata={"description": "how many make no notice any more"})


class SegmentDefinitionSchema(Schema):
    """Who belongs to a segment."""

    name = fields.String()
    label = fields.String()
    kind = fields.String()
    threshold = fields.Float(allow_none=True)
    problem = fields.String(allow_none=True, metadata={"description": "why it cannot be looked at any more"})
    conditions = fields.List(fields.Dict(), metadata={"description": "condition, text"})
    nodes = fields.List(fields.Dict(), metadata={"description": "id, name of those that are named"})


class SegmentSchema(SegmentDefinitionSchema):
    """A segment."""

    id = fields.String()
    number = fields.Integer(metadata={"description": "its version"})
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    by = fields.String(allow_none=True)
    trend = fields.List(fields.Nested(TrendSchema))
    watch = fields.Nested(SegmentWatchSchema, allow_none=True)


class SegmentVersionSchema(SegmentDefinitionSchema):
    """What a segment was."""

    number = fields.Integer()
    at = fields.DateTime()
    by = fields.String(allow_none=True)


class SegmentWithVersionsSchema(SegmentSchema):
    """A segment with every version, the latest first."""

    versions = fields.List(fields.Nested(SegmentVersionSchema))


class SegmentsSchema(Schema):
    """Segments by name."""

    items = fields.List(fields.Nested(SegmentSchema))


class SegmentMembersSchema(Schema):
    """Members of a segment."""

    items = fields.List(fields.Dict(), metadata={"description": "nodes with company, and score where alike"})
    not_known = fields.Integer(metadata={"description": "of whom it is not known whether they belong"})
    gone = fields.List(fields.String(), metadata={"description": "ids that are no longer there"})


class CheckedSchema(Schema):
    """What a look at the watched segments found."""

    watched = fields.Integer()
    failed = fields.Integer()
    notices = fields.Integer(metadata={"description": "new ones"})
