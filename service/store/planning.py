"""Plans what a batch changes: what stands is compared with what is said, by the claims of each source.

As long as one run of one source spoke of a node or relationship, it is its own claim and is changed in place:
most of a first import is that. From the second voice on the claims are kept, and the view is their fold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph_models.claims import Earlier, Trust, differences, fold, history
from graph_models.merging import Properties, changes, property_of
from graph_models.properties import CLAIMS, MANUAL, RUN
from service.database import Transaction
from service.store.claims import Standing, claims_of_views, implied, is_kept, said_of, trust_in_sources
from service.store.matching import changed_keys
from service.store.plan import Plan, fact_id
from service.store.said import Batch, Said, ends_of, moved_ends, moved_id

Found = dict[str, Any]


def plan_batch(transaction: Transaction, batch: Batch, aliases: Mapping[str, str], plan: Plan) -> None:
    """Plan what the batch changes.

    Parameters
    ----------
    aliases
        Where merged nodes went, for the ids of the batch.
    """
    plan.grouped = frozenset(aliases)
    nodes = _by_view(batch.nodes.values(), aliases)
    current = current_nodes(transaction, nodes, plan)
    kept = [id_ for id_, found in current.items() if is_kept(found["properties"])]
    claims = claims_of_views(transaction, [*kept, *_gone(nodes, current)])
    trust = trust_in_sources(transaction)
    earlier: dict[str, list[Earlier]] = {}
    for id_, said in nodes.items():
        _plan_node(id_, said, current.get(id_), claims.get(id_, []), trust, earlier, plan)
    _plan_relationships(transaction, _by_view(batch.relationships.values(), aliases), aliases, trust, plan)
    _plan_history(transaction, earlier, plan)


def current_nodes(transaction: Transaction, ids: Iterable[str], plan: Plan) -> dict[str, Found]:
    """Return the nodes that are there, by id."""
    rows = transaction.run("graph/current_nodes", ids=sorted(ids), at=plan.at)[0]["found"]
    return {row["id"]: row for row in rows}


def current_relationships(transaction: Transaction, keys: list[dict[str, str]]) -> dict[str, Found]:
    """Return the relationships that are there, by id."""
    rows = transaction.run("graph/current_relationships", keys=keys)[0]["found"]
    return {row["id"]: row for row in rows}


def _by_view(said: Iterable[Said], aliases: Mapping[str, str]) -> dict[str, list[Said]]:
    """Group what is said by the id under which it stands."""
    found: dict[str, list[Said]] = defaultdict(list)
    for item in said:
        found[moved_id(item.about, aliases) if aliases else item.about].append(item)
    return dict(found)


def _gone(said: Mapping[str, list[Said]], current: Mapping[str, Found]) -> list[str]:
    """Return the ids that stand for merged records but have no node; only a fault of the data leaves one."""
    return [
        id_ for id_, items in said.items() if id_ not in current and any(item.about != id_ for item in items)
    ]


def _plan_node(
    id_: str,
    said: list[Said],
    found: Found | None,
    claims: list[Standing],
    trust: Trust,
    earlier: dict[str, list[Earlier]],
    plan: Plan,
) -> None:
    first = said[0]
    if found is None and _is_alone(said, id_) and not claims:
        plan.create_node(first.name, id_, first.properties, first.recorded_at, plan.run)
        plan.note("created", first.name, id_, {}, first.properties)
        return
    if found and (change := _change_in_place(id_, said, found, plan.run)) is not None:
        _change_node(id_, found, change, said, plan, [], trust)
        return
    old = said_of(found["properties"]) if found else {}
    claims = _with_said(id_, said, found, claims, plan)
    view = fold([item.claim for item in claims], first.model, trust)
    if found is None:
        recorded_at = min(item.claim.recorded_at for item in claims)
        plan.create_node(first.name, id_, view, recorded_at, plan.run, len(claims))
        plan.note("created", first.name, id_, {}, view)
        return
    change = differences(old, view)
    if any(name in old and property_of(name, first.model, old[name]).tracked for name in change):
        told = history([item.claim for item in claims], first.model, trust)
        earlier[id_] = [item for item in told if item.superseded_at == plan.at]
    _change_node(id_, found, change, said, plan, claims, trust)


def _is_alone(said: list[Said], id_: str) -> bool:
    """Return whether one source speaks, and of the record by itself."""
    return len(said) == 1 and said[0].about == id_


def _change_in_place(id_: str, said: list[Said], found: Found, run: str) -> Properties | None:
    """Return what changes where one source goes on in one run or repeats itself, None where claims are kept.

    A person's edits are kept one by one.
    """
    first = said[0]
    if is_kept(found["properties"]) or not _is_alone(said, id_) or first.source == MANUAL:
        return None
    old = said_of(found["properties"])
    if (old.get("sources") if first.ends is None else [old.get("source")]) != [first.source]:
        return None
    change = changes(old, first.properties, first.model)
    return change if not change or found["properties"].get(RUN) == run else None


def _change_node(
    id_: str,
    found: Found,
    change: Properties,
    said: list[Said],
    plan: Plan,
    claims: list[Standing],
    trust: Trust,
) -> None:
    name = said[0].name
    earliest = min((item.recorded_at for item in said if item.recorded_at is not None), default=None)
    own = changed_keys(name, found["properties"], change)
    if change or own or len(claims) != (found["properties"].get(CLAIMS) or 0):
        plan.change_node(id_, change, earliest, claims=len(claims), own=own)
    if not change:
        plan.tally.add(name, "unchanged")
        return
    # What this very import made or changed before was counted then.
    if not found["is_ours"]:
        plan.note("updated", name, id_, said_of(found["properties"]), change, claims, trust)


def _plan_history(transaction: Transaction, earlier: dict[str, list[Earlier]], plan: Plan) -> None:
    """Keep the tracked values that nodes lose, each once.

    A Fact keeps the value from before the import. What the import itself said first and replaced in a later
    batch never stood for anything: without this, where batches end would decide what is remembered.
    """
    ids = [fact_id(about, item) for about, items in earlier.items() for item in items]
    known = current_nodes(transaction, ids, plan) if ids else {}
    for about, items in earlier.items():
        plan.remember(about, [item for item in items if fact_id(about, item) not in known])


def _with_said(
    id_: str, said: list[Said], found: Found | None, claims: list[Standing], plan: Plan
) -> list[Standing]:
    """Return the claims with what is said now, planned to be kept where it is new."""
    first = said[0]
    if found and not claims:
        claims = [implied(first.name, found, ends_of(id_) if first.ends else None)]
        plan.keep(claims[0])
    by_key = {item.claim.key: item for item in claims}
    for item in said:
        mine = [
            other.claim
            for other in by_key.values()
            if other.claim.source == item.source and other.claim.about == item.about
        ]
        # A source that only repeats itself adds nothing; what a person says counts each time.
        repeats = item.source != MANUAL and mine
        if repeats and not changes(fold(mine, item.model, {}), item.properties, item.model):
            continue
        claim = item.claim(plan.run, plan.at)
        if (standing := by_key.get(claim.key)) is not None:
            claim = standing.claim.with_also(item.properties, item.model)
        by_key[claim.key] = Standing(claim, item.name, id_, item.ends)
        plan.keep(by_key[claim.key])
    return list(by_key.values())


def _plan_relationships(
    transaction: Transaction,
    said: dict[str, list[Said]],
    aliases: Mapping[str, str],
    trust: Trust,
    plan: Plan,
) -> None:
    made = {row["properties"]["id"] for row in plan.new_nodes}
    ends = {id_: moved_ends(items[0].ends, aliases) for id_, items in said.items() if items[0].ends}
    # A relationship of a node made just now cannot have been there before.
    keys = [
        {"id": id_, **both._asdict()}
        for id_, both in ends.items()
        if both.start_id not in made and both.end_id not in made
    ]
    current = current_relationships(transaction, keys)
    claims = claims_of_views(
        transaction, [id_ for id_, found in current.items() if is_kept(found["properties"])]
    )
    for id_, items in said.items():
        first, found, both = items[0], current.get(id_), ends[id_]
        if found is None and _is_alone(items, id_):
            plan.create_relationship(first.name, id_, both, first.properties, first.recorded_at, plan.run)
            plan.note("created", first.name, id_, {}, first.properties)
            continue
        old = said_of(found["properties"]) if found else {}
        if found and (change := _change_in_place(id_, items, found, plan.run)) is not None:
            if change:
                plan.change_relationship(id_, both, change, first.recorded_at)
            plan.note("updated" if change else "unchanged", first.name, id_, old, change)
            continue
        standing = _with_said(id_, items, found, claims.get(id_, []), plan)
        view = fold([item.claim for item in standing], first.model, trust)
        # Two records that are one may be said to stand in a relation: no loop comes of it.
        if both.start_id == both.end_id and any(item.about != id_ for item in items):
            continue
        if found is None:
            recorded_at = min(item.claim.recorded_at for item in standing)
            plan.create_relationship(first.name, id_, both, view, recorded_at, plan.run, len(standing))
            plan.note("created", first.name, id_, {}, view)
            continue
        change = differences(old, view)
        if change or len(standing) != (found["properties"].get(CLAIMS) or 0):
            plan.change_relationship(id_, both, change, None, claims=len(standing))
        plan.note("updated" if change else "unchanged", first.name, id_, old, change, standing, trust)
