"""Pairs for a person to judge, and the ledger of a record: what it is one with, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from graph_models.properties import is_bookkeeping
from graph_models.registry import label_of
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import Language, say
from service.operations.entities import display_name
from service.operations.lists import decode_cursor, encode_cursor
from service.store import resolving as store
from service.store import review

CERTAIN = 1.0
EVEN = 0.5
"""Score at which both are as likely."""
ORDERS = ("best", "doubt", "threshold")
STATES = ("review", "merged")
_ID = re.compile(r"\b(?:company|department|site)-[0-9a-z-]{16,}")
_SILENT = (
    *("id", "label", "into_id", "created_at", "updated_at"),
    *("sources", "status", "is_self", "is_opted_out"),
)


def queue(
    database: Database,
    lang: Language,
    *,
    state: str = "review",
    label: str | None = None,
    order: str = "threshold",
    cursor: str | None = None,
    limit: int = 20,
) -> dict[str, Any]:
    """Return a page of pairs, each with both records side by side.

    Parameters
    ----------
    order
        ``threshold``: nearest to the score from which pairs are merged by themselves; ``best``: the surest
        first; ``doubt``: those that are as likely one as two.

    Raises
    ------
    UsageError
        When the cursor is none.
    """
    threshold = review.active_weights(database).thresholds.merge
    centre = {"best": CERTAIN, "doubt": EVEN}.get(order, threshold)
    rows = review.queue(database, state, label, centre=centre, after=_place(cursor), limit=limit + 1)
    page = rows[:limit]
    last = page[-1] if len(rows) > limit else None
    return {
        "items": _pairs(database, [row["pair"] for row in page], lang),
        "next_cursor": encode_cursor(f"{last['rank']!r} {last['pair']['id']}") if last else None,
        "totals": review.queue_sizes(database),
        "threshold": threshold,
    }


def _place(cursor: str | None) -> tuple[float, str] | None:
    text = decode_cursor(cursor)
    if not text:
        return None
    rank, _, id_ = text.partition(" ")
    try:
        return float(rank), id_
    except ValueError as error:
        raise UsageError("errors.bad_cursor", field="cursor") from error


def history(database: Database, id_: str, lang: Language) -> dict[str, Any]:
    """Return which records a record is one with, which pairs say so, and what was judged of them.

    Raises
    ------
    NotFoundError
        When there is no such record.
    """
    group = review.alias_of(database, id_) or id_
    ids = {id_, group, *store.members(database, [group])}
    records = _records(database, ids)
    views = review.around(database, [group])
    if not records or not views:
        raise NotFoundError("errors.not_found", id=id_)
    shown = [records[one] for one in sorted(records, key=lambda one: (one != group, one))]
    pairs = review.pairs_between(database, ids)
    judged = store.judgements(database, ids)
    names = {one["id"]: one["name"] for one in shown}
    others = {judgement[side] for judgement in judged for side in ("left_id", "right_id")} - names.keys()
    names |= {one: record["name"] for one, record in _records(database, others).items()}
    around = _named(database, (*pairs, *judged))
    return {
        "id": group,
        "merged_from": id_ if group != id_ else None,
        "label": label_of(group),
        "name": names.get(group, group),
        "records": shown if len(shown) > 1 else [],
        "pairs": [
            {**_told_pair(pair, lang, around), "names": [names.get(pair[side], "") for side in _SIDES]}
            for pair in pairs
        ],
        "judgements": [
            {**_told_judgement(one, lang, around), "names": [names.get(one[side], "") for side in _SIDES]}
            for one in judged
        ],
    }


_SIDES = ("left_id", "right_id")


def _pairs(database: Database, pairs: list[dict[str, Any]], lang: Language) -> list[dict[str, Any]]:
    ids = {pair[side] for pair in pairs for side in _SIDES}
    records = _records(database, ids)
    judged = {(one["left_id"], one["right_id"]): one for one in store.judgements(database, ids)}
    around = _named(database, (*pairs, *judged.values()))
    told = []
    for pair in pairs:
        if not all(pair[side] in records for side in _SIDES):
            continue
        judgement = judged.get((pair["left_id"], pair["right_id"]))
        told.append(
            {
                **_told_pair(pair, lang, around),
                "left": records[pair["left_id"]],
                "right": records[pair["right_id"]],
                "judgement": _told_judgement(judgement, lang, around) if judgement else None,
            }
        )
    return told


def _records(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return records by themselves, with what hangs on the records they are one with."""
    wanted = set(ids)
    if not wanted:
        return {}
    around = review.around(database, wanted)
    told = {}
    for id_, record in store.records(database, wanted).items():
        label, own = label_of(id_) or "", record.properties
        found = around.get(id_, {})
        told[id_] = {
            "id": id_,
            "label": label,
            "name": display_name(label, dict(own)),
            "view_id": found.get("view_id", id_),
            "properties": {
                key: value
                for key, value in own.items()
                if key not in _SILENT and value is not None and not is_bookkeeping(key)
            },
            "sources": list(own.get("sources") or ()),
            "companies": found.get("companies", []),
            "deals": found.get("deals", 0),
            "links": found.get("links", 0),
        }
    return told


def _told_pair(pair: Mapping[str, Any], lang: Language, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{name: pair.get(name) for name in ("id", "label", "state", "score", "version", "created_at")},
        "left_id": pair["left_id"],
        "right_id": pair["right_id"],
        "reasons": reasons_told(json.loads(pair.get("reasons") or "[]"), lang, names),
    }


def _told_judgement(judgement: Mapping[str, Any], lang: Language, names: Mapping[str, str]) -> dict[str, Any]:
    own = ("id", "label", "left_id", "right_id", "is_match", "by", "reason", "at", "score", "version")
    return {
        **{name: judgement.get(name) for name in own},
        "reasons": reasons_told(json.loads(judgement.get("reasons") or "[]"), lang, names),
    }


def _named(database: Database, told: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of what reasons speak of by id."""
    ids = {id_ for one in told for id_ in _ID.findall(one.get("reasons") or "")}
    found = store.records(database, ids) if ids else {}
    return {id_: display_name(label_of(id_) or "", dict(record.properties)) for id_, record in found.items()}


def ids_in(reasons: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the ids that the reasons of a pair speak of."""
    return {id_ for reason in reasons for side in ("left", "right") for id_ in _ID.findall(reason[side])}


def reasons_told(
    reasons: Iterable[Mapping[str, Any]], lang: Language, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the reasons of a pair in words, the weightiest first.

    Parameters
    ----------
    names
        Of what the reasons speak of by id.
    """
    told = []
    for reason in reasons:
        sides = {
            side: _ID.sub(lambda found: names.get(found[0], found[0]), reason[side])
            for side in ("left", "right")
        }
        text = say(
            f"resolution.outcome_{reason['outcome']}",
            lang,
            **{side: value or "–" for side, value in sides.items()},
        )
        title = say(f"resolution.field_{reason['field']}", lang)
        told.append({**reason, **sides, "title": title, "text": text})
    return sorted(told, key=lambda reason: (-abs(reason["bits"]), reason["field"]))
