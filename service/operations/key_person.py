"""Who moves the decisions at a company, site, department or deal."""

from __future__ import annotations

from graph_models.records import Answer, Change, Moment
from service.analysis.key_person import rank_key_people
from service.analysis.membership import in_units, on_targets
from service.analysis.people_view import PeopleView
from service.analysis.weights import WEIGHTS
from service.database import Database
from service.operations.people_scope import MOST, about, exactly_one, required_scope
from service.store import people


def key_person(
    database: Database,
    *,
    company: str | None = None,
    site: str | None = None,
    department: str | None = None,
    deal: str | None = None,
    moment: Moment,
    limit: int,
) -> Answer:
    """Rank the contacts of exactly one company, site, department or deal.

    Returns
    -------
    Answer
        Contacts by what their score is worth at its confidence, those who left last. Without any known
        contact the items are empty and a note says what to do.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it has another label, or not exactly one is given.
    """
    field, asked = exactly_one(company=company, site=site, department=department, deal=deal)
    scope = required_scope(database, asked, moment, field.capitalize(), field=field)
    id_ = scope.id
    on_deal = people.people_on_targets(database, [id_], moment) if deal else set()
    facts = people.account_facts(
        database, scope.account_id, moment, horizon_days=WEIGHTS.tie.horizon, others=on_deal
    )
    belonging = on_targets(facts, on_deal) if deal else in_units(facts, id_)
    items = rank_key_people(PeopleView(facts), belonging.ids, belonging.departed)
    notes = []
    if not items:
        notes.append(Change("key_person.nobody_known", {"name": scope.name}))
    return Answer(items[: min(limit, MOST)], tuple(notes), about(scope, total=len(items)))
