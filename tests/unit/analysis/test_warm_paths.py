"""Warm paths against an exhaustive search, and what may not be on one."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest

from service.analysis.people import Link, Person
from service.analysis.tie_strength import contact_member_ties
from service.analysis.warm_paths import Step, people_graph, warm_paths
from service.analysis.weights import WEIGHTS
from tests.unit.analysis.people_builders import account, job, touch


def _graph(edges: dict[tuple[str, str], float]) -> nx.Graph:
    graph: nx.Graph = nx.Graph()
    for (one, other), strength in edges.items():
        graph.add_edge(
            one, other, step=Step(one, other, "TIE", strength, "inferred", None, (f"{one}{other}",))
        )
    return graph


def _exhaustive(graph: nx.Graph, sources: list[str], targets: list[str], hops: int) -> list[tuple]:
    found = []
    for source in sources:
        for target in targets:
            for path in nx.all_simple_paths(graph, source, target, cutoff=hops):
                if set(path[1:]) & set(sources) or set(path[:-1]) & set(targets):
                    continue
                score = math.prod(graph.edges[pair]["step"].strength for pair in pairwise(path))
                found.append((-score * WEIGHTS.warm_path.hop_penalty ** (len(path) - 2), tuple(path)))
    return sorted(found)


def test_product_of_strengths_with_a_hop_penalty() -> None:
    graph = _graph({("m1", "a"): 0.9, ("a", "b"): 0.8, ("m1", "b"): 0.5})
    first, second = warm_paths(graph, ["m1"], ["b"], weights=WEIGHTS, limit=5)
    assert (first.people, first.score) == (("m1", "a", "b"), pytest.approx(0.9 * 0.8 * 0.8))
    assert (second.people, second.score) == (("m1", "b"), pytest.approx(0.5))
    assert [step.evidence_ids for step in first.steps] == [("m1a",), ("ab",)]


def test_ties_are_broken_by_id() -> None:
    graph = _graph({(f"m{i}", "x"): 0.5 for i in (3, 1, 2)})
    paths = warm_paths(graph, ["m3", "m2", "m1"], ["x"], weights=WEIGHTS, limit=2)
    assert [path.people[0] for path in paths] == ["m1", "m2"]


@pytest.mark.parametrize("seed", range(10))
def test_equals_an_exhaustive_search(seed: int) -> None:
    dice = random.Random(seed)
    people = [f"p{i:02}" for i in range(18)]
    edges = {}
    for index, one in enumerate(people):
        for other in people[index + 1 :]:
            if dice.random() < 0.22:
                edges[one, other] = dice.choice([0.1, 0.3, 0.5, 0.5, 0.9, 1.0])
    graph = _graph(edges)
    graph.add_nodes_from(people)
    for _ in range(20):
        ends = dice.sample(people, 4)
        expected = _exhaustive(graph, ends[:2], ends[2:], 4)[:3]
        paths = warm_paths(graph, ends[:2], ends[2:], weights=WEIGHTS, limit=3, max_hops=4)
        assert [path.score for path in paths] == pytest.approx([-score for score, _ in expected])
        # Floating point may put equal products in another order; the scores decide.
        if len({round(score, 12) for score, _ in expected}) == len(expected):
            assert [path.people for path in paths] == [people for _, people in expected]


def test_who_asked_not_to_be_contacted_is_on_no_path() -> None:
    facts = account(touch("1", 0, "a m1"), touch("2", 0, "a b"))
    graph = people_graph(facts, WEIGHTS)
    assert [path.people for path in warm_paths(graph, ["m1"], ["b"], weights=WEIGHTS, limit=1)] == [
        ("m1", "a", "b")
    ]
    people = tuple(replace(one, is_opted_out=one.id == "a") for one in facts.people)
    graph = people_graph(replace(facts, people=people), WEIGHTS)
    assert warm_paths(graph, ["m1"], ["b"], weights=WEIGHTS, limit=1) == ()
    assert warm_paths(graph, ["m1"], ["a"], weights=WEIGHTS, limit=1) == ()


def test_reasons_join_and_keep_their_evidence() -> None:
    knows = Link("knows.a.m1", "KNOWS", "a", "m1", confidence=0.8)
    conflict = Link("influences.a.b", "INFLUENCES", "a", "b", 0.9, "conflict")
    facts = account(touch("1", 0, "a m1"), knows, conflict)
    tie = contact_member_ties(facts, WEIGHTS.tie)["a", "m1"].strength
    graph = people_graph(facts, WEIGHTS)
    step = graph.edges["a", "m1"]["step"]
    assert step.strength == pytest.approx(1 - (1 - tie) * (1 - 0.5 * 0.8))
    assert step.evidence_ids == ("1", "knows.a.m1")
    assert not graph.has_edge("a", "b")


def test_people_of_one_small_unit_can_introduce_each_other() -> None:
    small = people_graph(account(job("a", None), job("b", None)), WEIGHTS)
    step = small.edges["a", "b"]["step"]
    assert (step.type, step.strength) == ("WORKS_AT", WEIGHTS.warm_path.colleagues)
    assert step.evidence_ids == ("works_at.a.site-1", "works_at.b.site-1")
    many = [f"c{i}" for i in range(WEIGHTS.warm_path.most_colleagues + 1)]
    crowd = account(*(job(id_, None) for id_ in many), contacts=" ".join(many))
    assert people_graph(crowd, WEIGHTS).number_of_edges() == 0


def test_nobody_unknown_is_in_the_graph() -> None:
    facts = replace(account(touch("1", 0, "a m1")), people=(Person("m1", "M1", "Member"),))
    assert list(people_graph(facts, WEIGHTS)) == ["m1"]
