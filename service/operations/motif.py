"""Where the story of a won deal is found again: the closest matches of its motif and what they lack."""

from __future__ import annotations

from typing import Any

from graph_models.records import Answer, Change, Moment, RankedItem
from graph_models.vocabulary import ExpansionKind, State
from service.analysis.motif import Fitted, fit
from service.database import Database
from service.errors import UsageError
from service.operations.people_scope import required_scope
from service.operations.weights_in_use import weights_in_use
from service.store import motif as store

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
        One of the four rings (`ExpansionKind`); None: all.

    Returns
    -------
    Answer
        Each item tells its ``ring`` and its ``pieces``: what fits, what is missing, what is unknown there.

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

    def told(one: store.Found, piece: Fitted) -> dict[str, Any]:
        of_piece = piece.piece
        people = one.people.get(of_piece.key, ()) if of_piece.kind == "committee" else ()
        return {
            "change": _said(of_piece.kind, of_piece.key, of_piece.name),
            "part": of_piece.kind,
            "state": piece.state,
            "evidence_ids": [*of_piece.facts, *piece.facts],
            "people": [_node("Contact", *person) for person in people[:PEOPLE_NAMED]],
            "more_people": max(0, len(people) - PEOPLE_NAMED),
        }

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
                "pieces": [told(one, piece) for piece in match.pieces],
                "won": [_node("Deal", *deal) for deal in one.won],
                "evidence_ids": list(one.evidence),
            },
        )
        for one, match in chosen
    )
    rings = {ring.value: 0 for ring in ExpansionKind} | {one.ring: one.in_ring for one in found}
    pieces = [
        {
            "change": _said(piece.kind, piece.key, piece.name),
            "part": piece.kind,
            "roles": list(of.roles.get(piece.key, ())) if piece.kind == "committee" else [],
            "evidence_ids": list(piece.facts),
        }
        for piece in of.pieces
    ]
    notes = () if items else (Change("motif.nothing_alike", {"name": of.name}),)
    return Answer(
        items, notes, {"motif": pieces, "rings": rings, "total": rings[kind] if kind else sum(rings.values())}
    )


def _said(kind: str, key: str, name: str) -> Change:
    if kind == "committee":
        return Change(f"codes.job_function_{key}", {"part": kind, "code": key})
    if kind == "site_function":
        return Change(f"codes.site_function_{key}", {"part": kind, "code": key})
    return Change("lookalike.feature", {"part": kind, "id": key, "name": name})


def _node(label: str, id_: str, name: str) -> dict[str, str]:
    return {"id": id_, "label": label, "name": name}
