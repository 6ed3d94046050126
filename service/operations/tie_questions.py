"""Questions about ties by name, as the API and the command line ask them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.language import Language
from service.operations import introductions, relationships
from service.operations.answering import presented, worded


def ask_ties(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    kind: str | None = None,
    limit: int = 100,
    **scope: Any,
) -> dict[str, Any]:
    """Say who knows whom at one company, site or department, or whom one contact or member knows."""
    answer = relationships.ties(database, kind=kind, moment=moment, limit=limit, **scope)
    asked = [id_ for id_ in scope.values() if id_]
    return presented(database, "ties", answer, scope=asked, moment=moment, lang=lang)


def ask_relationship_health(
    database: Database, moment: Moment, lang: Language, *, company: str
) -> dict[str, Any]:
    """Say how healthy the relationship with a company is."""
    answer = relationships.relationship_health(database, company=company, moment=moment)
    return presented(database, "relationship-health", answer, scope=[company], moment=moment, lang=lang)


def ask_introductions(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    deal: str | None = None,
    company: str | None = None,
    to_ids: Sequence[str] = (),
    most_asks: int | None = None,
    without: Collection[str] = (),
) -> dict[str, Any]:
    """Say whom to ask for introductions to a committee, with the fewest asks, and what to write."""
    found = introductions.introductions(
        database,
        deal=deal,
        company=company,
        to_ids=to_ids,
        most_asks=most_asks,
        without=without,
        moment=moment,
    )
    return {
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "asks": worded(found.asks, lang),
        "uncovered": worded(found.uncovered, lang),
        "notes": worded(found.notes, lang),
        "details": worded(found.details, lang),
    }
