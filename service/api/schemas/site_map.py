"""Shapes of the map of sites."""

from __future__ import annotations

from marshmallow import fields, validate

from graph_models.vocabulary import Status
from service.api.schemas.answers import Schema
from service.api.schemas.arguments import ID, MomentArguments
from service.operations.site_map import MOST, UNKNOWN

_STATUSES = (*(status.value for status in Status), UNKNOWN)


class SiteMapArguments(MomentArguments):
    """Which sites are wanted."""

    company = fields.String(validate=ID)
    status = fields.List(
        fields.String(validate=validate.OneOf(_STATUSES)),
        load_default=list,
        metadata={"description": "only sites of these; unknown: without one"},
    )


class RegionArguments(SiteMapArguments):
    """Of which region the sites are wanted; none: those of which it is not known."""

    country = fields.String(validate=validate.Length(max=80))
    region = fields.String(validate=validate.Length(max=200))
    limit = fields.Integer(load_default=100, validate=validate.Range(min=1, max=MOST))


class RegionSchema(Schema):
    """The sites of a region in figures."""

    country = fields.String(allow_none=True)
    region = fields.String(allow_none=True)
    total = fields.Integer()
    statuses = fields.Dict(keys=fields.String(), values=fields.Integer())


class SiteMapSchema(Schema):
    """How many sites there are where."""

    as_of = fields.Date()
    known_at = fields.AwareDateTime()
    items = fields.List(fields.Nested(RegionSchema))
    total = fields.Integer()


class OwnerSchema(Schema):
    """The company of a site."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)


class PlacedSiteSchema(Schema):
    """A site of a region."""

    id = fields.String()
    label = fields.String()
    name = fields.String()
    name_latin = fields.String(allow_none=True)
    function = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    company = fields.Nested(OwnerSchema)


class PlacedSitesSchema(Schema):
    """The sites of a region."""

    items = fields.List(fields.Nested(PlacedSiteSchema))
    total = fields.Integer()
