"""Many records at once: block, compare, decide, group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from service.resolution.clusters import Clusters, clusters
from service.resolution.comparison import compare
from service.resolution.decision import Decision, decide
from service.resolution.match_keys import match_keys
from service.resolution.weights import DEFAULT, Weights

MAX_BLOCK = 500
"""Records that share a key and are all compared; a key that more share says nothing."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """``groups``: ids that are one; ``reviews``: pairs for a person to see, with their scores."""

    groups: tuple[tuple[str, ...], ...]
    reviews: tuple[tuple[str, str, float], ...]


def resolve(label: str, nodes: Mapping[str, Mapping[str, Any]], weights: Weights = DEFAULT) -> Resolution:
    """Return which of the nodes are one.

    Parameters
    ----------
    label
        Company, Site or Contact.
    nodes
        Id -> properties with what is known around them, as ``compare`` takes them.

    Examples
    --------
    >>> names = {"a": "(株)山川工業", "b": "株式会社 山川工業", "c": "山川工業"}
    >>> found = resolve("Company", {id_: {"name": name} for id_, name in names.items()})
    >>> found.groups, [pair[:2] for pair in found.reviews]
    ((('a', 'b'),), [('a', 'c'), ('b', 'c')])
    """
    merges: list[tuple[str, str, float]] = []
    reviews: list[tuple[str, str, float]] = []
    apart: list[tuple[str, str]] = []
    for one, other in sorted(candidates(label, nodes)):
        found = compare(label, nodes[one], nodes[other], weights)
        decision = decide(found, weights.thresholds)
        if decision is Decision.MERGE:
            merges.append((one, other, found.score))
        elif decision is Decision.REVIEW:
            reviews.append((one, other, found.score))
        elif found.ruling is Decision.APART:
            apart.append((one, other))
    grouped: Clusters = clusters(merges, apart)
    home = {id_: group[0] for group in grouped.groups for id_ in group}
    refused = [(one, other, 0.5) for one, other in grouped.refused]
    open_reviews = [
        pair for pair in (*reviews, *refused) if home.get(pair[0], pair[0]) != home.get(pair[1], pair[1])
    ]
    return Resolution(grouped.groups, tuple(sorted(open_reviews)))


def candidates(label: str, nodes: Mapping[str, Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return the pairs of ids that share a blocking key, each in order."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for id_ in sorted(nodes):
        for key in match_keys(label, nodes[id_]).items():
            blocks.setdefault(key, []).append(id_)
    return {
        pair for members in blocks.values() if len(members) <= MAX_BLOCK for pair in combinations(members, 2)
    }
