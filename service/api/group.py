"""A group of companies over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.group import CompanyGroupSchema, GroupArguments
from service.operations.group import group, group_file
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("group", __name__, description="Groups of companies")


@blueprint.route("/group")
@blueprint.arguments(GroupArguments, location="query")
@blueprint.response(200, CompanyGroupSchema)
def group_view(arguments: dict[str, Any]) -> Any:
    """Companies and sites of a group as a tree, and what was bought where; as a file with ``format``."""
    found = group(
        database(), moment(arguments), language(), company=arguments["company"], states=arguments["state"]
    )
    if (format_ := arguments["format"]) == "json":
        return found
    name = f"group-{found['company']['id']}-{found['as_of'].isoformat()}.{format_}"
    return attachment(group_file(found, format_, language()), CONTENT_TYPE[format_], name)
