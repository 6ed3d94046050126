"""Where a success can be carried on: other sites, similar companies, other markets, other countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from graph_models.records import Answer, Change, Moment, Part, RankedItem
from graph_models.vocabulary import ExpansionKind, Role, Stance, State
from service.analysis.accounts import Person, Unit, Win
from service.analysis.expansion import Expansion
from service.analysis.expansion_facts import Candidate, ExpansionFacts, Proofs
from service.database import Database
from service.errors import UsageError
from service.operations.entities import require, standing_id
from service.operations.weights_in_use import weights_in_use
from service.store import expansion as store
from service.store import lookalike as accounts_store

MOST = 100
"""Ceiling of targets in one answer."""


def expansion(
    database: Database,
    *,
    seller: str | None,
    from_id: str | None,
    kind: ExpansionKind | None,
    moment: Moment,
    limit: int,
) -> Answer:
    """Rank where a seller's success can be carried on, each with the story to tell there.

    Parameters
    ----------
    seller
        Whose perspective; None for the company that is us.
    from_id
        The company, site, department or deal whose success is carried on: its stories are brought to every
        place where they are not told yet. None for all won deals: then only places where nothing was won.

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
    facts = ExpansionFacts(
        seller_id=seller_id,
        accounts=accounts_store.accounts(database, moment, units, companies),
        wins=wins,
        served=frozenset(win.unit_id for win in (wins if origin else all_wins)),
        sold=_sold(all_wins),
        sales=store.sales(database, moment),
        recent=recent,
        demand=demand,
        people=store.people(database, moment),
        touches=store.touches(database, moment),
    )
    ranking = Expansion(facts, weights)
    chosen = ranking.candidates(min(limit, MOST), kind)
    proofs = _proofs(database, ranking, chosen, products, moment)
    items = tuple(_item(ranking, candidate, proofs) for candidate in chosen)
    notes = [] if items else [Change("expansion.no_target")]
    details = {"seller": seller_id, "wins": len(wins), "targets": len(ranking.targets)}
    details["weights_version"] = used.version
    return Answer(items, tuple(notes), details)


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


def _sold(wins: Sequence[Win]) -> dict[str, frozenset[str]]:
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


def _item(ranking: Expansion, candidate: Candidate, proofs: Proofs) -> RankedItem:
    score, confidence, parts = ranking.parts(candidate, proofs)
    unit, win = candidate.unit, candidate.win
    role = _role_to_find(win)
    contact = _contact(ranking, unit, _functions_of(win, role))
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
            "company": _node(unit.company_id, "Company", unit.company_name),
            "reference": {
                "deal": _node(win.id, "Deal", win.name),
                "site": _node(candidate.story.id, candidate.story.label, candidate.story.name),
                "company": _node(candidate.story.company_id, "Company", candidate.story.company_name),
                "closed_on": win.closed_on,
            },
            "contact": None
            if contact is None
            else {**(_node(contact.id, "Contact", contact.name) or {}), "title": contact.title},
            "role_to_find": None if contact else role,
            "bridge": _bridge(ranking, candidate, parts, proofs),
            "expected_value": _expected_value(ranking.facts.wins, win),
        },
    )


def _node(id_: str | None, label: str, name: str | None) -> dict[str, Any] | None:
    return {"id": id_, "label": label, "name": name} if id_ else None


def would_change(parts: Sequence[Part]) -> tuple[Change, ...]:
    """Name what is not known and would weigh most."""
    unknown = sorted(
        (part for part in parts if part.value is None), key=lambda part: (-part.weight, part.name)
    )
    return tuple(Change("expansion.unknown_part", {"part": part.name}) for part in unknown[:2])


def _role_to_find(win: Win) -> str:
    """Return the role of whoever carried the reference deal, or who decides where nobody is known."""
    carried = [role.role for role in win.roles if role.stance == Stance.CHAMPION]
    order = [Role.SPECIFIER, Role.DECIDER, Role.USER, Role.BUYER]
    held = [role.role for role in win.roles]
    found = [*sorted(carried), *(role.value for role in order if role in held), Role.DECIDER.value]
    return found[0]


def _functions_of(win: Win, role: str) -> set[str]:
    """Return the work of those who carried the reference deal or played the role in it."""
    carried = [item for item in win.roles if item.role == role or item.stance == Stance.CHAMPION]
    return {item.job_function for item in carried if item.job_function}


def _contact(ranking: Expansion, unit: Unit, functions: set[str]) -> Person | None:
    """Return whom to approach: the same work as in the reference deal, then the best known to us."""
    staff = ranking.facts.people.get(unit.id, ())
    return min(
        (person for person in staff if not person.is_opted_out),
        key=lambda person: (
            person.job_function not in functions,
            -ranking.ways_in.energy(person.id),
            _level(person.seniority),
            person.id,
        ),
        default=None,
    )


def _level(seniority: str | None) -> int:
    levels = ("manager", "section_head", "director", "lead", "executive", "staff")
    return levels.index(seniority) if seniority in levels else len(levels)


def _bridge(
    ranking: Expansion, candidate: Candidate, parts: Sequence[Part], proofs: Proofs
) -> dict[str, Any] | None:
    """Return the way in: somebody who moved there, a member who knows somebody there, or the group."""
    unit, story = candidate.unit, candidate.story
    barred = {person.id for person in ranking.facts.people.get(unit.id, ()) if person.is_opted_out}
    for mover in ranking.ways_in.moved(unit):
        if mover.contact_id not in barred:
            node = _node(mover.contact_id, "Contact", mover.name)
            return {"kind": "moved_person", "node": node, "evidence_ids": mover.evidence}
    if closest := ranking.ways_in.closest(unit):
        contact_id, touched = closest
        return {
            "kind": "member",
            "node": _node(touched.member_id, "Member", touched.member_name),
            "contact_id": contact_id,
            "evidence_ids": proofs.touches.get((contact_id, touched.member_id), ()),
        }
    group = next(part for part in parts if part.name == "same_group")
    if group.value and unit.company_id != story.company_id:
        return {
            "kind": "group",
            "node": _node(story.company_id, "Company", story.company_name),
            "evidence_ids": group.evidence_ids,
        }
    return None


def _expected_value(wins: Sequence[Win], reference: Win) -> dict[str, Any] | None:
    """Return the median of the won deals with the reference's most particular product, in its currency."""
    counts = Counter(product for win in wins for product, _ in win.products)
    particular = min((p for p, _ in reference.products), key=lambda p: (counts[p], p), default=None)
    priced = [win for win in wins if win.amount and win.currency]
    comparable = [win for win in priced if particular in {product for product, _ in win.products}] or priced
    if not comparable:
        return None
    currencies = Counter(win.currency for win in comparable)
    # The reference's own currency where there is one, else the commonest.
    currency = reference.currency
    if currency not in currencies:
        currency = min(currencies, key=lambda code: (-currencies[code], str(code)))
    amounts = [win.amount for win in comparable if win.currency == currency and win.amount]
    return {"amount": median(amounts), "currency": currency, "deals": len(amounts)}
