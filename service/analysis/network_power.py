"""Who has power in a network of messages: a sum of three named parts, none of them learnt from any truth.

`turned_to`: whom those who write to the people that matter write to as well (authorities of Kleinberg, 1999).
`attention`: the share of everybody's messages that comes to a person, and to those who write to that person
(PageRank; Brin, Page 1998). `company_kept`: how much standing those who write to a person have on average,
drawn to the average where few write; standing is half authority and half status from the status of those who
choose one (Bonacich 1972).

Each value is ``x/(x + mean of x)``, so that a half is the average person of the network. The weights say how
much a part counts before it is compared with the others: each is then multiplied by the square of the rank
correlation of the part with the others, because a measure that contradicts the rest does not measure power in
this network. That needs nothing but the messages themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NetworkPowerWeights:
    """Weights of the parts, and what shapes them.

    ``damping`` is PageRank's. ``doubt``: how many usual ties of average standing `company_kept` starts with.
    """

    parts: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"turned_to": 1.0, "attention": 1.0, "company_kept": 3.0})
    )
    damping: float = 0.85
    doubt: float = 3.0
    rounds: int = 200
    tolerance: float = 1e-10


@dataclass(frozen=True, slots=True)
class NetworkPower:
    """Values of each part, shape (people,), the weights they got, and the weighted mean of them."""

    parts: dict[str, Values]
    weights: dict[str, float]
    score: Values

    def shares(self) -> dict[str, float]:
        """Return the weights as shares of one."""
        total = sum(self.weights.values()) or 1.0
        return {name: weight / total for name, weight in self.weights.items()}


def network_power(counts: csr_array, weights: NetworkPowerWeights | None = None) -> NetworkPower:
    """Return the power of each person.

    Parameters
    ----------
    counts
        Shape (people, people): how many messages the one of the row sent to the one of the column; none to
        oneself.

    Notes
    -----
    The strength of a tie is ``log(1 + messages)`` but for `attention`: a hundred messages are no hundred
    times the tie that one is. Time is linear in the number of ties for each of at most ``rounds`` rounds.
    """
    settings = weights or NetworkPowerWeights()
    people = counts.shape[0]
    if people == 0:
        return NetworkPower({name: np.zeros(0) for name in settings.parts}, dict(settings.parts), np.zeros(0))
    strength = counts.astype(float)
    strength.data = np.log1p(strength.data)
    raw = {
        "turned_to": authority(strength, settings),
        "attention": pagerank(counts.astype(float), settings),
        "company_kept": company_kept(strength, settings),
    }
    values = {name: against_average(amount) for name, amount in raw.items()}
    shares = agreement(values, settings.parts)
    total = sum(shares.values())
    score = np.sum([shares[name] * values[name] for name in values], axis=0) / total
    return NetworkPower(values, shares, score)


def against_average(amounts: Values) -> Values:
    """Return ``x/(x + mean of x)``: a half is average.

    >>> against_average(np.array([0.0, 1.0, 2.0]))
    array([0.        , 0.5       , 0.66666667])
    """
    mean = float(amounts.mean())
    return amounts / (amounts + mean) if mean > 0.0 else np.zeros_like(amounts)


def relative_to_mean(amounts: Values) -> Values:
    """Return amounts by their mean; all 1 where there are none."""
    mean = float(amounts.mean())
    return amounts / mean if mean > 0.0 else np.ones_like(amounts)


def authority(strength: csr_array, settings: NetworkPowerWeights) -> Values:
    """Return the authorities, of length one; zero where nobody writes to anybody."""
    back = strength.T.tocsr()
    found = _steady(lambda x: back @ (strength @ x), strength.shape[0], settings)
    return np.maximum(found, 0.0)


def standing(strength: csr_array, settings: NetworkPowerWeights) -> Values:
    """Return whose writers have standing themselves: the main eigenvector, by in-going ties."""
    back = strength.T.tocsr()
    # The shift keeps rounds from swinging between two halves of a network, and leaves the vector as it is.
    shift = float(strength.sum()) / max(strength.shape[0], 1) * 0.1 or 1.0
    return np.maximum(_steady(lambda x: back @ x + shift * x, strength.shape[0], settings), 0.0)


def company_kept(strength: csr_array, settings: NetworkPowerWeights) -> Values:
    """Return the mean standing of those who write to each person; 1 is average."""
    relative = (
        relative_to_mean(standing(strength, settings)) + relative_to_mean(authority(strength, settings))
    ) / 2.0
    start = settings.doubt * float(strength.data.mean()) if strength.nnz else 1.0
    received = np.asarray(strength.sum(axis=0)).ravel()
    return np.asarray((strength.T @ relative + start) / (received + start))


def pagerank(counts: csr_array, settings: NetworkPowerWeights) -> Values:
    """Return PageRank by numbers of messages; adds up to one."""
    people = counts.shape[0]
    sent = np.asarray(counts.sum(axis=1)).ravel()
    shares = counts.astype(float)
    shares.data = shares.data / np.repeat(np.where(sent > 0.0, sent, 1.0), np.diff(shares.indptr))
    back = shares.T.tocsr()
    silent = sent == 0.0
    found = np.full(people, 1.0 / people)
    for _ in range(settings.rounds):
        lost = float(found[silent].sum()) / people
        following = (1.0 - settings.damping) / people + settings.damping * (back @ found + lost)
        change = float(np.abs(following - found).sum())
        found = following
        if change < settings.tolerance * people:
            break
    return found


def agreement(values: Mapping[str, Values], parts: Mapping[str, float]) -> dict[str, float]:
    """Return each weight times the square of the mean rank correlation with the other parts, from 0 up.

    Where nothing agrees with anything, the weights stay as they are.
    """
    names = list(values)
    if len(names) < 2 or len(values[names[0]]) < 3:
        return {name: parts[name] for name in names}
    ranks = np.array([_ranks(np.round(values[name], 12)) for name in names])
    spread = ranks.std(axis=1)
    ranks = (ranks - ranks.mean(axis=1, keepdims=True)) / np.where(spread > 0.0, spread, 1.0)[:, None]
    related = ranks @ ranks.T / ranks.shape[1]
    own = np.array([parts[name] for name in names])
    others = related @ own - np.diag(related) * own
    room = own.sum() - own
    mean = np.divide(others, room, out=np.zeros_like(others), where=room > 0.0)
    found = own * np.maximum(mean, 0.0) ** 2
    return dict(zip(names, map(float, found if found.sum() > 0.0 else own), strict=True))


def _ranks(values: Values) -> Values:
    """Return ranks from 1, equal values their mean: `scipy.stats.rankdata`, whose package takes most of a
    second to load in every command.
    """
    _, place, number = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(number) - (number - 1) / 2.0)[place])


def _steady(step: Callable[[Values], Values], people: int, settings: NetworkPowerWeights) -> Values:
    found = np.full(people, people**-0.5)
    for _ in range(settings.rounds):
        following = step(found)
        length = float(np.linalg.norm(following))
        if length == 0.0:
            return np.zeros(people)
        following = following / length
        change = float(np.abs(following - found).sum())
        found = following
        if change < settings.tolerance * people:
            break
    return np.asarray(found)
