"""Introductions: the plan against trying all, limits, and who is not asked."""

from __future__ import annotations

import random
from itertools import combinations, product

import networkx as nx
import pytest

from service.analysis.introductions import Offer, offers_of, plan_of
from service.analysis.warm_paths import Step, warm_paths
from service.analysis.weights import WEIGHTS


def _offers(rows: str) -> list[Offer]:
    """Offers like "a>x:0.5 b>y"."""
    found = []
    for row in rows.split():
        pair, _, score = row.partition(":")
        introducer, _, target = pair.partition(">")
        found.append(Offer(introducer, target, "m", float(score or 0.5)))
    return found


def _tried(offers: list[Offer], targets: list[str], most: int) -> tuple[int, int, float]:
    """Return (covered, asks, worth) of the best plan, by trying every one."""
    by_target = [[None, *(one for one in offers if one.target == id_)] for id_ in targets]
    best = (0, 0, 0.0)
    for choice in product(*by_target):
        taken = [one for one in choice if one]
        asked = [one.introducer for one in taken]
        if any(asked.count(id_) > most for id_ in asked):
            continue
        rank = (len(taken), -len(set(asked)), sum(one.score for one in taken))
        best = max(best, rank)
    return best[0], -best[1], best[2]


@pytest.mark.parametrize("seed", range(25))
def test_no_plan_covers_more_or_asks_fewer(seed: int) -> None:
    dice = random.Random(seed)
    targets = [f"t{i}" for i in range(dice.randint(1, 5))]
    pairs = [(f"i{i}", target) for i in range(4) for target in targets]
    offers = [Offer(*pair, "m", dice.choice([0.1, 0.3, 0.7])) for pair in pairs if dice.random() < 0.5]
    most = dice.randint(1, 3)
    plan = plan_of(offers, targets, most=most)
    taken = [one for some in plan.asks.values() for one in some]
    found = (len(taken), len(plan.asks), sum(one.score for one in taken))
    assert found == pytest.approx(_tried(offers, targets, most), abs=1e-4)
    assert plan.is_exact
    assert sorted(plan.uncovered) == sorted(set(targets) - {one.target for one in taken})


def test_greedy_would_ask_one_more() -> None:
    # The introducer of most people, taken first, leaves two that need one each.
    offers = _offers("big>a big>b big>c big>d left>a left>b left>e right>c right>d right>f")
    plan = plan_of(offers, list("abcdef"), most=6)
    assert sorted(plan.asks) == ["left", "right"]


def test_nobody_is_asked_for_more_than_the_limit() -> None:
    offers = _offers("a>x a>y a>z")
    plan = plan_of(offers, list("xyz"), most=2)
    assert [one.target for one in plan.asks["a"]] == ["x", "y"]
    assert plan.uncovered == ("z",)
    assert plan_of(offers, list("xyz"), most=2, taken={"a": 2}).asks == {}


def test_of_as_few_asks_the_better_ways_are_taken() -> None:
    plan = plan_of(_offers("a>x:0.2 b>x:0.6"), ["x"], most=3)
    assert list(plan.asks) == ["b"]
    assert list(plan_of(_offers("b>x a>x"), ["x"], most=3).asks) == ["a"]


def _graph(dice: random.Random) -> nx.Graph:
    people = ["m1", "m2", *(f"c{i}" for i in range(8))]
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(people)
    for one, other in combinations(people, 2):
        if dice.random() < 0.3:
            strength = dice.choice([0.3, 0.5, 0.9])
            step = Step(one, other, "TIE", strength, "inferred", None, (f"{one}{other}",))
            graph.add_edge(one, other, step=step)
    return graph


@pytest.mark.parametrize("seed", range(20))
def test_an_offer_is_the_best_way_over_its_introducer(seed: int) -> None:
    dice = random.Random(seed)
    graph = _graph(dice)
    silent = {"c1"}
    offers = offers_of(graph, ["m1", "m2"], "c0", weights=WEIGHTS, silent=silent)
    every = warm_paths(graph, ["m1", "m2"], ["c0"], weights=WEIGHTS, limit=10_000, silent=silent)
    best: dict[str, float] = {}
    for path in every:
        introducer = path.people[1] if len(path.people) > 2 else path.people[0]
        best[introducer] = max(best.get(introducer, 0.0), path.score)
    wanted = {id_: score for id_, score in best.items() if score >= WEIGHTS.warm_path.least_score}
    assert {one.introducer: one.score for one in offers} == pytest.approx(wanted)
    assert "c1" not in {id_ for path in every for id_ in path.people}


def test_who_does_not_introduce_can_still_be_got_to() -> None:
    graph: nx.Graph = nx.Graph()
    for one, other in (("m1", "a"), ("a", "b")):
        graph.add_edge(one, other, step=Step(one, other, "TIE", 0.9, "inferred", None, ("e",)))
    assert warm_paths(graph, ["m1"], ["b"], weights=WEIGHTS, limit=1, silent={"b"})
    assert not warm_paths(graph, ["m1"], ["b"], weights=WEIGHTS, limit=1, silent={"a"})
    assert not warm_paths(graph, ["m1"], ["b"], weights=WEIGHTS, limit=1, silent={"m1"})
    assert [one.introducer for one in offers_of(graph, ["m1"], "a", weights=WEIGHTS)] == ["m1"]
