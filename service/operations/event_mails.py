"""Mails as events: the headers of MIME files and mailboxes, never what is written in them.

A mail becomes one event for each address outside: from us to them it is outbound, from them inbound. Which
addresses are ours is said by whoever reads the file; a mail between others only, or among ourselves, is none.
"""

from __future__ import annotations

import hashlib
import mailbox
import re
from collections.abc import Collection, Iterator
from contextlib import closing
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

RECIPIENTS = ("to", "cc")
MOST_RECIPIENTS = 50
"""Addresses outside above which a mail is a mailing and tells nothing about a person."""
HEADER_BYTES = 64 * 1024

_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")


class _Person(NamedTuple):
    name: str
    email: str


def events_of_mail(raw: bytes, ours: Collection[str]) -> list[dict[str, Any]]:
    """Return the events that the headers of a mail tell of.

    Parameters
    ----------
    raw
        The mail; what comes after its headers is not looked at.
    ours
        Domains, in small letters, whose addresses are our own people's.

    Returns
    -------
    list of dict
        As ``POST /api/v1/events`` takes them; without ``at`` where the mail has no usable date, so that it
        comes back as rejected with what to do. Empty when the mail is not between us and somebody outside.
    """
    # The newer policy of the standard library fails on headers that are not well formed.
    message = message_from_bytes(_headers(raw), policy=policy.compat32)
    senders = _addresses(message, ("from",))
    receivers = _addresses(message, RECIPIENTS)
    outside = [one for one in receivers if not _is_ours(one, ours)]
    if any(_is_ours(one, ours) for one in senders):
        others, direction = outside, "outbound"
    elif any(_is_ours(one, ours) for one in receivers):
        others, direction = senders[:1], "inbound"
    else:
        return []
    if len(others) > MOST_RECIPIENTS:
        return []
    told: dict[str, Any] = {"kind": "mail", "direction": direction}
    if (at := _date(message)) is not None:
        told["at"] = at
    if subject := _text(message, "subject"):
        told["subject"] = subject
    mail_id = _text(message, "message-id") or _fallback(told, senders, receivers)
    events: dict[str, dict[str, Any]] = {}
    for one in others:
        name = {"name": one.name} if one.name else {}
        key = hashlib.sha256(f"{mail_id}\0{one.email}".encode()).hexdigest()[:32]
        events.setdefault(one.email, {"id": f"mail-{key}", "email": one.email, **name, **told})
    return list(events.values())


def mails_of_file(path: Path) -> Iterator[bytes]:
    """Yield the headers of each mail of a file: an mbox when its first line is a From line, else one mail."""
    with path.open("rb") as file:
        is_box = file.read(5) == b"From "
        file.seek(0)
        if not is_box:
            yield _headers(file.read(HEADER_BYTES))
            return
    with closing(mailbox.mbox(path, create=False)) as box:
        for key in box.iterkeys():
            with box.get_file(key) as mail:
                yield _headers(mail.read(HEADER_BYTES))


def _headers(raw: bytes) -> bytes:
    """Return what is before the first empty line."""
    ends = [raw.find(end) for end in (b"\n\n", b"\r\n\r\n")]
    found = [end for end in ends if end >= 0]
    return raw[: min(found)] + b"\n\n" if found else raw


def _addresses(message: Message, names: Collection[str]) -> list[_Person]:
    # Taken apart before they are decoded: a name may hold a comma.
    given = [_clean(value) for name in names for value in message.get_all(name, [])]
    pairs = getaddresses(given)
    return [_Person(_decoded(name), mail.lower()) for name, mail in pairs if _MAIL.fullmatch(mail)]


def _is_ours(one: _Person, ours: Collection[str]) -> bool:
    domain = one.email.rpartition("@")[2]
    return any(domain == own or domain.endswith(f".{own}") for own in ours)


def _date(message: Message) -> str | None:
    """Return when it was sent, None when that is not told with its offset."""
    try:
        at = parsedate_to_datetime(_clean(message["date"]))
    except (ValueError, OverflowError):
        return None
    # "-0000" is a time whose offset is not known, which Python tells as none.
    return at.isoformat() if at.utcoffset() is not None else None


def _text(message: Message, name: str) -> str:
    return _decoded(_clean(message[name]))


def _clean(value: object) -> str:
    """Return a header's text; bytes that were said to be no character are shown as such."""
    text = "" if value is None else str(value)
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _decoded(text: str) -> str:
    try:
        found = str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        # An unknown character set, or one that the bytes do not keep to: as it stands.
        found = text
    return " ".join(found.encode("utf-8", "replace").decode().replace("\0", "").split())


def _fallback(told: dict[str, Any], senders: list[_Person], receivers: list[_Person]) -> str:
    """Return what stands for the id of a mail that has none: the same for the same headers."""
    people = [one.email for one in (*senders, *receivers)]
    return "\0".join([str(told.get("at", "")), str(told.get("subject", "")), *people])
