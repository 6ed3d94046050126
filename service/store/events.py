"""What must be known of the graph to put events into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service.database import Transaction
from service.store.aliases import aliases_of
from service.store.resolving import ALIKE

SHARED = 20
"""An address that more records than this have tells of nobody."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An activity of a visitor. ``contact_ids``: those of whom it is known that it was theirs."""

    id: str
    at: datetime
    campaign: str | None
    keyword: str | None
    referrer: str | None
    form: str | None
    contact_ids: tuple[str, ...]

    def acquisition(self) -> dict[str, str]:
        """Return how the campaign led here, as far as it is known."""
        named = {"keyword": self.keyword, "referrer": self.referrer, "form": self.form}
        return {name: value for name, value in named.items() if value is not None}


def contacts_by_mail(transaction: Transaction, mails: Iterable[str]) -> dict[str, str]:
    """Return the contact who has an address, for addresses that are one contact's alone."""
    rows = transaction.run(ALIKE["Contact"]["match_email"], keys=sorted(set(mails)), most=SHARED)
    places = aliases_of(transaction, {id_ for row in rows for id_ in row["ids"]})
    found = {row["key"]: {places.get(id_, id_) for id_ in row["ids"]} for row in rows}
    return {mail: next(iter(ids)) for mail, ids in found.items() if len(ids) == 1}


def visitors(transaction: Transaction, ids: Iterable[str]) -> dict[str, tuple[set[str], list[Visit]]]:
    """Return who visitors turned out to be and what they did, by id; new ones are left out."""
    return {
        row["visitor_id"]: (
            set(row["contact_ids"]),
            [Visit(**{**visit, "contact_ids": tuple(visit["contact_ids"])}) for visit in row["visits"]],
        )
        for row in transaction.run("events/history", ids=sorted(set(ids)))
    }


def campaigns(transaction: Transaction, names: Iterable[str]) -> dict[str, str]:
    """Return the ids of campaigns by their name in lower case."""
    wanted = sorted({name.lower() for name in names})
    rows = transaction.run("events/campaigns", names=wanted) if wanted else []
    return {row["name"]: row["id"] for row in rows}


def acquired(transaction: Transaction, contact_ids: Iterable[str]) -> Mapping[str, dict[str, date | None]]:
    """Return contact -> campaign -> first day on which it led the contact to us."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in transaction.run("events/acquired", ids=sorted(set(contact_ids))):
        found[row["contact_id"]][row["campaign_id"]] = row["since"]
    return found
