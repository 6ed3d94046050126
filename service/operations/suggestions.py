"""Relationships that are probably there, for a person to accept or refuse.

A suggestion has the id its relationship would have. To accept it is to say it by hand: the relationship is
then a confirmed fact of a run that can be undone. A refusal is kept, and what was refused is not suggested
again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Literal

from graph_models.ids import parse_relationship_id
from graph_models.records import Moment
from graph_models.registry import label_of
from graph_models.vocabulary import State
from service.analysis.lines import Lines, Proposal
from service.analysis.membership import in_units, on_targets
from service.analysis.people_view import PeopleView
from service.database import Database
from service.errors import NotFoundError
from service.language import Language, say
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
    """Return what is probably so among the people of a company or deal, best first.

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
    view, ids = _present(database, scope, moment)
    return {
        "items": suggested(database, view, ids, lang, refused=refused),
        "weights_version": view.weights.version,
    }


def suggested(
    database: Database, view: PeopleView, ids: Collection[str], lang: Language, *, refused: bool = False
) -> list[dict[str, Any]]:
    """Return what is probably so among some people, best first; for whoever has read the facts already."""
    made = _proposed(view, ids)
    said = store.verdicts(database, [one.id for one in made])
    names = {person.id: person.name for person in view.facts.people}
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
    scope = required_contact(database, parsed.start_id, moment, field="id")
    found = next((one for one in _proposed(*_present(database, scope, moment)) if one.id == id_), None)
    if found is None:
        raise NotFoundError("suggestions.not_there", id=id_)
    return found


def _present(database: Database, scope: Scope, moment: Moment) -> tuple[PeopleView, frozenset[str]]:
    """Return what is known of the people of an account or deal, and those of them who are there now."""
    on_deal = people_on(database, scope, moment)
    view = account_view(database, scope, moment, on_deal)
    is_deal = scope.label == "Deal"
    belonging = on_targets(view.facts, on_deal) if is_deal else in_units(view.facts, scope.account_id)
    return view, belonging.ids - belonging.departed


def _proposed(view: PeopleView, ids: Collection[str]) -> list[Proposal]:
    lines = Lines(view, view.weights.lines)
    made = {one.id: one for one in (*lines.reporting(ids), *lines.influence(ids))}
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
