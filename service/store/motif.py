"""Reads the motif of a deal, and the sites in which pieces of it are found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from graph_models.records import Moment
from service.analysis.motif import Piece, Place, decided_by, near_in_committee, pieces_of
from service.analysis.similarity import Stated, merged
from service.database import Database

T = TypeVar("T")

_KIND_OF = {
    "HAS_NEED": "shared_need",
    "HAS_USE_SCENE": "shared_use_scene",
    "USES": "shared_products",
}
"""The kind of piece that a relationship of a place speaks of."""


@dataclass(frozen=True, slots=True)
class Motif:
    """A deal with its pieces and place.

    ``markets``: those that count as the same; ``in_markets``: those of its company. ``group``: company of the
    group -> the ties on the way there. ``decided``: key of a piece of the committee -> role and function.
    """

    id: str
    name: str
    outcome: str
    site_id: str | None
    company_id: str | None
    country: str | None
    markets: tuple[str, ...]
    in_markets: Stated
    group: dict[str, tuple[str, ...]]
    pieces: tuple[Piece, ...]
    decided: dict[str, tuple[str, str]]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A site in which pieces are found.

    ``in_ring``: how many sites its ring holds in all. ``people``: key of a piece of the committee -> (id,
    name) of contacts there; ``won``: (id, name) of deals won there.
    """

    id: str
    name: str
    company: dict[str, Any]
    ring: str
    in_ring: int
    place: Place
    people: dict[str, tuple[tuple[str, str], ...]]
    won: tuple[tuple[str, str], ...]
    in_markets: Stated
    evidence: tuple[str, ...]


def motif(database: Database, deal_id: str, moment: Moment) -> Motif:
    """Return the motif of a deal that is known to be there."""
    row = database.read("motif/of_deal", deal_id=deal_id, as_of=moment.as_of, known_at=moment.known_at)[0]
    rows = [("shared_need", *one) for one in row["needs"]]
    rows += [("shared_use_scene", *one) for one in row["scenes"]]
    rows += [("shared_products", *one) for one in row["products"]]
    decided = {decided_by(role, function): (role, function) for function, role, _ in row["roles"]}
    rows += [
        ("committee", key := decided_by(role, function), key, fact) for function, role, fact in row["roles"]
    ]
    if row["function"]:
        rows.append(("site_function", row["function"], row["function"], row["site_id"]))
    return Motif(
        row["id"],
        row["name"],
        row["outcome"],
        row["site_id"],
        row["company_id"],
        row["country"],
        tuple(row["markets"]),
        _stated(row["in_markets"]),
        {company: tuple(way) for company, way in row["group"]},
        tuple(
            replace(piece, near=near_in_committee(*decided[piece.key]))
            if piece.kind == "committee"
            else piece
            for piece in pieces_of(rows)
        ),
        decided,
        tuple(row["evidence"]),
    )


def matches(database: Database, of: Motif, limit: int, moment: Moment) -> list[Found]:
    """Return the sites with most needs, use scenes and product categories of a motif, so many a ring."""
    kinds = {piece.key: piece.kind for piece in of.pieces if piece.kind in _KIND_OF.values()}
    if not kinds:
        return []
    rows = database.read(
        "motif/matches",
        piece_ids=sorted(kinds),
        site_id=of.site_id,
        company_id=of.company_id,
        country=of.country,
        markets=of.markets,
        group=sorted(of.group),
        limit=limit,
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    return [_found(row, kinds) for row in rows]


def _found(row: dict[str, Any], kinds: dict[str, str]) -> Found:
    known: dict[str, dict[str, tuple[str, ...]]] = {_KIND_OF[type_]: {} for type_ in row["known"]}
    for key, facts in row["found"]:
        of_kind = known.setdefault(kinds[key], {})
        of_kind[key] = merged((of_kind.get(key, ()), facts))
    if row["function"]:
        known["site_function"] = {row["function"]: (row["site_id"],)}
    here = [
        (key, (id_, name), fact)
        for function, id_, name, at, roles in row["people"]
        for key, facts in _may_stand_for(function, at, roles)
        for fact in facts
    ]
    if row["people"]:
        known["committee"] = _grouped((key, fact) for key, _, fact in here)
    return Found(
        row["site_id"],
        row["name"],
        {"id": row["company_id"], "label": "Company", "name": row["company_name"]},
        row["ring"],
        row["in_ring"],
        Place(known),
        _grouped((key, person) for key, person, _ in here),
        tuple((id_, name) for id_, name in row["won"]),
        _stated(row["in_markets"]),
        tuple(row["evidence"]),
    )


def _may_stand_for(
    function: str, at: list[str], roles: list[list[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of pieces of a committee that somebody fits, each with the facts that say so."""
    if function:
        yield decided_by("", function), tuple(at)
    for role, fact in roles:
        yield decided_by(role, function), (*at, fact)
        if function:
            yield decided_by(role, ""), (*at, fact)


def _stated(rows: Iterable[Iterable[str]]) -> Stated:
    return tuple((id_, fact) for id_, fact in rows)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, dict[T, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}
