"""Every error as a problem document (RFC 9457); the only table from errors to HTTP status."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, g, json, request
from werkzeug.exceptions import HTTPException

from service.api.context import language
from service.api.schemas.told import Told
from service.errors import (
    ConflictError,
    DatabaseError,
    DatabaseUnavailableError,
    EnishiError,
    InvalidRecordError,
    NotAllowedError,
    NotFoundError,
    UsageError,
)
from service.language import say, texts

STATUS: tuple[tuple[type[EnishiError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (UsageError, 422),
    (NotAllowedError, 401),
    (DatabaseUnavailableError, 503),
    (DatabaseError, 500),
    (EnishiError, 500),
)
RETRY_AFTER_SECONDS = 5
_log = logging.getLogger("enishi.api")


def problem(status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    """Return a problem document."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": errors or [],
        "request_id": g.get("request_id", ""),
    }
    response = Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json")
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def status_of(error: EnishiError) -> int:
    """Return the HTTP status of an error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def _foreseen(error: EnishiError) -> Response:
    message = error.message(language())
    field = getattr(error, "field", None)
    status = status_of(error)
    if status >= 500:
        # The key says what happened; values of a query stay out of the log.
        _log.warning("request %s failed: %s", g.get("request_id", ""), error.key)
    wrong = [(field, message)] if field else []
    if isinstance(error, InvalidRecordError):
        wrong = [(one.field or "", one.message(language())) for one in error.problems]
    errors = [{"field": name, "message": text} for name, text in wrong]
    return problem(status, type(error).__name__, message, errors)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    messages = getattr(error, "data", {}).get("messages") if status == 422 else None
    errors = [{"field": ".".join(path), "message": text} for path, text in _flat(messages or {})]
    detail = say("errors.invalid_request", language()) if errors else _detail(error)
    response = problem(status, error.name, detail, errors)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _detail(error: HTTPException) -> str:
    """Return what the framework says, in our own words where we have them."""
    key = f"errors.http_{error.code}"
    if error.description == type(error).description and key in texts():
        return say(key, language(), method=request.method)
    return error.description or ""


def _flat(messages: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    """Return field path and text of each of marshmallow's nested messages, without the place it was in."""
    if isinstance(messages, dict):
        return [
            item
            for key, value in messages.items()
            for item in _flat(
                value, path if key in ("query", "json", "form", "_schema") else (*path, str(key))
            )
        ]
    if isinstance(messages, list):
        return [item for value in messages for item in _flat(value, path)]
    return [(path, messages.text(language()) if isinstance(messages, Told) else str(messages))]


def _unforeseen(error: Exception) -> Response:
    _log.exception("request %s failed", g.get("request_id", ""), exc_info=error)
    return problem(500, "Internal Server Error", say("errors.unexpected", language()))


def install_errors(app: Flask) -> None:
    """Make the application answer every error with a problem document."""
    app.register_error_handler(EnishiError, _foreseen)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)
