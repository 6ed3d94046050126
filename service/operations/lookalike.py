"""Companies or sites that look like the given ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph_models.records import Answer, Change, Moment, RankedItem
from graph_models.vocabulary import State
from service.analysis.accounts import Accounts
from service.analysis.conditions import Condition
from service.analysis.lookalike import Deals, Lookalike
from service.analysis.lookalike_facts import LookalikeFacts
from service.database import Database
from service.errors import UsageError
from service.operations.conditions import Found, matching
from service.operations.entities import standing_id
from service.operations.lookalike_reading import Reading, reading
from service.operations.weights_in_use import weights_in_use
from service.store import expansion as units_store
from service.store import lookalike as store

MOST = 100
"""Ceiling of items in one answer."""


def lookalike(
    database: Database,
    *,
    companies: Sequence[str] = (),
    site: str | None = None,
    moment: Moment,
    limit: int,
    exclude_customers: bool = False,
    where: Collection[Condition] = (),
) -> Answer:
    """Rank companies like the given set of companies, or sites of other companies like the given site.

    Parameters
    ----------
    exclude_customers
        Leave out those who have bought from the company that is us.
    where
        Conditions on the candidates; who does not fulfil them, or of whom that is not known, is left out and
        counted.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When one has another label, or not exactly one of companies and site is given.
    """
    if bool(companies) == bool(site):
        raise UsageError("lookalike.one_of", field="company")
    companies = [standing_id(database, id_, "Company", moment=moment) for id_ in companies]
    if site:
        site = standing_id(database, site, "Site", "Department", moment=moment)
    read = reading(database, moment)
    ours, accounts, sold = read.ours, read.accounts, read.trade
    customers = {buyer for buyer, sellers in sold.items() if sellers & ours} if exclude_customers else set()
    out = ours | customers
    kept = _kept(database, "Site" if site else "Company", where, moment)
    # That two buy from us says that they are customers, not that they are alike.
    sold = _without(sold, ours)
    facts = _unit_facts(read, site, out) if site else _company_facts(accounts, companies, sold, out)
    wanted = [id_ for id_ in facts.candidates if kept is None or id_ in kept.ids]
    untold = len(set(facts.candidates) & set(kept.unknown)) if kept else 0
    filtered = len(facts.candidates) - len(wanted)
    facts = replace(facts, candidates=tuple(wanted))
    weights = weights_in_use(database)
    ranking = Lookalike(facts, weights.lookalike)
    chosen = ranking.ranked(min(limit, MOST))
    deals = _deals(database, ranking, chosen, moment, weights.expansion.recent_days if site else None)
    items = tuple(_item(ranking, id_, deals) for id_ in chosen)
    notes = []
    if not items:
        of = {"number": filtered}
        notes.append(Change("lookalike.none_left", of) if filtered else Change("lookalike.nothing_alike"))
    if exclude_customers and not ours:
        notes.append(Change("lookalike.no_customers_known"))
    if untold:
        notes.append(Change("lookalike.not_known", {"number": untold}))
    details = {"candidates": len(facts.candidates), "left_out": len(customers), "filtered": filtered}
    return Answer(items, tuple(notes), {**details, "weights_version": weights.version})


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike companies are to given ones: ``scores`` of those with anything in common, highest first."""

    database: Database
    ranking: Lookalike
    moment: Moment
    scores: Mapping[str, float]

    def evidence(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Return for each company the ids of the facts behind its likeness."""
        deals = _deals(self.database, self.ranking, ids, self.moment, None)
        return {
            id_: sorted({one for part in self.ranking.parts(id_, deals)[2] for one in part.evidence_ids})
            for id_ in ids
        }


def alike_to(database: Database, companies: Sequence[str], moment: Moment) -> Alike:
    """Score every company but ourselves by how alike it is to the given ones, as `lookalike` does."""
    read = reading(database, moment)
    sold = _without(read.trade, read.ours)
    facts = _company_facts(read.accounts, companies, sold, read.ours)
    ranking = Lookalike(facts, weights_in_use(database).lookalike)
    return Alike(database, ranking, moment, ranking.scored())


def _kept(database: Database, label: str, where: Collection[Condition], moment: Moment) -> Found | None:
    return matching(database, label, where, moment) if where else None


def _company_facts(
    accounts: Accounts, companies: Sequence[str], sold: dict[str, frozenset[str]], out: Collection[str]
) -> LookalikeFacts:
    given = tuple(sorted(set(companies)))
    bought_by: dict[str, set[str]] = {}
    for buyer, sellers in sold.items():
        for seller in sellers:
            bought_by.setdefault(seller, set()).add(buyer)
    return LookalikeFacts(
        accounts=accounts,
        given=given,
        candidates=tuple(id_ for id_ in sorted(accounts.companies) if id_ not in given and id_ not in out),
        sellers=sold,
        buyers={seller: frozenset(buyers) for seller, buyers in bought_by.items()},
    )


def _unit_facts(read: Reading, site: str, out: Collection[str]) -> LookalikeFacts:
    units = read.accounts.units
    own = units[site].company_id if site in units else None
    others = (
        id_
        for id_, other in sorted(units.items())
        if id_ != site and other.company_id not in out and (own is None or other.company_id != own)
    )
    return LookalikeFacts(
        accounts=read.accounts,
        given=(site,),
        candidates=tuple(others),
        sellers=_without(read.sales, read.ours),
    )


def _without(sold: Mapping[str, frozenset[str]], ours: Collection[str]) -> dict[str, frozenset[str]]:
    return {buyer: others for buyer, sellers in sold.items() if (others := sellers.difference(ours))}


def _deals(
    database: Database, ranking: Lookalike, chosen: Sequence[str], moment: Moment, days: int | None
) -> Deals:
    """Fetch the deals behind shared sellers and buyers, for the items in the answer alone.

    Parameters
    ----------
    days
        How far back deals at units count; None when companies are ranked.
    """
    pairs = [ranking.traded(id_) for id_ in chosen]
    buyers = sorted({buyer for some, _ in pairs for buyer in some})
    sellers = sorted({seller for _, some in pairs for seller in some})
    if not buyers or not sellers:
        return {}
    if days is not None:
        return units_store.deals_at(database, buyers, sellers, days, moment)[0]
    return store.trade_evidence(database, buyers, sellers, moment)


def _item(ranking: Lookalike, id_: str, deals: Deals) -> RankedItem:
    score, confidence, parts = ranking.parts(id_, deals)
    accounts = ranking.facts.accounts
    unit = None if id_ in accounts.companies else accounts.units[id_]
    company_id = unit.company_id if unit else id_
    company = accounts.companies.get(company_id or "")
    unknown = sorted((-part.weight, part.name) for part in parts if part.value is None)
    return RankedItem(
        id=id_,
        label=unit.label if unit else "Company",
        name=unit.name if unit else accounts.companies[id_].name,
        score=score,
        confidence=confidence,
        state=State.INFERRED,
        parts=parts,
        would_change=tuple(Change("lookalike.unknown_part", {"part": name}) for _, name in unknown[:2]),
        details={
            "company": company and {"id": company.id, "label": "Company", "name": company.name},
            "shared": [_told(accounts, part, feature) for part, feature in ranking.shared(id_)],
            "differs": [_told(accounts, part, feature) for part, feature in ranking.differs(id_)],
            "warm_path": _warm_path(ranking, id_),
        },
    )


def _told(accounts: Accounts, part: str, feature: str) -> Change:
    if part == "site_function":
        return Change(f"codes.site_function_{feature}", {"part": part, "code": feature})
    name = accounts.names.get(feature, feature)
    return Change("lookalike.feature", {"part": part, "id": feature, "name": name})


def _warm_path(ranking: Lookalike, id_: str) -> dict[str, Any] | None:
    """Return somebody who has worked on both sides, if anybody has."""
    moved = ranking.moved(id_)
    if not moved:
        return None
    person = moved[0]
    node = {"id": person.contact_id, "label": "Contact", "name": person.name}
    return {"kind": "moved_person", "node": node, "evidence_ids": person.evidence}
