"""Who moves the decisions at a company, site, department or deal."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from graph_models.records import Answer, Change, Moment
from service.analysis.departure import departure as simulate
from service.analysis.key_person import rank_key_people
from service.analysis.membership import Belonging, in_units, on_targets
from service.analysis.people_view import PeopleView
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.people_scope import (
    MOST,
    about,
    account_view,
    exactly_one,
    people_on,
    required_contact,
    required_scope,
)
from service.store import buying_center as store
from service.store import people
from service.store.people import Scope


def key_person(
    database: Database,
    *,
    company: str | None = None,
    site: str | None = None,
    department: str | None = None,
    deal: str | None = None,
    category: str | None = None,
    moment: Moment,
    limit: int,
) -> Answer:
    """Rank the contacts of exactly one company, site, department or deal.

    With a product category only those who had to do with its deals and purchases there are ranked, by their
    roles in these alone.

    Returns
    -------
    Answer
        Contacts by what their score is worth at its confidence, those who left last. Without any known
        contact the items are empty and a note says what to do.

    Raises
    ------
    NotFoundError
        When there is no such node or category.
    UsageError
        When it has another label, not exactly one is given, or a category comes with a deal.
    """
    field, asked = exactly_one(company=company, site=site, department=department, deal=deal)
    scope = required_scope(database, asked, moment, field.capitalize(), field=field)
    if category:
        return _of_category(database, scope, category, field, moment, limit)
    on_deal = people_on(database, scope, moment)
    view = account_view(database, scope, moment, on_deal)
    belonging = on_targets(view.facts, on_deal) if deal else in_units(view.facts, scope.id)
    return _answer(scope, view, belonging, limit)


def _of_category(
    database: Database, scope: Scope, category: str, field: str, moment: Moment, limit: int
) -> Answer:
    if field == "deal":
        raise UsageError("errors.category_of_deal", field="category")
    found = store.category(database, category, moment)
    if found is None:
        raise NotFoundError("errors.not_found", id=category)
    units = people.units(database, scope.account_id, moment)
    within = {unit.id for unit in units if scope.id in unit.chain} | {scope.id}
    targets = {target.id for target in store.targets_in_category(database, within, found, moment)}
    bought = store.purchases_in_category(database, within, found, moment)
    ids = people.people_on_targets(database, targets, moment) | {role.contact_id for role in bought}
    view = account_view(database, scope, moment, ids)
    roles = tuple(role for role in view.facts.roles if role.target.id in targets) + bought
    of_category = PeopleView(replace(view.facts, roles=roles), view.weights)
    return _answer(scope, of_category, on_targets(view.facts, ids), limit, category=found.name)


def _answer(scope: Scope, view: PeopleView, belonging: Belonging, limit: int, **more: object) -> Answer:
    items = rank_key_people(view, belonging.ids, belonging.departed)
    notes = [] if items else [Change("key_person.nobody_known", {"name": scope.name})]
    return Answer(
        items[: min(limit, MOST)],
        tuple(notes),
        about(scope, total=len(items), weights_version=view.weights.version, **more),
    )


def departure(database: Database, *, contact: str, moment: Moment) -> dict[str, Any]:
    """Return what the account of a contact loses when the person goes.

    Returns
    -------
    dict
        ``contact``, ``account``, ``rank``, ``before`` and ``after``, ``lost_roles``, ``cut_off`` and
        ``following`` with names, and ``evidence_ids``.

    Raises
    ------
    NotFoundError
        When there is no such contact.
    UsageError
        When the id is of something else.
    """
    scope = required_contact(database, contact, moment, field="contact")
    view = account_view(database, scope, moment, {scope.id})
    belonging = in_units(view.facts, scope.account_id)
    found = simulate(view, scope.id, (belonging.ids - belonging.departed) | {scope.id})
    names = {person.id: person.name for person in view.facts.people}

    def named(id_: str) -> dict[str, str]:
        return {"id": id_, "label": "Contact", "name": names.get(id_, id_)}

    return {
        "contact": named(scope.id),
        "account": {"id": scope.account_id, "label": "Company", "name": scope.account_name},
        "rank": found.rank,
        "before": asdict(found.before),
        "after": asdict(found.after),
        "lost_roles": [asdict(role) for role in found.lost_roles],
        "cut_off": [named(id_) for id_ in found.cut_off],
        "is_articulation_point": found.is_articulation_point,
        "following": [{**named(id_), "score": score} for id_, score in found.following],
        "evidence_ids": list(found.evidence_ids),
        "state": "inferred",
        "weights_version": view.weights.version,
    }
