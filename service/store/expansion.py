"""Reads units, won deals, demand and people for horizontal expansion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from graph_models.records import Moment
from service.analysis.accounts import Person, RolePlayed, Touched, Unit, Win
from service.database import Database

Ids = tuple[str, ...]


def own_companies(database: Database, moment: Moment) -> list[str]:
    """Return the ids of the companies that are us."""
    return [row["id"] for row in database.read("expansion/sellers", known_at=moment.known_at)]


def units(database: Database, moment: Moment) -> dict[str, Unit]:
    """Return every unit that may buy, by id."""
    rows = database.read("expansion/units", as_of=moment.as_of, known_at=moment.known_at)
    return {
        row["id"]: Unit(**{**row, "evidence": tuple(row["evidence"]), "places": tuple(row["places"])})
        for row in rows
    }


def sales(database: Database, moment: Moment) -> dict[str, frozenset[str]]:
    """Return unit -> the sellers who won deals there."""
    found: dict[str, frozenset[str]] = {}
    for row in database.read("expansion/sales", as_of=moment.as_of, known_at=moment.known_at):
        found[row["unit_id"]] = found.get(row["unit_id"], frozenset()) | set(row["seller_ids"])
    return found


def won(database: Database, seller_id: str, moment: Moment) -> tuple[Win, ...]:
    """Return the deals a seller has won, by id."""
    rows = database.read("expansion/won", seller_id=seller_id, as_of=moment.as_of, known_at=moment.known_at)
    return tuple(
        Win(
            **{
                **row,
                "evidence": tuple(row["evidence"]),
                "products": tuple((id_, fact) for id_, fact in row["products"]),
                "needs": tuple((id_, fact) for id_, fact in row["needs"]),
                "roles": tuple(
                    RolePlayed(fact, role, stance, job_function, seniority)
                    for role, stance, job_function, seniority, fact in row["roles"]
                ),
            }
        )
        for row in rows
    )


def recent(
    database: Database, products: Sequence[str], days: int, moment: Moment
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Return what was won in the last days, by anybody.

    Unit -> number of deals, and product -> unit -> number of deals for it.
    """
    rows = database.read(
        "expansion/recent",
        product_ids=list(products),
        since=_since(days, moment),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    deals: dict[str, int] = {}
    demand: dict[str, dict[str, int]] = {}
    for row in rows:
        unit_id = row["unit_id"]
        deals[unit_id] = deals.get(unit_id, 0) + row["deals"]
        for product, count in row["products"]:
            of_product = demand.setdefault(product, {})
            of_product[unit_id] = of_product.get(unit_id, 0) + count
    return deals, demand


def people(database: Database, moment: Moment) -> dict[str, tuple[Person, ...]]:
    """Return unit -> the people who work there now."""
    found: dict[str, list[Person]] = {}
    for row in database.read("expansion/people", as_of=moment.as_of, known_at=moment.known_at):
        person = Person(
            row["contact_id"],
            row["name"],
            row["unit_id"],
            row["title"],
            row["seniority"],
            row["job_function"],
            tuple(row["evidence"]),
            row["is_opted_out"],
        )
        found.setdefault(person.unit_id, []).append(person)
    return {unit_id: tuple(staff) for unit_id, staff in found.items()}


def touches(database: Database, moment: Moment) -> dict[str, tuple[Touched, ...]]:
    """Return contact -> each of our members with the days since each touch."""
    found: dict[str, list[Touched]] = {}
    for row in database.read("expansion/touches", until=moment.until, known_at=moment.known_at):
        touched = Touched(row["member_id"], row["member_name"], tuple(sorted(row["days"])))
        found.setdefault(row["contact_id"], []).append(touched)
    return {contact: tuple(some) for contact, some in found.items()}


def deals_at(
    database: Database, unit_ids: Sequence[str], sellers: Sequence[str] | None, days: int, moment: Moment
) -> tuple[dict[tuple[str, str], Ids], dict[str, Ids]]:
    """Return (unit, seller) -> ids of the won deals, and unit -> those of the last days."""
    rows = database.read(
        "expansion/deals_at",
        unit_ids=list(unit_ids),
        seller_ids=None if sellers is None else list(sellers),
        since=_since(days, moment),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    deals: dict[tuple[str, str], set[str]] = {}
    lately: dict[str, set[str]] = {}
    for row in rows:
        for id_, is_recent in row["deals"]:
            deals.setdefault((row["unit_id"], row["seller_id"]), set()).add(id_)
            if is_recent:
                lately.setdefault(row["unit_id"], set()).add(id_)
    return (
        {key: tuple(sorted(ids)) for key, ids in deals.items()},
        {unit_id: tuple(sorted(ids)) for unit_id, ids in lately.items()},
    )


def demand_evidence(
    database: Database, products: Sequence[str], unit_ids: Sequence[str], days: int, moment: Moment
) -> dict[tuple[str, str], Ids]:
    """Return (unit, product) -> ids of the relationships that say it was bought there lately."""
    rows = database.read(
        "expansion/demand_evidence",
        product_ids=list(products),
        unit_ids=list(unit_ids),
        since=_since(days, moment),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row["unit_id"], row["product_id"]), set()).update(row["evidence"])
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def touch_evidence(database: Database, contacts: Sequence[str], moment: Moment) -> dict[tuple[str, str], Ids]:
    """Return (contact, member) -> ids of the activities they share."""
    rows = database.read(
        "expansion/touch_evidence",
        contact_ids=list(contacts),
        until=moment.until,
        known_at=moment.known_at,
    )
    return {(row["contact_id"], row["member_id"]): tuple(sorted(row["evidence"])) for row in rows}


def _since(days: int, moment: Moment) -> date:
    return moment.as_of - timedelta(days=days)
