"""Analyses over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.analysis import AnalysisArguments, AnalysisSchema
from service.operations.analyses.shape import Wish
from service.operations.analyses.telling import analysis, analysis_file
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("analysis", __name__, description="Analyses of sales, customers and marketing")
_ASKED = ("by", "since", "measure", "level", "least", "soon", "months", "days", "attribution", "segment")


@blueprint.route("/analysis/<string:kind>")
@blueprint.arguments(AnalysisArguments, location="query")
@blueprint.response(200, AnalysisSchema)
def analysis_view(arguments: dict[str, Any], kind: str) -> Any:
    """One analysis with its evidence and plots; as a file with ``format``."""
    wish = Wish(**{name: arguments[name] for name in _ASKED}, conditions=tuple(arguments["where"]))
    found = analysis(database(), moment(arguments), language(), kind, wish)
    if (format_ := arguments["format"]) == "json":
        return found
    name = f"{kind}-{found['as_of'].isoformat()}.{format_}"
    return attachment(analysis_file(found, format_, language()), CONTENT_TYPE[format_], name)
