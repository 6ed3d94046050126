"""Shapes of the list of targets of expansion at work."""

from __future__ import annotations

from marshmallow import fields, validate

from graph_models.vocabulary import ExpansionKind, ExpansionOutcome, WorkState
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, Arguments
from service.api.schemas.told import ToldSchema

_TEXT = validate.Length(max=1000)
_BY = validate.Length(max=200)
_OUTCOMES = [one.value for one in ExpansionOutcome]
_STATES = [one.value for one in WorkState if one is not WorkState.DROPPED]


class ItemsArguments(Arguments):
    """Which items are wanted, and how."""

    state = fields.String(
        validate=validate.OneOf(_STATES), metadata={"description": "how they stand today; all by default"}
    )
    member = fields.String(validate=ID, metadata={"description": "id of our member who works on them"})
    kind = fields.String(validate=validate.OneOf([one.value for one in ExpansionKind]))
    outcome = fields.String(validate=validate.OneOf(_OUTCOMES))
    format = fields.String(load_default="json", validate=validate.OneOf(("json", "csv", "xlsx")))


class KeepItemArguments(ToldSchema):
    """A target to work on."""

    target = fields.String(required=True, validate=ID)
    deal = fields.String(required=True, validate=ID, metadata={"description": "whose story is told there"})
    seller = fields.String(validate=ID, metadata={"description": "ourselves by default"})
    member = fields.String(validate=ID, metadata={"description": "our member who works on it"})
    by = fields.String(validate=_BY)


class AssignItemArguments(ToldSchema):
    """To whom an item is handed."""

    member = fields.String(
        required=True, allow_none=True, validate=ID, metadata={"description": "null: nobody"}
    )
    note = fields.String(validate=_TEXT)
    by = fields.String(validate=_BY)


class SnoozeItemArguments(ToldSchema):
    """Until when an item is put off."""

    until = fields.Date(required=True, metadata={"description": "the day from which it is open again"})
    reason = fields.String(validate=_TEXT)
    by = fields.String(validate=_BY)


class FinishItemArguments(ToldSchema):
    """What came of an item."""

    outcome = fields.String(required=True, validate=validate.OneOf(_OUTCOMES))
    reason = fields.String(validate=_TEXT, metadata={"description": "needed for not_interested and wrong"})
    again_on = fields.Date(
        metadata={"description": "from when the target may be ranked again; never by default"}
    )
    by = fields.String(validate=_BY)


class ByArguments(ToldSchema):
    """Who says so."""

    by = fields.String(validate=_BY)


class WorkNodeSchema(Schema):
    """Something an item is about; one that is gone from the graph goes by its id."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    phones = fields.List(fields.String())
    emails = fields.List(fields.String())
    is_opted_out = fields.Boolean()
    company = fields.Dict(allow_none=True)


class ItemSchema(Schema):
    """A target of expansion that is worked on."""

    id = fields.String()
    number = fields.Integer(metadata={"description": "how often it was changed"})
    state = fields.String()
    is_due = fields.Boolean(metadata={"description": "it was put off and its day has come"})
    kind = fields.String(allow_none=True)
    seller = fields.Nested(WorkNodeSchema)
    target = fields.Nested(WorkNodeSchema)
    deal = fields.Nested(WorkNodeSchema)
    contact = fields.Nested(WorkNodeSchema, allow_none=True)
    role = fields.String(allow_none=True, metadata={"description": "to find, where nobody is known"})
    member = fields.Nested(WorkNodeSchema, allow_none=True)
    until = fields.Date(allow_none=True)
    outcome = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    by = fields.String(allow_none=True)


class ItemChangeSchema(Schema):
    """A change of an item, with what stood after it."""

    number = fields.Integer()
    at = fields.DateTime()
    by = fields.String(allow_none=True)
    what = fields.String()
    state = fields.String()
    note = fields.String(allow_none=True)
    until = fields.Date(allow_none=True)
    outcome = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    undoes = fields.Integer(allow_none=True)
    member = fields.Nested(WorkNodeSchema, allow_none=True)
    is_undone = fields.Boolean()


class ItemWithHistorySchema(ItemSchema):
    """An item with every change, the last one first."""

    history = fields.List(fields.Nested(ItemChangeSchema))


class FeedbackSchema(Schema):
    """How many items of a kind ended in one way."""

    kind = fields.String(allow_none=True)
    outcome = fields.String()
    number = fields.Integer()


class ItemsSchema(Schema):
    """The list."""

    items = fields.List(fields.Nested(ItemSchema))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    feedback = fields.List(fields.Nested(FeedbackSchema))


class UndoneItemSchema(Schema):
    """What an undo left: null when the item was taken off the list."""

    item = fields.Nested(ItemWithHistorySchema, allow_none=True)
