"""Notices to people: each is made once per kind and reason, seen once, and leads to its record.

A kind has its words in ``notices.toml`` under ``kind_`` and its name; they may use ``subject`` (what it is
about) and whatever is given as ``params``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graph_models.ids import short_hash
from graph_models.registry import label_of
from service.database import Database
from service.language import LANGUAGES, Language, say, texts
from service.store import expansion_items as names_store
from service.store import notices as store

MOST = 500
"""Ceiling of notices in one answer."""
Params = Mapping[str, str | int | float | Mapping[Language, str]]


@dataclass(frozen=True, slots=True)
class News:
    """What somebody is to be told.

    Parameters
    ----------
    kind
        What happened; with words in ``notices.toml``.
    key
        The reason: what has the same kind and key is told once, whenever and however often it is made.
    subject_id
        The node it is about.
    owner
        Id of the member of ours it is for; None for everybody.
    params
        Values for the words; one that differs by language is given for each.
    evidence_ids
        The nodes and relationships it follows from.
    for_people
        False for what only other systems are told: it is seen from the beginning.
    """

    kind: str
    key: str
    subject_id: str
    owner: str | None = None
    params: Params = field(default_factory=dict)
    evidence_ids: Collection[str] = ()
    for_people: bool = True


def notify(
    database: Database,
    *,
    kind: str,
    key: str,
    subject_id: str,
    owner: str | None = None,
    params: Params | None = None,
    evidence_ids: Collection[str] = (),
    at: datetime | None = None,
) -> bool:
    """Make one notice; return False when there is one for this kind and key already (it stays as it is)."""
    one = News(kind, key, subject_id, owner, params or {}, evidence_ids)
    return notify_all(database, [one], at=at) == 1


def notify_all(database: Database, news: Iterable[News], *, at: datetime | None = None) -> int:
    """Make notices in one transaction; return how many were new.

    Raises
    ------
    ValueError
        When a kind has no words.
    """
    now = at or datetime.now(UTC)
    rows = []
    for one in news:
        if f"notices.kind_{one.kind}" not in texts():
            raise ValueError(f"no words for notices of kind {one.kind}")
        row = {
            "id": f"notice-{short_hash(one.kind, one.key)}",
            "kind": one.kind,
            "key": one.key,
            "subject_id": one.subject_id,
            "owner": one.owner,
            "params": json.dumps(dict(one.params), ensure_ascii=False, sort_keys=True),
            "evidence_ids": list(one.evidence_ids),
            "at": now,
            "seen_at": None if one.for_people else now,
        }
        rows.append({name: value for name, value in row.items() if value is not None})
    return store.save(database, rows) if rows else 0


def notices(
    database: Database,
    lang: Language,
    *,
    owner: str | None = None,
    only_unseen: bool = False,
    limit: int = 100,
) -> dict[str, Any]:
    """Return ``items``, the latest first and in words, and ``unseen``, how many nobody has seen.

    Parameters
    ----------
    owner
        Id of a member: what is for them or for everybody; None for all.
    """
    found = store.notices(database, owner, only_unseen=only_unseen, limit=min(limit, MOST))
    return {"items": in_words(database, found)[lang], "unseen": store.unseen(database, owner)}


def in_words(database: Database, kept: Collection[Mapping[str, Any]]) -> dict[Language, list[dict[str, Any]]]:
    """Return kept notices as they are told, in each language."""
    ids = {one[name] for one in kept for name in ("subject_id", "owner") if one.get(name)}
    named = names_store.names(database, ids) if ids else {}
    return {lang: [_told(one, named, lang) for one in kept] for lang in LANGUAGES}


def mark_seen(
    database: Database,
    ids: Collection[str] | None = None,
    *,
    owner: str | None = None,
    at: datetime | None = None,
) -> int:
    """Mark notices as seen, those with the ids or all (of an owner); return how many were unseen."""
    return store.mark_seen(database, ids, owner, at or datetime.now(UTC))


def _told(one: Mapping[str, Any], named: Mapping[str, dict[str, Any]], lang: Language) -> dict[str, Any]:
    subject, owner = (_node(one.get(key), named) for key in ("subject_id", "owner"))
    name = one["subject_id"] if subject is None else _shown(subject, lang)
    kept = json.loads(one["params"])
    params = {key: value[lang] if isinstance(value, dict) else value for key, value in kept.items()}
    params["subject"] = name
    return {
        "id": one["id"],
        "kind": one["kind"],
        "text": say(f"notices.kind_{one['kind']}", lang, **params),
        "subject": subject,
        "owner": owner,
        "params": kept,
        "evidence_ids": list(one["evidence_ids"]),
        "at": one["at"],
        "seen_at": one.get("seen_at"),
    }


def _shown(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node["name_latin"]) or node["name"])


def _node(id_: str | None, named: Mapping[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Return a node by name; one that is gone from the graph goes by its id."""
    if id_ is None:
        return None
    found = named.get(id_) or {"id": id_, "label": label_of(id_) or "", "name": id_, "name_latin": None}
    return {name: found[name] for name in ("id", "label", "name", "name_latin")}
