"""The usual measures of a network of messages, by NetworkX: what a method of ours has to beat."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from service.analysis.network_power import NetworkPowerWeights, standing

Values = NDArray[np.float64]

SAMPLED_ABOVE = 2000
"""People from which betweenness is estimated from as many sources instead of computed from all."""


def centralities(counts: csr_array, seed: int) -> dict[str, Values]:
    """Return degree, in-degree, weighted degree, PageRank, eigenvector and betweenness of each person.

    Parameters
    ----------
    counts
        Shape (people, people): messages from the one of the row to the one of the column.
    seed
        Of the sources of betweenness where it is sampled.

    Notes
    -----
    PageRank and eigenvector are there by ties and by numbers of messages. Degree counts the people one has
    any tie with; the eigenvector is that of in-going ties, as `networkx.eigenvector_centrality` has it.
    """
    people = counts.shape[0]
    graph = nx.from_scipy_sparse_array(counts, create_using=nx.DiGraph, edge_attribute="weight")
    ties = counts.astype(float)
    ties.data = np.ones_like(ties.data)
    # Rounds enough that it stands still on any network of messages.
    patient = NetworkPowerWeights(rounds=5000, tolerance=1e-12)

    def by_person(measure: Callable[..., dict[int, float]], **options: object) -> Values:
        found = measure(graph, **options)
        return np.array([found[place] for place in range(people)], dtype=float)

    either = ties.maximum(ties.T)
    sources = SAMPLED_ABOVE if people > SAMPLED_ABOVE else None
    return {
        "degree": np.asarray(either.sum(axis=0)).ravel().astype(float),
        "in_degree": np.asarray(ties.sum(axis=0)).ravel().astype(float),
        "weighted_degree": np.asarray(counts.sum(axis=0) + counts.sum(axis=1)).ravel().astype(float),
        "pagerank": by_person(nx.pagerank, weight=None),
        "pagerank_weighted": by_person(nx.pagerank, weight="weight"),
        "eigenvector": standing(ties, patient),
        "eigenvector_weighted": standing(counts.astype(float), patient),
        "betweenness": by_person(nx.betweenness_centrality, k=sources, seed=seed),
    }
