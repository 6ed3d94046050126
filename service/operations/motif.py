"""Where the story of a won deal is found again: the closest matches of its motif and what they lack."""

from __future__ import annotations

from typing import Any

from graph_models.records import Answer, Change, Moment, RankedItem
from graph_models.vocabulary import MotifRing, State
from service.analysis.motif import Fitted, Piece, fit
from service.analysis.similarity import Tree, merged
from service.database import Database
from service.errors import UsageError
from service.operations.people_scope import required_scope
from service.operations.weights_in_use import weights_in_use
from service.store import motif as store
from service.store.lookalike import hierarchy

MOST = 100
PEOPLE_NAMED = 3
"""People named for each function of the committee; of the rest the number."""
NEAREST = 200
"""Sites of each ring, by the number of pieces, that are compared in full."""


def motif(database: Database, *, deal: str, kind: str | None = None, moment: Moment, limit: int) -> Answer:
    """Rank the sites in which the motif of a won deal is found again.

    Parameters
    ----------
    kind
        One of the rings (`MotifRing`); None: all.

    Returns
    -------
    Answer
        Each item tells its ``ring``, with the facts that put it there, and its ``pieces``: what fits, what is
        likely to (inferred, by something near), what is missing, what is unknown there.

    Raises
    ------
    NotFoundError
        When there is no such deal.
    UsageError
        When it was not won by then.
    """
    required_scope(database, deal, moment, "Deal", field="deal")
    of = store.motif(database, deal, moment)
    if of.outcome != "won":
        raise UsageError("motif.not_won", field="deal", name=of.name)
    weights = weights_in_use(database).expansion
    found = store.matches(database, of, NEAREST, moment)
    fitted = [(one, fit(of.pieces, one.place, weights)) for one in found if kind in (None, one.ring)]
    fitted.sort(key=lambda pair: (-(pair[1].score or 0.0), pair[0].id))
    chosen = fitted[: min(limit, MOST)]
    tree, _ = hierarchy(database, moment)

    items = tuple(
        RankedItem(
            id=one.id,
            label="Site",
            name=one.name,
            score=match.score,
            confidence=match.confidence,
            state=State.INFERRED,
            parts=match.parts,
            details={
                "company": one.company,
                "ring": one.ring,
                "ring_evidence_ids": _way(of, one, tree),
                "pieces": [_told(of, one, piece) for piece in match.pieces],
                "won": [_node("Deal", *deal) for deal in one.won],
                "evidence_ids": list(one.evidence),
            },
        )
        for one, match in chosen
    )
    rings = {ring.value: 0 for ring in MotifRing} | {one.ring: one.in_ring for one in found}
    pieces = [
        {
            "change": _said(of, piece),
            "part": piece.kind,
            "evidence_ids": list(piece.facts),
        }
        for piece in of.pieces
    ]
    notes = () if items else (Change("motif.nothing_alike", {"name": of.name}),)
    return Answer(
        items, notes, {"motif": pieces, "rings": rings, "total": rings[kind] if kind else sum(rings.values())}
    )


def _told(of: store.Motif, there: store.Found, fitted: Fitted) -> dict[str, Any]:
    """Return how a piece stands at a place; what something near makes likely is marked as inferred."""
    piece, near = fitted.piece, fitted.near
    people = there.people.get(near.key if near else piece.key, ()) if piece.kind == "committee" else ()
    return {
        "change": _said(of, piece),
        "part": piece.kind,
        "state": fitted.state,
        "basis": (State.INFERRED if near else State.CONFIRMED).value if fitted.facts else None,
        "likeness": near.likeness if near else None,
        "evidence_ids": [*piece.facts, *fitted.facts],
        "people": [_node("Contact", *person) for person in people[:PEOPLE_NAMED]],
        "more_people": max(0, len(people) - PEOPLE_NAMED),
    }


def _way(of: store.Motif, there: store.Found, tree: Tree) -> list[str]:
    """Return the facts that put a place in its ring: the way from the deal's company to that of the place."""
    company = there.company["id"]
    between = of.group.get(company, ()) if company != of.company_id else ()
    markets = tree.nearest(of.in_markets, there.in_markets).evidence if company != of.company_id else ()
    in_ring = between if there.ring == MotifRing.SAME_GROUP else (*between, *markets)
    return list(merged((of.evidence, there.evidence, in_ring)))


def _said(of: store.Motif, piece: Piece) -> Change:
    if piece.kind == "committee":
        role, function = of.decided[piece.key]
        said = {"part": piece.kind, "role": role}
        return (
            Change("motif.decided_by", {**said, "job_function": function})
            if function
            else Change("motif.decided_by_somebody", said)
        )
    if piece.kind == "site_function":
        return Change(f"codes.site_function_{piece.key}", {"part": piece.kind, "code": piece.key})
    return Change("lookalike.feature", {"part": piece.kind, "id": piece.key, "name": piece.name})


def _node(label: str, id_: str, name: str) -> dict[str, str]:
    return {"id": id_, "label": label, "name": name}
