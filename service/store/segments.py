"""Segments: their versions, how many members they had on which day, and their watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from graph_models.records import Moment
from service.database import Database, Rows

Row = dict[str, Any]


def segments(database: Database, id_: str | None = None) -> list[Row]:
    """Return segments by name; all or one."""
    return [row["segment"] for row in database.read("segments/list", id=id_)]


def versions(database: Database, id_: str) -> list[Row]:
    """Return every version of a segment, the latest first."""
    return [row["version"] for row in database.read("segments/versions", segment_id=id_)]


def days(database: Database, id_: str | None = None) -> list[Row]:
    """Return how many members segments had on the days somebody looked, the first day first."""
    return [row["day"] for row in database.read("segments/days", segment_id=id_)]


def save(database: Database, before: int, segment: Mapping[str, Any], version: Mapping[str, Any]) -> bool:
    """Keep a segment with its version in one transaction; False when somebody else changed it first."""
    rows = database.write(
        lambda transaction: transaction.run(
            "segments/save",
            id=segment["id"],
            before=before,
            segment=dict(segment),
            version={name: value for name, value in version.items() if value is not None},
        )
    )
    return bool(rows)


def save_watch(database: Database, id_: str, watch: Mapping[str, Any]) -> None:
    """Keep what belongs to the watch of a segment; None takes away."""
    database.write(lambda transaction: transaction.run("segments/watch", id=id_, watch=dict(watch)))


def save_day(database: Database, day: Mapping[str, Any]) -> None:
    """Keep how many members a segment had on a day."""
    database.write(lambda transaction: transaction.run("segments/save_day", id=day["id"], day=dict(day)))


def delete(database: Database, id_: str) -> bool:
    """Take a segment away with its versions and days; False when there is none."""
    rows = database.write(lambda transaction: transaction.run("segments/delete", id=id_))
    return bool(rows and rows[0]["number"])


def behaviour(database: Database, ids: Sequence[str], since: datetime, moment: Moment) -> Rows:
    """Return ``id, field, value`` of what members, or their people, did since a time and stood for."""
    return database.read("segments/behaviour", ids=list(ids), since=since, **moment.parameters())
