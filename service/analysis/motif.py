"""A won deal as a pattern, and how much of it is found at another place.

The pieces are the needs the deal addressed, the use scenes of its place, what its site is for, the product
categories it included and the roles in which people of which functions decided. A piece of a kind of which
nothing is known at a place is unknown there, not missing. What is only near a piece, as somebody of the same
function whose role is not known, makes it likely: that is inferred, and counts by how near it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_models.records import Part, combine
from service.analysis.place_weights import ExpansionWeights
from service.analysis.similarity import merged

KINDS = ("shared_need", "shared_use_scene", "site_function", "shared_products", "committee")
"""Kinds of pieces, each a part of the score by its name in the answer about expansion."""


FUNCTION_ALONE = 0.5
"""How near somebody of the function is to somebody of it in the role: the other half is not known."""


@dataclass(frozen=True, slots=True)
class Near:
    """What stands for a piece where the piece itself is not found, with its likeness from 0 to 1.

    ``facts``: what says that the two are alike, where something does.
    """

    key: str
    likeness: float
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: ``key`` is an id or made of codes; ``facts``: what says so of the deal.

    ``near``: what makes it likely where it is not found itself.
    """

    kind: str
    key: str
    name: str
    facts: tuple[str, ...]
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a place: kind -> key -> facts; a kind that is absent is unknown there."""

    known: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A piece at a place, with the facts there.

    ``state`` is ``fits``, ``likely``, ``missing`` or ``unknown``. ``near``: what makes it likely.
    """

    piece: Piece
    state: str
    facts: tuple[str, ...] = ()
    near: Near | None = None

    @property
    def share(self) -> float:
        """How much of the piece is found: all, nothing, or the likeness of what is near it."""
        return self.near.likeness if self.near else float(self.state == "fits")


@dataclass(frozen=True, slots=True)
class Match:
    """How a place fits a motif: the share of the known pieces of each kind that is found there."""

    score: float | None
    confidence: float
    parts: tuple[Part, ...]
    pieces: tuple[Fitted, ...]


def pieces_of(rows: Iterable[tuple[str, str, str, str]]) -> tuple[Piece, ...]:
    """Return pieces from rows (kind, key, name, fact), each once with all its facts, by their kinds."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for kind, key, name, fact in rows:
        found.setdefault((kind, key), (name, []))[1].append(fact)
    pieces = [
        Piece(kind, key, name, tuple(sorted(set(facts)))) for (kind, key), (name, facts) in found.items()
    ]
    return tuple(sorted(pieces, key=lambda one: (KINDS.index(one.kind), one.key)))


def decided_by(role: str, function: str) -> str:
    """Return the key of a piece of the committee: a role and a function; "" is any.

    >>> decided_by("decider", "quality"), decided_by("", "quality")
    ('decider.quality', '.quality')
    """
    return f"{role}.{function}"


def near_in_committee(role: str, function: str) -> tuple[Near, ...]:
    """Return what makes a piece of the committee likely: somebody of the function, in whatever role."""
    return (Near(decided_by("", function), FUNCTION_ALONE),) if role and function else ()


def fit(motif: Iterable[Piece], place: Place, weights: ExpansionWeights) -> Match:
    """Compare a motif with a place.

    Kinds the motif has no piece of are not asked for. Evidence of a part: the facts of the deal and of the
    place for what fits or is likely; for what is missing those of the deal.

    >>> need = Piece("shared_need", "need-1", "a need", ("addresses.1",))
    >>> scene = Piece("shared_use_scene", "usescene-1", "a scene", ("has_use_scene.1",))
    >>> match = fit([need, scene], Place({"shared_need": {"need-1": ("has_need.2",)}}), ExpansionWeights())
    >>> [(one.piece.key, one.state) for one in match.pieces], round(match.score, 3), match.confidence
    ([('need-1', 'fits'), ('usescene-1', 'unknown')], 0.667, 0.6)
    """
    fitted = tuple(_fitted(piece, place) for piece in motif)
    values: dict[str, tuple[float | None, float, tuple[str, ...]]] = {}
    for kind in dict.fromkeys(one.piece.kind for one in fitted):
        known = [one for one in fitted if one.piece.kind == kind and one.state != "unknown"]
        facts = {fact for one in known for fact in (*one.piece.facts, *one.facts)}
        share = sum(one.share for one in known) / len(known) if known else None
        values[kind] = (share, weights.parts[kind], tuple(sorted(facts)))
    score, confidence, parts = combine(values, weights.doubt)
    return Match(score, confidence, parts, fitted)


def _fitted(piece: Piece, place: Place) -> Fitted:
    known = place.known.get(piece.kind)
    if known is None:
        return Fitted(piece, "unknown")
    if piece.key in known:
        return Fitted(piece, "fits", known[piece.key])
    near = [one for one in piece.near if one.key in known]
    if not near:
        return Fitted(piece, "missing")
    nearest = max(near, key=lambda one: (one.likeness, one.key))
    return Fitted(piece, "likely", merged((known[nearest.key], nearest.facts)), nearest)
