"""Shapes of the tasks and lists of nurture."""

from __future__ import annotations

from marshmallow import fields, validate

from graph_models.vocabulary import WorkState
from service.analysis.nurture_rules import CHANNELS
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, Arguments, limit
from service.api.schemas.nurture import NurtureStepSchema
from service.api.schemas.status import BY
from service.api.schemas.told import ToldSchema
from service.operations.nurture_routing import ROUTES

FORMAT = ("json", "csv", "xlsx")
_NOTE = validate.Length(max=1000)
_STATES = [one.value for one in WorkState if one is not WorkState.DROPPED]


class TasksArguments(Arguments):
    """Which tasks are wanted, and how."""

    state = fields.String(validate=validate.OneOf(_STATES), metadata={"description": "all by default"})
    member = fields.String(validate=ID, metadata={"description": "id of our member whose tasks they are"})
    contact = fields.String(validate=ID, metadata={"description": "id of whom they are about"})
    limit = limit(500, 1000)
    format = fields.String(load_default="json", validate=validate.OneOf(FORMAT))


class FormatArguments(Arguments):
    """How a list is wanted."""

    limit = limit(500, 5000)
    format = fields.String(load_default="json", validate=validate.OneOf(FORMAT))


class MakeTaskArguments(ToldSchema):
    """A task made by hand."""

    contact = fields.String(required=True, validate=ID)
    message = fields.String(required=True, metadata={"description": "what is to be done"})
    channel = fields.String(load_default="phone", validate=validate.OneOf(CHANNELS))
    due_on = fields.Date(metadata={"description": "today by default"})
    member = fields.String(validate=ID, metadata={"description": "who of us knows them, by default"})
    by = fields.String(validate=BY)


class AssignTaskArguments(ToldSchema):
    """To whom a task is handed."""

    member = fields.String(
        required=True, allow_none=True, validate=ID, metadata={"description": "null: nobody"}
    )
    by = fields.String(validate=BY)


class SnoozeTaskArguments(ToldSchema):
    """Until when a task is put off."""

    until = fields.Date(required=True, metadata={"description": "the day from which it is open again"})
    note = fields.String(validate=_NOTE)
    by = fields.String(validate=BY)


class FinishTaskArguments(ToldSchema):
    """What came of a task."""

    note = fields.String(validate=_NOTE)
    by = fields.String(validate=BY)


class StartPlaybookArguments(ToldSchema):
    """For whom a playbook begins."""

    ids = fields.List(
        fields.String(validate=ID),
        validate=validate.Length(min=1, max=5000),
        metadata={"description": "contacts of the list; all of it by default"},
    )


class NurtureCourseSchema(Schema):
    """A course of steps."""

    id = fields.String()
    began_on = fields.Date()
    steps = fields.Integer(metadata={"description": "how many there are"})
    next_on = fields.Date(allow_none=True, metadata={"description": "when the next is due; null: it ended"})
    next_text = fields.String(allow_none=True)
    ended_why = fields.String(allow_none=True)
    ended = fields.String(allow_none=True, metadata={"description": "why it ended, in words"})


class NurturePersonSchema(Schema):
    """Somebody to reach."""

    contact_id = fields.String()
    name = fields.String()
    title = fields.String(allow_none=True)
    account_id = fields.String(allow_none=True)
    account = fields.String(allow_none=True)
    emails = fields.List(fields.String())
    phones = fields.List(fields.String())
    is_opted_out = fields.Boolean()
    status = fields.String(allow_none=True)


class TaskSchema(NurturePersonSchema):
    """A task."""

    id = fields.String()
    number = fields.Integer(metadata={"description": "how often it was changed"})
    kind = fields.String(metadata={"description": "trigger, playbook or hand"})
    play = fields.String(allow_none=True, metadata={"description": "id of the trigger, or the status"})
    why = fields.String(metadata={"description": "the trigger or playbook in words"})
    step = fields.Integer(allow_none=True)
    channel = fields.String()
    channel_name = fields.String()
    message = fields.String()
    text = fields.String(metadata={"description": "the message in words"})
    state = fields.String()
    is_overdue = fields.Boolean()
    due_on = fields.Date()
    until = fields.Date(allow_none=True)
    note = fields.String(allow_none=True)
    member_id = fields.String(allow_none=True)
    member = fields.String(allow_none=True)
    evidence_ids = fields.List(fields.String())
    course = fields.Nested(NurtureCourseSchema, allow_none=True)
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    by = fields.String(allow_none=True)


class TaskChangeSchema(Schema):
    """A change of a task, with what stood after it."""

    number = fields.Integer()
    at = fields.DateTime()
    by = fields.String(allow_none=True)
    what = fields.String()
    state = fields.String()
    until = fields.Date(allow_none=True)
    note = fields.String(allow_none=True)
    undoes = fields.Integer(allow_none=True)
    member = fields.String(allow_none=True)
    is_undone = fields.Boolean()


class TaskWithHistorySchema(TaskSchema):
    """A task with every change, the last one first."""

    history = fields.List(fields.Nested(TaskChangeSchema))


class TasksSchema(Schema):
    """Tasks, what is due first."""

    items = fields.List(fields.Nested(TaskSchema))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())


class UndoneTaskSchema(Schema):
    """What an undo left: null when a task made by hand was taken away."""

    task = fields.Nested(TaskWithHistorySchema, allow_none=True)


class StatusListSummarySchema(Schema):
    """A status with its playbook."""

    status = fields.String()
    name = fields.String()
    total = fields.Integer(metadata={"description": "contacts"})
    opted_out = fields.Integer(metadata={"description": "of these asked not to be contacted"})
    starts = fields.String(allow_none=True, metadata={"description": "null: there is no playbook"})
    steps = fields.List(fields.Nested(NurtureStepSchema))


class StatusListsSchema(Schema):
    """All statuses."""

    items = fields.List(fields.Nested(StatusListSummarySchema))


class ListedPersonSchema(NurturePersonSchema):
    """Somebody on the list of a status."""

    score = fields.Float(allow_none=True, metadata={"description": "null: nothing is known"})
    since = fields.Date(allow_none=True, metadata={"description": "null: no change was recorded"})
    course = fields.Nested(NurtureCourseSchema, allow_none=True)
    person_id = fields.String(allow_none=True, metadata={"description": "who of us could reach them"})
    person = fields.String(allow_none=True)
    person_why = fields.String(allow_none=True)


class StatusListSchema(StatusListSummarySchema):
    """Whom to reach of a status."""

    items = fields.List(fields.Nested(ListedPersonSchema))


class RoutesArguments(FormatArguments):
    """Which list of those who go on is wanted."""

    route = fields.String(required=True, validate=validate.OneOf(ROUTES))
    member = fields.String(validate=ID, metadata={"description": "only those that go to this member"})


class RoutedPersonSchema(NurturePersonSchema):
    """Somebody who goes on one way."""

    route = fields.String()
    score = fields.Float(allow_none=True)
    human_score = fields.Integer(allow_none=True, metadata={"description": "decides, where there is one"})
    person_id = fields.String(allow_none=True, metadata={"description": "who of us; null: nobody is known"})
    person = fields.String(allow_none=True)
    person_why = fields.String(allow_none=True)


class RouteNumberSchema(Schema):
    """How many go to one of us."""

    id = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    number = fields.Integer()


class RoutesSchema(Schema):
    """Who goes on one way, the warmest first."""

    route = fields.String()
    hot = fields.Float(metadata={"description": "from which score on it is a person"})
    items = fields.List(fields.Nested(RoutedPersonSchema))
    people = fields.List(fields.Nested(RouteNumberSchema))
    opted_out = fields.Integer(metadata={"description": "left out: they asked not to be contacted"})


class StartedSchema(Schema):
    """How many courses began."""

    started = fields.Integer()
    course_ids = fields.List(fields.String(), metadata={"description": "to take it back"})


class TakeBackArguments(ToldSchema):
    """Which courses of playbooks are taken back."""

    ids = fields.List(fields.String(validate=ID), required=True, validate=validate.Length(min=1, max=5000))


class TakenBackSchema(Schema):
    """How many courses were taken back."""

    taken_back = fields.Integer()
