"""Warm paths between random pairs against a search that tries every way within the hops."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import networkx as nx
import pytest

from service.analysis.warm_paths import Step, warm_paths
from service.analysis.weights import WEIGHTS

HOPS = WEIGHTS.warm_path.max_hops
LIMIT = 3


def _graph(dice: random.Random, people: int, edges: int) -> nx.Graph:
    graph: nx.Graph = nx.gnm_random_graph(people, edges, seed=dice.randint(0, 10**9))
    graph = nx.relabel_nodes(graph, {n: f"p{n:03}" for n in graph})
    for one, other in graph.edges:
        # Many are as strong as others, so that ties are broken too.
        strength = dice.choice((0.2, 0.5, 0.5, 0.8, 1.0, dice.random() or 0.5))
        graph.edges[one, other]["step"] = Step(one, other, "TIE", strength, "inferred", None, (one,))
    return graph


def _tried(graph: nx.Graph, start: str, end: str, silent: set[str]) -> list[tuple[float, tuple[str, ...]]]:
    """Return every simple way within the hops, best first: a walk over all, with no bound on the score."""
    found = []

    def walk(path: list[str], product: float) -> None:
        if path[-1] == end:
            found.append((-product * WEIGHTS.warm_path.hop_penalty ** (len(path) - 2), tuple(path)))
            return
        if len(path) > HOPS:
            return
        for other in graph[path[-1]]:
            if other not in path and (other == end or other not in silent):
                walk([*path, other], product * graph.edges[path[-1], other]["step"].strength)

    if start not in silent:
        walk([start], 1.0)
    return sorted(found)


def _compare(seed: int, pairs: int, people: int, edges: int) -> int:
    dice = random.Random(seed)
    graph = _graph(dice, people, edges)
    everybody = sorted(graph)
    silent = set(dice.sample(everybody, people // 20))
    reached = 0
    for _ in range(pairs):
        start, end = dice.sample(everybody, 2)
        expected = _tried(graph, start, end, silent)[:LIMIT]
        paths = warm_paths(graph, [start], [end], weights=WEIGHTS, limit=LIMIT, silent=silent)
        assert [path.score for path in paths] == pytest.approx([-score for score, _ in expected])
        scores = [-score for score, _ in expected]
        if all(a - b > 1e-9 for a, b in pairwise(scores)):
            assert [path.people for path in paths[:-1]] == [people for _, people in expected[:-1]]
        for path in paths:
            assert len(path.steps) <= HOPS
            assert path.score == pytest.approx(
                math.prod(step.strength for step in path.steps)
                * WEIGHTS.warm_path.hop_penalty ** (len(path.steps) - 1)
            )
        reached += bool(paths)
    return reached


def test_a_thousand_random_pairs() -> None:
    # Ten graphs of a hundred pairs each; some cannot be reached within the hops.
    reached = sum(_compare(seed, 100, 60, 130) for seed in range(10))
    assert 500 < reached < 1_000


@pytest.mark.soak
def test_a_thousand_random_pairs_of_a_dense_graph() -> None:
    assert sum(_compare(seed, 100, 120, 540) for seed in range(100, 110)) > 900
