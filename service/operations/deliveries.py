"""What goes on beside the answers: who gets hot, whom to bring on, and notices that leave the house."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from service.database import Database
from service.errors import EnishiError
from service.operations.digests import is_due, send_digests
from service.operations.moments import moment_of
from service.operations.nurture import run_nurture
from service.operations.scores import refresh_recent
from service.operations.webhooks import post_notices
from service.settings import Settings

EVERY = 60.0
"""Seconds between two looks at what waits."""
_log = logging.getLogger("enishi.deliveries")


def deliver_in_turn(database: Database, settings: Settings, stop: threading.Event) -> None:
    """Look who got hot and whom to bring on, and deliver what waits, until told to stop.

    What fails is tried the next time.
    """
    while not stop.wait(EVERY):
        try:
            refresh_recent(database, moment_of(settings.timezone))
            run_nurture(database, moment_of(settings.timezone))
            post_notices(database)
            now = datetime.now(UTC)
            if settings.smtp and is_due(database, settings.smtp, settings.timezone, now):
                send_digests(database, settings, at=now)
        except (EnishiError, OSError) as error:
            _log.warning("notices were not delivered: %s", type(error).__name__)
