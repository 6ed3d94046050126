"""Totals of deals over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.files import attachment
from service.api.schemas.sales import AccountArguments, AccountPageSchema, TotalsArguments, TotalsSchema
from service.operations.account_page import account_page, brief_file
from service.operations.sales_totals import sales_totals, totals_file
from service.operations.sheets import CONTENT_TYPE

blueprint = Blueprint("sales", __name__, description="Totals and analysis of sales")


@blueprint.route("/sales/totals")
@blueprint.arguments(TotalsArguments, location="query")
@blueprint.response(200, TotalsSchema)
def totals_view(arguments: dict[str, Any]) -> Any:
    """Deals by stage, product, person in charge, quarter or company; as a file with ``format``."""
    found = sales_totals(
        database(), moment(arguments), language(), by=arguments["by"], evidence=arguments["evidence"]
    )
    if (format_ := arguments["format"]) == "json":
        return found
    name = f"deals-by-{found['by']}-{found['as_of'].isoformat()}.{format_}"
    return attachment(totals_file(found, format_, language()), CONTENT_TYPE[format_], name)


@blueprint.route("/account")
@blueprint.arguments(AccountArguments, location="query")
@blueprint.response(200, AccountPageSchema)
def account_view(arguments: dict[str, Any]) -> Any:
    """Five kinds of information on one account; as a handover brief with ``format``."""
    format_ = arguments["format"]
    # What is handed over is whole; a page shows the latest.
    limit = arguments["limit"] if format_ == "json" else None
    found = account_page(database(), moment(arguments), language(), company=arguments["company"], limit=limit)
    if format_ == "json":
        return found
    name = f"handover-{found['company']['id']}-{found['as_of'].isoformat()}.{format_}"
    return attachment(brief_file(found, format_, language()), CONTENT_TYPE[format_], name)
