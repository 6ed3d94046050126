"""Segments: companies, sites or contacts under a name, by conditions, one by one, or by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.errors import ConflictError, NotFoundError, UsageError
from service.language import Language
from service.operations.conditions import LABELS, condition_words, conditions_of, matching
from service.operations.entities import standing_id
from service.operations.lookalike import alike_to
from service.operations.new_ids import uuid7
from service.store import expansion_items as names_store
from service.store import segments as store

KINDS = ("conditions", "ids", "alike")
MOST_IDS = 2000
MOST_GIVEN = 200
"""Ceiling of the companies that others are to be alike to."""
LONGEST_NAME = 120
Row = dict[str, Any]
_DEFINED = ("name", "label", "kind", "conditions", "ids", "threshold")


@dataclass(frozen=True, slots=True)
class Members:
    """Who is in a segment at a moment.

    ``rows``: nodes with their company, and with ``score`` where they are alike to others; ``unknown``: how
    many could not be told; ``gone``: ids named in the segment that are no longer there.
    """

    rows: tuple[Row, ...]
    unknown: int
    gone: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        """Their ids."""
        return [row["id"] for row in self.rows]


def make_segment(database: Database, wanted: Mapping[str, Any], *, by: str | None = None) -> str:
    """Make a segment and return its id.

    Parameters
    ----------
    wanted
        ``name, label, kind`` and what the kind asks for: ``conditions``; ``ids``; ``ids`` of the companies
        to be alike to with a ``threshold`` of the score (0..1).

    Raises
    ------
    UsageError, NotFoundError
        When it cannot be, or names what is not there.
    """
    return _save(database, f"segment-{uuid7()}", None, wanted, by)


def change_segment(database: Database, id_: str, wanted: Mapping[str, Any], *, by: str | None = None) -> None:
    """Change what is given and leave the rest; the version before is kept.

    Raises
    ------
    UsageError, NotFoundError, ConflictError
        When it cannot be, is not there, or somebody else changed it meanwhile.
    """
    old = segment_of(database, id_)
    _save(database, id_, old, {**{name: old.get(name) for name in _DEFINED}, **wanted}, by)


def delete_segment(database: Database, id_: str) -> None:
    """Take a segment away with its versions, what was counted and its watch; notices stay.

    Raises
    ------
    NotFoundError
        When it is not there.
    """
    if not store.delete(database, id_):
        raise NotFoundError("errors.not_found", id=id_)


def segment_of(database: Database, id_: str) -> Row:
    """Return a segment as it is kept.

    Raises
    ------
    NotFoundError
        When it is not there.
    """
    found = store.segments(database, id_)
    if not found:
        raise NotFoundError("errors.not_found", id=id_)
    return found[0]


def segments_told(database: Database, lang: Language) -> dict[str, Any]:
    """Return all segments by name, each with its ``trend``: members on the days somebody looked."""
    days: dict[str, list[Row]] = {}
    for day in store.days(database):
        days.setdefault(day["segment_id"], []).append(day)
    return {
        "items": [_told(database, one, days.get(one["id"], []), lang) for one in store.segments(database)]
    }


def segment_told(database: Database, id_: str, lang: Language) -> dict[str, Any]:
    """Return a segment with its ``versions``, the latest first.

    Raises
    ------
    NotFoundError
        When it is not there.
    """
    one = segment_of(database, id_)
    versions = [
        {**_definition(database, row, lang), **{name: row.get(name) for name in ("number", "at", "by")}}
        for row in store.versions(database, id_)
    ]
    return {**_told(database, one, store.days(database, id_), lang), "versions": versions}


def members(database: Database, id_: str, moment: Moment, *, is_now: bool = False) -> dict[str, Any]:
    """Return ``items``, the members at a moment, with how many could not be told and which are gone.

    Parameters
    ----------
    is_now
        The moment is today: how many there are is kept for the trend.

    Raises
    ------
    NotFoundError
        When there is no such segment.
    """
    segment = segment_of(database, id_)
    found = members_of(database, segment, moment)
    if is_now:
        counted = {
            "segment_id": id_,
            "day": moment.as_of,
            "number": len(found.rows),
            "version": segment["number"],
        }
        store.save_day(database, {"id": f"{id_}.{moment.as_of}", "not_known": found.unknown, **counted})
    return {"items": list(found.rows), "not_known": found.unknown, "gone": list(found.gone)}


def members_of(database: Database, segment: Mapping[str, Any], moment: Moment) -> Members:
    """Return who is in a segment at a moment: in order of id, or the most alike first."""
    label = segment["label"]
    if segment["kind"] == "conditions":
        found = matching(database, label, conditions_of(database, label, segment["conditions"]), moment)
        return Members(found.matching, len(found.unknown), ())
    given, gone = standing_ids(database, segment["ids"])
    if segment["kind"] == "ids":
        return Members(matching(database, label, (), moment, ids=given).matching, 0, gone)
    scores = alike_to(database, given, moment).scores if given else {}
    chosen = {id_: score for id_, score in scores.items() if score >= segment["threshold"]}
    rows = {row["id"]: row for row in matching(database, label, (), moment, ids=chosen).matching}
    return Members(tuple({**rows[id_], "score": chosen[id_]} for id_ in chosen if id_ in rows), 0, gone)


def standing_ids(database: Database, ids: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the ids of what stands for some now, and those of which nothing is left."""
    standing = {asked: row["id"] for asked, row in names_store.names(database, ids).items()}
    return sorted(set(standing.values())), tuple(id_ for id_ in ids if id_ not in standing)


def _save(
    database: Database, id_: str, old: Mapping[str, Any] | None, wanted: Mapping[str, Any], by: str | None
) -> str:
    definition = _checked(database, wanted)
    now = datetime.now(UTC)
    number = (old["number"] if old else 0) + 1
    version = {
        **definition,
        "id": f"{id_}.{number}",
        "segment_id": id_,
        "number": number,
        "at": now,
        "by": by,
    }
    made = {} if old else {"created_at": now}
    segment = {**definition, **made, "id": id_, "number": number, "changed_at": now, "by": by}
    if not store.save(database, number - 1, segment, version):
        raise ConflictError("segments.changed_meanwhile")
    return id_


def _checked(database: Database, wanted: Mapping[str, Any]) -> Row:
    name, kind, label = (
        str(wanted.get("name") or "").strip(),
        wanted.get("kind"),
        wanted.get("label") or LABELS[0],
    )
    if not 1 <= len(name) <= LONGEST_NAME:
        raise UsageError("segments.bad_name", field="name", most=LONGEST_NAME)
    if kind not in KINDS:
        raise UsageError("segments.bad_kind", field="kind", kinds=", ".join(KINDS))
    conditions = ids = threshold = None
    if kind == "conditions":
        found = conditions_of(database, label, list(wanted.get("conditions") or ()))
        if not found:
            raise UsageError("segments.no_conditions", field="conditions")
        conditions = [str(one) for one in found]
    else:
        most = MOST_GIVEN if kind == "alike" else MOST_IDS
        given = list(wanted.get("ids") or ())
        if not 1 <= len(given) <= most:
            raise UsageError("segments.bad_ids", field="ids", most=most)
        if kind == "alike" and label != "Company":
            raise UsageError("segments.alike_companies", field="label")
        ids = sorted({standing_id(database, id_, label) for id_ in given})
    if kind == "alike":
        threshold = checked_threshold(wanted.get("threshold"))
    return {
        "name": name,
        "label": label,
        "kind": kind,
        "conditions": conditions,
        "ids": ids,
        "threshold": threshold,
    }


def checked_threshold(value: float | None) -> float:
    """Return a threshold of likeness.

    Raises
    ------
    UsageError
        When it is not above 0 and up to 1.
    """
    if value is None or not 0 < value <= 1:
        raise UsageError("segments.bad_threshold", field="threshold")
    return float(value)


def _told(database: Database, one: Mapping[str, Any], days: list[Row], lang: Language) -> Row:
    return {
        **_definition(database, one, lang),
        **{name: one.get(name) for name in ("id", "number", "created_at", "changed_at", "by")},
        "trend": [{name: day[name] for name in ("day", "number", "not_known", "version")} for day in days],
        "watch": {
            "kind": one["watch"],
            "threshold": one.get("watch_threshold"),
            "owner": one.get("watch_owner"),
            "since": one["watch_since"],
            "checked_at": one.get("watch_checked_at"),
            "known": len(one["watch_known"]),
        }
        if one.get("watch")
        else None,
    }


def _definition(database: Database, one: Mapping[str, Any], lang: Language) -> Row:
    texts, problem = list(one.get("conditions") or ()), None
    words = texts
    try:
        words = condition_words(database, one["label"], conditions_of(database, one["label"], texts), lang)
    except UsageError as error:
        # A field of the user's own may be gone since.
        problem = error.message(lang)
    named = names_store.names(database, one["ids"]) if one.get("ids") else {}
    return {
        **{name: one.get(name) for name in ("name", "label", "kind", "threshold")},
        "problem": problem,
        "conditions": [
            {"condition": condition, "text": text} for condition, text in zip(texts, words, strict=True)
        ],
        "nodes": [
            {"id": id_, "name": _name(named[id_], lang) if id_ in named else id_}
            for id_ in one.get("ids") or ()
        ],
    }


def _name(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node.get("name_latin")) or node["name"])
