"""What people set about scores: the rules, version by version, and their own word beside a score."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from graph_models.ids import short_hash
from graph_models.records import Moment
from service.analysis.score_rules import default_score_rules, read_score_rules
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language
from service.operations.entities import standing_id
from service.operations.score_answers import LABELS, rule_name
from service.operations.scores import contact_scores, score_rules_of
from service.store import scores as store
from service.store.expansion_items import names

LONGEST_REASON = 1000
MOST_POINTS = 100
PREVIEWED = 50
"""People of a preview that are named."""


def rules_told(database: Database, lang: Language) -> dict[str, Any]:
    """Return the rules in use with their names, their ``version`` (0: as shipped) and the versions before."""
    kept = store.rules(database)
    rules = score_rules_of(database).as_dict()
    for rule in rules["rules"]:
        rule["name"] = rule_name(rule["id"], lang)
    history = [{name: one.get(name) for name in ("version", "by", "reason", "at")} for one in kept]
    return {**rules, "version": kept[0]["version"] if kept else 0, "history": history}


def set_rules(
    database: Database, given: Mapping[str, Any] | None, *, by: str | None, reason: str
) -> dict[str, Any]:
    """Put rules into use from the next derivation on; None brings back those that were shipped.

    Raises
    ------
    UsageError
        When a rule cannot be used or the reason is missing.
    """
    why = _reason(reason)
    rules = default_score_rules() if given is None else read_score_rules(given)
    kept = store.rules(database)
    version = (kept[0]["version"] if kept else 0) + 1
    said = {
        # Two who set rules at the same time do not both make this version.
        "id": f"score-rules-{version}",
        "version": version,
        "rules": json.dumps(rules.as_dict(), ensure_ascii=False),
        "reason": why,
        "at": datetime.now(UTC),
    }
    store.save_rules(database, said | ({"by": by} if by else {}))
    return said


def preview_rules(
    database: Database, given: Mapping[str, Any], moment: Moment, lang: Language
) -> dict[str, Any]:
    """Return who would get hot and who would not be any more under other rules; nothing is kept.

    Returns
    -------
    dict
        ``contacts`` looked at, ``hot`` and ``hot_before`` (numbers), ``getting`` and ``leaving`` (``id``,
        ``name``, ``score``, ``score_before``), at most 50 each.
    """
    rules, before = read_score_rules(given), score_rules_of(database)
    looked_at, hot, hot_before = 0, 0, 0
    getting: list[dict[str, Any]] = []
    leaving: list[dict[str, Any]] = []
    for ids in store.active_contacts(database, moment):
        new, old = (contact_scores(database, ids, moment, one) for one in (rules, before))
        for id_ in ids:
            score = new[id_].points if id_ in new else 0.0
            score_before = old[id_].points if id_ in old else 0.0
            is_hot, was_hot = score >= rules.hot, score_before >= before.hot
            looked_at, hot, hot_before = looked_at + 1, hot + is_hot, hot_before + was_hot
            if is_hot != was_hot:
                (getting if is_hot else leaving).append(
                    {"id": id_, "score": score, "score_before": score_before}
                )
    getting = sorted(getting, key=lambda one: (-one["score"], one["id"]))[:PREVIEWED]
    leaving = sorted(leaving, key=lambda one: (-one["score_before"], one["id"]))[:PREVIEWED]
    named = names(database, [one["id"] for one in (*getting, *leaving)])
    for one in (*getting, *leaving):
        node = named[one["id"]]
        one["name"] = (node["name_latin"] if lang == "en" else None) or node["name"]
    told = {"contacts": looked_at, "hot": hot, "hot_before": hot_before}
    return {**told, "getting": getting, "leaving": leaving}


def set_human_score(
    database: Database, id_: str, score: int, reason: str, *, by: str | None
) -> dict[str, Any]:
    """Keep what a person says of how warm somebody is, from 0 to 100; it stands beside the derived score.

    Raises
    ------
    NotFoundError, UsageError
        When there is no such contact or company, the score is out of range, or the reason is missing.
    """
    about = standing_id(database, id_, *LABELS)
    if not 0 <= score <= MOST_POINTS:
        raise UsageError("scores.bad_human", field="score", most=MOST_POINTS)
    now = datetime.now(UTC)
    said: dict[str, Any] = {
        "id": f"human-score-{short_hash(about, uuid4().hex)}",
        "about": about,
        "score": score,
        "reason": _reason(reason),
        "at": now,
    }
    store.save_human(database, about, now, said | ({"by": by} if by else {}))
    return said


def withdraw_human_score(database: Database, id_: str) -> None:
    """Take back what a person said; it stays in the history.

    Raises
    ------
    NotFoundError
        When there is no such contact or company, or nothing stands.
    """
    about = standing_id(database, id_, *LABELS)
    if not store.save_human(database, about, datetime.now(UTC), None):
        raise NotFoundError("scores.no_human", id=id_)


def _reason(reason: str) -> str:
    if not (why := reason.strip()) or len(why) > LONGEST_REASON:
        raise UsageError("scores.no_reason", field="reason", most=LONGEST_REASON)
    return why
