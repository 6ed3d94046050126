"""The sign-in page of the explorer: the access token in exchange for a signed session cookie.

The cookie holds nothing but when and by which session it was made; its signing key is derived from the
token, so that a new token ends every session.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, make_response, redirect, render_template, request, session
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response

from service.api.attempts import Attempts
from service.api.context import language
from service.language import Language, best_language, say

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
LIFETIME = timedelta(hours=12)
"""How long a session lasts, however much it is used."""
SESSIONS_ENDED = 4096
"""Ended sessions remembered at most, until their cookies would expire anyway."""
FORM_BYTES = 16 * 1024
LANGUAGE_COOKIE = "enishi_lang"
KEY = "enishi_access"

blueprint = Blueprint("sign_in", __name__)


@dataclass(slots=True)
class Access:
    """The token's digest, the failures, and the sessions that were ended."""

    digest: bytes
    attempts: Attempts = field(default_factory=Attempts)
    ended: OrderedDict[str, float] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fits(self, token: bytes) -> bool:
        """Whether this is the token, in a time that does not tell how much of it is right."""
        return hmac.compare_digest(_digest(token), self.digest)

    def end(self, session_id: str) -> None:
        """Take no cookie of this session any more."""
        with self.lock:
            self.ended[session_id] = time.time()
            while len(self.ended) > SESSIONS_ENDED:
                self.ended.popitem(last=False)

    def is_ended(self, session_id: str) -> bool:
        """Whether the session was ended."""
        with self.lock:
            return session_id in self.ended


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, marked Secure whenever the browser came over TLS, to us or to a proxy."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002  (Flask's signature)
        """Return whether the cookie may go over TLS only."""
        return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def install(app: Flask, token: str) -> None:
    """Add the sign-in page for the token."""
    app.extensions[KEY] = Access(_digest(token.encode()))
    app.secret_key = hmac.new(token.encode(), b"enishi session cookie 1", hashlib.sha256).digest()
    app.session_interface = Sessions()
    app.config.update(
        SESSION_COOKIE_NAME="enishi_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LIFETIME,
    )
    app.register_blueprint(blueprint)


def is_signed_in() -> bool:
    """Whether the request carries the cookie of a session that goes on."""
    session_id = session.get("id")
    return isinstance(session_id, str) and not _access().is_ended(session_id)


def wait_for(token: bytes) -> tuple[int, bool]:
    """Return the seconds this address has to wait before it may try again, and whether the token is right."""
    access, address = _access(), request.remote_addr or ""
    seconds = access.attempts.wait(address)
    if seconds:
        return seconds, False
    fits = access.fits(token)
    if not fits:
        access.attempts.failed(address)
    return 0, fits


@blueprint.get(SIGN_IN)
def page() -> Response:
    """Show the sign-in page, or go on where the person is signed in."""
    wanted = local_path(request.args.get("next", ""))
    return redirect(wanted, 303) if is_signed_in() else _page(wanted)


@blueprint.post(SIGN_IN)
def sign_in() -> Response:
    """Open a session for the right token."""
    request.max_content_length = FORM_BYTES
    wanted, token = local_path(request.form.get("next", "")), request.form.get("token", "").strip()
    seconds, fits = wait_for(token.encode())
    if seconds:
        error = say("access.too_many_attempts", _language(), seconds=seconds)
        response = _page(wanted, error, 429)
        response.headers["Retry-After"] = str(seconds)
        return response
    if not fits:
        return _page(wanted, say("access.token_not_this", _language()), 401)
    session.clear()
    session.permanent = True
    session["id"] = secrets.token_urlsafe(16)
    return redirect(wanted, 303)


@blueprint.post(SIGN_OUT)
def sign_out() -> Response:
    """End the session."""
    if "id" in session:
        _access().end(session["id"])
    session.clear()
    return redirect(SIGN_IN, 303)


def local_path(wanted: str) -> str:
    """Return the address to go on to when it is a page of ours, else the home page.

    >>> local_path("/explore?id=1"), local_path("//other.example/"), local_path("/\\\\other.example")
    ('/explore?id=1', '/', '/')
    """
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    is_plain = wanted.startswith("/") and "\\" not in wanted and wanted.isprintable()
    is_ours = not parts.scheme and not parts.netloc and not wanted.startswith("//")
    return wanted if is_plain and is_ours and parts.path != SIGN_IN else "/"


def _page(wanted: str, error: str | None = None, status: int = 200) -> Response:
    body = render_template("sign_in.html", lang=_language(), next=wanted, error=error)
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _language() -> Language:
    """Return the language of the page: asked for, chosen before, then the browser's."""
    chosen = [request.values.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")]
    return best_language(chosen, language())


def _access() -> Access:
    return cast(Access, current_app.extensions[KEY])


def _digest(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()
