"""Reads what the status is derived from, chunk by chunk, and keeps what was derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from graph_models.records import Moment
from service.analysis.status_facts import (
    AccountFacts,
    Choice,
    Job,
    Order,
    PersonFacts,
    Reaction,
    UnitFacts,
    day_of,
)
from service.database import Database, Rows, Transaction
from service.store.status_records import record_changes

CHUNK = 1000
"""Companies read at a time."""
CHOOSING = frozenset(("specifier", "decider"))


def company_ids(database: Database, moment: Moment) -> Iterator[list[str]]:
    """Yield the ids of all companies but our own, a chunk at a time."""
    return _chunks(database, "status/accounts", moment)


def loose_contact_ids(database: Database, moment: Moment) -> Iterator[list[str]]:
    """Yield the ids of contacts known at no company, a chunk at a time."""
    return _chunks(database, "status/loose_contacts", moment)


def loose_site_ids(database: Database, moment: Moment) -> Iterator[list[str]]:
    """Yield the ids of sites known of no company, a chunk at a time."""
    return _chunks(database, "status/loose_sites", moment)


def _chunks(database: Database, query: str, moment: Moment) -> Iterator[list[str]]:
    after = ""
    while rows := database.read(query, after=after, limit=CHUNK, known_at=moment.known_at):
        yield [row["id"] for row in rows]
        after = rows[-1]["id"]


def accounts(database: Database, ids: Collection[str], moment: Moment) -> list[AccountFacts]:
    """Return the facts of companies, their sites and everybody who works or worked there."""
    at = {"ids": list(ids), "as_of": moment.as_of, "known_at": moment.known_at}
    sites_of: dict[str, dict[str, Reaction | None]] = defaultdict(dict)
    for row in database.read("status/sites", **at):
        closed = Reaction(row["closed_on"], row["tie_id"]) if row["closed_on"] else None
        sites_of[row["company_id"]][row["site_id"]] = closed
    ended = {
        row["company_id"]: Reaction(row["on"] or moment.as_of, row["evidence_id"])
        for row in database.read("status/successions", **at)
    }
    contacts = [row["contact_id"] for row in database.read("status/people_of_companies", **at)]
    people = _people(database, contacts, moment)
    by_company: dict[str, list[PersonFacts]] = defaultdict(list)
    for person in people:
        for company_id in {job.company_id for job in person.jobs if job.company_id}:
            by_company[company_id].append(person)
    site_ended = {id_: closed for sites in sites_of.values() for id_, closed in sites.items()}
    units = _units(database, [*ids, *site_ended], {**ended, **site_ended}, moment)
    return [
        AccountFacts(units[id_], tuple(units[site] for site in sorted(sites_of[id_])), tuple(by_company[id_]))
        for id_ in ids
    ]


def loose(
    database: Database, site_ids: Collection[str], contact_ids: Collection[str], moment: Moment
) -> list[AccountFacts]:
    """Return the facts of sites and contacts that belong to no company, each by itself."""
    found = [AccountFacts(None, people=(one,)) for one in _people(database, contact_ids, moment)]
    if site_ids:
        units = _units(database, site_ids, {}, moment)
        at = {"as_of": moment.as_of, "known_at": moment.known_at}
        rows = database.read("status/people_of_sites", ids=list(site_ids), **at)
        people = _people(database, [row["contact_id"] for row in rows], moment)
        for id_ in site_ids:
            here = tuple(one for one in people if any(job.site_id == id_ for job in one.jobs))
            found.append(AccountFacts(None, (units[id_],), here))
    return found


def _orders(database: Database, ids: Collection[str], moment: Moment) -> dict[str, Rows]:
    rows = database.read("status/orders", ids=list(ids), as_of=moment.as_of, known_at=moment.known_at)
    return _by(rows, "id")


def _by(rows: Rows, key: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _reaction(row: Mapping[str, Any] | None, id_: str, at: str, moment: Moment) -> Reaction | None:
    return Reaction(day_of(row[at], moment.until), row[id_]) if row and row[id_] else None


def _people(database: Database, ids: Collection[str], moment: Moment) -> list[PersonFacts]:
    if not ids:
        return []
    at = {"ids": list(ids), "as_of": moment.as_of, "known_at": moment.known_at}
    until = {"ids": list(ids), "until": moment.until, "known_at": moment.known_at}
    jobs = _by(database.read("status/jobs", **at), "contact_id")
    orders = _orders(database, ids, moment)
    roles = _by(database.read("status/roles", **at), "contact_id")
    without = [id_ for id_ in ids if id_ not in roles]
    touched = _by(database.read("status/touched_deals", **{**until, "ids": without}), "contact_id")
    signs = _by(database.read("status/reactions", **at, until=moment.until), "contact_id")
    found = []
    for id_ in ids:
        sign = signs[id_][0] if id_ in signs else None
        mine = roles.get(id_, [])
        bought = [Order(row["on"], row["evidence_id"]) for row in orders.get(id_, [])]
        # Who is the buyer of a deal that was won has bought.
        bought += [
            Order(row["won_on"], row["evidence_id"])
            for row in mine
            if row["role"] == "buyer" and row["won_on"] and row["won_on"] <= moment.as_of
        ]
        found.append(
            PersonFacts(
                id_,
                tuple(_job(row) for row in jobs.get(id_, [])),
                tuple(bought),
                tuple(_choices(mine, touched.get(id_, []))),
                tuple(sorted({row["evidence_id"] for row in mine})),
                _reaction(sign, "reaction_id", "reacted_at", moment),
                _reaction(sign, "bounce_id", "bounced_at", moment),
                any(row["role"] == "buyer" for row in mine),
            )
        )
    return found


def _job(row: Mapping[str, Any]) -> Job:
    return Job(row["job_id"], row["company_id"], row["site_id"], row["valid_from"], row["valid_to"])


def _choices(roles: Rows, touched: Rows) -> Iterator[Choice]:
    for row in roles:
        if row["role"] in CHOOSING:
            yield Choice(row["deal_id"], row["evidence_id"], row["company_id"])
    for row in touched:
        yield Choice(row["deal_id"], row["evidence_id"], row["company_id"], is_held=False)


def _units(
    database: Database, ids: Collection[str], ended: Mapping[str, Reaction | None], moment: Moment
) -> dict[str, UnitFacts]:
    at = {"ids": list(ids), "as_of": moment.as_of, "known_at": moment.known_at}
    orders = _orders(database, ids, moment)
    deals = _by(database.read("status/deals", **at), "id")
    rows = database.read(
        "status/reactions_about", ids=list(ids), until=moment.until, known_at=moment.known_at
    )
    signs = {row["id"]: row for row in rows}
    found = {}
    for id_ in ids:
        won = [row for row in deals.get(id_, []) if row["outcome"] == "won"]
        bought = [Order(row["on"], row["evidence_id"]) for row in orders.get(id_, [])]
        bought += [Order(row["closed_on"], row["deal_id"]) for row in won]
        found[id_] = UnitFacts(
            id_,
            tuple(bought),
            tuple(sorted(row["deal_id"] for row in deals.get(id_, []))),
            _reaction(signs.get(id_), "reaction_id", "reacted_at", moment),
            ended.get(id_),
        )
    return found


def current(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what stands as the status of nodes, by id."""
    return {row["id"]: row for row in database.read("status/current", ids=list(ids))}


def save_derived(database: Database, rows: Rows, changes: Rows, at: datetime) -> None:
    """Keep derived values of a chunk together with the record of what changed."""

    def work(transaction: Transaction) -> None:
        transaction.run("status/save_derived", rows=rows, at=at)
        if changes:
            record_changes(transaction, changes)

    database.write(work)


def rules(database: Database) -> dict[str, Any]:
    """Return the rules as they were set; empty before."""
    rows = database.read("status/rules")
    return dict(rows[0]["rules"]) if rows else {}


def save_rules(database: Database, properties: Mapping[str, Any]) -> None:
    """Keep the rules, or when all was last derived."""
    database.write(lambda transaction: transaction.run("status/save_rules", properties=dict(properties)))


def companies_of(database: Database, id_: str, moment: Moment) -> list[str]:
    """Return the companies a site or contact belongs or belonged to."""
    rows = database.read("status/companies_of", id=id_, as_of=moment.as_of, known_at=moment.known_at)
    return [row["id"] for row in rows]
