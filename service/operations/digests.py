"""The daily mail of what is new: to each owner theirs, to a list of people what is for everybody."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any
from zoneinfo import ZoneInfo

from service.database import Database
from service.language import LANGUAGES, Language, say
from service.operations.notices import in_words
from service.resolution.mails import normalise_email
from service.settings import Settings, Smtp
from service.store import notices as store

OLDEST = timedelta(days=7)
"""What nobody saw for longer is not news; a first digest does not tell years."""
MOST_LINES = 50
"""Notices in one mail; the others are counted and wait in the explorer."""
PATIENCE = 20.0
_log = logging.getLogger("enishi.digests")


def is_due(database: Database, smtp: Smtp, zone: ZoneInfo, at: datetime) -> bool:
    """Return whether the digest of the day may go: its hour has come, and none went today."""
    local = at.astimezone(zone)
    last = store.last_mailed(database)
    return local.hour >= smtp.hour and (last is None or last.astimezone(zone).date() < local.date())


def send_digests(database: Database, settings: Settings, *, at: datetime | None = None) -> dict[str, int]:
    """Send what nobody has seen and no mail has told yet; a notice goes out once.

    An address that the mail server refuses gets it the next time; so do all when the server is away.

    Returns
    -------
    dict
        ``mails`` and ``notices`` that went out, ``failed`` mails, and ``without_address``, notices nobody
        can be mailed (they wait in the explorer).
    """
    smtp, now = settings.smtp, at or datetime.now(UTC)
    done = {"mails": 0, "notices": 0, "failed": 0, "without_address": 0}
    letters: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for notice, mail in store.unmailed(database, now - OLDEST):
        everybody = smtp.everybody if smtp and not notice.get("owner") else ()
        to = (mail,) if mail and normalise_email(mail) else everybody
        if to:
            letters[to].append(notice)
        else:
            done["without_address"] += 1
    if smtp is None or not letters:
        return done
    with _connected(smtp) as server:
        for to, kept in letters.items():
            try:
                server.send_message(letter(database, settings, smtp.sender, to, kept, now))
            except smtplib.SMTPException as error:
                # Whom it was for stays out of the log.
                _log.warning("a digest was refused: %s", type(error).__name__)
                done["failed"] += 1
                continue
            store.mailed(database, [one["id"] for one in kept], now)
            done["mails"] += 1
            done["notices"] += len(kept)
    return done


def letter(
    database: Database,
    settings: Settings,
    sender: str,
    to: Collection[str],
    kept: list[dict[str, Any]],
    at: datetime,
) -> EmailMessage:
    """Return one digest in both languages, that of the settings first."""
    lang = settings.language
    words = in_words(database, kept[:MOST_LINES])
    message = EmailMessage()
    message["From"], message["To"] = sender, ", ".join(to)
    message["Subject"] = say("digests.subject", lang, number=len(kept))
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    order = sorted(LANGUAGES, key=lambda one: one != lang)
    parts = [_text(settings, one, words[one], len(kept) - len(words[one])) for one in order]
    message.set_content("\n\n".join(parts))
    return message


def _text(settings: Settings, lang: Language, items: list[dict[str, Any]], more: int) -> str:
    lines = [say("digests.intro", lang), ""]
    for one in items:
        local = one["at"].astimezone(settings.timezone)
        lines.append(f"- {local:%Y-%m-%d %H:%M} {one['text']}")
    if more:
        lines.append(say("digests.more", lang, number=more))
    if settings.url:
        lines += ["", say("digests.link", lang, url=f"{settings.url}/notices?lang={lang}")]
    return "\n".join(lines)


@contextmanager
def _connected(smtp: Smtp) -> Iterator[smtplib.SMTP]:
    """Yield a connection to the mail server, signed in where a name is given.

    Raises
    ------
    OSError
        When it is not there, or refuses us (an error of ``smtplib`` is one, too).
    """
    context = ssl.create_default_context()
    if smtp.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=PATIENCE)
    with server:
        if smtp.security == "starttls":
            server.starttls(context=context)
        if smtp.username:
            server.login(smtp.username, smtp.password or "")
        yield server
