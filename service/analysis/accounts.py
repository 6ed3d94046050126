"""What is known of companies and their units at a moment: the input of lookalike and expansion.

Everything here was already cut to the moment that is asked about; the ids are the evidence of the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from service.analysis.similarity import Stated, Traits, Tree


@dataclass(frozen=True, slots=True)
class Company:
    """A company with its markets and parents. ``is_maker``: products are known that it makes."""

    id: str
    name: str
    country: str | None = None
    employees: int | None = None
    revenue: float | None = None
    currency: str | None = None
    is_self: bool = False
    is_maker: bool = False
    markets: Stated = ()
    parents: Stated = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that buys: a site, a department or a company without known places.

    ``evidence``: the facts that tie it to its company. ``places``: the nodes that hold region and country.
    """

    id: str
    label: str
    name: str
    function: str | None = None
    region: str | None = None
    country: str | None = None
    company_id: str | None = None
    company_name: str | None = None
    evidence: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RolePlayed:
    """What part somebody played in a won deal, and what the person's work was."""

    id: str
    role: str
    stance: str
    job_function: str
    seniority: str


@dataclass(frozen=True, slots=True)
class Win:
    """A won deal. ``evidence``: the facts that say where and by whom it was won."""

    id: str
    name: str
    closed_on: date
    unit_id: str
    amount: float | None = None
    currency: str | None = None
    evidence: tuple[str, ...] = ()
    products: Stated = ()
    needs: Stated = ()
    roles: tuple[RolePlayed, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A contact who works at a unit now. ``evidence``: the facts that say so.

    ``is_opted_out``: asked not to be contacted.
    """

    id: str
    name: str
    unit_id: str
    title: str | None = None
    seniority: str | None = None
    job_function: str | None = None
    evidence: tuple[str, ...] = ()
    is_opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Rival:
    """Another company that sells at a unit: by deals it won there, or by products of its make in use there.

    ``products``: names of those. ``evidence_ids``: the deals, and the facts that tell of use and maker.
    """

    id: str
    name: str
    deals: int
    last_on: date | None
    products: tuple[str, ...]
    evidence_ids: tuple[str, ...]
    label: str = "Company"


@dataclass(frozen=True, slots=True)
class Touched:
    """How many days ago, each time, a member of ours and a contact were in touch."""

    member_id: str
    member_name: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A job somebody has or had, by its WORKS_AT fact, with site and company as far as they are known."""

    id: str
    site_id: str | None
    company_id: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Career:
    """The jobs of a person who has had more than one."""

    contact_id: str
    name: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Companies, units, what they have, and the trees of products and markets.

    ``traits``: relationship type (HAS_NEED, HAS_USE_SCENE, USES, IN_REGION) -> owner -> what it has.
    ``names``: names of the things had.
    """

    companies: Mapping[str, Company]
    units: Mapping[str, Unit]
    traits: Mapping[str, Traits] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    tree: Tree = field(default_factory=lambda: Tree({}))
    careers: tuple[Career, ...] = ()

    def group(self) -> Tree:
        """Return the tree of parents and subsidiaries."""
        return Tree({id_: company.parents for id_, company in self.companies.items() if company.parents})

    def unit_traits(self, type_: str) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return what each unit has of a kind: its own and what is said of its whole company."""
        said = self.traits.get(type_, {})
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        if not said:
            return found
        for unit in self.units.values():
            of_unit = joined(said.get(unit.id, {}), said.get(unit.company_id or "", {}))
            if of_unit:
                found[unit.id] = of_unit
        return found


def joined(*features: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return features of several owners as of one, with the facts of all.

    >>> joined({"need": ("a",)}, {"need": ("b",), "other": ("c",)})
    {'need': ('a', 'b'), 'other': ('c',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for some in features:
        for feature, facts in some.items():
            found[feature] = tuple(sorted({*found.get(feature, ()), *facts}))
    return found


def with_categories(features: Mapping[str, tuple[str, ...]], tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return products with the categories directly above them, reached by the facts of both."""
    found = dict(features)
    for product, facts in sorted(features.items()):
        for parent, fact in tree.above.get(product, ()):
            found[parent] = tuple(sorted({*found.get(parent, ()), *facts, fact}))
    return found
