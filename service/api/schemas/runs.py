"""Shapes of runs: what an undo would do, and who said what."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from service.api.schemas.arguments import Arguments


class CancelArguments(Arguments):
    """What is to become of what is in already."""

    then = fields.String(
        load_default="keep",
        validate=validate.OneOf(("keep", "undo")),
        metadata={
            "description": "keep what is in, or undo it; an import that is going on is asked to stop first"
        },
    )


class UndoPreviewSchema(Schema):
    """What would go and change."""

    id = fields.String()
    labels = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Integer()),
        metadata={"description": "label or type -> gone, changed"},
    )
    obstacle = fields.String(allow_none=True, metadata={"description": "what to undo first, in one sentence"})
