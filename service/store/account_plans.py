"""Reads what an account plan is made of besides the people: deals, owners and what a planner wrote."""

from __future__ import annotations

from collections.abc import Sequence

from graph_models.records import Moment
from service.database import Database, Rows


def items(database: Database, company_id: str, kinds: Sequence[str], moment: Moment) -> Rows:
    """Return what was written into the plan and stands, earliest due first."""
    return database.read(
        "account_plans/items",
        company_id=company_id,
        kinds=list(kinds),
        as_of=moment.as_of,
        known_at=moment.known_at,
    )


def deals(database: Database, company_id: str, moment: Moment) -> Rows:
    """Return the deals of an account with place and product categories."""
    return database.read(
        "account_plans/deals", company_id=company_id, as_of=moment.as_of, known_at=moment.known_at
    )


def purchases(database: Database, unit_ids: Sequence[str], moment: Moment) -> Rows:
    """Return the purchases of a company and its units with who of them bought and the product categories."""
    return database.read(
        "account_plans/purchases", unit_ids=unit_ids, as_of=moment.as_of, known_at=moment.known_at
    )


def owners(database: Database, company_id: str, moment: Moment) -> Rows:
    """Return our members who look after an account."""
    return database.read(
        "account_plans/owners", company_id=company_id, as_of=moment.as_of, known_at=moment.known_at
    )
