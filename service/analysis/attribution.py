"""What campaigns brought: each deal credited to the first, the last, or in equal parts to all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

ATTRIBUTIONS = ("first", "last", "shared")


@dataclass(frozen=True, slots=True)
class Lead:
    """A campaign led a contact of a company to us since a day."""

    campaign_id: str
    company_id: str
    since: date
    evidence_id: str


@dataclass(slots=True)
class Credit:
    """What a campaign has its part in, by currency: deals, won ones, sales over won deals with an amount."""

    deals: float = 0.0
    won: float = 0.0
    sales: float = 0.0
    unknown: float = 0.0
    ids: set[str] = field(default_factory=set)


def attribute(
    deals: Iterable[Mapping[str, Any]], leads: Sequence[Lead], attribution: str
) -> dict[tuple[str | None, str], Credit]:
    """Return (campaign, currency) -> credit; the campaign None holds the deals that none led to.

    A campaign leads to a deal when it led a contact of the company to us on or before the day on which the
    deal was opened. The parts of a deal add up to one, so that sums are equal whatever the attribution.
    """
    by_company: dict[str, list[Lead]] = defaultdict(list)
    for lead in sorted(leads, key=lambda one: (one.since, one.campaign_id)):
        by_company[lead.company_id].append(lead)
    found: dict[tuple[str | None, str], Credit] = defaultdict(Credit)
    for deal in deals:
        company, opened = deal["company"] or {}, deal["opened_on"]
        mine = [one for one in by_company.get(company.get("id", ""), ()) if opened and one.since <= opened]
        for campaign, part in _parts(mine, attribution).items():
            credit = found[campaign, deal["currency"] or ""]
            credit.deals += part
            credit.ids |= {deal["id"], *(one.evidence_id for one in mine if one.campaign_id == campaign)}
            if deal["outcome"] == "won":
                credit.won += part
                credit.sales += part * (deal["amount"] or 0.0)
                credit.unknown += part if deal["amount"] is None else 0.0
    return dict(found)


def _parts(leads: Sequence[Lead], attribution: str) -> dict[str | None, float]:
    if not leads:
        return {None: 1.0}
    campaigns = list(dict.fromkeys(one.campaign_id for one in leads))
    if attribution == "shared":
        return dict.fromkeys(campaigns, 1.0 / len(campaigns))
    # The last touch is the latest beginning; a campaign that led two contacts counts where it stands last.
    return {leads[0 if attribution == "first" else -1].campaign_id: 1.0}
