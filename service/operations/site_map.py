"""Where sites are: how many in each region by status, and which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.operations.entities import require
from service.store import site_map as store

UNKNOWN = "unknown"
"""The status of a site of which none is known."""
MOST = 500
"""Sites listed for one region; of the rest the number."""


def site_map(
    database: Database,
    moment: Moment,
    *,
    company: str | None = None,
    statuses: Sequence[str] = (),
) -> dict[str, Any]:
    """Return how many sites there are in each region.

    Parameters
    ----------
    company
        Only its sites; None: those of all companies.
    statuses
        Only sites of these; ``unknown`` are those without one. None given: all.

    Returns
    -------
    dict
        ``items``: region -> ``country, region, total, statuses`` (status -> number), the most sites first; a
        country or region of None holds the sites of which it is not known. ``total``: over all items.

    Raises
    ------
    NotFoundError
        When there is no such company.
    """
    found: dict[tuple[str | None, str | None], dict[str, int]] = {}
    for row in store.regions(database, _standing(database, company, moment), moment):
        status = row["status"] or UNKNOWN
        if not statuses or status in statuses:
            of_region = found.setdefault((row["country"], row["region"]), {})
            of_region[status] = of_region.get(status, 0) + row["sites"]
    totals = {place: sum(counts.values()) for place, counts in found.items()}
    order = sorted(found, key=lambda place: (-totals[place], place[0] or "", place[1] or ""))
    items = [
        {"country": place[0], "region": place[1], "total": totals[place], "statuses": found[place]}
        for place in order
    ]
    return {
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "items": items,
        "total": sum(totals.values()),
    }


def sites_of_region(
    database: Database,
    moment: Moment,
    *,
    country: str | None = None,
    region: str | None = None,
    company: str | None = None,
    statuses: Sequence[str] = (),
    limit: int = MOST,
) -> dict[str, Any]:
    """Return the sites of a region, by company; no country or region: those of which it is not known.

    Raises
    ------
    NotFoundError
        When there is no such company.
    """
    own = _standing(database, company, moment)
    rows = store.sites(database, own, country, region, statuses, min(limit, MOST), moment)
    return {
        "items": [
            {
                **{key: row[key] for key in ("id", "name", "name_latin", "function", "status")},
                "label": "Site",
                "company": {
                    "id": row["company_id"],
                    "label": "Company",
                    "name": row["company_name"],
                    "name_latin": row["company_name_latin"],
                },
            }
            for row in rows
        ],
        "total": rows[0]["total"] if rows else 0,
    }


def _standing(database: Database, company: str | None, moment: Moment) -> str | None:
    if company is None:
        return None
    return str(require(database, company, "Company", moment=moment)["properties"]["id"])
