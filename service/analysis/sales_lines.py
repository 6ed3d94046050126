"""What was sold: purchases, and the won deals of which no purchase is on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One sale. ``amount`` and ``profit`` are None where nobody knows them."""

    id: str
    company_id: str
    company_name: str
    on: date
    amount: float | None
    profit: float | None
    currency: str


def sales_lines(
    purchases: Sequence[Mapping[str, Any]], deals: Iterable[Mapping[str, Any]], since: date | None = None
) -> list[Line]:
    """Return what was sold from a day on, in order of day and id; nothing counts twice.

    A won deal with a purchase on record is that purchase. A deal tells no profit, so it is unknown there.
    """
    covered = {deal for one in purchases for deal in one["deal_ids"]}
    found = [
        Line(
            one["id"],
            one["company_id"],
            one["company_name"] or one["company_id"],
            one["bought_on"],
            one["amount"],
            one["profit"],
            one["currency"] or "",
        )
        for one in purchases
    ]
    for deal in deals:
        company = deal["company"]
        if deal["outcome"] == "won" and deal["closed_on"] and company and deal["id"] not in covered:
            name = company["name"] or company["id"]
            currency = deal["currency"] or ""
            found.append(
                Line(deal["id"], company["id"], name, deal["closed_on"], deal["amount"], None, currency)
            )
    return sorted(
        (one for one in found if since is None or one.on >= since), key=lambda one: (one.on, one.id)
    )
