"""Warm introductions: through whom we get to somebody, and how good a chance each way has.

The score of a path is the product of the strengths of its steps, times a penalty for each hop after the
first. The best paths are found exactly: paths are tried in order of what they cost so far plus the least
they can still cost within the hops that are left.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import networkx as nx

from service.analysis.people import AccountFacts, Job, Link
from service.analysis.tie_strength import contact_member_ties, contact_ties, member_ties
from service.analysis.weights import Weights


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
    penalty = -math.log(weights.warm_path.hop_penalty)
    starts = sorted(set(sources) & set(graph) - set(targets) - set(silent))
    ends = set(targets) & set(graph) - set(sources)
    barred = ({*starts} | set(silent)) - ends
    least = least_costs(graph, ends, barred, hops, penalty)
    waiting: list[tuple[float, tuple[str, ...]]] = [
        (cost, (start,)) for start in starts if (cost := least[hops].get(start)) is not None
    ]
    heapq.heapify(waiting)
    found: list[WarmPath] = []
    cut = math.inf
    while waiting and waiting[0][0] <= cut:
        _, people = heapq.heappop(waiting)
        here = people[-1]
        if here in ends:
            found.append(_path(graph, people, weights))
            if len(found) == limit:
                # Paths as good as the last one are kept, so that ids and not luck decide between them.
                cut = _cost(graph, people, penalty) + 1e-9
            continue
        left = hops - len(people)
        so_far = _cost(graph, people, penalty)
        for other in graph[here]:
            rest = least[left].get(other) if left >= 0 else None
            if rest is not None and other not in people and other not in barred:
                step = step_cost(graph, here, other, penalty)
                heapq.heappush(waiting, (so_far + step + rest, (*people, other)))
    return tuple(sorted(found, key=lambda path: (-path.score, path.people)))[:limit]


def least_costs(
    graph: nx.Graph[str], ends: Collection[str], barred: Collection[str], hops: int, penalty: float
) -> list[dict[str, float]]:
    """Return for 0..hops steps left the least cost from each person to an end, by relaxation.

    No way leads on through the ``barred``, none of whom is an end; it may begin at them.
    """
    costs: list[dict[str, float]] = [dict.fromkeys(ends, 0.0)]
    for _ in range(hops):
        last = costs[-1]
        following = dict(last)
        for person, cost in last.items():
            if person in barred:
                continue
            for other in graph[person]:
                total = cost + step_cost(graph, person, other, penalty)
                if total < following.get(other, math.inf):
                    following[other] = total
        costs.append(following)
    return costs


def step_cost(graph: nx.Graph[str], one: str, other: str, penalty: float) -> float:
    """Return what a step between two people costs."""
    step: Step = graph.edges[one, other]["step"]
    return penalty - math.log(step.strength)


def _cost(graph: nx.Graph[str], people: tuple[str, ...], penalty: float) -> float:
    return sum(step_cost(graph, one, other, penalty) for one, other in pairwise(people))


def _path(graph: nx.Graph[str], people: tuple[str, ...], weights: Weights) -> WarmPath:
    steps = []
    for one, other in pairwise(people):
        step: Step = graph.edges[one, other]["step"]
        steps.append(Step(one, other, step.type, step.strength, step.state, step.id, step.evidence_ids))
    score = math.prod(step.strength for step in steps) * weights.warm_path.hop_penalty ** (len(steps) - 1)
    return WarmPath(score, people, tuple(steps))
