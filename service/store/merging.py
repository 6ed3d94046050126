"""Moves what was said of records to where these stand: into the one they are one with, or back out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import networkx as nx

from graph_models.claims import Claim, fold
from graph_models.registry import NODE_PROPERTY, label_of
from service.database import Database, Transaction
from service.store.aliases import aliases_of, forget_merged, lock, merged_row, save_merged
from service.store.claims import Standing, claims_about_nodes, implied, is_kept, trust_in_sources
from service.store.plan import Plan
from service.store.planning import current_nodes, current_relationships
from service.store.rebuild import rebuild
from service.store.said import Ends, ends_of, moved_id

TOGETHER = 5000
"""Relationships moved in one transaction, unless one record alone has more."""


def move_records(database: Database, places: Mapping[str, str], run: str, at: datetime) -> dict[str, str]:
    """Let records stand where they are to stand; return those that moved, with their new place.

    Parameters
    ----------
    places
        Id of a record -> id of the record it is one with, its own id when it stands alone. The record that
        others are one with stands for itself.
    run, at
        Who does so and when, as in ``write_batch``.

    Notes
    -----
    Everything that was said of a record goes along, its relationships included, and nothing of it is lost:
    moving a record back restores what was there. Records that are one or were move in one transaction; what
    breaks off in between leaves some where they are to stand and the others where they were.
    """

    moved: dict[str, str] = {}
    for part in _parts(database, places):

        def work(transaction: Transaction, part: Mapping[str, str] = part) -> dict[str, str]:
            lock(transaction, run)
            before = aliases_of(transaction, part)
            moves = {id_: to for id_, to in part.items() if before.get(id_, id_) != to}
            if moves:
                _move(transaction, moves, before, run, at)
            return moves

        moved |= database.write(work)
    return moved


def _parts(database: Database, places: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the records that move together: those that are one, or were, and others while they are few.

    A transaction is held in the server's memory, and a hub brings all its relationships along.
    """
    graph = nx.Graph(places.items())
    relationships: dict[str, int] = {}
    for row in database.read("merges/weights", ids=sorted(places)):
        graph.add_edge(row["id"], row["stands_at"])
        is_moving = row["stands_at"] != places[row["id"]]
        relationships[row["id"]] = row["relationships"] if is_moving else 0
    part: dict[str, str] = {}
    weight = 0
    for together in sorted(sorted(found) for found in nx.connected_components(graph)):
        moving = [id_ for id_ in together if id_ in places]
        more = sum(relationships[id_] for id_ in moving)
        if part and weight + more > TOGETHER:
            yield part
            part, weight = {}, 0
        part |= {id_: places[id_] for id_ in moving}
        weight += more
    if part:
        yield part


def keep_claims(
    transaction: Transaction, nodes: Iterable[str], relationships: list[dict[str, Any]], plan: Plan
) -> None:
    """Plan that claims are kept apart of nodes and relationships that are their own claim so far.

    Parameters
    ----------
    nodes
        Ids of nodes, whether they are there or not.
    relationships
        Rows with id, type, ends, properties and ``recorded_at``.
    """
    for id_, found in current_nodes(transaction, nodes, plan).items():
        label = label_of(id_)
        if label and not is_kept(found["properties"]):
            plan.keep(implied(label, found, None))
    for row in relationships:
        if not is_kept(row["properties"]):
            plan.keep(implied(row["type"], row, Ends(row["start_id"], row["end_id"])))


def _move(
    transaction: Transaction, moves: dict[str, str], before: dict[str, str], run: str, at: datetime
) -> None:
    views = {before.get(id_, id_) for id_ in moves} | set(moves.values())
    # One that others are one with stands for itself as well.
    alone = sorted(id_ for id_ in moves if before.get(id_, id_) == id_)
    kept = Plan(run, at)
    keep_claims(transaction, views, transaction.run("merges/relationships_at", ids=alone)[0]["found"], kept)
    kept.carry_out(transaction)

    all_claims = claims_about_nodes(transaction, {*moves, *moves.values()})
    claims = [item for item in all_claims if item.claim.about in moves or moves.keys() & set(item.ends or ())]
    aliases = _aliases_after(transaction, claims, moves)
    moved = [item.at(moved_id(item.claim.about, aliases)) for item in claims]
    placed = Plan(run, at)
    # Where a relationship comes to stand there may be one already, which so far is its own claim.
    keep_claims(transaction, (), _standing_relationships(transaction, moved), placed)
    for item in moved:
        placed.keep(item)
    placed.carry_out(transaction)
    _save_merged(transaction, moves, views, all_claims)

    made = Plan(run, at)
    relationships = {item.view_id for item in (*claims, *moved) if item.ends is not None}
    rebuild(transaction, views, relationships, made)
    made.carry_out(transaction)


def _aliases_after(
    transaction: Transaction, claims: list[Standing], moves: Mapping[str, str]
) -> dict[str, str]:
    """Return where all records stand after the move, of which relationships among the claims were said."""
    ids = set(moves) | {end for item in claims if item.ends for end in item.ends}
    return {**aliases_of(transaction, ids), **moves}


def _standing_relationships(transaction: Transaction, claims: list[Standing]) -> list[dict[str, Any]]:
    types = {item.view_id: item.name for item in claims if item.ends is not None}
    keys = {id_: {"id": id_, **ends_of(id_)._asdict()} for id_ in types}
    found = current_relationships(transaction, list(keys.values()))
    return [{**keys[id_], **row, "type": types[id_]} for id_, row in found.items()]


def _save_merged(
    transaction: Transaction, moves: Mapping[str, str], views: Iterable[str], claims: list[Standing]
) -> None:
    """Keep what records that are one with others say for themselves; forget it of those that are not.

    Those that the others went into are kept too: to find records that may be one, each must be seen alone.
    """
    alone = [id_ for id_, to in moves.items() if id_ == to]
    if alone:
        forget_merged(transaction, alone)
    about: dict[str, list[Claim]] = defaultdict(list)
    for item in claims:
        about[item.claim.about].append(item.claim)
    trust = trust_in_sources(transaction)
    gone = {id_: to for id_, to in moves.items() if id_ != to}
    save_merged(
        transaction,
        [
            merged_row(id_, label, to, fold(about[id_], NODE_PROPERTY[label], trust))
            for id_, to in {**gone, **{to: to for to in gone.values()}}.items()
            if (label := label_of(id_))
        ],
    )
    transaction.run("merges/prune", ids=sorted(views))
