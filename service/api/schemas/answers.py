"""Shapes of what is answered; they make the OpenAPI description, to which a test holds every answer."""

from __future__ import annotations

from typing import Any

import marshmallow
from marshmallow import fields

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class Schema(marshmallow.Schema):
    """A shape that describes. What operations return is plain and has the shape already."""

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:  # noqa: ARG002
        """Return it as it is: to walk over a large answer once more takes as long as a query."""
        return obj


class NodeSchema(Schema):
    """A node as lists and pictures show it."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    name = fields.String(required=True)
    name_latin = fields.String(allow_none=True)
    name_kana = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    function = fields.String(allow_none=True)
    kind = fields.String(allow_none=True)
    parent_id = fields.String(allow_none=True)
    role = fields.String(allow_none=True)
    stance = fields.String(allow_none=True)
    outcome = fields.String(allow_none=True)
    has_left = fields.Boolean()
    is_self = fields.Boolean()
    at = fields.Raw(allow_none=True)
    value = fields.Raw(
        allow_none=True, metadata={"description": "value of the field that a list was asked by"}
    )


class EdgeSchema(Schema):
    """A relationship as pictures show it."""

    id = fields.String(allow_none=True)
    type = fields.String(required=True)
    source = fields.String(required=True)
    target = fields.String(required=True)
    state = fields.String(required=True)
    strength = fields.Float(allow_none=True)
    kind = fields.String(allow_none=True)
    stance = fields.String(allow_none=True)
    valid_from = fields.Raw(allow_none=True)
    valid_to = fields.Raw(allow_none=True)
    evidence_ids = fields.List(fields.String())


class CountSchema(Schema):
    """How many of a kind are around a node."""

    type = fields.String()
    direction = fields.String()
    label = fields.String()
    phrase = fields.String()
    total = fields.Integer()
    shown = fields.Integer()


class LinkSchema(Schema):
    """One relation of a card."""

    id = fields.String()
    type = fields.String()
    phrase = fields.String()
    direction = fields.String()
    node = fields.Nested(NodeSchema)
    properties = _ANY
    valid_from = fields.Raw(allow_none=True)
    valid_to = fields.Raw(allow_none=True)
    state = fields.String()


class CardSchema(Schema):
    """Everything the inspector shows of one thing."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    merged_from = fields.String(
        allow_none=True, metadata={"description": "the id asked for, where it was merged into this one"}
    )
    notice = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    customer_type = fields.String(allow_none=True)
    properties = _ANY
    custom_fields = fields.List(_ANY, metadata={"description": "user-defined fields with their values"})
    links = fields.List(fields.Nested(LinkSchema))
    counts = fields.List(fields.Nested(CountSchema))
    sources = fields.List(fields.String())
    created_at = fields.Raw()
    updated_at = fields.Raw()


class SearchItemSchema(Schema):
    """Something found by name."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    context = fields.String(allow_none=True)
    score = fields.Float()


class SearchSchema(Schema):
    """A page of what was found."""

    items = fields.List(fields.Nested(SearchItemSchema))
    next_cursor = fields.String(allow_none=True)


class ListSchema(Schema):
    """A page of a list."""

    items = fields.List(fields.Nested(NodeSchema))
    next_cursor = fields.String(allow_none=True)


class CategorySchema(Schema):
    """A product category, and how many deals of a unit are about it."""

    id = fields.String()
    code = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)
    deals = fields.Integer()


class CategoriesSchema(Schema):
    """Product categories."""

    items = fields.List(fields.Nested(CategorySchema))
    next_cursor = fields.String(allow_none=True)


class NeighbourSchema(Schema):
    """What is around a node."""

    center = fields.Nested(NodeSchema)
    nodes = fields.List(fields.Nested(NodeSchema))
    edges = fields.List(fields.Nested(EdgeSchema))
    counts = fields.List(fields.Nested(CountSchema))


class HiddenSchema(Schema):
    """How many of a label are not shown."""

    label = fields.String()
    total = fields.Integer()
    shown = fields.Integer()


class MonthSchema(Schema):
    """Activities of a month."""

    month = fields.String()
    count = fields.Integer()


class AccountSchema(Schema):
    """The opening scene of an account."""

    center = fields.Nested(NodeSchema)
    nodes = fields.List(fields.Nested(NodeSchema))
    edges = fields.List(fields.Nested(EdgeSchema))
    hidden = fields.List(fields.Nested(HiddenSchema))
    activity = fields.List(fields.Nested(MonthSchema))


class PathSchema(Schema):
    """One warm path."""

    score = fields.Float()
    hops = fields.Integer()
    nodes = fields.List(fields.Nested(NodeSchema))
    edges = fields.List(fields.Nested(EdgeSchema))


class EvidenceSchema(Schema):
    """What an evidence id stands for."""

    id = fields.String()
    kind = fields.String()
    label = fields.String()
    type = fields.String()
    name = fields.String()
    sentence = fields.String()
    at = fields.Raw(allow_none=True)
    properties = _ANY
    start = fields.Nested(NodeSchema, allow_none=True)
    end = fields.Nested(NodeSchema, allow_none=True)


class ImportRunSchema(Schema):
    """How an import or edit went or goes."""

    id = fields.String()
    kind = fields.String(metadata={"description": "import, edit or trust"})
    source = fields.String()
    files = fields.List(fields.String())
    state = fields.String(
        metadata={
            "description": "planned, running, paused, interrupted, cancelled, failed, done, undoing or undone"
        }
    )
    actions = fields.List(fields.String(), metadata={"description": "pause, resume, cancel, undo"})
    wish = fields.String(allow_none=True, metadata={"description": "asked of it and not done yet"})
    what = fields.String(metadata={"description": "what kind of edit it was"})
    by = fields.String()
    reason = fields.String(metadata={"description": "why, in the words of who edited"})
    about = fields.List(
        fields.String(), metadata={"description": "ids of what was edited, a hundred at most"}
    )
    batch_rows = fields.Integer(metadata={"description": "rows of the source a transaction"})
    rows_read = fields.Integer()
    rows_rejected = fields.Integer()
    rows_skipped = fields.Integer()
    labels = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Integer()),
        metadata={"description": "label or type -> created, updated, unchanged"},
    )
    undo_taken_back = fields.Integer()
    undo_deleted = fields.Integer()
    undo_compared = fields.Integer()
    started_at = fields.Raw(allow_none=True)
    updated_at = fields.Raw(allow_none=True)
    finished_at = fields.Raw(allow_none=True)
    undone_at = fields.Raw(allow_none=True)
    error = fields.String(metadata={"description": "why it failed, in one sentence"})


class ImportRunsSchema(Schema):
    """The latest imports."""

    items = fields.List(fields.Nested(ImportRunSchema))
    next_cursor = fields.String(allow_none=True)


class ProblemSchema(Schema):
    """An error, after RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))
    request_id = fields.String()


class VocabularySchema(Schema):
    """Words for every code."""

    label = _ANY
    type = _ANY
    part = _ANY
    role = _ANY
    stance = _ANY
    status = _ANY
    seniority = _ANY
    job_function = _ANY
    site_function = _ANY
    activity_kind = _ANY
    direction = _ANY
    deal_stage = _ANY
    deal_outcome = _ANY
    state = _ANY
    expansion_kind = _ANY
    motif_ring = _ANY
    work_state = _ANY
    expansion_outcome = _ANY


class OverviewSchema(Schema):
    """What the home screen shows."""

    counts = _ANY
    accounts = fields.List(_ANY)
    changes = fields.List(_ANY)
    own_company = fields.Nested(NodeSchema, allow_none=True)
    is_empty = fields.Boolean()
    as_of = fields.Date()
