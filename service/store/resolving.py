"""What finding records that are one needs to know of the graph, and the pairs it leaves there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from service.database import Database, Rows, Transaction

MOST_ALIKE = 200
"""Records that share a key; a key that more share tells nothing."""
PAGE = 1_000

ALIKE = {
    "Company": {
        "match_number": "alike/companies_by_number",
        "match_name": "alike/companies_by_name",
        "match_kana": "alike/companies_by_kana",
        "match_latin": "alike/companies_by_latin",
        "match_domain": "alike/companies_by_domain",
        "match_phone": "alike/companies_by_phone",
    },
    "Site": {
        "match_name": "alike/sites_by_name",
        "match_address": "alike/sites_by_address",
        "match_phone": "alike/sites_by_phone",
    },
    "Contact": {
        "match_name": "alike/contacts_by_name",
        "match_kana": "alike/contacts_by_kana",
        "match_latin": "alike/contacts_by_latin",
        "match_email": "alike/contacts_by_email",
        "match_phone": "alike/contacts_by_phone",
    },
}
"""Label -> kind of key -> the query that finds records which have one of some keys."""


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record by itself. ``group``: the record it is one with now, or None when it stands alone."""

    id: str
    properties: Mapping[str, Any]
    group: str | None


def records(database: Database, ids: Iterable[str]) -> dict[str, KnownRecord]:
    """Return records as they are by themselves, by id."""
    rows = database.read("resolution/records", ids=sorted(ids))
    return {row["id"]: KnownRecord(row["id"], row["properties"], row["group"]) for row in rows}


def alike(database: Database, label: str, keys: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return for each record the others of its label that share a key with it.

    Parameters
    ----------
    keys
        Id -> its ``match_`` properties.
    """
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, found in keys.items():
        for name, key in found.items():
            bearers[name, key].append(id_)
    others: dict[str, set[str]] = defaultdict(set)
    for name, query in ALIKE[label].items():
        asked = sorted({key for other, key in bearers if other == name})
        for row in database.read(query, keys=asked, most=MOST_ALIKE) if asked else ():
            for id_ in bearers[name, row["key"]]:
                others[id_].update(row["ids"])
    return {id_: found - {id_} for id_, found in others.items()}


def members(database: Database, ids: Iterable[str]) -> set[str]:
    """Return all records that are one with the given ones, these included."""
    return {row["id"] for row in database.read("resolution/members", ids=sorted(ids))}


def judgements(database: Database, ids: Iterable[str]) -> Rows:
    """Return all that is kept of what people judged of pairs in which one of the records is."""
    return [row["judgement"] for row in database.read("resolution/judgements", ids=sorted(ids))]


def ids_of_runs(database: Database, label: str, runs: Iterable[str]) -> Iterator[list[str]]:
    """Yield, page by page, the records of a label that some runs spoke of."""
    for run in runs:
        yield from _pages(partial(database.read, "resolution/ids_of_run", label=label, run=run))


def all_ids(database: Database, label: str) -> Iterator[list[str]]:
    """Yield, page by page, all records of a label, those that are one with another too."""
    yield from _pages(partial(database.read, "resolution/ids", label=label))


def _pages(read: Callable[..., Rows]) -> Iterator[list[str]]:
    after = ""
    while rows := read(after=after, limit=PAGE):
        yield [row["id"] for row in rows]
        after = rows[-1]["id"]


def employers(database: Database, ids: Iterable[str], today: date) -> Rows:
    """Return where contacts work and worked."""
    return database.read("resolution/employers", ids=sorted(ids), today=today)


def companies_above(database: Database, ids: Iterable[str]) -> Rows:
    """Return the companies that units belong to; a company belongs to itself."""
    return database.read("resolution/companies_above", ids=sorted(ids))


def owners(database: Database, ids: Iterable[str]) -> Rows:
    """Return the company each site belongs to."""
    return database.read("resolution/owners", ids=sorted(ids))


def head_offices(database: Database, ids: Iterable[str]) -> Rows:
    """Return the addresses of the head offices of companies."""
    return database.read("resolution/head_offices", ids=sorted(ids))


def around_companies(database: Database, ids: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the sites and the contacts of companies."""
    rows = database.read("resolution/around_companies", ids=sorted(ids))
    sites = {id_ for row in rows for id_ in row["sites"]}
    return sites, {id_ for row in rows for id_ in row["contacts"]}


def pairs_of(database: Database, ids: Iterable[str]) -> dict[str, tuple[str, float, str]]:
    """Return the state, score and version of weights of the pairs that are kept of records, by id."""
    rows = database.read("resolution/pairs_of", ids=sorted(ids))
    return {row["id"]: (row["state"], row["score"], row["version"]) for row in rows}


def partners(database: Database, ids: Iterable[str]) -> set[str]:
    """Return the records that are kept in a pair with the given ones, or are one with them."""
    return database.write(lambda transaction: partners_in(transaction, ids))


def partners_in(transaction: Transaction, ids: Iterable[str]) -> set[str]:
    """Return the same in a transaction that is going on."""
    rows = transaction.run("resolution/partners", ids=sorted(ids))
    return {row["id"] for row in rows}


def change_pairs(database: Database, saved: Rows, deleted: list[str], at: datetime) -> None:
    """Keep pairs and forget others, in one transaction."""

    def work(transaction: Any) -> None:
        if saved:
            transaction.run("resolution/save_pairs", rows=saved, at=at)
        if deleted:
            transaction.run("resolution/delete_pairs", ids=deleted)

    if saved or deleted:
        database.write(work)


def save_judgement(database: Database, row: Mapping[str, Any], at: datetime) -> None:
    """Keep what a person judged of two records."""
    database.write(lambda transaction: transaction.run("resolution/save_judgement", row=dict(row), at=at))


def withdraw_judgement(database: Database, id_: str) -> bool:
    """Withdraw what a person judged; return whether there was such a judgement."""
    rows = database.write(lambda transaction: transaction.run("resolution/withdraw_judgement", id=id_))
    return bool(rows[0]["withdrawn"])
