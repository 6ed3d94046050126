"""Who said what of a node or relationship, and how far each source is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph_models.claims import Claim, Trust
from graph_models.ids import parse_relationship_id
from service.database import Database, Transaction
from service.store.aliases import lock, refresh_merged
from service.store.claims import implied, said_of, standing, trust_in_sources
from service.store.plan import Plan
from service.store.rebuild import rebuild
from service.store.said import Ends
from service.store.undoing import mark_unresolved

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Voices:
    """A node or relationship as it stands, and the claims it is the fold of."""

    name: str
    view: dict[str, Any]
    claims: list[Claim]


def voices(database: Database, id_: str) -> Voices | None:
    """Return what was said of a node or relationship, or None when it is not there."""
    ends: Ends | None = None
    if key := parse_relationship_id(id_):
        ends = Ends(key.start_id, key.end_id)
        rows = database.read("runs/relationship_view", id=id_, **ends._asdict())
    else:
        rows = database.read("runs/view", id=id_)
    if not rows:
        return None
    row = {**rows[0], "id": id_}
    kept = [standing(found) for found in row["claims"]] or [implied(row["label"], row, ends)]
    return Voices(row["label"], said_of(row["properties"]), [item.claim for item in kept])


def trust(database: Database) -> Trust:
    """Return how far sources are trusted, where that was stated."""
    return database.write(trust_in_sources)


def sources(database: Database) -> list[dict[str, Any]]:
    """Return ``source``, ``trust`` (None where nothing is stated) and the number of its ``runs``."""
    return database.read("runs/sources")


def save_trust(database: Database, source: str, number: int) -> None:
    """Keep how far a source is trusted; what it spoke of is made anew by `fold_again`."""
    database.write(lambda transaction: transaction.run("runs/save_trust", source=source, trust=number))


def fold_again(database: Database, source: str, after: str, run: str, at: datetime) -> str | None:
    """Make anew a page of what a source spoke of together with others.

    Returns
    -------
    str or None
        The id after which the next page begins; None when there is none.
    """

    def work(transaction: Transaction) -> str | None:
        lock(transaction, run)
        rows = transaction.run("runs/views_of_source", source=source, after=after, limit=PAGE)
        nodes = [row["view_id"] for row in rows if row["is_node"]]
        plan = Plan(run, at)
        rebuild(transaction, nodes, [row["view_id"] for row in rows if not row["is_node"]], plan)
        plan.carry_out(transaction)
        about = {id_ for row in rows if row["is_node"] for id_ in row["about"]}
        refresh_merged(transaction, about)
        mark_unresolved(transaction, about)
        return rows[-1]["view_id"] if len(rows) == PAGE else None

    return database.write(work)
