"""Scores as they are told: a list of who is warm, and one with its parts."""

from __future__ import annotations

from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import State
from service.analysis.needs import QUARTER, Inferred, buying_stage, furthest, needs
from service.analysis.scoring import AccountPart, Score, ScorePart, account_score, contact_score
from service.database import Database
from service.errors import UsageError
from service.language import Language, say, texts
from service.operations.entities import display_name, require, standing_id
from service.operations.lists import decode_cursor, encode_cursor
from service.operations.scores import evidence_of, score_rules_of
from service.store import scores as store
from service.store.expansion_items import names

LABELS = ("Company", "Contact")


def scores_page(
    database: Database,
    lang: Language,
    *,
    label: str = "Contact",
    hot: bool = False,
    owner: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Return companies or contacts by the score that was last derived, the warmest first.

    Parameters
    ----------
    hot
        Only those who are hot.
    owner
        Id of our member who looks after them or their company.

    Returns
    -------
    dict
        ``items``, ``hot`` (from which score on somebody is), ``next`` (a cursor or None) and
        ``refreshed_at`` (None before the first derivation).

    Raises
    ------
    NotFoundError, UsageError
        When there is no such label, member or cursor.
    """
    if label not in LABELS:
        raise UsageError("scores.bad_label", field="label", labels=", ".join(LABELS))
    rules = score_rules_of(database)
    after_score, after_id = _place(cursor)
    rows = store.listed(
        database,
        label=label,
        least=rules.hot if hot else None,
        owner=standing_id(database, owner, "Member") if owner else None,
        after_score=after_score,
        after_id=after_id,
        limit=limit + 1,
    )
    shown = rows[:limit]
    items = [{**row, "label": label, "is_hot": row["score"] >= rules.hot} for row in shown]
    for item in items:
        item["name"] = _named(item["name"] or item["id"], item.pop("name_latin"), lang)
        for key in ("account", "owner"):
            item[key] = _named(item[key], item.pop(f"{key}_latin"), lang)
    last = shown[-1] if len(rows) > limit else None
    return {
        "items": items,
        "hot": rules.hot,
        "next": encode_cursor(f"{last['score']!r}:{last['id']}") if last else None,
        "refreshed_at": store.state(database).get("refreshed_at"),
    }


def _place(cursor: str | None) -> tuple[float | None, str | None]:
    score, _, id_ = decode_cursor(cursor).partition(":")
    try:
        return (float(score) if score else None), id_ or None
    except ValueError:
        raise UsageError("errors.bad_cursor", field="cursor") from None


def _named(name: str | None, latin: str | None, lang: Language) -> str | None:
    return (latin if lang == "en" else None) or name


def score_told(database: Database, id_: str, moment: Moment, lang: Language) -> dict[str, Any]:
    """Return the score of a contact or company at a moment with its parts, and what people say beside it.

    Returns
    -------
    dict
        ``score`` is None when nothing is known of them; ``parts`` of a contact are rules, those of a company
        its people. ``needs`` that nobody stated and the ``stage`` of buying are inferred from the same
        activities.

    Raises
    ------
    NotFoundError, UsageError
        When there is no such contact or company.
    """
    found = require(database, id_, *LABELS)
    id_, label = found["properties"]["id"], found["label"]
    rules, history = score_rules_of(database), store.human(database, id_)
    people = (
        [id_]
        if label == "Contact"
        else [row["contact_id"] for row in store.people(database, moment, company_ids=[id_])]
    )
    acts = store.acts(database, people, moment, max(rules.longest_window, QUARTER))
    scores = {one: score for one, done in acts.items() if (score := contact_score(done, rules, moment.as_of))}
    if label == "Contact":
        total = scores[id_].points if id_ in scores else 0.0
        parts = [_rule_part(part, lang) for part in (scores[id_].parts if id_ in scores else ())]
    else:
        total, shares = account_score({one: score.points for one, score in scores.items()})
        parts = [_person_part(part, scores[part.contact_id]) for part in shares]
    is_known = bool(scores) or any(store.is_active(database, one, moment) for one in people)
    inferred = [(one, need) for one in sorted(acts) for need in needs(acts[one], rules, moment.as_of)]
    stage = furthest([one for done in acts.values() if (one := buying_stage(done, rules, moment.as_of))])
    told = {
        "id": id_,
        "label": label,
        "name": display_name(label, found["properties"]),
        "as_of": moment.as_of,
        "hot": rules.hot,
        "score": total if is_known else None,
        "parts": parts,
        "needs": [{"contact_id": one, **_inferred("need", need, lang)} for one, need in inferred],
        "stage": _inferred("stage", stage, lang) if stage else None,
        "human": next((one for one in history if one.get("withdrawn_at") is None), None),
        "history": history,
    }
    _name_people(database, [*(parts if label == "Company" else ()), *told["needs"]], lang)
    return told


def _rule_part(part: ScorePart, lang: Language) -> dict[str, Any]:
    return {
        "name": part.rule,
        "contact_id": None,
        "text": rule_name(part.rule, lang),
        "points": part.points,
        "share": None,
        "number": part.number,
        "assumed": part.assumed,
        "evidence_ids": list(part.evidence_ids),
    }


def _person_part(part: AccountPart, score: Score) -> dict[str, Any]:
    evidence = evidence_of(score)
    return {
        "name": part.contact_id,
        "contact_id": part.contact_id,
        "points": part.points,
        "share": part.share,
        "number": len(evidence),
        "assumed": max((one.assumed for one in score.parts), default=0),
        "evidence_ids": [part.contact_id, *evidence],
    }


def _inferred(what: str, found: Inferred, lang: Language) -> dict[str, Any]:
    """Return a need or a stage in words; it is never more than inferred."""
    return {
        "kind": found.kind,
        "text": say(f"scores.{what}_{found.kind}", lang, detail=found.detail or "–"),
        "detail": found.detail,
        "state": State.INFERRED.value,
        "evidence_ids": list(found.evidence_ids),
    }


def _name_people(database: Database, told: list[dict[str, Any]], lang: Language) -> None:
    """Say who the person of each line is: the ``text`` of a part, the ``contact`` of a need."""
    named = names(database, [one["contact_id"] for one in told]) if told else {}
    for one in told:
        node = named.get(one["contact_id"])
        name = _named(node["name"], node["name_latin"], lang) if node else one["contact_id"]
        one["contact" if "text" in one else "text"] = name


def rule_name(rule: str, lang: Language) -> str:
    """Return what a rule is called; one that a person made goes by its id."""
    key = f"scores.rule_{rule}"
    return say(key, lang) if key in texts() else rule
