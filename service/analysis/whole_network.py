"""The key person measures of every contact of a graph at once, on sparse matrices and in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from service.analysis.network_power import network_power

Values = NDArray[np.float64]

MOST_BESIDE, MOST_NUMBERS = 32, 8_000_000
"""Sources of betweenness that are searched from beside each other, and numbers in one matrix of theirs."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """Measures of each contact, shape (people,) each; ``score`` is the weighted mean of the known parts.

    ``authority`` is not a number where no title is known.
    """

    in_degree: Values
    weighted_degree: Values
    betweenness: Values
    power: Values
    authority: Values
    score: Values


def rank_everybody(
    counts: csr_array,
    authority: Values,
    *,
    title_weight: float,
    network_weight: float,
    doubt: float,
    sources: int,
    seed: int,
) -> Everybody:
    """Return the measures of everybody, and the score of title and network by their weights.

    Parameters
    ----------
    counts
        Shape (people, people): how often the one of the row turned to the one of the column.
    authority
        By title, in [0, 1]; not a number where unknown.
    sources
        How many people betweenness is sampled from; all when there are no more.
    """
    ties = counts.astype(np.float64)
    ties.data = np.ones_like(ties.data)
    in_degree = np.asarray(ties.sum(axis=0), dtype=np.float64).ravel()
    weighted = np.asarray(counts.sum(axis=0) + counts.sum(axis=1)).ravel().astype(float)
    power = network_power(counts).score
    known = ~np.isnan(authority)
    # As everywhere: a part of which nothing is known counts by the share of doubt only.
    of_title = np.where(known, title_weight, doubt * title_weight)
    of_network = np.where(weighted > 0.0, network_weight, doubt * network_weight)
    total = np.where(known, authority, 0.0) * title_weight
    total += np.where(weighted > 0.0, power, 0.0) * network_weight
    return Everybody(
        in_degree,
        weighted,
        betweenness(ties, sources, seed),
        power,
        authority,
        total / (of_title + of_network),
    )


def betweenness(ties: csr_array, sources: int, seed: int) -> Values:
    """Return the betweenness of each person, estimated from some sources, as `networkx` normalises it.

    Notes
    -----
    Brandes' algorithm (2001) with sampled sources (Brandes, Pich 2007), one step outward for several sources
    at once: a step is a product of a sparse matrix with a few dense columns. Memory is that of the ties and
    of a few dozen numbers for each person, whatever the number of sources.
    """
    people = ties.shape[0]
    if people < 3:
        return np.zeros(people)
    rng = np.random.default_rng(seed)
    chosen = np.arange(people) if sources >= people else rng.choice(people, sources, replace=False)
    outward = ties.T.tocsr()
    total = np.zeros(people)
    beside = max(1, min(MOST_BESIDE, MOST_NUMBERS // people))
    for start in range(0, len(chosen), beside):
        total += _dependencies(ties, outward, chosen[start : start + beside])
    scale = people / len(chosen) / ((people - 1) * (people - 2))
    return total * scale


def _dependencies(ties: csr_array, outward: csr_array, sources: NDArray[np.int64]) -> Values:
    """Return how much of the shortest paths from some sources leads over each person, summed over them."""
    shape = (ties.shape[0], len(sources))
    columns = np.arange(len(sources))
    paths = np.zeros(shape)
    paths[sources, columns] = 1.0
    front, steps = paths.copy(), []
    while front.any():
        steps.append(front > 0.0)
        front = outward @ front
        front[paths > 0.0] = 0.0
        paths += front
    share = np.zeros(shape)
    shares_of = np.divide(1.0, paths, out=np.zeros(shape), where=paths > 0.0)
    for step in range(len(steps) - 1, 0, -1):
        # What each of this step hands back over all its shortest paths, to those one step nearer.
        given = (1.0 + share) * shares_of * steps[step]
        share += (ties @ given) * paths * steps[step - 1]
    share[sources, columns] = 0.0
    return np.asarray(share.sum(axis=1))
