"""Role templates over HTTP: which roles a purchase needs."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, moment
from service.api.schemas.arguments import Arguments, MomentArguments
from service.api.schemas.role_templates import (
    ForgetTemplateArguments,
    SetTemplateArguments,
    TemplateSchema,
    TemplatesSchema,
)
from service.operations.role_templates import forget_template, list_templates, set_template

blueprint = Blueprint("role_templates", __name__, description="Which roles a purchase needs")


@blueprint.route("/role-templates")
class TemplatesView(MethodView):
    """The templates."""

    @blueprint.arguments(MomentArguments, location="query")
    @blueprint.response(200, TemplatesSchema)
    def get(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The defaults, what is learned from won deals, and what people set, which stands above both."""
        return {"items": list_templates(database(), moment(arguments))}

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(SetTemplateArguments, location="json")
    @blueprint.response(200, TemplateSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Set the roles that purchases of a category and size need."""
        return set_template(
            database(),
            body["size"],
            body["roles"],
            category=body.get("category"),
            reason=body.get("reason"),
            by=body.get("by"),
        )

    @blueprint.arguments(ForgetTemplateArguments, location="query")
    @blueprint.response(204)
    def delete(self, arguments: dict[str, Any]) -> None:
        """Take back what was set; what is learned, or the default, counts again."""
        forget_template(database(), arguments["size"], arguments.get("category"))
