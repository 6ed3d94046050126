"""Events that a source signs with its own key need no access token, and bring nothing but that source's."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, request

from service.api.context import database
from service.errors import UsageError
from service.operations.ingest_keys import HEADER, signed_source

BLUEPRINT = "events"
MOST_BYTES = 8 * 1024 * 1024
"""What is read of somebody who may be anybody: 1,000 events take about a tenth of it."""


def is_signed() -> bool:
    """Whether the request says that it is signed and is of the kind that may be."""
    return request.blueprint == BLUEPRINT and request.method == "POST" and HEADER in request.headers


def check_signature() -> None:
    """Remember whose events the request brings.

    Raises
    ------
    NotAllowedError
        When the signature is not good.
    """
    request.max_content_length = MOST_BYTES
    g.signed_source = signed_source(
        database(), request.headers[HEADER], request.get_data(), datetime.now(UTC)
    )


def check_source(source: str) -> None:
    """Refuse events of another source than the one that signed them.

    Raises
    ------
    UsageError
        When the key is another source's.
    """
    signed = g.get("signed_source", source)
    if signed != source.strip():
        raise UsageError("ingest_keys.other_source", field="source", source=signed)
