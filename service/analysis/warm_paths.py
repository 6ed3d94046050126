"""Warm introductions: through whom we get to somebody, and how good a chance each way has.

The score of a path is the product of the strengths of its steps, times a penalty for each hop after the
first. The best paths are found exactly: paths are tried in order of what they cost so far plus the least
they can still cost within the hops that are left.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

import networkx as nx

from service.analysis.people import AccountFacts, Job, Link
from service.analysis.tie_strength import contact_member_ties, contact_ties, member_ties
from service.analysis.weights import Weights

FEW_STARTS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What joins two people.

    ``type`` is that of the strongest reason: TIE for shared activities, WORKS_AT for a shared unit, else the
    type of a stated relationship.

    ``id``: that of the relationship when it alone is the reason, None for a derived tie.
    """

    source: str
    target: str
    type: str
    strength: float
    state: str
    id: str | None
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarmPath:
    """A way from one of ours to somebody: the people in order and the steps between them."""

    score: float
    people: tuple[str, ...]
    steps: tuple[Step, ...]


def people_graph(facts: AccountFacts, weights: Weights) -> nx.Graph[str]:
    """Return who can introduce whom; edges carry a `Step` as ``step``.

    People who asked not to be contacted are left out, conflicts too. Several reasons between two people
    join to ``1 - product of (1 - strength)``.
    """
    known = {person.id for person in facts.people if not person.is_opted_out}
    reasons: dict[tuple[str, str], list[Step]] = {}

    def add(one: str, other: str, type_: str, strength: float, state: str, ids: tuple[str, ...]) -> None:
        if one in known and other in known and one != other and strength > 0.0:
            first, second = sorted((one, other))
            id_ = ids[0] if type_ not in ("TIE", "WORKS_AT") else None
            step = Step(first, second, type_, strength, state, id_, ids)
            reasons.setdefault((first, second), []).append(step)

    for ties in (contact_member_ties, contact_ties, member_ties):
        for (one, other), tie in ties(facts, weights.tie).items():
            add(one, other, "TIE", tie.strength, "inferred", tie.evidence_ids)
    for link in facts.links:
        add(link.start_id, link.end_id, link.type, _stated(link, weights), link.state, (link.id,))
    for ours, theirs in _neighbouring_jobs(facts, weights.warm_path.most_colleagues):
        add(
            ours.contact_id,
            theirs.contact_id,
            "WORKS_AT",
            weights.warm_path.colleagues,
            "inferred",
            (ours.id, theirs.id),
        )
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(known))
    for (one, other), steps in sorted(reasons.items()):
        graph.add_edge(one, other, step=_joined(steps))
    return graph


def _neighbouring_jobs(facts: AccountFacts, most: int) -> Iterator[tuple[Job, Job]]:
    """Yield every two present jobs of different people in one unit that is small enough."""
    at: dict[str, list[Job]] = {}
    for job in sorted(facts.jobs, key=lambda job: job.id):
        if job.is_current:
            at.setdefault(job.unit_id, []).append(job)
    for unit_id in sorted(at):
        if len(at[unit_id]) <= most:
            yield from combinations(at[unit_id], 2)


def _stated(link: Link, weights: Weights) -> float:
    own = weights.warm_path
    match link.type:
        case "KNOWS":
            return own.knows * link.confidence
        case "REPORTS_TO":
            return own.reports_to * link.confidence
        case "INFLUENCES" if link.kind != "conflict":
            return own.influences * (1.0 if link.weight is None else link.weight) * link.confidence
    return 0.0


def _joined(steps: list[Step]) -> Step:
    ordered = sorted(steps, key=lambda step: (-step.strength, step.type, step.evidence_ids))
    best = ordered[0]
    if len(ordered) == 1:
        return best
    strength = 1.0 - math.prod(1.0 - step.strength for step in ordered)
    evidence = tuple(sorted({id_ for step in ordered for id_ in step.evidence_ids}))
    return Step(best.source, best.target, best.type, strength, best.state, None, evidence)


def warm_paths(
    graph: nx.Graph[str],
    sources: Collection[str],
    targets: Collection[str],
    *,
    weights: Weights,
    limit: int,
    max_hops: int | None = None,
    silent: Collection[str] = (),
) -> tuple[WarmPath, ...]:
    """Return the best simple paths from any source to any target, best first, ties by ids.

    A path neither passes through another source nor goes on from a target.

    Parameters
    ----------
    graph
        From `people_graph`.
    max_hops
        Most steps of a path; that of the weights by default.
    silent
        People who are not asked for introductions: a path may end at them, but neither begin nor lead on.
    """
    hops = weights.warm_path.max_hops if max_hops is None else max_hops
    starts = sorted(set(sources) & set(graph) - set(targets) - set(silent))
    ends = set(targets) & set(graph) - set(sources)
    barred = ({*starts} | set(silent)) - ends
    penalty = -math.log(weights.warm_path.hop_penalty)
    costs = costs_of(graph, penalty)
    # From few starts their few neighbours are looked at in place of all who are as near to the ends.
    most_pushed = hops // 2 if len(starts) <= FEW_STARTS else hops - 1
    least = least_costs(costs, ends, barred, most_pushed)
    near = _within(costs, starts, barred, hops - most_pushed - 1)
    for level in range(most_pushed + 1, hops + 1):
        least.append(_pulled(costs, least[-1], near[hops - level], barred))
    waiting: list[tuple[float, tuple[str, ...], float]] = [
        (cost, (start,), 0.0) for start in starts if (cost := least[hops].get(start)) is not None
    ]
    heapq.heapify(waiting)
    found: list[WarmPath] = []
    cut = math.inf
    while waiting and waiting[0][0] <= cut:
        _, people, so_far = heapq.heappop(waiting)
        here = people[-1]
        if here in ends:
            found.append(_path(graph, people, weights))
            if len(found) == limit:
                # Paths as good as the last one are kept, so that ids and not luck decide between them.
                cut = so_far + 1e-9
            continue
        if len(people) > hops:
            continue
        left = least[hops - len(people)]
        for other, step in costs[here]:
            rest = left.get(other)
            if rest is not None and other not in people and other not in barred:
                heapq.heappush(waiting, (so_far + step + rest, (*people, other), so_far + step))
    return tuple(sorted(found, key=lambda path: (-path.score, path.people)))[:limit]


Costs = dict[str, list[tuple[str, float]]]
"""Each person's neighbours, with what the step to them costs."""


def costs_of(graph: nx.Graph[str], penalty: float) -> Costs:
    """Return what each step costs; kept with the graph for as long as it is the same one.

    The cost of a path is the sum over its steps of ``penalty - log(strength)``, so the cheapest is the best.
    """
    key = (id(graph), graph.number_of_nodes(), graph.number_of_edges(), penalty)
    kept = graph.graph.get("costs")
    if kept and kept[0] == key:
        found: Costs = kept[1]
        return found
    step: Step
    made: Costs = {person: [] for person in graph}
    for one, other, step in graph.edges(data="step"):
        cost = penalty - math.log(step.strength)
        made[one].append((other, cost))
        made[other].append((one, cost))
    graph.graph["costs"] = (key, made)
    return made


def least_costs(
    costs: Costs, ends: Collection[str], barred: Collection[str], hops: int
) -> list[dict[str, float]]:
    """Return for 0..hops steps left the least cost from each person to an end, by relaxation.

    No way leads on through the ``barred``, none of whom is an end; it may begin at them.
    """
    least: list[dict[str, float]] = [dict.fromkeys(ends, 0.0)]
    for _ in range(hops):
        last = least[-1]
        following = dict(last)
        for person, cost in last.items():
            if person in barred:
                continue
            for other, step in costs[person]:
                total = cost + step
                if total < following.get(other, math.inf):
                    following[other] = total
        least.append(following)
    return least


def _pulled(
    costs: Costs, last: Mapping[str, float], people: Collection[str], barred: Collection[str]
) -> dict[str, float]:
    """Return the least cost of these people with one step more."""
    found = {}
    for person in people:
        best = last.get(person, math.inf)
        for other, step in costs[person]:
            if other not in barred and other in last and last[other] + step < best:
                best = last[other] + step
        if best < math.inf:
            found[person] = best
    return found


def _within(costs: Costs, starts: Collection[str], barred: Collection[str], steps: int) -> list[set[str]]:
    """Return for 0..steps all who are within so many steps of the starts; nobody barred is passed through."""
    found = [set(starts)]
    edge = set(starts)
    for _ in range(steps):
        following = {other for person in edge for other, _ in costs[person]} - found[-1]
        found.append(found[-1] | following)
        edge = following - set(barred)
    return found


def _path(graph: nx.Graph[str], people: tuple[str, ...], weights: Weights) -> WarmPath:
    steps = []
    for one, other in pairwise(people):
        step: Step = graph.edges[one, other]["step"]
        steps.append(Step(one, other, step.type, step.strength, step.state, step.id, step.evidence_ids))
    score = math.prod(step.strength for step in steps) * weights.warm_path.hop_penalty ** (len(steps) - 1)
    return WarmPath(score, people, tuple(steps))
