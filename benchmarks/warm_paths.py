"""Warm paths against `networkx.bidirectional_dijkstra` on the same graph and weights, and the whole request.

    python -m benchmarks.warm_paths [--pairs N] [--seed N]

The people are those of the demonstration company, in a scratch graph. Both searches go from a person to a
person, in turn, on the same network; the cost of a step is stored with the graph for both. Ours keeps to the
most hops of a path and breaks ties by id. It is asked for one path, as Dijkstra gives one, and for three, as
the explorer does. Where Dijkstra's path is within the hops, both must cost the same. The request is `GET
/api/v1/graph/paths` for three paths from any of our members; it reads the people from the database first.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

import networkx as nx

from benchmarks.scratch import scratch_graph
from service.analysis.warm_paths import costs_of, people_graph, warm_paths
from service.analysis.weights import WEIGHTS
from service.app import create_app
from service.operations.demonstration import load_when_empty
from service.operations.moments import moment_of
from service.store.ties import people_around

AIM = 1.5
WARM_UP = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with scratch_graph() as (settings, database):
        load_when_empty(database, settings, lambda _: None)
        moment = moment_of(settings.timezone)
        rows = database.run_statement("MATCH (c:Contact) RETURN c.id AS id ORDER BY id")
        contacts = [row["id"] for row in rows]
        facts, _ = people_around(
            database, contacts, moment, hops=1, most=len(contacts), horizon_days=WEIGHTS.tie.horizon
        )
        graph = people_graph(facts, WEIGHTS)
        us = database.run_statement("MATCH (c:Company {is_self: true}) RETURN c.id AS id")[0]["id"]
        known = sorted(set(graph) & set(contacts))
        _searches(graph, known, options.pairs, options.seed, WEIGHTS.warm_path.max_hops)
        client = create_app(settings, database).test_client()
        _requests(client, us, known, options.requests, options.seed)


def _searches(graph: nx.Graph[str], people: list[str], number: int, seed: int, hops: int) -> None:
    penalty = -math.log(WEIGHTS.warm_path.hop_penalty)
    for one, near in costs_of(graph, penalty).items():
        for other, cost in near:
            graph.edges[one, other]["cost"] = cost
    dice = random.Random(seed)
    pairs = [tuple(dice.sample(people, 2)) for _ in range(number)]
    print(f"{graph.number_of_nodes()} people, {graph.number_of_edges()} steps, {number} pairs, {hops} hops")

    def dijkstra(start: str, end: str) -> tuple[float, int] | None:
        try:
            cost, path = nx.bidirectional_dijkstra(graph, start, end, weight="cost")
        except nx.NetworkXNoPath:
            return None
        return cost, len(path) - 1

    def ours(limit: int) -> Callable[[str, str], tuple[Any, ...]]:
        return lambda start, end: warm_paths(graph, [start], [end], weights=WEIGHTS, limit=limit)

    ways: dict[str, Callable[[str, str], Any]] = {
        "networkx.bidirectional_dijkstra": dijkstra,
        "ours, one path": ours(1),
        "ours, three paths": ours(3),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    same = 0
    for place, (start, end) in enumerate([*pairs[:WARM_UP], *pairs]):
        found = {}
        for name, way in ways.items():
            began = time.perf_counter()
            found[name] = way(start, end)
            if place >= WARM_UP:
                times[name].append(time.perf_counter() - began)
        theirs, own = found["networkx.bidirectional_dijkstra"], found["ours, one path"]
        if theirs and theirs[1] <= hops:
            cost = -math.log(own[0].score) + penalty
            if not math.isclose(cost, theirs[0], rel_tol=1e-9):
                raise AssertionError(f"{start} to {end}: {cost} is not {theirs[0]}")
            same += 1
    print(f"same cost wherever Dijkstra keeps to the hops: {same} pairs")
    base = _p95(times["networkx.bidirectional_dijkstra"])
    for name, some in times.items():
        ratio = _p95(some) / base
        print(f"{name:34} median {_ms(median(some))}  p95 {_ms(_p95(some))}  ratio of p95 {ratio:.2f}")
    print(f"goal: at most {AIM}")


def _requests(client: Any, start: str, people: list[str], number: int, seed: int) -> None:
    dice = random.Random(seed)
    times = []
    for place in range(number + 5):
        end = dice.choice(people)
        began = time.perf_counter()
        answer = client.get("/api/v1/graph/paths", query_string={"from_id": start, "to_id": end, "limit": 3})
        taken = time.perf_counter() - began
        if answer.status_code != 200:
            raise AssertionError(answer.text)
        if place >= 5:
            times.append(taken)
    print(f"{'the whole request, three paths':34} median {_ms(median(times))}  p95 {_ms(_p95(times))}")


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:8.2f} ms"


if __name__ == "__main__":
    main()
