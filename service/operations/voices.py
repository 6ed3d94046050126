"""Who said what, which value stands and why; how far each source is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from graph_models.claims import Claim, Trust, trust_in
from graph_models.ids import short_hash
from graph_models.merging import property_of
from graph_models.properties import MANUAL, Merge
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language, say
from service.operations.resolving import resolve_marked
from service.store import voices as store
from service.store.import_runs import save_import_run

MOST_TRUST = 99
"""What a person typed in stands above all sources."""


def who_said(database: Database, id_: str, lang: Language) -> dict[str, Any]:
    """Return each property of a node or relationship with every claim that stands, and why one of them holds.

    Raises
    ------
    NotFoundError
        When there is no such node or relationship.
    """
    found = store.voices(database, id_)
    if found is None:
        raise NotFoundError("errors.not_found", id=id_)
    trust = store.trust(database)
    claims = sorted(
        found.claims, key=lambda claim: (trust_in(claim.source, trust), claim.at, claim.key), reverse=True
    )
    model = (NODE_PROPERTY if found.name in NODE_PROPERTY else RELATIONSHIP_PROPERTY)[found.name]
    properties = []
    for name, value in sorted(found.view.items()):
        if name in ("sources", "source"):
            continue
        said = [claim for claim in claims if name in claim.said]
        why = _why(said, name, value, property_of(name, model, value).merge, trust)
        properties.append(
            {
                "property": name,
                "value": value,
                "why": why,
                "reason": say(f"runs.why_{why}", lang),
                "differs": any(claim.said[name] != value for claim in said),
                "claims": [_told(claim, name, value, trust) for claim in said],
            }
        )
    return {"id": id_, "label": found.name, "properties": properties}


def _told(claim: Claim, name: str, value: Any, trust: Trust) -> dict[str, Any]:
    return {
        "source": claim.source,
        "run": claim.run,
        "about": claim.about,
        "at": claim.at,
        "recorded_at": claim.recorded_at,
        "trust": trust_in(claim.source, trust),
        "value": claim.said[name],
        "stands": claim.said[name] == value,
    }


def _why(said: Sequence[Claim], name: str, value: Any, rule: Merge, trust: Trust) -> str:
    """Return why a value stands: alone, agreed, by_hand, combined, trust or recency."""
    if len({claim.source for claim in said}) < 2 and len(said) < 2:
        return "alone"
    if all(claim.said[name] == value for claim in said):
        return "agreed"
    if any(claim.source == MANUAL and claim.said[name] == value for claim in said):
        return "by_hand"
    if rule is not Merge.REPLACE:
        return "combined"
    others = [claim for claim in said if claim.said[name] != value]
    standing = next(claim for claim in said if claim.said[name] == value)
    highest = max(trust_in(claim.source, trust) for claim in others)
    return "trust" if trust_in(standing.source, trust) > highest else "recency"


def list_sources(database: Database) -> list[dict[str, Any]]:
    """Return all sources with the trust in each, the most trusted first, and the number of their runs."""
    found = [
        {
            **row,
            "trust": trust_in(
                row["source"], {row["source"]: row["trust"]} if row["trust"] is not None else {}
            ),
        }
        for row in store.sources(database)
    ]
    return sorted(found, key=lambda row: (-row["trust"], row["source"]))


def set_trust(database: Database, source: str, number: int, by: str | None = None) -> dict[str, Any]:
    """Set how far a source is trusted and make anew all that it spoke of together with others.

    That it was changed is kept as a run of its own. Broken off, it is brought to its end by setting it again.

    Raises
    ------
    UsageError
        When the number is not between 0 and 99, or the source is what people type in.
    """
    if source == MANUAL:
        raise UsageError("runs.trust_by_hand", field="source")
    if not 0 <= number <= MOST_TRUST:
        raise UsageError("runs.bad_trust", field="trust", most=MOST_TRUST)
    before = trust_in(source, store.trust(database))
    at = datetime.now(UTC)
    run = f"run-{short_hash('trust', source, uuid4().hex)}"
    record: dict[str, Any] = {
        "kind": "trust",
        "source": source,
        "files": [],
        "what": f"{before} → {number}",
        "by": by,
    }
    numbers = {"rows_read": 0, "rows_rejected": 0, "rows_skipped": 0}
    save_import_run(
        database, run, {**record, **numbers, "started_at": at, "updated_at": at, "state": "running"}
    )
    store.save_trust(database, source, number)
    after: str | None = ""
    while after is not None:
        after = store.fold_again(database, source, after, run, at)
    resolve_marked(database)
    ended = datetime.now(UTC)
    save_import_run(database, run, {"state": "done", "updated_at": ended, "finished_at": ended})
    return {"source": source, "trust": number, "before": before, "run": run}
