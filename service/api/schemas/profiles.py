"""Shapes of uploads that are looked at, of dry runs and of mapping profiles."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from service.api.schemas.arguments import Arguments

_UPLOAD = validate.Length(min=1, max=64)
_COLUMN = fields.String(validate=validate.Length(min=1, max=220))


class InspectArguments(Arguments):
    """The form of an upload that is only looked at."""


class PreviewArguments(Arguments):
    """An import that is only tried."""

    source = fields.String(required=True, validate=validate.Length(min=1, max=40))
    uploads = fields.List(
        fields.String(validate=_UPLOAD), required=True, validate=validate.Length(min=1, max=20)
    )


class BecomesArguments(Arguments):
    """A column under another target."""

    upload = fields.String(required=True, validate=_UPLOAD)
    sheet = fields.String(load_default="", validate=validate.Length(max=200))
    column = fields.String(required=True, validate=validate.Length(min=1, max=220))
    target = fields.String(required=True, validate=validate.Length(min=1, max=100))


class ProfileArguments(Arguments):
    """A mapping to be saved: target -> columns."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=40))
    mapping = fields.Dict(
        keys=fields.String(validate=validate.Length(max=100)),
        values=fields.List(_COLUMN, validate=validate.Length(max=50)),
        required=True,
        validate=validate.Length(min=1, max=200),
    )


class ColumnSchema(Schema):
    """A column and what it may become."""

    name = fields.String()
    target = fields.String(allow_none=True)
    suggestion = fields.String(allow_none=True)
    confidence = fields.Float()
    why = fields.List(fields.String())
    becomes = fields.List(fields.String())


class TableSchema(Schema):
    """A table of a file."""

    sheet = fields.String()
    kind = fields.String(metadata={"description": "delimited, workbook, cards or json"})
    encoding = fields.String()
    delimiter = fields.String()
    rows = fields.Integer()
    is_more = fields.Boolean(metadata={"description": "there are more rows than were counted"})
    repeated = fields.List(fields.String())
    recognised = fields.Dict(allow_none=True)
    columns = fields.List(fields.Nested(ColumnSchema))
    first_rows = fields.List(fields.List(fields.String()))


class InspectionSchema(Schema):
    """What an uploaded file is."""

    upload = fields.String(metadata={"description": "id for the next steps, kept for a day"})
    file = fields.String()
    size = fields.Integer()
    source = fields.String(metadata={"description": "source to import it with"})
    tables = fields.List(fields.Nested(TableSchema))


class InspectionsSchema(Schema):
    """What the uploaded files are."""

    items = fields.List(fields.Nested(InspectionSchema))


class DifferenceArguments(Arguments):
    """A page of a difference."""

    change = fields.String(validate=validate.OneOf(("created", "updated", "merged", "review")))
    name = fields.String(validate=validate.Length(max=40), metadata={"description": "a label or type"})
    offset = fields.Integer(load_default=0, validate=validate.Range(min=0, max=100_000))
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class DifferenceSchema(Schema):
    """A page of what an import would change, field by field."""

    id = fields.String(metadata={"description": "ask for other pages by it, for a day"})
    totals = fields.List(fields.Dict(), metadata={"description": "change, name, total, kept"})
    items = fields.List(
        fields.Dict(),
        metadata={"description": "change, name, id, title, fields; of pairs other (id, title) and reasons"},
    )
    total = fields.Integer()
    next_offset = fields.Integer(allow_none=True)
    not_kept = fields.Integer(metadata={"description": "changes that are counted and not shown"})
    not_compared = fields.Integer(
        metadata={"description": "records that were not compared with others, for being too many"}
    )


class PreviewSchema(Schema):
    """What an import would do."""

    rows = fields.Dict()
    labels = fields.Dict()
    unmapped = fields.Dict()
    difference = fields.Nested(DifferenceSchema, allow_none=True)
    rejected = fields.List(fields.Dict())


class BecomesSchema(Schema):
    """What the first cells become."""

    becomes = fields.List(fields.String())


class ProfileSchema(Schema):
    """A mapping profile."""

    source = fields.String()
    name = fields.String()
    is_saved = fields.Boolean()
    guess = fields.Boolean()
    tables = fields.List(fields.Raw())


class ProfilesSchema(Schema):
    """The mapping profiles, and what a column can become."""

    items = fields.List(fields.Nested(ProfileSchema))
    targets = fields.List(fields.Dict())
