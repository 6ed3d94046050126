"""Watches of segments: who comes in, or looks like its companies, makes a notice, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from graph_models.records import Moment
from service.database import Database
from service.errors import EnishiError, UsageError
from service.operations.entities import standing_id
from service.operations.lookalike import alike_to
from service.operations.notices import News, notify_all
from service.operations.segments import (
    MOST_GIVEN,
    change_segment,
    checked_threshold,
    members_of,
    segment_of,
    standing_ids,
)
from service.store import segments as store

WATCHES = ("entered", "alike")
_ENDED = ("watch", "watch_threshold", "watch_owner", "watch_since", "watch_known", "watch_checked_at")
Scores = dict[str, float | None]
Evidence = Callable[[Sequence[str]], Mapping[str, list[str]]]
_log = logging.getLogger("enishi.segments")


def begin_watch(
    database: Database,
    id_: str,
    moment: Moment,
    *,
    kind: str = "entered",
    threshold: float | None = None,
    owner: str | None = None,
) -> None:
    """Watch a segment from now on; who is known by now makes no notice.

    Parameters
    ----------
    kind
        ``entered``: who comes into the segment; ``alike``: which companies look like its members.
    threshold
        From which score a company looks like them, above 0 and up to 1.
    owner
        Id of our member whom it is for; None for everybody.

    Raises
    ------
    NotFoundError, UsageError
        When there is no such segment or member, or it cannot be watched so.
    """
    segment = segment_of(database, id_)
    if kind not in WATCHES:
        raise UsageError("segments.bad_watch", field="kind", kinds=", ".join(WATCHES))
    if kind == "alike" and segment["label"] != "Company":
        raise UsageError("segments.alike_companies", field="kind")
    watch: dict[str, Any] = {
        "watch": kind,
        "watch_threshold": checked_threshold(threshold) if kind == "alike" else None,
        "watch_owner": standing_id(database, owner, "Member") if owner else None,
        "watch_since": datetime.now(UTC),
        "watch_checked_at": None,
    }
    known = sorted(_scores(database, {**segment, **watch}, moment)[0])
    store.save_watch(database, id_, {**watch, "watch_known": known})


def end_watch(database: Database, id_: str) -> None:
    """Watch a segment no longer.

    Raises
    ------
    NotFoundError
        When it is not there.
    """
    segment_of(database, id_)
    store.save_watch(database, id_, dict.fromkeys(_ENDED))


def check_watches(database: Database, moment: Moment) -> dict[str, int]:
    """Look who is new in the watched segments.

    Returns
    -------
    dict
        ``watched`` segments, those of them that ``failed``, and ``notices`` made.
    """
    watched = [one for one in store.segments(database) if one.get("watch")]
    made = failed = 0
    for segment in watched:
        try:
            made += _check(database, segment, moment)
        except UsageError as error:
            # A field of the user's own may be gone since; the others are looked at all the same.
            _log.warning("the watch of segment %s was not checked: %s", segment["id"], error.key)
            failed += 1
    return {"watched": len(watched), "failed": failed, "notices": made}


def change_watched(
    database: Database, id_: str, wanted: Mapping[str, Any], moment: Moment, *, by: str | None = None
) -> None:
    """Change a segment; of one that is watched, whom the change itself brings in makes no notice.

    Raises
    ------
    UsageError, NotFoundError, ConflictError
        As `change_segment`.
    """
    before = segment_of(database, id_)
    if before.get("watch"):
        with suppress(UsageError):  # Of one that no longer can be looked at, the change is the cure.
            _check(database, before, moment)
    change_segment(database, id_, wanted, by=by)
    if before.get("watch"):
        after = segment_of(database, id_)
        known = {*after["watch_known"], *_scores(database, after, moment)[0]}
        store.save_watch(database, id_, {"watch_known": sorted(known)})


def check_quietly(database: Database, moment: Moment) -> None:
    """Look where nobody waits for it; a database that is away is asked again next time."""
    try:
        check_watches(database, moment)
    except EnishiError as error:
        _log.warning("watches of segments were not checked: %s", error.key)


def _check(database: Database, segment: Mapping[str, Any], moment: Moment) -> int:
    scores, evidence = _scores(database, segment, moment)
    known = set(segment["watch_known"])
    new = [id_ for id_ in scores if id_ not in known]
    facts = evidence(new) if new else {}
    news = [
        News(
            kind=f"segment_{segment['watch']}",
            key=f"{segment['id']} {segment['watch_since'].isoformat()} {id_}",
            subject_id=id_,
            owner=segment.get("watch_owner"),
            params={"segment": segment["name"], "segment_id": segment["id"], **_percent(scores[id_])},
            evidence_ids=facts[id_],
        )
        for id_ in new
    ]
    made = notify_all(database, news)
    now = datetime.now(UTC)
    # The notices come first: what breaks off between the two is told once all the same, by its key.
    store.save_watch(
        database, segment["id"], {"watch_known": sorted(known | set(new)), "watch_checked_at": now}
    )
    return made


def _scores(database: Database, segment: Mapping[str, Any], moment: Moment) -> tuple[Scores, Evidence]:
    """Return whom a watch sees with their score, if any, and a function that gives the facts behind some."""
    found = members_of(database, segment, moment)
    if segment["watch"] == "entered" and segment["kind"] == "alike":
        given = standing_ids(database, segment["ids"])[0]
        return {row["id"]: row["score"] for row in found.rows}, alike_to(database, given, moment).evidence
    if segment["watch"] == "entered":
        return dict.fromkeys(found.ids), lambda ids: {id_: [id_] for id_ in ids}
    # Of an alike segment, what it is alike to; it would otherwise look for likes of likes.
    given = standing_ids(database, segment["ids"])[0] if segment["kind"] == "alike" else found.ids
    if len(given) > MOST_GIVEN:
        raise UsageError("segments.too_many_given", field="kind", most=MOST_GIVEN)
    if not given:
        return {}, lambda _: {}
    alike = alike_to(database, given, moment)
    least = segment["watch_threshold"]
    chosen: Scores = {id_: score for id_, score in alike.scores.items() if score >= least}
    return chosen, alike.evidence


def _percent(score: float | None) -> dict[str, int]:
    return {} if score is None else {"percent": round(score * 100)}
