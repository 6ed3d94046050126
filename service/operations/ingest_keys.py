"""Keys of sources: a website's server or a mailing system sends events signed, and nothing else with it.

The header is ``Enishi-Signature: t=<seconds since 1970>,k=<id of the key>,v1=<hexadecimal>`` where ``v1`` is
``HMAC-SHA256(secret, "<t>.<id of the key>.<body>")``. A request is good for `WINDOW` around its time; one
that comes twice within it changes nothing, since events go by their ids.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import uuid4

from graph_models.ids import short_hash
from service.database import Database
from service.errors import NotAllowedError, NotFoundError, UsageError
from service.operations.events import LONGEST_SOURCE
from service.store import ingest_keys as store

HEADER = "Enishi-Signature"
WINDOW = timedelta(minutes=5)
"""How far the clocks of a source and ours may be apart, the way of the request included."""
MOST = 200
"""Keys there may be."""
_NO_KEY = "0" * 64


def make_key(database: Database, source: str) -> dict[str, Any]:
    """Let a source sign its events from now on; several keys of one source are good side by side.

    Returns
    -------
    dict
        The key with its ``secret``, which is shown this once.

    Raises
    ------
    UsageError
        When the source has no name, or there are enough keys.
    """
    source = source.strip()
    if not source or len(source) > LONGEST_SOURCE:
        raise UsageError("events.no_source", field="source", most=LONGEST_SOURCE)
    if len(store.keys(database)) >= MOST:
        raise UsageError("ingest_keys.too_many", field="source", most=MOST)
    told = {
        "id": f"ingest-key-{short_hash(uuid4().hex)}",
        "source": source,
        "secret": token_hex(32),
        "created_at": datetime.now(UTC),
    }
    store.save(database, told)
    return told


def keys(database: Database) -> list[dict[str, Any]]:
    """Return the keys, without their secrets, the oldest first."""
    return [{name: key[name] for name in ("id", "source", "created_at")} for key in store.keys(database)]


def end_key(database: Database, id_: str) -> None:
    """Take nothing more that is signed with the key.

    Raises
    ------
    NotFoundError
        When there is no such key.
    """
    if not store.delete(database, id_):
        raise NotFoundError("errors.not_found", id=id_)


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """Return the value of the header for a body that is sent at a time.

    Parameters
    ----------
    timestamp
        Seconds since 1970.
    """
    return f"t={timestamp},k={id_},v1={_digest(secret, id_, str(timestamp), body)}"


def signed_source(database: Database, header: str, body: bytes, now: datetime) -> str:
    """Return which source signed the body.

    Raises
    ------
    NotAllowedError
        When the signature is none, or of another body or key, or too old or of the future.
    """
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    timestamp, id_, given = (parts.get(name, "") for name in ("t", "k", "v1"))
    key = store.key(database, id_)
    source, secret = key or ("", _NO_KEY)
    # Worked out for a key that is not there too, so that the time does not tell which there are.
    fits = hmac.compare_digest(_digest(secret, id_, timestamp, body).encode(), given.encode())
    if key is None or not fits or not timestamp.isascii() or not timestamp.isdigit():
        raise NotAllowedError("ingest_keys.bad_signature")
    if abs(int(timestamp) - now.timestamp()) > WINDOW.total_seconds():
        raise NotAllowedError("ingest_keys.out_of_time", minutes=WINDOW.seconds // 60)
    return source


def _digest(secret: str, id_: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{timestamp}.{id_}.".encode() + body, hashlib.sha256).hexdigest()
