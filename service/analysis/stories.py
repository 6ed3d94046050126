"""How well the place of a past success fits another place: one table of values for each part.

A story is a won deal with the need it addressed, the products it included, the people who decided it and the
unit it was won at. Tables are targets by stories, NaN where a part is unknown of either.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from service.analysis.accounts import Accounts, Person, Unit, Win, joined, with_categories
from service.analysis.place_weights import ExpansionWeights
from service.analysis.similarity import (
    UNKNOWN,
    Measure,
    Stated,
    Table,
    Tree,
    common,
    equal,
    merged,
    of_traits,
    rarity,
)

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


Explain = Callable[[Unit, Win, float], Measure]


@dataclass(frozen=True, slots=True)
class Stories:
    """Tables and the facts behind them. ``wins``: the stories, the newest first, each at its unit."""

    targets: tuple[Unit, ...]
    wins: tuple[Win, ...]
    units: tuple[Unit, ...]
    tables: Mapping[str, Table]
    explain: Mapping[str, Explain]


def tell(
    accounts: Accounts,
    targets: Sequence[Unit],
    wins: Sequence[Win],
    people: Mapping[str, Sequence[Person]],
    weights: ExpansionWeights,
) -> Stories:
    """Compare every target with the place of every success.

    Parameters
    ----------
    wins
        In the order in which stories are preferred.
    people
        Unit -> who works there now.
    """
    units = tuple(accounts.units[win.unit_id] for win in wins)
    tables: dict[str, Table] = {}
    explain: dict[str, Explain] = {}

    def by_features(part: str, of_units: Mapping[str, Features], of_wins: Mapping[str, Features]) -> None:
        both = {**of_units, **of_wins}
        tables[part] = common(
            both,
            [unit.id for unit in targets],
            [win.id for win in wins],
            rarity(of_units),
            half=weights.trait_half,
        )
        explain[part] = lambda target, win, value: of_traits(value, both, target.id, win.id, shared_only=True)

    needs = accounts.unit_traits("HAS_NEED")
    by_features("shared_need", needs, {w.id: _stated(w.needs) or needs.get(w.unit_id, {}) for w in wins})
    scenes = accounts.unit_traits("HAS_USE_SCENE")
    by_features("shared_use_scene", scenes, {win.id: scenes.get(win.unit_id, {}) for win in wins})
    uses = {id_: with_categories(used, accounts.tree) for id_, used in accounts.unit_traits("USES").items()}
    sold = {win.id: with_categories(_stated(win.products), accounts.tree) for win in wins}
    by_features("shared_products", uses, {w.id: joined(sold[w.id], uses.get(w.unit_id, {})) for w in wins})
    by_features("committee", _functions(people), {win.id: _committee(win) for win in wins})

    def by_units(part: str, table: Table, explained: Callable[[Unit, Unit, float], Measure]) -> None:
        tables[part] = table
        explain[part] = lambda target, win, value: explained(target, accounts.units[win.unit_id], value)

    functions = equal([unit.function for unit in targets], [unit.function for unit in units])
    by_units("site_function", functions, _same_function)
    by_units("region", _regions(targets, units, weights.same_country), _same_place)
    group = accounts.group()
    for part, likeness in (
        ("market", lambda one, other: market_likeness(accounts, one, other)),
        ("same_group", lambda one, other: group_likeness(group, one, other)),
    ):
        by_units(part, _by_company(targets, units, likeness), _of_companies(likeness))
    return Stories(tuple(targets), tuple(wins), units, tables, explain)


def _of_companies(likeness: Callable[[str, str], Measure]) -> Callable[[Unit, Unit, float], Measure]:
    def explained(target: Unit, story: Unit, _: float) -> Measure:
        found = likeness(target.company_id or "", story.company_id or "")
        # What is said of companies holds for units by the facts that tie them together.
        if found.value is None:
            return UNKNOWN
        return Measure(found.value, merged((found.evidence, target.evidence, story.evidence)))

    return explained


def _stated(stated: Stated) -> Features:
    return joined(*({id_: (fact,)} for id_, fact in stated))


def _committee(win: Win) -> Features:
    return joined(*({role.job_function: (role.id,)} for role in win.roles if role.job_function))


def _functions(people: Mapping[str, Sequence[Person]]) -> dict[str, Features]:
    return {
        unit_id: joined(*({p.job_function: p.evidence} for p in staff if p.job_function))
        for unit_id, staff in people.items()
    }


def _same_function(target: Unit, story: Unit, value: float) -> Measure:
    return UNKNOWN if math.isnan(value) else Measure(float(value), merged(((target.id,), (story.id,))))


def _same_place(target: Unit, story: Unit, value: float) -> Measure:
    return UNKNOWN if math.isnan(value) else Measure(float(value), merged((target.places, story.places)))


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
    return UNKNOWN if a is None or b is None else accounts.tree.nearest(a.markets, b.markets)


def group_likeness(group: Tree, one: str, other: str) -> Measure:
    """Return how near two companies are through parents; unknown when nothing is known of a parent."""
    if one == other:
        # One company is no group; that both are places of it is said by another part.
        return UNKNOWN
    found = group.likeness(one, other) if one in group.above or other in group.above else UNKNOWN
    # One with a parent and one of which no group is known may well belong together.
    return UNKNOWN if found.value == 0.0 and not (one in group.above and other in group.above) else found
