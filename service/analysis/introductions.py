"""Whom to ask to be introduced to several people: the fewest asks that reach all who can be reached.

An ask goes to one introducer, for one or several people. The introducer of a way is whom we have to ask: the
first person after our member, or the member who knows the person already. Choosing introducers is a set cover
with a limit for each; it is solved exactly, as a mixed integer program, by HiGHS (`scipy.optimize.milp`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, vstack

from service.analysis.warm_paths import costs_of, least_costs
from service.analysis.weights import Weights

SECONDS = 10.0
"""After which solving is given up and the best plan so far is taken."""


@dataclass(frozen=True, slots=True)
class Offer:
    """That an introducer can bring us to a target: the score of the best way, and the member who asks."""

    introducer: str
    target: str
    member: str
    score: float


@dataclass(frozen=True, slots=True)
class Plan:
    """``asks``: introducer -> offers taken up, by id. ``is_exact``: no plan has fewer asks."""

    asks: Mapping[str, tuple[Offer, ...]]
    uncovered: tuple[str, ...]
    is_exact: bool


def offers_of(
    graph: nx.Graph[str],
    members: Collection[str],
    target: str,
    *,
    weights: Weights,
    silent: Collection[str] = (),
) -> tuple[Offer, ...]:
    """Return the best offer of every introducer for one target, best first.

    Parameters
    ----------
    graph
        From `people_graph`.
    silent
        People who are not asked.
    """
    own = weights.warm_path
    penalty = -math.log(own.hop_penalty)
    ours = sorted(set(members) & set(graph) - set(silent))
    if target not in graph or not ours:
        return ()
    barred = ({*members} | set(silent)) - {target}
    costs = costs_of(graph, penalty)
    least = least_costs(costs, {target}, barred, own.max_hops - 1)[-1]
    best: dict[str, Offer] = {}

    def offer(introducer: str, member: str, cost: float) -> None:
        # The first step bears no penalty.
        found = Offer(introducer, target, member, math.exp(penalty - cost))
        if found.score >= own.least_score and _rank(found) < _rank(best.get(introducer)):
            best[introducer] = found

    for member in ours:
        for other, step in costs[member]:
            if other == target:
                offer(member, member, step)
            elif other not in barred and other in least:
                offer(other, member, step + least[other])
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.introducer)))


def plan_of(
    offers: Sequence[Offer], targets: Collection[str], *, most: int, taken: Mapping[str, int] | None = None
) -> Plan:
    """Return the plan that covers most targets, with the fewest asks for that, and the best ways then.

    Parameters
    ----------
    offers
        At most one for each introducer and target.
    most
        Targets one introducer is asked for at most.
    taken
        Introducer -> how many of these are used up already.
    """
    room = {one.introducer: most - (taken or {}).get(one.introducer, 0) for one in offers}
    usable = sorted(
        (one for one in offers if room[one.introducer] > 0), key=lambda one: (one.introducer, one.target)
    )
    if not usable:
        return Plan({}, tuple(sorted(targets)), True)
    chosen, is_exact = _solved(usable, room)
    asks: dict[str, list[Offer]] = {}
    for one in chosen:
        asks.setdefault(one.introducer, []).append(one)
    covered = {one.target for one in chosen}
    return Plan(
        {id_: tuple(asks[id_]) for id_ in sorted(asks)}, tuple(sorted(set(targets) - covered)), is_exact
    )


def _solved(offers: Sequence[Offer], room: Mapping[str, int]) -> tuple[list[Offer], bool]:
    """Return the offers taken up. One variable for each offer, then one for each introducer, all 0 or 1."""
    # Solvers take a quarter of a second to load, which no other question and no command needs.
    from scipy.optimize import Bounds, LinearConstraint, milp

    introducers = sorted({one.introducer for one in offers})
    targets = sorted({one.target for one in offers})
    number, width = len(offers), len(offers) + len(introducers)
    once = _rows([[(j, 1.0) for j, one in enumerate(offers) if one.target == id_] for id_ in targets], width)
    within = _rows(
        [
            [
                *((j, 1.0) for j, one in enumerate(offers) if one.introducer == id_),
                (number + i, -float(room[id_])),
            ]
            for i, id_ in enumerate(introducers)
        ],
        width,
    )
    limits = [LinearConstraint(once, -np.inf, 1.0), LinearConstraint(within, -np.inf, 0.0)]
    taken = np.concatenate([np.ones(number), np.zeros(len(introducers))])
    asked = 1.0 - taken
    # Of ways as good the one of the lesser id is taken.
    good = np.array([one.score - 1e-6 * j for j, one in enumerate(offers)])
    worth = np.concatenate([good, np.zeros(len(introducers))])
    is_exact = True
    values = np.zeros(width)
    for aim in (-taken, asked, -worth):
        found = milp(
            aim,
            constraints=limits,
            integrality=np.ones(width, dtype=np.int64),
            bounds=Bounds(0.0, 1.0),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        is_exact = is_exact and found.status == 0
        if found.x is None:
            break
        values = np.round(found.x)
        # What was reached stays so while the next is sought.
        limits.append(LinearConstraint(csr_array(aim.reshape(1, -1)), -np.inf, float(aim @ values) + 1e-6))
    return [one for one, value in zip(offers, values[:number], strict=True) if value > 0.5], is_exact


def _rows(rows: Sequence[Sequence[tuple[int, float]]], width: int) -> csr_array:
    made = []
    for row in rows:
        columns = np.array([column for column, _ in row])
        made.append(csr_array((np.array([value for _, value in row]), ([0] * len(row), columns)), (1, width)))
    return csr_array(vstack(made))


def _rank(one: Offer | None) -> tuple[float, str]:
    return (math.inf, "") if one is None else (-one.score, one.member)
