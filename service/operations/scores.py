"""How warm people and companies are: derived from what they did, and told when somebody gets hot."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from graph_models.records import Moment
from service.analysis.score_rules import ScoreRules, default_score_rules, read_score_rules
from service.analysis.scoring import Score, account_score, contact_score
from service.database import Database
from service.errors import EnishiError
from service.operations.notices import News, notify_all
from service.operations.nurture_routing import person_of
from service.store import scores as store
from service.store.nurture_tasks import people as people_of

OVERLAP = timedelta(minutes=10)
"""What is looked at again: a slow write is stamped before the last look and committed after it."""
_log = logging.getLogger("enishi.scores")


def score_rules_of(database: Database) -> ScoreRules:
    """Return the rules in use, those as shipped where nobody set others."""
    kept = store.rules(database)
    return read_score_rules(json.loads(kept[0]["rules"])) if kept else default_score_rules()


def contact_scores(
    database: Database, ids: Collection[str], moment: Moment, rules: ScoreRules
) -> dict[str, Score]:
    """Return the scores of those contacts who did something in the longest window."""
    done = store.acts(database, sorted(ids), moment, rules.longest_window)
    found = {id_: contact_score(acts, rules, moment.as_of) for id_, acts in done.items()}
    return {id_: score for id_, score in found.items() if score}


def evidence_of(score: Score) -> list[str]:
    """Return the ids of all activities behind a score."""
    return sorted({id_ for part in score.parts for id_ in part.evidence_ids})


def refresh_scores(
    database: Database, moment: Moment, progress: Callable[[int], None] = lambda _: None
) -> dict[str, int]:
    """Derive all scores anew, keep them on the nodes, and tell owners who got hot.

    A score is a function of the activities, so events that arrive late or twice leave no trace. The first
    time in a graph nobody is told: who is hot then was hot before.

    Returns
    -------
    dict
        ``contacts`` and ``companies`` that have a score, and ``hot``, notices that were new.
    """
    now = datetime.now(UTC)
    is_first = not store.state(database)
    rules = score_rules_of(database)
    scores, evidence = _of_contacts(
        database, store.active_contacts(database, moment), moment, rules, progress
    )
    accounts = _of_accounts(store.people(database, moment), scores, rules, evidence)
    hot = 0 if is_first else _tell(database, {**scores, **accounts}, evidence, rules.hot, moment)
    _save(database, {**scores, **accounts})
    store.forget_others(database, "Contact", scores)
    store.forget_others(database, "Company", accounts)
    store.save_state(database, {"refreshed_at": now, "refreshed_for": moment.as_of})
    return {"contacts": len(scores), "companies": len(accounts), "hot": hot}


def refresh_recent(database: Database, moment: Moment) -> dict[str, int]:
    """Derive the scores of those of whom something was learned since the last time; all on a new day.

    Returns
    -------
    dict
        As `refresh_scores`, of those that were derived.
    """
    state = store.state(database)
    if state.get("refreshed_for") != moment.as_of:
        return refresh_scores(database, moment)
    now = datetime.now(UTC)
    rules = score_rules_of(database)
    pages = store.active_contacts(database, moment, since=state["refreshed_at"] - OVERLAP)
    scores, evidence = _of_contacts(database, pages, moment, rules)
    if not scores:
        return {"contacts": 0, "companies": 0, "hot": 0}
    touched = {row["company_id"] for row in store.people(database, moment, ids=scores)}
    people = store.people(database, moment, company_ids=touched)
    known = {row["contact_id"]: row["score"] for row in people if row["score"] is not None}
    accounts = _of_accounts(people, {**known, **scores}, rules, evidence)
    hot = _tell(database, {**scores, **accounts}, evidence, rules.hot, moment)
    before = store.kept(database, {*scores, *accounts})
    changed = {
        id_: score
        for id_, score in {**scores, **accounts}.items()
        if id_ in before and before[id_]["score"] != score
    }
    if changed:
        _save(database, changed)
        store.save_state(database, {"refreshed_at": now, "refreshed_for": moment.as_of})
    return {"contacts": len(scores), "companies": len(accounts), "hot": hot}


def refresh_scores_quietly(database: Database, moment: Moment) -> None:
    """Derive all anew where nobody waits for it."""
    try:
        refresh_scores(database, moment)
    except EnishiError as error:
        _log.warning("scores were not derived: %s", error.key)


def _of_contacts(
    database: Database,
    pages: Iterable[list[str]],
    moment: Moment,
    rules: ScoreRules,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Return the scores of contacts, and the evidence of those who are hot."""
    scores: dict[str, float] = {}
    evidence: dict[str, list[str]] = {}
    for ids in pages:
        found = contact_scores(database, ids, moment, rules)
        for id_ in ids:
            # Who did something long ago is known and cold; of who never did anything nothing is known.
            scores[id_] = found[id_].points if id_ in found else 0.0
            if scores[id_] >= rules.hot:
                evidence[id_] = evidence_of(found[id_])
        progress(len(scores))
    return scores, evidence


def _of_accounts(
    people: Iterable[Mapping[str, str]],
    scores: Mapping[str, float],
    rules: ScoreRules,
    evidence: dict[str, list[str]],
) -> dict[str, float]:
    """Return the scores of companies; the people who make one hot go into ``evidence``."""
    by_company: dict[str, dict[str, float]] = defaultdict(dict)
    for row in people:
        if row["contact_id"] in scores:
            by_company[row["company_id"]][row["contact_id"]] = scores[row["contact_id"]]
    accounts: dict[str, float] = {}
    for id_, of_people in by_company.items():
        accounts[id_], parts = account_score(of_people)
        if accounts[id_] >= rules.hot:
            evidence[id_] = [part.contact_id for part in parts]
    return accounts


def _tell(
    database: Database,
    scores: Mapping[str, float],
    evidence: Mapping[str, list[str]],
    hot: float,
    moment: Moment,
) -> int:
    """Tell who was not hot before and is now; on one day each is told once."""
    if not evidence:
        return 0
    people = people_of(database, evidence)
    news = [
        News(
            "score_hot",
            f"{id_}:{moment.as_of}",
            id_,
            one["owner"] or _person_id(people.get(id_)),
            {"points": round(scores[id_])},
            evidence[id_],
        )
        for id_, one in store.kept(database, evidence).items()
        if one["score"] is None or one["score"] < hot
    ]
    return notify_all(database, news)


def _person_id(person: Mapping[str, Any] | None) -> str | None:
    """Return who of us knows a contact whom nobody looks after."""
    found = person_of(person) if person else None
    return found.id if found else None


def _save(database: Database, scores: Mapping[str, float]) -> None:
    ordered = sorted(scores.items())
    for start in range(0, len(ordered), store.PAGE):
        store.save(database, dict(ordered[start : start + store.PAGE]))
