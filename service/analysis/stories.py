"""How well the place of a past success fits another place: one table of values for each part.

A story is a unit where deals were won, with the needs they addressed and the products they included. Tables
are targets by stories, NaN where a part is unknown of either.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from service.analysis.accounts import Accounts, Person, Unit, Win, joined, with_categories
from service.analysis.similarity import (
    UNKNOWN,
    Measure,
    Table,
    Tree,
    common,
    equal,
    merged,
    of_traits,
    rarity,
)
from service.analysis.weights import ExpansionWeights

Features = dict[str, tuple[str, ...]]
STORY_PARTS = (
    "shared_need",
    "shared_use_scene",
    "shared_products",
    "market",
    "same_group",
    "site_function",
    "committee",
    "region",
)


@dataclass(frozen=True, slots=True)
class Stories:
    """Tables and the facts behind them. ``units``: the stories' units, the newest success first."""

    targets: tuple[Unit, ...]
    units: tuple[Unit, ...]
    tables: Mapping[str, Table]
    explain: Mapping[str, Callable[[Unit, Unit, float], Measure]]


def tell(
    accounts: Accounts,
    targets: Sequence[Unit],
    wins: Mapping[str, Sequence[Win]],
    people: Mapping[str, Sequence[Person]],
    weights: ExpansionWeights,
) -> Stories:
    """Compare every target with the place of every success.

    Parameters
    ----------
    wins
        Unit -> the deals won there, the newest first; in the order in which stories are preferred.
    people
        Unit -> who works there now.
    """
    units = tuple(accounts.units[id_] for id_ in wins)
    tables: dict[str, Table] = {}
    explain: dict[str, Callable[[Unit, Unit, float], Measure]] = {}

    def by_features(part: str, of_units: Mapping[str, Features], of_stories: Mapping[str, Features]) -> None:
        # One set of things under two names: what a place has, and what was told of it by its deals.
        both = {**of_units, **{f"={id_}": features for id_, features in of_stories.items()}}
        tables[part] = common(
            both,
            [unit.id for unit in targets],
            [f"={unit.id}" for unit in units],
            rarity(of_units),
            half=weights.trait_half,
        )
        explain[part] = lambda target, story, value: of_traits(
            value, both, target.id, f"={story.id}", shared_only=True
        )

    needs = accounts.unit_traits("HAS_NEED")
    by_features("shared_need", needs, {id_: _needs(won) or needs.get(id_, {}) for id_, won in wins.items()})
    scenes = accounts.unit_traits("HAS_USE_SCENE")
    by_features("shared_use_scene", scenes, {id_: scenes.get(id_, {}) for id_ in wins})
    uses = {id_: with_categories(used, accounts.tree) for id_, used in accounts.unit_traits("USES").items()}
    sold = {id_: with_categories(_products(won), accounts.tree) for id_, won in wins.items()}
    by_features("shared_products", uses, {id_: joined(sold[id_], uses.get(id_, {})) for id_ in wins})
    by_features("committee", _functions(people), {id_: _committee(won) for id_, won in wins.items()})

    tables["site_function"] = equal([u.function for u in targets], [u.function for u in units])
    explain["site_function"] = _same_function
    tables["region"] = _regions(targets, units, weights.same_country)
    explain["region"] = _same_place
    tables["market"] = _by_company(targets, units, lambda a, b: market_likeness(accounts, a, b))
    explain["market"] = lambda target, story, _: market_likeness(
        accounts, target.company_id or "", story.company_id or ""
    )
    group = accounts.group()
    tables["same_group"] = _by_company(targets, units, lambda a, b: group_likeness(group, a, b))
    explain["same_group"] = lambda target, story, _: _with_ties(
        group_likeness(group, target.company_id or "", story.company_id or ""), target, story
    )
    return Stories(tuple(targets), units, tables, explain)


def _needs(won: Sequence[Win]) -> Features:
    return joined(*({need: (fact,)} for win in won for need, fact in win.needs))


def _products(won: Sequence[Win]) -> Features:
    return joined(*({product: (fact,)} for win in won for product, fact in win.products))


def _committee(won: Sequence[Win]) -> Features:
    return joined(
        *({role.job_function: (role.id,)} for win in won for role in win.roles if role.job_function)
    )


def _functions(people: Mapping[str, Sequence[Person]]) -> dict[str, Features]:
    return {
        unit_id: joined(*({p.job_function: p.evidence} for p in staff if p.job_function))
        for unit_id, staff in people.items()
    }


def _same_function(target: Unit, story: Unit, value: float) -> Measure:
    return UNKNOWN if math.isnan(value) else Measure(float(value), merged(((target.id,), (story.id,))))


def _same_place(target: Unit, story: Unit, value: float) -> Measure:
    return UNKNOWN if math.isnan(value) else Measure(float(value), merged((target.places, story.places)))


def _with_ties(measure: Measure, target: Unit, story: Unit) -> Measure:
    if measure.value is None:
        return measure
    return Measure(measure.value, merged((measure.evidence, target.evidence, story.evidence)))


def _regions(targets: Sequence[Unit], units: Sequence[Unit], same_country: float) -> Table:
    region = equal([_region(u) for u in targets], [_region(u) for u in units])
    country = equal([u.country for u in targets], [u.country for u in units])
    # A region says more than a country: the same one is 1, another one of the same country a part of it.
    return np.where(region == 1.0, 1.0, country * same_country)


def _region(unit: Unit) -> str | None:
    return f"{unit.country} {unit.region}" if unit.region else None


def _by_company(
    targets: Sequence[Unit], units: Sequence[Unit], likeness: Callable[[str, str], Measure]
) -> Table:
    """Spread the likeness of companies over their units; each pair of companies is looked at once."""
    rows, row = np.unique([u.company_id or "" for u in targets], return_inverse=True)
    columns, column = np.unique([u.company_id or "" for u in units], return_inverse=True)
    values = [
        [np.nan if (found := likeness(str(a), str(b))).value is None else found.value for b in columns]
        for a in rows
    ]
    return np.array(values, dtype=np.float64).reshape(len(rows), len(columns))[row][:, column]


def market_likeness(accounts: Accounts, one: str, other: str) -> Measure:
    """Return how near two companies' markets are in the tree, by their nearest pair of markets."""
    a, b = (accounts.companies.get(id_) for id_ in (one, other))
    if a is None or b is None or not a.markets or not b.markets:
        return UNKNOWN
    best = UNKNOWN
    for market, fact in a.markets:
        for other_market, other_fact in b.markets:
            found = accounts.tree.likeness(market, other_market)
            if best.value is None or (found.value or 0.0) > best.value:
                best = Measure(found.value, merged((found.evidence, (fact, other_fact))))
    if best.value == 0.0:
        # That nothing is near is shown by all markets of both.
        facts = (fact for company in (a, b) for _, fact in company.markets)
        return Measure(0.0, merged((best.evidence, facts)))
    return best


def group_likeness(group: Tree, one: str, other: str) -> Measure:
    """Return how near two companies are through parents; unknown when nothing is known of a parent."""
    if one == other:
        # One company is no group; that both are places of it is said by another part.
        return UNKNOWN
    found = group.likeness(one, other) if one in group.above or other in group.above else UNKNOWN
    # One with a parent and one of which no group is known may well belong together.
    return UNKNOWN if found.value == 0.0 and not (one in group.above and other in group.above) else found
