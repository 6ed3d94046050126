"""The map of sites over HTTP."""

from __future__ import annotations

from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, moment
from service.api.schemas.site_map import (
    PlacedSitesSchema,
    RegionArguments,
    SiteMapArguments,
    SiteMapSchema,
)
from service.operations.site_map import site_map, sites_of_region

blueprint = Blueprint("site_map", __name__, description="Where sites are")


@blueprint.route("/site-map")
@blueprint.arguments(SiteMapArguments, location="query")
@blueprint.response(200, SiteMapSchema)
def site_map_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """How many sites there are in each region of each country, by status."""
    return site_map(
        database(), moment(arguments), company=arguments.get("company"), statuses=arguments["status"]
    )


@blueprint.route("/site-map/sites")
@blueprint.arguments(RegionArguments, location="query")
@blueprint.response(200, PlacedSitesSchema)
def sites_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """The sites of one region, by company."""
    return sites_of_region(
        database(),
        moment(arguments),
        country=arguments.get("country"),
        region=arguments.get("region"),
        company=arguments.get("company"),
        statuses=arguments["status"],
        limit=arguments["limit"],
    )
