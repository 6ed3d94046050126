"""Posts one signed message to an address of the open internet, after Standard Webhooks.

The receiver holds ``webhook-signature`` against ``HMAC-SHA256(secret, "<id>.<timestamp>.<body>")``, and knows
a message that comes twice by its ``webhook-id``. Nothing is sent into our own network: the address is looked
up once, and the connection goes to what was looked at.

Source: https://www.standardwebhooks.com (specification 1.0).
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime
from secrets import token_bytes
from urllib.parse import SplitResult, urlsplit

from service.errors import UsageError

SECRET_PREFIX = "whsec_"  # noqa: S105  (the standard's mark of a secret)
PATIENCE = 10.0
"""Seconds until a receiver must have answered."""
LONGEST = 500
PORTS = {"http": 80, "https": 443}
MayReach = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet, not of our network or machine."""
    found = ipaddress.ip_address(address)
    # An address of the old kind in the new one's clothes reaches the same machine.
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def new_secret() -> str:
    """Return a secret, as the standard writes it."""
    return SECRET_PREFIX + b64encode(token_bytes(24)).decode()


def checked_url(url: str) -> str:
    """Return an address messages can be posted to.

    Raises
    ------
    UsageError
        When it is none, or carries a name and password, which would be shown in lists.
    """
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_good = False
    if not is_good or len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError("webhooks.bad_url", field="url", value=url[:LONGEST])
    if parts.username or parts.password:
        raise UsageError("webhooks.password_in_url", field="url")
    return url


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """Return the value of ``webhook-signature``."""
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    digest = hmac.new(key, f"{id_}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{b64encode(digest).decode()}"


def post(
    url: str, secret: str, id_: str, at: datetime, body: bytes, *, may_reach: MayReach = is_public
) -> int:
    """Post a message and return the status of the answer; redirections are not followed.

    Parameters
    ----------
    id_
        The same each time the message is sent.
    at
        When it is sent this time.
    may_reach
        Whether an IP address may be written to.

    Raises
    ------
    OSError
        When the receiver cannot be reached, or may not be.
    http.client.HTTPException
        When what it answers is no HTTP.
    """
    parts = urlsplit(url)
    timestamp = int(at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "enishi",
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, id_, timestamp, body),
    }
    connection = _connection(parts, may_reach)
    try:
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _connection(parts: SplitResult, may_reach: MayReach) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    reached = _socket(host, port, may_reach)
    if parts.scheme == "https":
        reached = ssl.create_default_context().wrap_socket(reached, server_hostname=host)
    # With a socket of its own it looks nothing up a second time.
    connection.sock = reached
    return connection


def _socket(host: str, port: int, may_reach: MayReach) -> socket.socket:
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    # One forbidden address among good ones is a trick.
    if not found or not all(map(may_reach, found)):
        raise OSError(f"{host} is not on the open internet")
    return socket.create_connection((found[0], port), PATIENCE)
