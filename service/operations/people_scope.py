"""What the questions about people have in common: finding what is asked about and reading its people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from graph_models.records import Moment
from graph_models.registry import label_of
from service.analysis.people_view import PeopleView
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.weights_in_use import weights_in_use
from service.store import people
from service.store.people import Scope
from service.store.review import alias_of

MOST = 500
"""Ceiling of a limit."""


def required_scope(database: Database, id_: str, moment: Moment, *labels: str, field: str) -> Scope:
    """Return the node with the id, which must have one of the labels.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it has another label.
    """
    found = people.scope(database, id_, moment) if label_of(id_) else None
    if found is None and (into := alias_of(database, id_)):
        found = people.scope(database, into, moment)
    if found is None:
        raise NotFoundError("errors.not_found", id=id_)
    if found.label not in labels:
        raise UsageError(
            "errors.not_that_label", field=field, id=id_, found=found.label, wanted=" / ".join(labels)
        )
    return found


def required_contact(database: Database, id_: str, moment: Moment, *, field: str) -> Scope:
    """Return a contact with the account of the present job, else of the first known one.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it is no contact.
    """
    scope = required_scope(database, id_, moment, "Contact", field=field)
    jobs = people.jobs_of_contacts(database, [scope.id], moment)
    for job in sorted(jobs, key=lambda job: (not job.is_current, job.id)):
        if unit := people.scope(database, job.unit_id, moment):
            return replace(scope, account_id=unit.account_id, account_name=unit.account_name)
    return scope


def people_on(database: Database, scope: Scope, moment: Moment) -> set[str]:
    """Return the ids of those who have a part in a deal; nobody where it is something else."""
    return people.people_on_targets(database, [scope.id], moment) if scope.label == "Deal" else set()


def account_view(
    database: Database, scope: Scope, moment: Moment, others: Collection[str] = ()
) -> PeopleView:
    """Return all that is known of the people of an account, seen with the weights in use.

    Parameters
    ----------
    others
        Ids of contacts to include though they have no job in the account.
    """
    weights = weights_in_use(database)
    facts = people.account_facts(
        database, scope.account_id, moment, horizon_days=weights.tie.horizon, others=others
    )
    return PeopleView(facts, weights)


def exactly_one(**given: str | None) -> tuple[str, str]:
    """Return name and id of the one that is given.

    Raises
    ------
    UsageError
        When none or several are given.
    """
    found = [(name, id_) for name, id_ in given.items() if id_]
    if len(found) != 1:
        raise UsageError("errors.one_scope", field=next(iter(given)), names=", ".join(given))
    return found[0]


def about(scope: Scope, **more: Any) -> dict[str, Any]:
    """Return the details every answer about people has."""
    return {
        "scope": [{"id": scope.id, "label": scope.label, "name": scope.name}],
        "account": {"id": scope.account_id, "label": "Company", "name": scope.account_name},
        **more,
    }
