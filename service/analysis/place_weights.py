"""The weights of the answers about places: horizontal expansion and lookalike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def fixed(**values: float) -> Mapping[str, float]:
    """Return a mapping that nobody can change."""
    return MappingProxyType(values)


@dataclass(frozen=True, slots=True)
class ExpansionWeights:
    """Horizontal expansion. ``parts`` are the weights of the parts; a half is where a value is one half.

    The exponents shape `co_seller`: how much a shared unit counts less for each seller it has, and a seller
    less for each unit it has. They and its weight were chosen on the awards before October 2025, which were
    split again for it. The last eleven parts (`service.analysis.prospects`) weigh nothing until a backtest on
    the graph at hand has learned what they are worth there. ``recent_days``: how far back demand is looked
    at. ``doubt`` as for the key person.
    """

    parts: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            co_seller=3.0,
            shared_need=3.0,
            shared_use_scene=2.0,
            shared_products=1.0,
            market=1.0,
            same_group=0.6,
            site_function=0.3,
            moved_people=0.6,
            committee=0.5,
            reach=0.5,
            same_organisation=1.0,
            region=0.3,
            demand=0.15,
            category_match=0.1,
            co_served=0.0,
            titles=0.0,
            unit_name=0.0,
            recent_demand=0.0,
            yearly_demand=0.0,
            newcomers=0.0,
            newcomer_share=0.0,
            product_demand=0.0,
            seller_regions=0.0,
            organisation_recent=0.0,
            organisation_share=0.0,
        )
    )
    doubt: float = 0.75
    seller_exponent: float = 0.5
    breadth_exponent: float = 1.0
    co_seller_half: float = 0.1
    trait_half: float = 2.0
    organisation_half: float = 1.0
    demand_half: float = 20.0
    category_half: float = 20.0
    reach_half: float = 4.0
    touch_half_life: float = 90.0
    moved_half: float = 0.25
    recent_days: int = 365
    same_country: float = 0.4


@dataclass(frozen=True, slots=True)
class LookalikeWeights:
    """Lookalike accounts. ``parts`` are the weights of the parts, ``doubt`` as for the key person."""

    parts: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            market=2.0,
            shared_need=2.0,
            shared_sellers=2.0,
            shared_buyers=2.0,
            shared_use_scene=1.5,
            shared_products=1.5,
            site_function=1.0,
            size=1.0,
            same_group=0.5,
            moved_people=0.5,
            region=0.5,
        )
    )
    doubt: float = 0.75
    moved_half: float = 0.25
    same_country: float = 0.4
