"""Records of any fields linked without a truth: Fellegi and Sunter's model, its chances estimated by EM.

Where ``comparison`` knows what its fields mean and has weights for them, this knows nothing but the columns:
it learns from the records themselves how often each field agrees by chance and in records that are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler

from service.resolution.latin import latin_letters

Records = Sequence[Mapping[str, str]]
Floats = NDArray[np.float64]
Comparator = Callable[[str, str], int]

MISSING, DIFFERENT, PARTIAL, CLOSE, EXACT = range(5)
LEVELS = 5
LARGEST_BLOCK = 600
"""Pairs that one value may bring together; a value that brings more says little and costs much."""
SAMPLED = 100_000
"""Random pairs from which chance agreement is counted."""
ENOUGH = 0.5
"""Probability from which two records are one; fixed beforehand."""
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Link:
    """Two records, by their places, and the probability that they are one."""

    left: int
    right: int
    probability: float


def link(
    left: Records,
    right: Records | None = None,
    seed: int = 7,
    comparators: Mapping[str, Comparator] = MappingProxyType({}),
    blocking: Sequence[str] = (),
    naming: Sequence[str] = (),
) -> list[Link]:
    """Return the pairs of records with the probability that they are one, the surest first.

    Parameters
    ----------
    left, right
        Records as field -> text, the same fields in each; without ``right``, pairs within ``left``.
    seed
        Of the random pairs.
    comparators
        How the values of a field compare where it is not as texts and numbers do; they return a level.
    blocking
        Fields that bring pairs together and are not compared themselves.
    naming
        Fields whose values are meant to be one record's alone, such as a company's name: how often they agree
        by chance is learned by EM too, since counting values would take every name for a coincidence.

    Notes
    -----
    Chances u of each outcome in pairs that are not one are counted in random pairs; chances m in pairs that
    are one are estimated by EM over the pairs that share a value, the u held fixed. A value that is rarer
    than others says more when it agrees. Source: Fellegi, Sunter (1969); Winkler: Using the EM algorithm for
    weight computation in the Fellegi-Sunter model of record linkage (1988).
    """
    fields = sorted({name for record in left for name in record} - set(blocking)) + sorted(blocking)
    compared = [comparators.get(name, compare_texts) for name in fields if name not in blocking]
    sides = [[_folded(record, fields) for record in left]]
    sides.append(sides[0] if right is None else [_folded(record, fields) for record in right])
    pairs = _candidates(sides[0], sides[1], right is None)
    if not pairs:
        return []
    levels = _levels(sides, pairs, compared)
    chance = _chances(sides, compared, right is None, seed)
    number = len(left) * (len(left) - 1) // 2 if right is None else len(left) * len(right)
    named = [place for place, name in enumerate(fields) if name in naming]
    rarity = _rarity(sides, pairs, levels, chance)
    rarity[:, named] = 0.0
    probabilities = _estimate(levels, chance, rarity, number, named)
    order = np.argsort(-probabilities, kind="stable")
    return [Link(pairs[place][0], pairs[place][1], float(probabilities[place])) for place in order]


def one_to_one(links: Sequence[Link]) -> list[Link]:
    """Return the links in which no record stands twice: the surest first, ties by place."""
    lefts: set[int] = set()
    rights: set[int] = set()
    kept = []
    for found in sorted(links, key=lambda link: (-link.probability, link.left, link.right)):
        if found.left not in lefts and found.right not in rights:
            lefts.add(found.left)
            rights.add(found.right)
            kept.append(found)
    return kept


def _folded(record: Mapping[str, str], fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(latin_letters(record.get(name, "")).split()) for name in fields)


def _keys(record: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what a record is found by: each value, and the beginnings of two at a time."""
    whole = [(str(place), value) for place, value in enumerate(record) if value]
    starts = [
        (f"{one}+{other}", f"{record[one][:3]}\t{record[other][:3]}")
        for one, other in combinations(range(len(record)), 2)
        if record[one] and record[other]
    ]
    return whole + starts


def _candidates(
    left: list[tuple[str, ...]], right: list[tuple[str, ...]], within: bool
) -> list[tuple[int, int]]:
    blocks: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for side, records in enumerate((left, right)):
        for place, record in enumerate(records):
            for key in _keys(record):
                blocks.setdefault(key, ([], []))[side].append(place)
    # One value in common is enough to be compared, of beginnings it takes two.
    found: Counter[tuple[int, int]] = Counter()
    for (kind, _), (lefts, rights) in blocks.items():
        if len(lefts) * len(rights) <= LARGEST_BLOCK:
            weight = 1 if "+" in kind else 2
            for pair in product(lefts, rights):
                if not within or pair[0] < pair[1]:
                    found[pair] += weight
    return sorted(pair for pair, times in found.items() if times >= 2)


def _levels(
    sides: list[list[tuple[str, ...]]], pairs: list[tuple[int, int]], compared: Sequence[Comparator]
) -> NDArray[np.int8]:
    """Return the outcome of each field, shape (pairs, fields)."""
    levels = np.empty((len(pairs), len(compared)), dtype=np.int8)
    for column, compare in enumerate(compared):
        known: dict[tuple[str, str], int] = {}
        for row, (one, other) in enumerate(pairs):
            values = sides[0][one][column], sides[1][other][column]
            if (found := known.get(values)) is None:
                found = known[values] = compare(*values)
            levels[row, column] = found
    return levels


def compare_texts(one: str, other: str) -> int:
    """Return the level of two texts or numbers."""
    if not one or not other:
        return MISSING
    if one == other:
        return EXACT
    if one.isdigit() and other.isdigit():
        distance = OSA.distance(one, other)
        return CLOSE if distance == 1 else PARTIAL if distance == 2 and len(one) > 4 else DIFFERENT
    similarity = JaroWinkler.similarity(one, other)
    if similarity >= 0.92 or (OSA.distance(one, other) == 1 and min(len(one), len(other)) > 3):
        return CLOSE
    return PARTIAL if similarity >= 0.8 else DIFFERENT


def _chances(
    sides: list[list[tuple[str, ...]]], compared: Sequence[Comparator], within: bool, seed: int
) -> Floats:
    """Return the chance of each outcome in random pairs that know the field, shape (fields, levels)."""
    rng = np.random.default_rng(seed)
    lefts = rng.integers(0, len(sides[0]), SAMPLED)
    rights = rng.integers(0, len(sides[1]), SAMPLED)
    drawn = sorted({(int(a), int(b)) for a, b in zip(lefts, rights, strict=True) if not within or a != b})
    return _shares(_levels(sides, drawn, compared), np.ones(len(drawn)), 1.0)


def _shares(levels: NDArray[np.int8], weights: Floats, extra: float) -> Floats:
    """Return the share of each outcome among those that are known, with ``extra`` counts spread over them."""
    shares = np.zeros((levels.shape[1], LEVELS))
    for column in range(levels.shape[1]):
        counts = np.bincount(levels[:, column], weights=weights, minlength=LEVELS)[1:] + extra / 4
        shares[column, 1:] = counts / counts.sum()
    shares[:, MISSING] = 1.0
    return shares


def _rarity(
    sides: list[list[tuple[str, ...]]],
    pairs: list[tuple[int, int]],
    levels: NDArray[np.int8],
    chance: Floats,
) -> Floats:
    """Return the log of how much rarer than usual each value that agrees is, shape (pairs, fields)."""
    rarity = np.zeros(levels.shape)
    for column in range(levels.shape[1]):
        counts = [Counter(record[column] for record in side if record[column]) for side in sides]
        totals = [max(1, sum(count.values())) for count in counts]
        usual = chance[column, EXACT]
        for row in np.flatnonzero(levels[:, column] == EXACT):
            value = sides[0][pairs[row][0]][column]
            shares = [max(1, count[value]) / total for count, total in zip(counts, totals, strict=True)]
            own = np.sqrt(shares[0] * shares[1])
            rarity[row, column] = np.log(usual / own)
    return rarity


def _estimate(
    levels: NDArray[np.int8], chance: Floats, rarity: Floats, number: int, named: Sequence[int]
) -> Floats:
    """Return the probability of each pair, the chances in pairs that are one estimated by EM."""
    match = np.tile(np.array([1.0, 0.05, 0.05, 0.2, 0.7]), (levels.shape[1], 1))
    columns = np.arange(levels.shape[1])
    share = len(levels) / number * 0.1
    rare = rarity.sum(axis=1)
    found = np.zeros(len(levels))
    for _ in range(_ROUNDS):
        ratio = (np.log(match) - np.log(chance))[columns, levels].sum(axis=1) + rare
        log_odds = ratio + np.log(share / (1.0 - share))
        before, found = found, 1.0 / (1.0 + np.exp(-np.clip(log_odds, -500, 500)))
        match = _shares(levels, found, 1.0)
        share = min(0.5, max(found.sum(), 1.0) / number)
        for column in named:
            coincidences = (1.0 - found)[levels[:, column] == EXACT].sum()
            chance[column, EXACT] = (coincidences + 0.5) / number
        if np.abs(found - before).max() < 1e-6:
            break
    return found
