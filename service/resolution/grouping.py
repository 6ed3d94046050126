"""From compared pairs to what is done with each record: one with others, alone, or before a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.resolution.clusters import Pair, clusters
from service.resolution.decision import Decision


@dataclass(frozen=True, slots=True)
class Grouping:
    """``groups``: ids that are one; ``merged``: the pairs that say so; ``review``: pairs for a person."""

    groups: tuple[tuple[str, ...], ...]
    review: tuple[Pair, ...]
    merged: tuple[Pair, ...]


def pair(one: str, other: str) -> Pair:
    """Return two ids in order."""
    return (one, other) if one < other else (other, one)


def group(decided: Mapping[Pair, tuple[Decision, float]], judged: Mapping[Pair, bool]) -> Grouping:
    """Return which records are one; the same pairs give the same groups, in whatever order they came.

    Parameters
    ----------
    decided
        What the comparison of each pair says, and its score.
    judged
        What people said, which stands above that.

    Notes
    -----
    A record that seems one with each of two that are known to be two is one with neither until a person says
    so: the better score of one of them would be a guess.

    Examples
    --------
    >>> merge, apart = (Decision.MERGE, 0.99), (Decision.APART, 0.0)
    >>> group({("a", "b"): merge, ("a", "c"): merge, ("b", "c"): apart}, {})
    Grouping(groups=(), review=(('a', 'b'), ('a', 'c')), merged=())
    >>> group({("a", "b"): merge, ("a", "c"): merge, ("b", "c"): apart}, {("a", "c"): True}).groups
    (('a', 'c'),)
    """
    known = {key: (Decision.MERGE if same else Decision.APART, 1.0) for key, same in judged.items()}
    all_pairs = {**decided, **known}
    apart = {key for key, (decision, _) in all_pairs.items() if decision is Decision.APART}
    merges = {key: score for key, (decision, score) in all_pairs.items() if decision is Decision.MERGE}
    doubtful = _torn(merges, apart, judged)
    found = clusters(
        [(*key, 2.0 if judged.get(key) else score) for key, score in merges.items() if key not in doubtful],
        apart,
    )
    home = {id_: members[0] for members in found.groups for id_ in members}
    review = {key for key, (decision, _) in all_pairs.items() if decision is Decision.REVIEW}
    review = {
        key
        for key in review | doubtful | set(found.refused)
        if key not in judged and home.get(key[0], key[0]) != home.get(key[1], key[1])
    }
    merged = [key for key in merges if home.get(key[0], key[0]) == home.get(key[1], key[1])]
    return Grouping(found.groups, tuple(sorted(review)), tuple(sorted(merged)))


def _torn(merges: Iterable[Pair], apart: set[Pair], judged: Mapping[Pair, bool]) -> set[Pair]:
    """Return the merges of records with two that are known to be two; judged ones stand."""
    mates: dict[str, set[str]] = defaultdict(set)
    for one, other in merges:
        mates[one].add(other)
        mates[other].add(one)
    torn: set[Pair] = set()
    for one, other in apart:
        for record in mates[one] & mates[other] if one in mates and other in mates else ():
            torn |= {pair(record, one), pair(record, other)}
    return {key for key in torn if key not in judged}


def survivor(ids: Iterable[str], numbered: Iterable[str]) -> str:
    """Return the record that stands for a group: one with a 法人番号 if there is, then the least id."""
    candidates = sorted(ids)
    with_number = set(numbered)
    return min(candidates, key=lambda id_: (id_ not in with_number, id_))
