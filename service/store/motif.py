"""Reads the motif of a deal, and the sites in which pieces of it are found again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from graph_models.records import Moment
from service.analysis.motif import Piece, Place, pieces_of
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
    """A deal with its pieces and place. ``roles``: function of work -> roles that people of it held."""

    id: str
    name: str
    outcome: str
    site_id: str | None
    company_id: str | None
    country: str | None
    markets: tuple[str, ...]
    pieces: tuple[Piece, ...]
    roles: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A site in which pieces are found.

    ``in_ring``: how many sites its ring holds in all. ``people``: function of work -> (id, name) of contacts
    there; ``won``: (id, name) of deals won there.
    """

    id: str
    name: str
    company: dict[str, Any]
    ring: str
    in_ring: int
    place: Place
    people: dict[str, tuple[tuple[str, str], ...]]
    won: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


def motif(database: Database, deal_id: str, moment: Moment) -> Motif:
    """Return the motif of a deal that is known to be there."""
    row = database.read("motif/of_deal", deal_id=deal_id, as_of=moment.as_of, known_at=moment.known_at)[0]
    rows = [("shared_need", *one) for one in row["needs"]]
    rows += [("shared_use_scene", *one) for one in row["scenes"]]
    rows += [("shared_products", *one) for one in row["products"]]
    rows += [("committee", function, function, fact) for function, _, fact in row["roles"]]
    if row["function"]:
        rows.append(("site_function", row["function"], row["function"], row["site_id"]))
    roles: dict[str, set[str]] = {}
    for function, role, _ in row["roles"]:
        roles.setdefault(function, set()).add(role)
    return Motif(
        row["id"],
        row["name"],
        row["outcome"],
        row["site_id"],
        row["company_id"],
        row["country"],
        tuple(row["markets"]),
        pieces_of(rows),
        {function: tuple(sorted(held)) for function, held in roles.items()},
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
        limit=limit,
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    return [_found(row, kinds) for row in rows]


def _found(row: dict[str, Any], kinds: dict[str, str]) -> Found:
    known: dict[str, dict[str, tuple[str, ...]]] = {_KIND_OF[type_]: {} for type_ in row["known"]}
    for key, fact in row["found"]:
        of_kind = known.setdefault(kinds[key], {})
        of_kind[key] = (*of_kind.get(key, ()), fact)
    if row["function"]:
        known["site_function"] = {row["function"]: (row["site_id"],)}
    if row["people"]:
        known["committee"] = _grouped((function, fact) for function, _, _, fact in row["people"])
    return Found(
        row["site_id"],
        row["name"],
        {"id": row["company_id"], "label": "Company", "name": row["company_name"]},
        row["ring"],
        row["in_ring"],
        Place(known),
        _grouped((function, (id_, name)) for function, id_, name, _ in row["people"]),
        tuple((id_, name) for id_, name in row["won"]),
        tuple(row["evidence"]),
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, dict[T, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}
