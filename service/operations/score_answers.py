"""Scores as they are told: a list of who is warm, and one with its parts."""

from __future__ import annotations

from typing import Any

from graph_models.records import Moment
from service.analysis.scoring import account_score
from service.database import Database
from service.errors import UsageError
from service.language import Language, say, texts
from service.operations.entities import display_name, require, standing_id
from service.operations.lists import decode_cursor, encode_cursor
from service.operations.scores import contact_scores, evidence_of, score_rules_of
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
        item["account"] = _named(item["account"], item.pop("account_latin"), lang)
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
        its people.

    Raises
    ------
    NotFoundError, UsageError
        When there is no such contact or company.
    """
    found = require(database, id_, *LABELS)
    id_, label = found["properties"]["id"], found["label"]
    history = store.human(database, id_)
    parts_of = _contact_parts if label == "Contact" else _company_parts
    score, parts = parts_of(database, id_, moment, lang)
    return {
        "id": id_,
        "label": label,
        "name": display_name(label, found["properties"]),
        "as_of": moment.as_of,
        "hot": score_rules_of(database).hot,
        "score": score,
        "parts": parts,
        "human": next((one for one in history if one.get("withdrawn_at") is None), None),
        "history": history,
    }


Parts = tuple[float | None, list[dict[str, Any]]]


def _contact_parts(database: Database, id_: str, moment: Moment, lang: Language) -> Parts:
    score = contact_scores(database, [id_], moment, score_rules_of(database)).get(id_)
    if score is None:
        return (0.0 if store.is_active(database, id_, moment) else None), []
    return score.points, [
        {
            "name": part.rule,
            "text": rule_name(part.rule, lang),
            "points": part.points,
            "share": None,
            "number": part.number,
            "assumed": part.assumed,
            "evidence_ids": list(part.evidence_ids),
        }
        for part in score.parts
    ]


def _company_parts(database: Database, id_: str, moment: Moment, lang: Language) -> Parts:
    people = [row["contact_id"] for row in store.people(database, moment, company_ids=[id_])]
    scores = contact_scores(database, people, moment, score_rules_of(database))
    total, parts = account_score({one: score.points for one, score in scores.items()})
    named = names(database, [part.contact_id for part in parts]) if parts else {}
    is_known = scores or any(store.is_active(database, one, moment) for one in people)
    return (total if is_known else None), [
        {
            "name": part.contact_id,
            "text": _named(named[part.contact_id]["name"], named[part.contact_id]["name_latin"], lang),
            "points": part.points,
            "share": part.share,
            "number": sum(one.number for one in scores[part.contact_id].parts),
            "assumed": sum(one.assumed for one in scores[part.contact_id].parts),
            "evidence_ids": [part.contact_id, *evidence_of(scores[part.contact_id])],
        }
        for part in parts
    ]


def rule_name(rule: str, lang: Language) -> str:
    """Return what a rule is called; one that a person made goes by its id."""
    key = f"scores.rule_{rule}"
    return say(key, lang) if key in texts() else rule
