"""What horizontal expansion is made from, and the proofs of what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_models.vocabulary import ExpansionKind
from service.analysis.accounts import Accounts, Person, Touched, Unit, Win
from service.analysis.co_sellers import Sales
from service.analysis.prospect_parts import ProspectParts


@dataclass(frozen=True, slots=True)
class ExpansionFacts:
    """What the ranking is made from.

    ``wins``: the successes to carry on. ``served``: units that are no targets any more. ``sold``: unit ->
    what the seller has sold there, needs and products: a story is not told again where it was told already.
    ``sales``: unit -> who won deals there. ``recent``: unit -> number of deals won there lately by anybody.
    ``demand``: product -> unit -> the same for the products of the successes. ``prospects``: the parts that
    all sales together tell; None where no weight asks for one.
    """

    seller_id: str
    accounts: Accounts
    wins: tuple[Win, ...]
    served: frozenset[str]
    sales: Sales
    sold: Mapping[str, frozenset[str]] = field(default_factory=dict)
    recent: Mapping[str, int] = field(default_factory=dict)
    demand: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    touches: Mapping[str, tuple[Touched, ...]] = field(default_factory=dict)
    prospects: ProspectParts | None = None


@dataclass(frozen=True, slots=True)
class Proofs:
    """Ids behind the counts, fetched for the targets in the answer alone.

    ``deals``: (unit, seller) -> won deals. ``recent``: unit -> deals won lately. ``demand``: (unit, product)
    -> relationships. ``touches``: (contact, member) -> activities.
    """

    deals: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    recent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    demand: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    touches: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target in its place in the order, with the story that fits it best."""

    index: int
    unit: Unit
    story: Unit
    win: Win
    kind: ExpansionKind
