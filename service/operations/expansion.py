"""Where a success can be carried on: other sites, similar companies, other markets, other countries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict

from graph_models.records import Answer, Change, Moment, Part, RankedItem
from graph_models.vocabulary import ExpansionKind, State
from service.analysis.accounts import Accounts, Rival, Unit, Win
from service.analysis.expansion import Expansion
from service.analysis.expansion_facts import Candidate, ExpansionFacts, Proofs
from service.analysis.place_weights import ExpansionWeights
from service.analysis.prospect_parts import ProspectParts
from service.analysis.prospects import SOURCES
from service.analysis.sales_history import SalesHistory, sales_of
from service.database import Database
from service.errors import UsageError
from service.operations.entities import require, standing_id
from service.operations.expansion_details import (
    bridge,
    contact_of,
    expected_value,
    functions_of,
    node,
    role_to_find,
)
from service.operations.weights_in_use import weights_in_use
from service.store import expansion as store
from service.store import lookalike as accounts_store
from service.store.backtest import all_sales
from service.store.rivals import rivals_at

MOST, MOST_RIVALS = 100, 5
"""Ceilings of targets in one answer, and of competitors named at one."""


def expansion(
    database: Database,
    *,
    seller: str | None,
    from_id: str | None,
    kind: ExpansionKind | None,
    moment: Moment,
    limit: int,
    without: Collection[tuple[str, str]] = (),
    target: str | None = None,
) -> Answer:
    """Rank where a seller's success can be carried on, each with the story to tell there.

    Parameters
    ----------
    seller
        Whose perspective; None for the company that is us.
    from_id
        The company, site, department or deal whose success is carried on: its stories are brought to every
        place where they are not told yet. None for all won deals: then only places where nothing was won.
    without
        Sellers and targets that are left out; ``details`` tell how many ``hidden`` stood above the last one.
    target
        The only target that is wanted; None for all.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When one has another label, or no company is known to be us and none is given.
    """
    used = weights_in_use(database)
    weights = used.expansion
    seller_id = selling_company(database, seller, moment)
    places = ("Company", "Site", "Department", "Deal")
    origin = require(database, from_id, *places, moment=moment) if from_id else None
    from_id = origin["properties"]["id"] if origin else None
    units = store.units(database, moment)
    all_wins = store.won(database, seller_id, moment)
    wins = _carried_on(all_wins, units, from_id, origin["label"] if origin else None)
    if not wins:
        told = {"seller": seller_id, "wins": 0, "weights_version": used.version}
        return Answer((), (Change("expansion.no_success"),), told)
    products = sorted({product for win in wins for product, _ in win.products})
    recent, demand = store.recent(database, products, weights.recent_days, moment)
    companies = sorted({unit.company_id for unit in units.values() if unit.company_id})
    accounts = accounts_store.accounts(database, moment, units, companies)
    facts = ExpansionFacts(
        seller_id=seller_id,
        accounts=accounts,
        wins=wins,
        served=frozenset(win.unit_id for win in (wins if origin else all_wins)),
        sold=sold_by_unit(all_wins),
        sales=store.sales(database, moment),
        recent=recent,
        demand=demand,
        people=store.people(database, moment),
        touches=store.touches(database, moment),
        prospects=_prospects(database, accounts, weights, moment),
    )
    ranking = Expansion(facts, weights)
    chosen, hidden = _chosen(ranking, kind, min(limit, MOST), frozenset(without), target)
    proofs = _proofs(database, ranking, chosen, products, moment)
    rivals = rivals_at(database, seller_id, [candidate.unit.id for candidate in chosen], moment)
    items = tuple(
        _item(ranking, candidate, proofs, rivals.get(candidate.unit.id, ())) for candidate in chosen
    )
    notes = [] if items else [Change("expansion.no_target")]
    details = {"seller": seller_id, "wins": len(wins), "targets": len(ranking.targets)}
    details |= {"hidden": hidden, "weights_version": used.version}
    return Answer(items, tuple(notes), details)


def _chosen(
    ranking: Expansion,
    kind: ExpansionKind | None,
    limit: int,
    without: frozenset[tuple[str, str]],
    target: str | None,
) -> tuple[list[Candidate], int]:
    """Return the first targets that are wanted, and how many before the last of them are hidden."""
    chosen: list[Candidate] = []
    hidden = 0
    for candidate in ranking.in_order(kind):
        if len(chosen) == limit:
            break
        if (ranking.facts.seller_id, candidate.unit.id) in without:
            hidden += 1
        elif target in (None, candidate.unit.id):
            chosen.append(candidate)
    return chosen, hidden


def selling_company(database: Database, seller: str | None, moment: Moment) -> str:
    """Return the id of the company whose perspective is taken: the one given, or the one that is us.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it is no company, or none is known to be us and none is given.
    """
    if seller:
        return standing_id(database, seller, "Company", moment=moment)
    ours = store.own_companies(database, moment)
    if not ours:
        raise UsageError("expansion.seller_needed", field="seller")
    return ours[0]


def _prospects(
    database: Database, accounts: Accounts, weights: ExpansionWeights, moment: Moment
) -> ProspectParts | None:
    """Return what all sales together tell, where a weight asks for a part of it."""
    if not any(weights.parts[name] for name in SOURCES):
        return None
    sales = sales_of(all_sales(database, moment), accounts.units, accounts.tree)
    return ProspectParts(SalesHistory(sales, moment.as_of))


def _carried_on(
    wins: Sequence[Win], units: dict[str, Unit], from_id: str | None, label: str | None
) -> tuple[Win, ...]:
    """Return the successes the question is about."""
    known = [win for win in wins if win.unit_id in units]
    if label == "Deal":
        known = [win for win in known if win.id == from_id]
    elif label == "Company":
        known = [win for win in known if units[win.unit_id].company_id == from_id]
    elif label:
        known = [win for win in known if win.unit_id == from_id]
    return tuple(known)


def sold_by_unit(wins: Sequence[Win]) -> dict[str, frozenset[str]]:
    """Return unit -> the needs met and products sold there."""
    found: dict[str, frozenset[str]] = {}
    for win in wins:
        about = {id_ for id_, _ in (*win.needs, *win.products)}
        found[win.unit_id] = found.get(win.unit_id, frozenset()) | about
    return found


def _proofs(
    database: Database,
    ranking: Expansion,
    chosen: Sequence[Candidate],
    products: Sequence[str],
    moment: Moment,
) -> Proofs:
    """Fetch the ids behind the counts, for the targets in the answer alone."""
    if not chosen:
        return Proofs()
    targets = [candidate.unit.id for candidate in chosen]
    shared = sorted({seller for candidate in chosen for seller in ranking.co_sellers(candidate)})
    days = ranking.weights.recent_days
    at_targets, recent = store.deals_at(database, targets, None, days, moment)
    at_served = store.deals_at(database, list(ranking.won_at), shared, days, moment)[0] if shared else {}
    staff = sorted({p.id for id_ in targets for p in ranking.facts.people.get(id_, ())})
    return Proofs(
        deals={**at_served, **at_targets},
        recent=recent,
        demand=store.demand_evidence(database, products, targets, days, moment),
        touches=store.touch_evidence(database, staff, moment) if staff else {},
    )


def _item(ranking: Expansion, candidate: Candidate, proofs: Proofs, rivals: Sequence[Rival]) -> RankedItem:
    score, confidence, parts = ranking.parts(candidate, proofs)
    unit, win = candidate.unit, candidate.win
    role = role_to_find(win)
    contact = contact_of(ranking, unit, functions_of(win, role))
    return RankedItem(
        id=unit.id,
        label=unit.label,
        name=unit.name,
        score=score,
        confidence=confidence,
        state=State.INFERRED,
        parts=parts,
        would_change=would_change(parts),
        details={
            "kind": candidate.kind.value,
            "company": node(unit.company_id, "Company", unit.company_name),
            "reference": {
                "deal": node(win.id, "Deal", win.name),
                "site": node(candidate.story.id, candidate.story.label, candidate.story.name),
                "company": node(candidate.story.company_id, "Company", candidate.story.company_name),
                "closed_on": win.closed_on,
            },
            "contact": None
            if contact is None
            else {**(node(contact.id, "Contact", contact.name) or {}), "title": contact.title},
            "role_to_find": None if contact else role,
            "bridge": bridge(ranking, candidate, parts, proofs),
            "expected_value": expected_value(ranking.facts.wins, win),
            "competitors": [asdict(rival) for rival in rivals[:MOST_RIVALS]],
            "competitors_known": len(rivals),
        },
    )


def would_change(parts: Sequence[Part]) -> tuple[Change, ...]:
    """Name what is not known and would weigh most."""
    unknown = sorted(
        (part for part in parts if part.value is None), key=lambda part: (-part.weight, part.name)
    )
    return tuple(Change("expansion.unknown_part", {"part": part.name}) for part in unknown[:2])
