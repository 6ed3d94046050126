"""Reads companies, what they have, and who trades with whom; for lookalike and expansion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph_models.records import Moment
from service.analysis.accounts import Accounts, Career, Company, Job, Unit
from service.analysis.similarity import Tree
from service.database import Database

Ids = tuple[str, ...]
AllTraits = dict[str, dict[str, dict[str, Ids]]]
"""Relationship type -> owner -> what it has -> the facts that say so."""


def accounts(
    database: Database, moment: Moment, units: dict[str, Unit], companies: Sequence[str] | None = None
) -> Accounts:
    """Return companies (all or some), traits, trees and careers as of the moment, with units already read."""
    traits, names = _traits(database, moment)
    tree, names_above = hierarchy(database, moment)
    return Accounts(
        companies=_companies(database, moment, companies, traits),
        units=units,
        traits=traits,
        names={**names_above, **names},
        tree=tree,
        careers=_careers(database, moment),
    )


def _facts_until(moment: Moment) -> dict[str, Any]:
    return {"as_of": moment.as_of, "known_at": moment.known_at}


def _companies(
    database: Database, moment: Moment, ids: Sequence[str] | None, traits: AllTraits
) -> dict[str, Company]:
    rows = database.read(
        "lookalike/companies", ids=None if ids is None else list(ids), **_facts_until(moment)
    )
    markets, parents = traits.get("IN_MARKET", {}), traits.get("SUBSIDIARY_OF", {})
    return {
        row["id"]: Company(
            **row, markets=_stated(markets.get(row["id"], {})), parents=_stated(parents.get(row["id"], {}))
        )
        for row in rows
    }


def _stated(features: dict[str, Ids]) -> tuple[tuple[str, str], ...]:
    return tuple((id_, fact) for id_, facts in sorted(features.items()) for fact in facts)


def _traits(database: Database, moment: Moment) -> tuple[AllTraits, dict[str, str]]:
    found: AllTraits = {}
    names: dict[str, str] = {}
    for row in database.read("lookalike/traits", **_facts_until(moment)):
        of_owner = found.setdefault(row["type"], {}).setdefault(row["owner_id"], {})
        for trait_id, name, fact in row["traits"]:
            names[trait_id] = name
            of_owner[trait_id] = (*of_owner.get(trait_id, ()), fact)
    return found, names


def hierarchy(database: Database, moment: Moment) -> tuple[Tree, dict[str, str]]:
    """Return the trees of products, markets and regions, and the names of what is above others."""
    above: dict[str, tuple[tuple[str, str], ...]] = {}
    names: dict[str, str] = {}
    for row in database.read("lookalike/hierarchy", **_facts_until(moment)):
        above[row["child_id"]] = (*above.get(row["child_id"], ()), (row["parent_id"], row["evidence_id"]))
        names[row["parent_id"]] = row["parent_name"]
    return Tree(above), names


def _careers(database: Database, moment: Moment) -> tuple[Career, ...]:
    return tuple(
        Career(row["contact_id"], row["name"], tuple(_job(job) for job in row["jobs"]))
        for row in database.read("lookalike/careers", **_facts_until(moment))
    )


def _job(job: list[object]) -> Job:
    site_id, company_id, fact, is_current = job
    site, company = (str(id_) if id_ else None for id_ in (site_id, company_id))
    return Job(str(fact), site, company, bool(is_current))


def trade(database: Database, moment: Moment) -> dict[str, frozenset[str]]:
    """Return buyer -> the companies it bought from."""
    rows = database.read("lookalike/trade", **_facts_until(moment))
    return {row["buyer_id"]: frozenset(row["seller_ids"]) for row in rows}


def trade_evidence(
    database: Database, buyers: Sequence[str], sellers: Sequence[str], moment: Moment
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return (buyer, seller) -> ids of the won deals between them."""
    rows = database.read(
        "lookalike/trade_evidence", buyer_ids=list(buyers), seller_ids=list(sellers), **_facts_until(moment)
    )
    return {(row["buyer_id"], row["seller_id"]): tuple(row["deals"]) for row in rows}
