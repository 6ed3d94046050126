"""Relationships that are probably there, for a person to accept or refuse.

A suggestion has the id its relationship would have. To accept it is to say it by hand: the relationship is
then a confirmed fact of a run that can be undone. A refusal is kept, and what was refused is not suggested
again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from graph_models.ids import parse_relationship_id
from graph_models.records import Moment
from graph_models.registry import label_of
from graph_models.vocabulary import State
from service.analysis.lines import Lines, Proposal
from service.analysis.membership import in_units, on_targets
from service.analysis.people_view import PeopleView
from service.analysis.role_proposals import role_proposals
from service.database import Database
from service.errors import NotFoundError
from service.language import Language, say
from service.operations.answering import worded
from service.operations.buying_center import center_of_deal
from service.operations.fact_edits import assert_fact
from service.operations.people_scope import (
    account_view,
    exactly_one,
    people_on,
    required_contact,
    required_scope,
)
from service.store import suggestions as store
from service.store.people import Scope

Verdict = Literal["accept", "refuse"]


def suggestions(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    company: str | None = None,
    deal: str | None = None,
    refused: bool = False,
) -> dict[str, Any]:
    """Return what is probably so among the people of a company or deal, best first; of a deal roles, too.

    Parameters
    ----------
    refused
        Whether those that were refused are wanted instead of those that were not.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it has another label, or not exactly one is given.
    """
    field, id_ = exactly_one(company=company, deal=deal)
    scope = required_scope(database, id_, moment, field.capitalize(), field=field)
    view, ids, roles = _present(database, scope, moment)
    names = {scope.id: scope.name}
    return {
        "items": suggested(database, view, ids, lang, refused=refused, roles=roles, names=names),
        "weights_version": view.weights.version,
    }


def suggested(
    database: Database,
    view: PeopleView,
    ids: Collection[str],
    lang: Language,
    *,
    refused: bool = False,
    roles: Sequence[Proposal] = (),
    names: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Return what is probably so among some people, best first; for whoever has read the facts already.

    Parameters
    ----------
    roles
        Roles in a deal that were proposed.
    names
        Name of the deal by its id.
    """
    made = _proposed(view, ids, roles)
    said = store.verdicts(database, [one.id for one in made])
    names = {person.id: person.name for person in view.facts.people} | dict(names or {})
    return [
        _told(one, names, said.get(one.id), lang)
        for one in made
        if (said.get(one.id, {}).get("verdict") == "refuse") is refused
    ]


def decide(
    database: Database,
    id_: str,
    verdict: Verdict,
    moment: Moment,
    *,
    reason: str | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Accept or refuse a suggestion and return its id, the verdict and the run of what was accepted.

    Raises
    ------
    NotFoundError
        When nothing of the kind is suggested.
    """
    found = _of_id(database, id_, moment)
    run = None
    if verdict == "accept":
        accepted = assert_fact(
            database,
            found.type,
            found.start_id,
            found.end_id,
            today=moment.as_of,
            properties=dict(found.properties),
            qualifier=found.qualifier,
            reason=reason,
            by=by,
        )
        run = accepted["run"]
    row = {"id": id_, "verdict": verdict, "reason": reason, "by": by, "run": run, "at": datetime.now(UTC)}
    store.save_verdict(database, {name: value for name, value in row.items() if value is not None})
    return {"id": id_, "verdict": verdict, "run": run}


def reconsider(database: Database, id_: str) -> dict[str, Any]:
    """Take a refusal back, so that it is suggested again as long as the facts say so.

    Raises
    ------
    NotFoundError
        When nothing was said of it.
    """
    if not store.forget_verdict(database, id_):
        raise NotFoundError("suggestions.not_refused", id=id_)
    return {"id": id_, "verdict": None, "run": None}


def _of_id(database: Database, id_: str, moment: Moment) -> Proposal:
    parsed = parse_relationship_id(id_)
    if parsed is None or label_of(parsed.start_id) != "Contact":
        raise NotFoundError("suggestions.not_there", id=id_)
    is_role = parsed.type == "holds_role"
    if is_role and label_of(parsed.end_id) != "Deal":
        raise NotFoundError("suggestions.not_there", id=id_)
    if is_role:
        scope = required_scope(database, parsed.end_id, moment, "Deal", field="id")
    else:
        scope = required_contact(database, parsed.start_id, moment, field="id")
    found = next((one for one in _proposed(*_present(database, scope, moment)) if one.id == id_), None)
    if found is None:
        raise NotFoundError("suggestions.not_there", id=id_)
    return found


def _present(
    database: Database, scope: Scope, moment: Moment
) -> tuple[PeopleView, frozenset[str], list[Proposal]]:
    """Return what is known of the people of an account or deal, those there now, and likely roles."""
    on_deal = people_on(database, scope, moment)
    view = account_view(database, scope, moment, on_deal)
    is_deal = scope.label == "Deal"
    belonging = on_targets(view.facts, on_deal) if is_deal else in_units(view.facts, scope.account_id)
    roles = []
    if is_deal:
        center, _ = center_of_deal(database, scope, view, on_deal, moment)
        roles = role_proposals(center, scope.id)
    return view, belonging.ids - belonging.departed, roles


def _proposed(view: PeopleView, ids: Collection[str], roles: Sequence[Proposal] = ()) -> list[Proposal]:
    lines = Lines(view, view.weights.lines)
    made = {one.id: one for one in (*lines.reporting(ids), *lines.influence(ids), *roles)}
    return sorted(made.values(), key=lambda one: (-one.score, one.id))


def _told(
    one: Proposal, names: dict[str, str], said: dict[str, Any] | None, lang: Language
) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "start": {"id": one.start_id, "name": names.get(one.start_id, one.start_id)},
        "end": {"id": one.end_id, "name": names.get(one.end_id, one.end_id)},
        "score": one.score,
        "confidence": one.confidence,
        "state": State.INFERRED.value,
        "role": one.properties.get("role"),
        "combine": "product" if one.reasons else "sum",
        "reasons": worded(one.reasons, lang),
        "parts": [
            {
                "name": part.name,
                "title": say(f"parts.{part.name}", lang),
                "value": part.value,
                "weight": part.weight,
                "contribution": part.contribution,
                "evidence_ids": list(part.evidence_ids),
            }
            for part in one.parts
        ],
        "refused": said if said and said.get("verdict") == "refuse" else None,
    }
