"""Who decides on a deal, or on a product category at a site or company, and who is missing."""

from __future__ import annotations

from statistics import median

from graph_models.records import Answer, Change, Moment
from service.analysis.buying_center import Center, Subject
from service.analysis.buying_center import buying_center as analyse
from service.analysis.committee import size_of
from service.analysis.people import RoleHeld, Target
from service.analysis.people_view import PeopleView
from service.analysis.role_experience import learn
from service.analysis.weights import BuyingCenterWeights
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.people_scope import MOST, about, account_view, exactly_one, people_on, required_scope
from service.operations.role_templates import Basis, template_of
from service.store import buying_center as store
from service.store import people
from service.store.people import Scope


def buying_center(
    database: Database,
    *,
    deal: str | None = None,
    site: str | None = None,
    company: str | None = None,
    category: str | None = None,
    moment: Moment,
    limit: int,
) -> Answer:
    """Return the buying center of a deal, or of a product category at a site or company.

    Returns
    -------
    Answer
        Members ranked; coverage, required and missing roles, structure, red flags and approval route are in
        the details. With nobody known the coverage is None.

    Raises
    ------
    NotFoundError
        When there is no such node or category.
    UsageError
        When an id has another label, not exactly one is given, or the category is missing.
    """
    field, id_ = exactly_one(deal=deal, site=site, company=company)
    if deal is None and not category:
        raise UsageError("errors.category_needed", field="category")
    scope = required_scope(database, id_, moment, field.capitalize(), field=field)
    if deal is not None:
        ids = people_on(database, scope, moment)
        view = account_view(database, scope, moment, ids)
        center, template = center_of_deal(database, scope, view, ids, moment)
    else:
        view, center, template = _of_category(database, scope, category or "", moment)
    notes = [] if center.items else [Change("buying_center.nobody_known", {"name": scope.name})]
    return Answer(
        center.items[: min(limit, MOST)],
        tuple(notes),
        about(
            scope,
            **center.details,
            template=template,
            category=category,
            total=len(center.items),
            weights_version=view.weights.version,
        ),
    )


def center_of_deal(
    database: Database, scope: Scope, view: PeopleView, ids: set[str], moment: Moment
) -> tuple[Center, Basis]:
    """Return the buying center of a deal, and its template's size and basis.

    Parameters
    ----------
    view, ids
        What is known of the people around the deal, and who has a part in it.
    """
    found, facts, weights = store.deal(database, scope.id, moment), view.facts, view.weights.buying_center
    size = size_of(found.amount, found.currency, weights)
    past = store.past_roles(database, moment)
    template, basis = template_of(database, size, found.categories, past, weights)
    bought = [item for item in facts.bought if item.deal_id == scope.id]
    purchased = tuple(
        RoleHeld(
            item.id,
            item.contact_id,
            Target(item.purchase_id, "Purchase", item.purchase_id, "won", closed_on=item.purchased_on),
            "buyer",
            state="inferred",
        )
        for item in bought
    )
    places = {id_ for id_ in found.unit_ids if id_ != scope.account_id} or set(found.unit_ids)
    subject = Subject(
        target_ids=frozenset({scope.id}),
        people_ids=frozenset(ids),
        template=template,
        unit_ids=frozenset(unit_id for place in places for unit_id in facts.units_within(place)),
        is_running=found.outcome == "open",
        purchased=purchased,
        experience=learn(past, store.population(database, moment)),
    )
    return analyse(view, subject), {"size": size, **basis}


def _of_category(
    database: Database, scope: Scope, category: str, moment: Moment
) -> tuple[PeopleView, Center, Basis]:
    found = store.category(database, category, moment)
    if found is None:
        raise NotFoundError("errors.not_found", id=category)
    units = people.units(database, scope.account_id, moment)
    within = frozenset(unit.id for unit in units if scope.id in unit.chain) | {scope.id}
    targets = store.targets_in_category(database, within, found, moment)
    target_ids = frozenset(target.id for target in targets)
    purchased = store.purchases_in_category(database, within, found, moment)
    ids = people.people_on_targets(database, target_ids, moment)
    view = account_view(database, scope, moment, ids)
    weights = view.weights.buying_center
    size = _usual_size(targets, weights)
    past = store.past_roles(database, moment)
    template, basis = template_of(database, size, found.codes or (category,), past, weights)
    subject = Subject(
        target_ids=target_ids,
        people_ids=frozenset(ids),
        template=template,
        unit_ids=within,
        purchased=purchased,
        experience=learn(past, store.population(database, moment)),
    )
    return view, analyse(view, subject), {"size": size, **basis}


def _usual_size(targets: tuple[store.TargetFacts, ...], weights: BuyingCenterWeights) -> str:
    """Return the size of the middle deal in JPY; amounts in a currency of unknown value are left out."""
    rates = weights.in_jpy
    amounts = [
        target.amount * rate
        for target in targets
        if target.amount is not None and (rate := rates.get(target.currency or "")) is not None
    ]
    return size_of(median(amounts) if amounts else None, "JPY", weights)
