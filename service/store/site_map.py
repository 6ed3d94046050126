"""Reads where sites are."""

from __future__ import annotations

from collections.abc import Sequence

from graph_models.records import Moment
from service.database import Database, Rows


def regions(database: Database, company_id: str | None, moment: Moment) -> Rows:
    """Return how many sites there are by country, region and status; of one company or of all."""
    return database.read(
        "site_map/regions", company_id=company_id, as_of=moment.as_of, known_at=moment.known_at
    )


def sites(
    database: Database,
    company_id: str | None,
    country: str | None,
    region: str | None,
    statuses: Sequence[str],
    limit: int,
    moment: Moment,
) -> Rows:
    """Return the sites of a region; each row tells how many there are in all."""
    return database.read(
        "site_map/sites",
        company_id=company_id,
        country=country,
        region=region,
        statuses=list(statuses),
        limit=limit,
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
