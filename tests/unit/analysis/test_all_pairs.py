"""The likest of many: equal to plain definitions, with ties and gaps in order."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.lookalike_scale import by_networkx, generated, plain
from service.analysis.all_pairs import likest, likest_by_jaccard, weighed

HAVE = generated(400, np.random.default_rng(3))


def test_the_weighted_likest_are_those_of_the_definition() -> None:
    found = likest(HAVE, 10)
    for row in range(0, 400, 40):
        assert np.allclose(found.values[row], plain(HAVE, row))


def test_the_unweighted_likest_are_those_of_networkx() -> None:
    sample = np.arange(0, 400, 40)
    assert np.allclose(likest_by_jaccard(HAVE, sample, 10).values, by_networkx(HAVE, sample))
    graph = nx.Graph((row, -1 - column) for row, column in zip(*HAVE.nonzero(), strict=True))
    found = likest_by_jaccard(HAVE, sample, 3)
    for row, others, values in zip(sample.tolist(), found.others, found.values, strict=True):
        told = list(nx.jaccard_coefficient(graph, [(row, other) for other in others.tolist()]))
        assert np.allclose([value for _, _, value in told], values)


def of(*rows: list[float]) -> NDArray[np.float64]:
    return np.array(rows)


def test_what_most_have_is_left_out_and_nothing_shared_is_no_likeness() -> None:
    have = sparse.csr_array(of([1, 1, 0], [1, 0, 1], [1, 1, 0], [1, 0, 0]))
    found = likest(have, 2, most=3)
    assert found.others.tolist() == [[2, -1], [-1, -1], [0, -1], [-1, -1]]
    assert found.values[1].tolist() == [0.0, 0.0]
    assert weighed(have, most=1)[[0]].nnz == 0


def test_ties_stand_in_order_and_nobody_is_like_itself() -> None:
    have = sparse.csr_array(of([1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 1]))
    found = likest(have, 2)
    assert np.allclose(found.values[:4], 1.0)
    for row, others in enumerate(found.others[:4].tolist()):
        assert row not in others
        assert others == sorted(others)
    assert likest(have, 3).others[:4].tolist() == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]
