"""Reads what a buying center is about: a deal, or a product category at a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_models.records import Moment
from service.analysis.people import RoleHeld, Target
from service.analysis.role_experience import PastRole
from service.database import Database

MOST_DEALS = 1_000
"""Deals from which is learned who holds which role; the newest tell most."""
MOST_JOBS = 20_000


@dataclass(frozen=True, slots=True)
class DealFacts:
    """A deal: size, outcome as known then, place (company and site) and categories of what it includes."""

    id: str
    amount: float | None
    currency: str | None
    outcome: str
    unit_ids: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """A product category with everything under it; the category itself comes first."""

    name: str
    product_ids: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A deal or buying center of a category."""

    id: str
    label: str
    amount: float | None
    currency: str | None


def deal(database: Database, id_: str, moment: Moment) -> DealFacts:
    """Return a deal that is known to be there."""
    row = database.read("buying_center/deal", id=id_, as_of=moment.as_of, known_at=moment.known_at)[0]
    return DealFacts(
        row["id"],
        row["amount"],
        row["currency"],
        row["outcome"],
        tuple(row["unit_ids"]),
        tuple(row["categories"]),
    )


def category(database: Database, code: str, moment: Moment) -> CategoryFacts | None:
    """Return a category by code or id, or None when there is none."""
    rows = database.read(
        "buying_center/category", category=code, as_of=moment.as_of, known_at=moment.known_at
    )
    if not rows:
        return None
    return CategoryFacts(
        rows[0]["name"] or code,
        tuple(row["id"] for row in rows),
        tuple(sorted({row["code"] for row in rows if row["code"]})),
    )


def targets_in_category(
    database: Database, unit_ids: Iterable[str], found: CategoryFacts, moment: Moment
) -> tuple[TargetFacts, ...]:
    """Return the deals and buying centers of the units for the category."""
    rows = database.read(
        "buying_center/targets_in_category",
        unit_ids=sorted(unit_ids),
        product_ids=list(found.product_ids),
        codes=list(found.codes),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    return tuple(TargetFacts(row["id"], row["label"], row["amount"], row["currency"]) for row in rows)


def purchases_in_category(
    database: Database, unit_ids: Iterable[str], found: CategoryFacts, moment: Moment
) -> tuple[RoleHeld, ...]:
    """Return purchases by contacts of the units, each as the role of a buyer that was inferred."""
    rows = database.read(
        "buying_center/purchases_in_category",
        unit_ids=sorted(unit_ids),
        product_ids=list(found.product_ids),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    return tuple(
        RoleHeld(
            row["id"],
            row["contact_id"],
            Target(row["purchase_id"], "Purchase", row["purchase_id"], "won", closed_on=row["purchased_on"]),
            "buyer",
            state="inferred",
        )
        for row in rows
    )


def past_roles(database: Database, moment: Moment) -> tuple[PastRole, ...]:
    """Return the roles held in the deals that ended last."""
    rows = database.read(
        "buying_center/experience", as_of=moment.as_of, known_at=moment.known_at, limit=MOST_DEALS
    )
    return tuple(PastRole(**{**row, "categories": tuple(row["categories"])}) for row in rows)


def population(database: Database, moment: Moment) -> dict[tuple[str | None, str | None], int]:
    """Return how many people have each title in a unit of each name."""
    rows = database.read(
        "buying_center/population", as_of=moment.as_of, known_at=moment.known_at, limit=MOST_JOBS
    )
    return {(row["title"], row["unit_name"]): row["people"] for row in rows}
