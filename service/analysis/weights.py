"""The one versioned set of weights and settings behind every score.

Any change of a number here gets a new ``version``; the version goes out with every answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from service.analysis.place_weights import ExpansionWeights, LookalikeWeights, fixed


@dataclass(frozen=True, slots=True)
class TieWeights:
    """Tie strength. Days for ``half_life`` and ``horizon``; the rest has no unit.

    ``horizon``: older activities are not looked at (twelve half-lives are 0.02 %).
    ``max_group``: a gathering of more people of one side ties none of them to each other.
    ``trend_days``: what a tie is compared with; ``trend_step``: the least change that counts as one.
    ``saturation``: the k of ``1 - exp(-E/k)``. ``one_way``: the a left when nothing ever comes back.
    """

    half_life: float = 90.0
    horizon: float = 1095.0
    max_group: int = 12
    saturation: float = 4.0
    one_way: float = 0.6
    kinds: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            meeting=3.0,
            call=2.0,
            mail=1.0,
            seminar=1.0,
            exhibition=1.0,
            business_card=1.0,
            complaint=1.0,
            form=0.5,
            mail_click=0.2,
            mail_open=0.1,
            web_visit=0.1,
        )
    )
    directional: frozenset[str] = frozenset({"mail", "call"})
    regular: float = 0.7
    occasional: float = 0.4
    engaged: float = 0.3
    cold_after_days: float = 30.0
    trend_days: float = 90.0
    trend_step: float = 0.1


@dataclass(frozen=True, slots=True)
class HealthWeights:
    """Relationship health of an account. ``parts`` are the weights of the parts, ``doubt`` as for key person.

    ``strongest``: how many of the strongest contacts are looked at. ``breadth_half``: the sum of strengths at
    which the breadth is one half. ``recency_half_life`` in days. ``deciders``: the roles that decide.
    """

    parts: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            strongest_ties=0.30, breadth=0.20, two_way=0.15, recency=0.15, decider_ties=0.20
        )
    )
    doubt: float = 0.5
    strongest: int = 3
    breadth_half: float = 2.0
    recency_half_life: float = 30.0
    deciders: frozenset[str] = frozenset({"decider", "approver", "budget_holder"})
    good: float = 60.0
    fair: float = 40.0


@dataclass(frozen=True, slots=True)
class KeyPersonWeights:
    """Key person. ``parts`` are the weights of the parts, the rest shapes their values.

    ``doubt``: the share by which the weight of an unknown part counts, between 0 (not asked) and 1 (zero).
    """

    parts: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            formal_authority=0.30,
            past_roles=0.25,
            network_position=0.12,
            company_kept=0.06,
            brokerage=0.04,
            engagement=0.10,
            reach=0.13,
        )
    )
    doubt: float = 0.5
    title_share: float = 0.7
    roles: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            decider=1.0,
            approver=0.8,
            budget_holder=0.8,
            specifier=0.7,
            influencer=0.5,
            initiator=0.4,
            buyer=0.35,
            user=0.25,
            gatekeeper=0.2,
        )
    )
    outcomes: Mapping[str, float] = field(
        default_factory=lambda: fixed(won=1.0, open=0.8, lost=0.6, cancelled=0.4)
    )
    role_half_life: float = 730.0
    role_saturation: float = 0.8
    report: float = 1.0
    influence: float = 2.0
    default_influence: float = 0.5
    network_saturation: float = 4.0
    company_doubt: float = 2.0
    brokerage_saturation: float = 3.0
    engagement_saturation: float = 6.0
    low_title: float = 0.4
    high_title: float = 0.8
    low_influence: float = 0.2
    high_influence: float = 0.45
    specifier_deals: int = 2


@dataclass(frozen=True, slots=True)
class LineWeights:
    """Reporting lines and influence that are proposed: weights of the parts, and when to abstain.

    ``least``: no manager is proposed below it, nor one less than ``margin`` ahead of the next.
    ``unit_above`` and ``same_site``: how near two desks are; one unit is 1. ``half``: decayed activities at
    which an exchange is worth a half.
    """

    reporting: Mapping[str, float] = field(
        default_factory=lambda: fixed(title_step=0.35, same_unit=0.30, exchange=0.25, approval_order=0.10)
    )
    influence: Mapping[str, float] = field(
        default_factory=lambda: fixed(turned_to=0.40, one_way=0.25, share=0.35)
    )
    doubt: float = 0.5
    least: float = 0.5
    margin: float = 0.05
    least_influence: float = 0.6
    unit_above: float = 0.7
    same_site: float = 0.3
    half: float = 3.0


@dataclass(frozen=True, slots=True)
class Requirement:
    """A role a buying center needs: how many people, and its weight in the coverage."""

    role: str
    threshold: int
    weight: float


def _template(**roles: tuple[int, float]) -> tuple[Requirement, ...]:
    return tuple(Requirement(role, threshold, weight) for role, (threshold, weight) in roles.items())


@dataclass(frozen=True, slots=True)
class BuyingCenterWeights:
    """Buying center. Templates say which roles a deal of a size needs; sizes are limits in JPY.

    ``in_jpy`` are rough values of one unit of a currency, used only to choose the template.
    ``category_templates``: product category code -> templates that replace the default ones.
    """

    parts: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            buying_role=0.35,
            buying_power=0.20,
            stance_certainty=0.10,
            tie_strength=0.20,
            deal_engagement=0.15,
        )
    )
    doubt: float = 0.5
    role_saturation: float = 0.6
    role_half_life: float = 730.0
    engagement_saturation: float = 4.0
    high_power: float = 0.6
    small_below: float = 3_000_000.0
    large_from: float = 30_000_000.0
    in_jpy: Mapping[str, float] = field(
        default_factory=lambda: fixed(
            JPY=1.0, USD=150.0, EUR=160.0, GBP=190.0, KRW=0.11, SGD=115.0, THB=4.5, CNY=21.0, TWD=4.7
        )
    )
    templates: Mapping[str, tuple[Requirement, ...]] = field(
        default_factory=lambda: MappingProxyType(
            {
                "small": _template(decider=(1, 2.0), user=(1, 1.0), buyer=(1, 1.0)),
                "medium": _template(
                    decider=(1, 2.0),
                    approver=(1, 1.5),
                    specifier=(1, 1.5),
                    user=(1, 1.0),
                    buyer=(1, 1.0),
                ),
                "large": _template(
                    decider=(1, 2.0),
                    approver=(2, 1.5),
                    budget_holder=(1, 1.5),
                    specifier=(1, 1.5),
                    user=(2, 1.0),
                    buyer=(1, 1.0),
                ),
            }
        )
    )
    category_templates: Mapping[str, Mapping[str, tuple[Requirement, ...]]] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class WarmPathWeights:
    """Warm paths. ``hop_penalty`` multiplies the score once for each hop after the first.

    ``most_asks``: people one introducer is asked for at once; ``least_score``: below it a path introduces
    nobody.
    The strengths of stated links are multiplied by their confidence. ``colleagues``: two people of one unit,
    where it has no more than ``most_colleagues``.
    """

    hop_penalty: float = 0.8
    max_hops: int = 4
    max_people: int = 2000
    most_asks: int = 3
    least_score: float = 0.02
    knows: float = 0.5
    reports_to: float = 0.5
    influences: float = 0.4
    colleagues: float = 0.25
    most_colleagues: int = 25


@dataclass(frozen=True, slots=True)
class Weights:
    """All sections under one version."""

    version: str = "2026-11-23.1"
    tie: TieWeights = field(default_factory=TieWeights)
    health: HealthWeights = field(default_factory=HealthWeights)
    key_person: KeyPersonWeights = field(default_factory=KeyPersonWeights)
    lines: LineWeights = field(default_factory=LineWeights)
    buying_center: BuyingCenterWeights = field(default_factory=BuyingCenterWeights)
    warm_path: WarmPathWeights = field(default_factory=WarmPathWeights)
    expansion: ExpansionWeights = field(default_factory=ExpansionWeights)
    lookalike: LookalikeWeights = field(default_factory=LookalikeWeights)


WEIGHTS = Weights()
"""The set in use."""

VERSION = WEIGHTS.version
