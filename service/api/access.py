"""Who may ask: this machine's pages on loopback; anywhere, holders of the token and sources that sign.

On loopback without a token the danger is a page of another site that the browser has open: it is told apart
by Host (DNS rebinding), Origin and Sec-Fetch-Site (cross-site requests). On any other address the service
starts only with an access token, which the API takes as a bearer and the explorer asks for on a sign-in page.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from service.api.attempts import Attempts
from service.api.context import language
from service.api.errors import problem
from service.api.sign_in import SIGN_IN, is_signed_in, wait_for
from service.api.sign_in import install as install_sign_in
from service.api.signed_events import check_signature, is_signed
from service.errors import NotAllowedError
from service.language import say
from service.settings import Settings

TOKEN_LENGTH = 32
"""Characters an access token has at least."""
OPEN_PATHS = frozenset(("/health", "/ready", "/favicon.ico", SIGN_IN))
STATIC_ENDPOINT = "web.static"
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Pages set their own policy; what is no page may load nothing and be framed by nobody.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    # Answers hold personal data: no cache but the browser's own, and that one asks again.
    "Cache-Control": "private, no-cache",
}


def check_access(settings: Settings) -> str | None:
    """Return the access token, None where none is needed.

    Raises
    ------
    NotAllowedError
        When the service would listen on an address other than loopback without a token, or the token file
        cannot be read or is too short.
    """
    if settings.token_file is not None:
        return _token(settings.token_file)
    if not is_loopback(settings.host):
        raise NotAllowedError("errors.token_missing", host=settings.host, length=TOKEN_LENGTH)
    return None


def _token(file: Path) -> str:
    try:
        token = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowedError("errors.file_missing", file=file) from error
    if len(token) < TOKEN_LENGTH:
        raise NotAllowedError("errors.token_short", file=file, found=len(token), length=TOKEN_LENGTH)
    return token


def is_loopback(host: str) -> bool:
    """Return whether nobody but this machine reaches the address.

    >>> is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def install_access(app: Flask, settings: Settings) -> None:
    """Guard every request of the application.

    Raises
    ------
    NotAllowedError
        As :func:`check_access`.
    """
    token = check_access(settings)
    attempts = Attempts()
    names = (
        frozenset(("localhost", "127.0.0.1", "::1", settings.host)) if is_loopback(settings.host) else None
    )

    def guard() -> AnyResponse | None:
        if names is not None and not _is_own_host(names):
            return _refused("errors.host_not_allowed")
        # A page of another site can send our cookie, but not the bearer.
        if not (token is not None and _bearer()) and _is_foreign():
            return _refused("access.origin_not_allowed")
        if is_signed():
            return _admit_signed(attempts)
        if token is None or request.path in OPEN_PATHS or request.endpoint == STATIC_ENDPOINT:
            return None
        return None if is_signed_in() else _admit_bearer()

    app.before_request(guard)
    if token is not None:
        install_sign_in(app, token)
    app.after_request(_secured)


def _is_own_host(names: frozenset[str]) -> bool:
    """Whether the Host is a loopback name with the port we listen on."""
    parts = _netloc(f"//{request.headers.get('Host', '')}")
    if parts is None:
        return False
    name, port = parts
    # As the server knows it: the one it was told may have been taken.
    return name in names and str(port or _default_port()) == request.environ.get("SERVER_PORT")


def _is_foreign() -> bool:
    """Whether a page of another origin sent this request, links that a person follows left out."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("same-origin", "none"):
        is_link = request.method in SAFE_METHODS and request.headers.get("Sec-Fetch-Mode") == "navigate"
        return not is_link
    origin = request.headers.get("Origin")
    if origin is None or request.method in SAFE_METHODS:
        return False
    # The scheme may differ behind a proxy that ends TLS.
    return (
        _netloc(origin) is None or urlsplit(origin).netloc.lower() != request.headers.get("Host", "").lower()
    )


def _netloc(url: str) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(url)
        return (parts.hostname, parts.port) if parts.hostname and not parts.username else None
    except ValueError:
        return None


def _default_port() -> int:
    return 443 if request.scheme == "https" else 80


def _admit_bearer() -> AnyResponse | None:
    """Let the holder of the token in, send a person to the sign-in page, refuse the rest."""
    given = _bearer()
    if given is None:
        return _sign_in_first() if _is_page() else _unauthorized()
    seconds, fits = wait_for(given)
    if seconds:
        return too_many(seconds)
    return None if fits else _unauthorized()


def _admit_signed(attempts: Attempts) -> AnyResponse | None:
    """Let in what a source signed; whoever guesses has to wait."""
    address = request.remote_addr or ""
    if seconds := attempts.wait(address):
        return too_many(seconds)
    try:
        check_signature()
    except NotAllowedError:
        attempts.failed(address)
        raise
    return None


def _bearer() -> bytes | None:
    header = request.authorization
    if header is None or header.type != "bearer" or not header.token:
        return None
    # WSGI hands the bytes of a header over as Latin-1.
    return header.token.encode("latin-1", "replace")


def _is_page() -> bool:
    is_api = request.path.startswith("/api/") or request.path == "/metrics"
    return request.method in ("GET", "HEAD") and not is_api and request.accept_mimetypes.accept_html


def _sign_in_first() -> AnyResponse:
    wanted = request.full_path.rstrip("?")
    return redirect(f"{SIGN_IN}?{urlencode({'next': wanted})}", 303)


def _unauthorized() -> Response:
    response = problem(401, "Unauthorized", say("errors.token_wrong", language()))
    response.headers["WWW-Authenticate"] = 'Bearer realm="Enishi"'
    return response


def too_many(seconds: int) -> Response:
    """Return the refusal of an address that failed too often."""
    response = problem(429, "Too Many Requests", say("access.too_many_attempts", language(), seconds=seconds))
    response.headers["Retry-After"] = str(seconds)
    return response


def _refused(key: str) -> Response:
    return problem(403, "Forbidden", say(key, language()))


def _secured(response: Response) -> Response:
    # One look at all names: asking for each that is not there costs an exception.
    present = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in present:
            response.headers.add(name, value)
    return response
