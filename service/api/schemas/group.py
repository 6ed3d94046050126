"""Shapes of a group of companies."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.schemas.answers import Schema
from service.api.schemas.arguments import MomentArguments, id_of
from service.api.schemas.sales import FORMATS, NoteOfSalesSchema
from service.operations.group import STATES

_ANY = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class GroupArguments(MomentArguments):
    """Which group is wanted, and how."""

    company = id_of("a company of the group")
    state = fields.List(
        fields.String(validate=validate.OneOf(STATES)),
        load_default=list,
        metadata={"description": "only places with a cell in one of these states"},
    )
    format = fields.String(load_default="json", validate=validate.OneOf(FORMATS))


class CompanyGroupSchema(Schema):
    """A group of companies."""

    company = _ANY
    as_of = fields.Date()
    known_at = fields.AwareDateTime()
    tree = fields.List(
        _ANY, metadata={"description": "companies, parents first, with sites, predecessors and evidence"}
    )
    places = fields.List(_ANY)
    categories = fields.List(_ANY)
    cells = fields.List(
        _ANY, metadata={"description": "state and evidence by place and category; inherited_ids among them"}
    )
    is_cut = fields.Boolean()
    notes = fields.List(fields.Nested(NoteOfSalesSchema))
