"""For 100,000 companies with 20 features each the ten likest: seconds, memory, and that they are right.

    python -m benchmarks.lookalike_scale [--companies N]

Features are drawn from 50,000 by Zipf's law (the n-th with odds 1/n), so that the first is with most
companies. Nothing is read but what is generated with a seed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.scratch import show
from service.analysis.all_pairs import MOST_BEARERS, likest, likest_by_jaccard

FEATURES = 50_000
EACH = 20
NUMBER = 10
SAMPLE = 20
AIM_SECONDS = 10.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    have = generated(options.companies, rng)
    begun = time.perf_counter()
    found = likest(have, NUMBER)
    took = time.perf_counter() - begun
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    show(
        f"seconds for the {NUMBER} likest of {have.shape[0]:,}",
        took,
        f"<= {AIM_SECONDS}",
        took <= AIM_SECONDS,
    )
    print(f"peak memory {peak:.0f} MB; features of more than {MOST_BEARERS:,} left out")
    sample = np.sort(rng.choice(have.shape[0], SAMPLE, replace=False))
    equal = all(np.allclose(found.values[row], plain(have, row)) for row in sample)
    print(f"weighted: equal to a plain reference for {SAMPLE} companies: {equal}")
    begun = time.perf_counter()
    ours = likest_by_jaccard(have, sample, NUMBER)
    mine = time.perf_counter() - begun
    begun = time.perf_counter()
    theirs = by_networkx(have, sample)
    other = time.perf_counter() - begun
    print(f"unweighted: equal to networkx for {SAMPLE} companies: {np.allclose(ours.values, theirs)}")
    print(f"networkx took {other / mine:,.0f} times as long over the same companies")


def generated(companies: int, rng: np.random.Generator) -> sparse.csr_array:
    """Return ones where a company has a feature, shape (companies, features)."""
    odds = 1.0 / np.arange(1, FEATURES + 1)
    upper = np.cumsum(odds / odds.sum())
    chosen = np.empty((companies, EACH), dtype=np.intp)
    for row in range(companies):
        drawn: dict[int, None] = {}
        while len(drawn) < EACH:
            drawn |= dict.fromkeys(np.searchsorted(upper, rng.random(2 * EACH)).tolist())
        chosen[row] = list(drawn)[:EACH]
    places = np.repeat(np.arange(companies), EACH), chosen.ravel()
    ones = np.ones(companies * EACH)
    return sparse.csr_array(sparse.coo_array((ones, places), shape=(companies, FEATURES)))


def plain(have: sparse.csr_array, row: int) -> NDArray[np.float64]:
    """Return the greatest cosines of one company with all others, worked out one by one."""
    bearers = np.asarray(have.sum(axis=0)).ravel()
    rarity = {
        feature: np.log(have.shape[0] / bearers[feature])
        for feature in range(have.shape[1])
        if 0 < bearers[feature] <= MOST_BEARERS
    }

    def features(of: int) -> set[int]:
        return {f for f in have.indices[have.indptr[of] : have.indptr[of + 1]].tolist() if f in rarity}

    def length(of: set[int]) -> float:
        return float(np.sqrt(sum(rarity[feature] ** 2 for feature in of)))

    own = features(row)
    by_feature = have.tocsc()
    others = {
        int(other)
        for feature in own
        for other in by_feature.indices[by_feature.indptr[feature] : by_feature.indptr[feature + 1]]
    } - {row}
    values = []
    for other in others:
        of_other = features(other)
        shared = sum(rarity[feature] ** 2 for feature in own & of_other)
        values.append(shared / (length(own) * length(of_other)))
    best = sorted(values, reverse=True)[:NUMBER]
    return np.array(best + [0.0] * (NUMBER - len(best)))


def by_networkx(have: sparse.csr_array, sample: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the greatest Jaccard coefficients of the sample, by networkx over the same graph."""
    graph: nx.Graph = nx.Graph()
    rows, columns = have.nonzero()
    graph.add_edges_from(zip(rows.tolist(), (-1 - columns).tolist(), strict=True))
    found = []
    for row in sample.tolist():
        pairs = [(row, other) for other in range(have.shape[0]) if other != row]
        best = sorted((value for _, _, value in nx.jaccard_coefficient(graph, pairs)), reverse=True)
        found.append(best[:NUMBER])
    return np.array(found)


if __name__ == "__main__":
    main()
