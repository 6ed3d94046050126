"""Makes nodes and relationships anew from the claims that stand."""

from __future__ import annotations

from collections.abc import Iterable

from graph_models.claims import Trust, differences, fold, history
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY
from service.database import Transaction
from service.store.claims import Standing, claims_of_views, said_of, trust_in_sources
from service.store.matching import changed_keys
from service.store.plan import Plan
from service.store.planning import Found, current_nodes, current_relationships
from service.store.said import Ends, ends_of


def rebuild(transaction: Transaction, nodes: Iterable[str], relationships: Iterable[str], plan: Plan) -> None:
    """Make nodes and relationships what their kept claims say, and delete those of which none is left.

    Parameters
    ----------
    nodes, relationships
        Ids under which they stand; all their claims must be kept.
    plan
        Receives the changes, which the caller carries out.
    """
    wanted = sorted(set(nodes)), sorted(set(relationships))
    claims = claims_of_views(transaction, [*wanted[0], *wanted[1]])
    trust = trust_in_sources(transaction)
    current = current_nodes(transaction, wanted[0], plan)
    for id_ in wanted[0]:
        if standing := claims.get(id_):
            _node(id_, standing, current.get(id_), trust, plan)
        elif id_ in current:
            plan.deleted_nodes.append(id_)
    gone = set(plan.deleted_nodes)
    ends = {id_: ends_of(id_) for id_ in wanted[1]}
    keys = [{"id": id_, **both._asdict()} for id_, both in ends.items()]
    found = current_relationships(transaction, keys)
    for id_, both in ends.items():
        standing = claims.get(id_, [])
        if not standing or both.start_id == both.end_id:
            if id_ in found and not gone & set(both):
                plan.deleted_relationships.append({"id": id_, **both._asdict()})
            elif id_ in found:
                plan.detached.append(id_)
            continue
        _relationship(id_, both, standing, found.get(id_), trust, plan)


def _node(id_: str, standing: list[Standing], found: Found | None, trust: Trust, plan: Plan) -> None:
    claims, label = [item.claim for item in standing], standing[0].name
    model = NODE_PROPERTY[label]
    view = fold(claims, model, trust)
    recorded_at = min(claim.recorded_at for claim in claims)
    if found is None:
        first = min(claims, key=lambda claim: (claim.at, claim.key))
        plan.create_node(label, id_, view, recorded_at, first.run, len(claims))
    else:
        kept = found["properties"]
        change = differences(said_of(kept), view)
        own = changed_keys(label, kept, change)
        plan.change_node(id_, change, recorded_at, claims=len(claims), own=own, is_rebuilt=True)
        plan.forgotten.append(id_)
    plan.remember(id_, history(claims, model, trust))


def _relationship(
    id_: str, ends: Ends, standing: list[Standing], found: Found | None, trust: Trust, plan: Plan
) -> None:
    claims, type_ = [item.claim for item in standing], standing[0].name
    view = fold(claims, RELATIONSHIP_PROPERTY[type_], trust)
    recorded_at = min(claim.recorded_at for claim in claims)
    if found is None:
        first = min(claims, key=lambda claim: (claim.at, claim.key))
        plan.create_relationship(type_, id_, ends, view, recorded_at, first.run, len(claims))
        return
    kept = found["properties"]
    change = differences(said_of(kept), view)
    plan.change_relationship(id_, ends, change, recorded_at, claims=len(claims), is_rebuilt=True)
