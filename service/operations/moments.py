"""The moment a question is asked of, from what a person gave."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph_models.records import Moment


def moment_of(timezone: ZoneInfo, as_of: date | None = None, known_at: datetime | None = None) -> Moment:
    """Return the moment: today and now where nothing is given; days are those of the time zone.

    A ``known_at`` without a zone is taken in the configured one.
    """
    now = datetime.now(UTC)
    day = as_of or now.astimezone(timezone).date()
    until = datetime.combine(day + timedelta(days=1), time(), timezone)
    known = known_at or now
    return Moment(day, until, known if known.tzinfo else known.replace(tzinfo=timezone))
