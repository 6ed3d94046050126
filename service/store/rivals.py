"""Reads who else sells at a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph_models.records import Moment
from service.analysis.accounts import Rival
from service.database import Database


def rivals_at(
    database: Database, seller_id: str, unit_ids: Sequence[str], moment: Moment
) -> dict[str, tuple[Rival, ...]]:
    """Return unit -> the other companies that sell there, most deals first, then most products."""
    rows = database.read(
        "expansion/rivals",
        unit_ids=list(unit_ids),
        seller_id=seller_id,
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["unit_id"], row["company_id"]), []).append(row)
    rivals: dict[str, list[Rival]] = {}
    for (unit_id, company_id), some in found.items():
        deals = [deal for row in some for deal in row["deals"]]
        products = [product for row in some for product in row["products"]]
        days: list[date] = [on for _, on in deals]
        evidence = {id_ for id_, _ in deals} | {fact for _, *facts in products for fact in facts}
        rival = Rival(
            id=company_id,
            name=some[0]["name"],
            deals=len(deals),
            last_on=max(days, default=None),
            products=tuple(sorted({str(name) for name, *_ in products})),
            evidence_ids=tuple(sorted(evidence)),
        )
        rivals.setdefault(unit_id, []).append(rival)
    return {
        unit_id: tuple(sorted(some, key=lambda one: (-one.deals, -len(one.products), one.id)))
        for unit_id, some in rivals.items()
    }
