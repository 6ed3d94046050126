"""Where an account could buy more: its places by product categories.

A cell is ``won`` (the category was bought there: a won deal or a purchase), ``blocked`` (a deal is open and
somebody powerful is against it), ``current`` (one is open), ``lost`` (one was lost there and nothing bought),
``potential`` (another place of the account bought it) or ``white``. A won and an open deal in one cell is
``current``: what is to be decided comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlacedDeal:
    """A deal with the places and categories it is about; a purchase is one that was won."""

    id: str
    outcome: str
    place_ids: tuple[str, ...]
    category_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One place and one category; ``evidence_ids`` are the deals and purchases that say so."""

    place_id: str
    category_id: str
    state: str
    evidence_ids: tuple[str, ...]


def whitespace(
    deals: Sequence[PlacedDeal], places: Sequence[str], categories: Sequence[str], blocked: Collection[str]
) -> tuple[Cell, ...]:
    """Return a cell for each place and category, by place.

    Parameters
    ----------
    blocked
        Ids of open deals that somebody powerful is against.

    >>> won = PlacedDeal("d", "won", ("here",), ("scales",))
    >>> [cell.state for cell in whitespace([won], ["here", "there"], ["scales", "ovens"], ())]
    ['won', 'white', 'potential', 'white']
    >>> lost = PlacedDeal("l", "lost", ("there",), ("scales",))
    >>> [cell.state for cell in whitespace([won, lost], ["here", "there"], ["scales"], ())]
    ['won', 'lost']
    """
    bought = {
        category: tuple(deal.id for deal in deals if deal.outcome == "won" and category in deal.category_ids)
        for category in categories
    }
    cells = []
    for place in places:
        for category in categories:
            here = [deal for deal in deals if place in deal.place_ids and category in deal.category_ids]
            running = [deal.id for deal in here if deal.outcome == "open"]
            against = [id_ for id_ in running if id_ in blocked]
            won = [deal.id for deal in here if deal.outcome == "won"]
            lost = [deal.id for deal in here if deal.outcome == "lost"]
            found = next(
                (
                    (state, ids)
                    for state, ids in (
                        ("blocked", against),
                        ("current", running),
                        ("won", won),
                        ("lost", lost),
                        ("potential", bought[category]),
                    )
                    if ids
                ),
                ("white", ()),
            )
            cells.append(Cell(place, category, found[0], tuple(found[1])))
    return tuple(cells)
