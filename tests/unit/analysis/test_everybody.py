"""Measures of everybody on sparse matrices equal those of NetworkX."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from service.analysis.whole_network import betweenness, rank_everybody


def _ties(seed: int, people: int = 60) -> csr_array:
    rng = np.random.default_rng(seed)
    ties = (rng.random((people, people)) < 0.05).astype(float)
    np.fill_diagonal(ties, 0.0)
    return csr_array(ties)


@pytest.mark.parametrize("seed", range(4))
def test_betweenness_from_all_is_exact(seed: int) -> None:
    ties = _ties(seed)
    found = nx.betweenness_centrality(nx.from_scipy_sparse_array(ties, create_using=nx.DiGraph))
    assert betweenness(ties, 10**6, 0) == pytest.approx([found[place] for place in range(60)], abs=1e-12)


def test_betweenness_from_a_sample_is_near() -> None:
    ties = _ties(9, 300)
    exact, sampled = betweenness(ties, 300, 0), betweenness(ties, 150, 1)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.85
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.1)


def test_title_and_network_by_their_weights() -> None:
    counts = csr_array(np.array([[0.0, 3.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
    authority = np.array([0.2, 0.9, np.nan])
    found = rank_everybody(
        counts, authority, title_weight=0.6, network_weight=0.4, doubt=0.5, sources=10, seed=0
    )
    assert found.score[1] == pytest.approx(0.9 * 0.6 + found.power[1] * 0.4)
    assert found.score[2] == 0.0
    assert list(found.in_degree) == [1.0, 1.0, 0.0]
    assert list(found.weighted_degree) == [4.0, 4.0, 0.0]
