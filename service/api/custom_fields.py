"""User-defined fields over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, moment
from service.api.schemas.arguments import Arguments
from service.api.schemas.custom_fields import (
    ChangeArguments,
    DefineArguments,
    FieldsArguments,
    FieldSchema,
    FieldsSchema,
    FillArguments,
    FilledSchema,
    UsefulnessArguments,
    UsefulnessSchema,
)
from service.operations.field_usefulness import usefulness
from service.operations.fields import (
    change_field,
    define_field,
    field_of,
    fill_fields,
    list_fields,
    retire_field,
)

blueprint = Blueprint("custom_fields", __name__, description="User-defined fields")


@blueprint.route("/fields")
class FieldsView(MethodView):
    """The fields."""

    @blueprint.arguments(FieldsArguments, location="query")
    @blueprint.response(200, FieldsSchema)
    def get(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The fields that were defined, of one label or of all; retired ones too."""
        return {"items": list_fields(database(), arguments.get("label")), "next_cursor": None}

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(DefineArguments, location="json")
    @blueprint.response(201, FieldSchema)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Define a field, or bring a retired one back."""
        return define_field(database(), type_=body.pop("type"), **body)


@blueprint.route("/fields/usefulness")
@blueprint.arguments(UsefulnessArguments, location="query")
@blueprint.response(200, UsefulnessSchema)
def usefulness_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """How far properties and fields are filled, tell won deals from lost ones, and are stale."""
    return usefulness(database(), arguments["label"], moment(arguments))


@blueprint.route("/fields/<string:label>/<string:key>")
class FieldView(MethodView):
    """One field."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, FieldSchema)
    def get(self, _: dict[str, Any], label: str, key: str) -> dict[str, Any]:
        """One definition."""
        return field_of(database(), label, key)

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(ChangeArguments, location="json")
    @blueprint.response(200, FieldSchema)
    def patch(self, _: dict[str, Any], body: dict[str, Any], label: str, key: str) -> dict[str, Any]:
        """Change names, purpose or options."""
        return change_field(database(), label, key, **body)

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, FieldSchema)
    def delete(self, _: dict[str, Any], label: str, key: str) -> dict[str, Any]:
        """Retire the field; its values stay."""
        return retire_field(database(), label, key)


@blueprint.route("/field-values/<string:id>", methods=["PUT"])
@blueprint.arguments(Arguments, location="query")
@blueprint.arguments(FillArguments, location="json")
@blueprint.response(200, FilledSchema)
def fill_view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
    """Set values of fields of a node; an empty one takes back what was typed in."""
    return fill_fields(database(), id, body["values"], by=body.get("by"))
