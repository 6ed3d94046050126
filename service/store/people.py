"""Reads what is known of the people of an account at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from graph_models.records import Moment
from graph_models.registry import label_of
from service.analysis.people import (
    AccountFacts,
    Bought,
    Job,
    Link,
    Participant,
    Person,
    RoleHeld,
    Target,
    Touch,
    Unit,
)
from service.database import Database

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is asked of, and the company it belongs to; without one it is its own account."""

    id: str
    label: str
    name: str
    account_id: str
    account_name: str
    is_self: bool = False


def scope(database: Database, id_: str, moment: Moment) -> Scope | None:
    """Return the node with its account, or None when there is no such node."""
    rows = database.read("people/scope", id=id_, as_of=moment.as_of, known_at=moment.known_at)
    if not rows:
        return None
    row = rows[0]
    name = row["name"] or row["id"]
    return Scope(
        row["id"],
        row["label"],
        name,
        row["account_id"] or row["id"],
        row["account_name"] or name,
        row["is_self"],
    )


def units(database: Database, account_id: str, moment: Moment) -> tuple[Unit, ...]:
    """Return the units of an account; one that hangs from two places is in the chain of both."""
    found: dict[str, Unit] = {}
    for row in database.read("people/units", account_id=account_id, **_day(moment)):
        old = found.get(row["id"])
        found[row["id"]] = Unit(
            row["id"],
            row["label"],
            row["name"] or row["id"],
            frozenset(row["chain"]) | (old.chain if old else frozenset()),
            row["site_id"] or (old.site_id if old else None),
        )
    return tuple(found[id_] for id_ in sorted(found))


def contacts_at_units(database: Database, unit_ids: Iterable[str], moment: Moment) -> set[str]:
    """Return the ids of the contacts who work or worked in the units."""
    rows = database.read("people/contacts_at_units", unit_ids=sorted(unit_ids), **_day(moment))
    return {row["id"] for row in rows}


def people_on_targets(database: Database, target_ids: Iterable[str], moment: Moment) -> set[str]:
    """Return the ids of the contacts that have to do with some deals or buying centers."""
    rows = database.read(
        "people/people_on_targets", target_ids=sorted(target_ids), until=moment.until, **_day(moment)
    )
    return {row["id"] for row in rows}


def account_facts(
    database: Database,
    account_id: str,
    moment: Moment,
    *,
    horizon_days: float,
    others: Collection[str] = (),
) -> AccountFacts:
    """Return everything known of the people of an account.

    Parameters
    ----------
    horizon_days
        Activities older than this are left out.
    others
        Ids of contacts to include though they have no job in the account.
    """
    own_units = units(database, account_id, moment)
    contact_ids = contacts_at_units(database, (unit.id for unit in own_units), moment) | set(others)
    return people_facts(database, contact_ids, moment, horizon_days=horizon_days, own_units=own_units)


def people_facts(
    database: Database,
    contact_ids: Collection[str],
    moment: Moment,
    *,
    horizon_days: float,
    own_units: tuple[Unit, ...] = (),
    only_ties: bool = False,
) -> AccountFacts:
    """Return everything known of some contacts; members and others they have to do with are named too.

    ``only_ties``: roles and purchases are not read.
    """
    ids = sorted(contact_ids)
    touches = touches_of_contacts(database, ids, moment, horizon_days)
    links = links_of_people(database, ids, moment)
    named = set(ids)
    named.update(item.id for touch in touches for item in touch.participants)
    named.update(id_ for link in links for id_ in (link.start_id, link.end_id))
    return AccountFacts(
        now=moment.until,
        as_of=moment.as_of,
        people=people_by_id(database, named, moment),
        jobs=jobs_of_contacts(database, ids, moment),
        units=own_units,
        roles=() if only_ties else roles_of_contacts(database, ids, moment),
        links=links,
        touches=touches,
        bought=() if only_ties else _bought(database, ids, moment),
    )


def people_by_id(database: Database, ids: Iterable[str], moment: Moment) -> tuple[Person, ...]:
    """Return contacts and members by id; ids of nobody are left out."""
    rows = database.read("people/people_by_id", ids=sorted(ids), until=moment.until, known_at=moment.known_at)
    return tuple(
        Person(
            row["id"],
            row["name"],
            row["label"],
            row["is_opted_out"],
            row["status"],
            row["is_no_introducer"],
        )
        for row in rows
    )


def members(database: Database, moment: Moment) -> tuple[Person, ...]:
    """Return all our members."""
    rows = database.read("people/members", known_at=moment.known_at)
    return tuple(
        Person(row["id"], row["name"], "Member", is_no_introducer=row["is_no_introducer"]) for row in rows
    )


def jobs_of_contacts(database: Database, contact_ids: Iterable[str], moment: Moment) -> tuple[Job, ...]:
    """Return the jobs of contacts that had begun."""
    rows = database.read("people/jobs_of_contacts", contact_ids=sorted(contact_ids), **_day(moment))
    return tuple(
        Job(
            row["id"],
            row["contact_id"],
            row["unit_id"],
            row["unit_name"] or row["unit_id"],
            row["title"],
            row["is_current"],
        )
        for row in rows
    )


def links_of_people(database: Database, contact_ids: Iterable[str], moment: Moment) -> tuple[Link, ...]:
    """Return reporting lines, influences and acquaintances of contacts."""
    rows = database.read("people/links_of_people", contact_ids=sorted(contact_ids), **_day(moment))
    return tuple(
        Link(
            row["id"],
            row["type"],
            row["start_id"],
            row["end_id"],
            row["weight"],
            row["kind"],
            row["state"] or "assumed",
            _sure(row),
        )
        for row in rows
    )


def touches_of_contacts(
    database: Database, contact_ids: Iterable[str], moment: Moment, horizon_days: float
) -> tuple[Touch, ...]:
    """Return the activities of contacts up to some days back."""
    rows = database.read(
        "people/touches_of_contacts",
        contact_ids=sorted(contact_ids),
        since=moment.until - timedelta(days=horizon_days),
        until=moment.until,
        **_day(moment),
    )
    return tuple(
        Touch(
            row["id"],
            row["kind"] or "",
            datetime.fromtimestamp(row["at"] / 1000, moment.until.tzinfo),
            row["direction"],
            tuple(
                Participant(id_, label_of(id_) == "Member", part or None)
                for id_, part in sorted(zip(row["people"], row["parts"], strict=True))
            ),
            tuple(row["deal_ids"]),
        )
        for row in rows
    )


def roles_of_contacts(database: Database, contact_ids: Iterable[str], moment: Moment) -> tuple[RoleHeld, ...]:
    """Return roles and approval steps that stood when their deal ended, or on the day while it is open."""
    ids = sorted(contact_ids)
    held = database.read("people/roles_of_contacts", contact_ids=ids, **_day(moment))
    steps = database.read("people/approvals_of_contacts", contact_ids=ids, **_day(moment))
    return (
        *(
            RoleHeld(
                row["id"],
                row["contact_id"],
                _target(row, row["target_label"]),
                row["role"],
                row["stance"],
                row["power"],
                row["state"] or "assumed",
                _sure(row),
                row["valid_from"],
            )
            for row in held
            if _stood(row)
        ),
        *(
            RoleHeld(
                row["id"],
                row["contact_id"],
                _target(row, "Deal"),
                "approver",
                state=row["state"] or "assumed",
                confidence=_sure(row),
                since=row["valid_from"],
                order=row["step"],
                threshold=row["threshold"],
            )
            for row in steps
            if _stood(row)
        ),
    )


def _stood(row: Row) -> bool:
    return row["valid_to"] is None or (row["closed_on"] is not None and row["valid_to"] >= row["closed_on"])


def _target(row: Row, label: str) -> Target:
    return Target(
        row["target_id"],
        label,
        row["target_name"] or row["target_id"],
        row["outcome"],
        row["opened_on"],
        row["closed_on"],
        tuple(row["unit_ids"]),
    )


def _bought(database: Database, contact_ids: list[str], moment: Moment) -> tuple[Bought, ...]:
    rows = database.read("people/purchases_by_contacts", contact_ids=contact_ids, **_day(moment))
    return tuple(
        Bought(row["id"], row["purchase_id"], row["contact_id"], row["deal_id"], row["purchased_on"])
        for row in rows
    )


def _sure(row: Row) -> float:
    return 1.0 if row["confidence"] is None else float(row["confidence"])


def _day(moment: Moment) -> Row:
    return {"as_of": moment.as_of, "known_at": moment.known_at}
