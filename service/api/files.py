"""Answers that are taken away as files."""

from __future__ import annotations

from flask import Response, make_response


def attachment(content: bytes, content_type: str, name: str) -> Response:
    """Return a response that is saved under a name."""
    response = make_response(content)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
