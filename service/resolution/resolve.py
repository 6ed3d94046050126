"""Many records at once: block, compare, decide, group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from service.resolution.comparison import compare
from service.resolution.decision import decide
from service.resolution.grouping import group
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
    found = {
        (one, other): compare(label, nodes[one], nodes[other], weights)
        for one, other in sorted(candidates(label, nodes))
    }
    decided = {
        pair: (decide(comparison, weights.thresholds), comparison.score) for pair, comparison in found.items()
    }
    grouped = group(decided, {})
    return Resolution(grouped.groups, tuple((*pair, found[pair].score) for pair in grouped.review))


def candidates(label: str, nodes: Mapping[str, Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return the pairs of ids that share a blocking key, each in order."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for id_ in sorted(nodes):
        for key in match_keys(label, nodes[id_]).items():
            blocks.setdefault(key, []).append(id_)
    return {
        pair for members in blocks.values() if len(members) <= MAX_BLOCK for pair in combinations(members, 2)
    }
