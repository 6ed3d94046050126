"""What passed between contacts and the people around them: from the kept ties, or from the activities."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from graph_models.records import Moment
from service.analysis.exchanges import PAIRS_OF, Exchange, Pair, exchanges
from service.analysis.relations import Kind
from service.analysis.weights import TieWeights
from service.database import Database
from service.store.kept_ties import kept_ties
from service.store.people import people_by_id, touches_of_contacts

KINDS: Final[tuple[Kind, ...]] = ("contact_member", "contact_contact")
Between = dict[Kind, dict[Pair, list[Exchange]]]


def passed_between(
    database: Database,
    contact_ids: Collection[str],
    moment: Moment,
    weights: TieWeights,
    *,
    is_kept: bool,
) -> Between:
    """Return what passed between contacts and members, and between contacts one of whom is among these.

    Parameters
    ----------
    is_kept
        Read it from the kept ties, which must answer questions of this moment; both ways give the same.
    """
    ids = set(contact_ids)
    if is_kept:
        found: Between = {kind: {} for kind in KINDS}
        for tie in kept_ties(database, ids):
            for kind in KINDS:
                if tie.kind == kind:
                    passed = [item for item in tie.passed if item.at < moment.until]
                    found[kind][tie.one, tie.other] = passed
    else:
        touches = touches_of_contacts(database, ids, moment, weights.horizon + weights.trend_days)
        found = {kind: exchanges(touches, PAIRS_OF[kind], weights.max_group) for kind in KINDS}
    return {
        kind: {pair: items for pair, items in pairs.items() if items and ids & set(pair)}
        for kind, pairs in found.items()
    }


def known_between(database: Database, between: Between, moment: Moment) -> tuple[Between, dict[str, str]]:
    """Return it without people who were not known then, and the names of the others by id."""
    ids = {id_ for pairs in between.values() for pair in pairs for id_ in pair}
    names = {person.id: person.name for person in people_by_id(database, ids, moment)}
    return {
        kind: {pair: items for pair, items in pairs.items() if names.keys() >= set(pair)}
        for kind, pairs in between.items()
    }, names


def contacts_of_member(database: Database, member_id: str, moment: Moment, horizon_days: float) -> set[str]:
    """Return the ids of the contacts a member of ours had to do with up to some days back."""
    rows = database.read(
        "people/contacts_of_member",
        member_id=member_id,
        since=moment.until - timedelta(days=horizon_days),
        until=moment.until,
        as_of=moment.as_of,
        known_at=moment.known_at,
    )
    return {row["id"] for row in rows}
