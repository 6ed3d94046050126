"""The four questions by name, as the API, the command line and notebooks ask them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import ExpansionKind
from service.database import Database
from service.language import Language
from service.operations import buying_center, expansion, key_person, lookalike, motif, warm_path
from service.operations.answering import presented, worded
from service.operations.conditions import condition_words, conditions_of
from service.operations.expansion_items import beside_work, hidden_targets, work_known


def ask_key_person(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    company: str | None = None,
    site: str | None = None,
    department: str | None = None,
    deal: str | None = None,
    category: str | None = None,
    limit: int = 10,
) -> dict[str, Any]:
    """Rank who moves the decision at one company, site, department or deal, or for a category there."""
    answer = key_person.key_person(
        database,
        company=company,
        site=site,
        department=department,
        deal=deal,
        category=category,
        moment=moment,
        limit=limit,
    )
    scope = _given(company, site, department, deal)
    return presented(database, "key-person", answer, scope=scope, moment=moment, lang=lang)


def ask_buying_center(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    deal: str | None = None,
    site: str | None = None,
    company: str | None = None,
    category: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Say who decides on a deal, or on a product category at a site or company, and who is missing."""
    answer = buying_center.buying_center(
        database, deal=deal, site=site, company=company, category=category, moment=moment, limit=limit
    )
    scope = _given(deal, site, company)
    return presented(database, "buying-center", answer, scope=scope, moment=moment, lang=lang)


def ask_lookalike(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    companies: Sequence[str] = (),
    site: str | None = None,
    exclude_customers: bool = False,
    where: Sequence[str] = (),
    limit: int = 10,
) -> dict[str, Any]:
    """Rank companies that look like the given ones, or sites like the given one.

    ``where`` are conditions on them, such as ``employees>=300``; the answer's details tell them in words.
    """
    label = "Site" if site else "Company"
    conditions = conditions_of(database, label, where)
    answer = lookalike.lookalike(
        database,
        companies=companies,
        site=site,
        moment=moment,
        limit=limit,
        exclude_customers=exclude_customers,
        where=conditions,
    )
    scope = [*companies, *_given(site)]
    told = presented(database, "lookalike", answer, scope=scope, moment=moment, lang=lang)
    words = condition_words(database, label, conditions, lang)
    told["details"]["conditions"] = [
        {"condition": str(one), "text": text} for one, text in zip(conditions, words, strict=True)
    ]
    return told


def ask_expansion(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    seller: str | None = None,
    from_id: str | None = None,
    kind: str | None = None,
    limit: int = 10,
) -> dict[str, Any]:
    """Rank where a success of the seller can be carried on, without what somebody put off or has done."""
    work = work_known(database, moment)
    answer = expansion.expansion(
        database,
        seller=seller,
        from_id=from_id,
        kind=ExpansionKind(kind) if kind else None,
        moment=moment,
        limit=limit,
        without=hidden_targets(work, moment),
    )
    answer = beside_work(database, answer, work, moment)
    scope = _given(seller, from_id)
    return presented(database, "expansion", answer, scope=scope, moment=moment, lang=lang)


def ask_motif(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    deal: str,
    kind: str | None = None,
    limit: int = 10,
) -> dict[str, Any]:
    """Rank the sites in which the story of a won deal is found again, with what fits and what is missing."""
    answer = motif.motif(database, deal=deal, kind=kind, moment=moment, limit=limit)
    return presented(database, "motif", answer, scope=[deal], moment=moment, lang=lang)


def ask_warm_paths(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    from_id: str | None = None,
    to_id: str,
    limit: int = 3,
) -> dict[str, Any]:
    """Say through whom we get to a person or place, every step with its evidence."""
    found = warm_path.warm_paths(database, from_id=from_id, to_id=to_id, moment=moment, limit=limit)
    return {"items": list(found.items), "notes": worded(found.notes, lang)}


def _given(*ids: str | None) -> list[str]:
    return [id_ for id_ in ids if id_]
