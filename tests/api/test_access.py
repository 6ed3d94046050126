"""Who may ask: Host and Origin on loopback, the access token everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.access import TOKEN_LENGTH, check_access
from service.api.attempts import Attempts
from service.api.sign_in import LIFETIME
from service.app import create_app
from service.database import Address, Database
from service.errors import NotAllowedError
from service.settings import Settings

TOKEN = "t0ken-of-thirty-two-characters-ok"
LOCAL = "http://127.0.0.1:8000"
OPENAPI = "/api/v1/openapi.json"
NOWHERE = Address("bolt://127.0.0.1:9", "neo4j", "not used", "neo4j")
"""Access is decided before anything is asked of the graph, so these tests need none."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ENISHI_HOST", "ENISHI_TOKEN_FILE", "NEO4J_URI"):
            patch.delenv(name, raising=False)
        patch.setenv("ENISHI_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("ENISHI_LANG", "en")
        return Settings.from_env()


@pytest.fixture(scope="module")
def token_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secrets") / "token"
    file.write_text(TOKEN + "\n", "utf-8")
    return file


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with Database(NOWHERE) as found:
        yield found


@pytest.fixture(scope="module")
def local(plain: Settings, database: Database) -> FlaskClient:
    return create_app(plain, database).test_client()


@pytest.fixture
def guarded_app(plain: Settings, token_file: Path, database: Database) -> Flask:
    return create_app(replace(plain, host="192.0.2.7", token_file=token_file), database)


@pytest.fixture
def guarded(guarded_app: Flask) -> FlaskClient:
    return guarded_app.test_client()


def sign_in(client: FlaskClient, token: str = TOKEN, **options: object) -> TestResponse:
    form = {"token": token, "next": options.pop("next", "/"), "lang": "en"}
    return client.post("/sign-in", data=form, **options)  # type: ignore[arg-type]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


# The start -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "graph.example", "127.0.0.1.example"])  # noqa: S104
def test_another_address_needs_a_token(plain: Settings, host: str) -> None:
    with pytest.raises(NotAllowedError) as caught:
        check_access(replace(plain, host=host))
    assert host in caught.value.message("ja")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_needs_none(plain: Settings, host: str) -> None:
    assert check_access(replace(plain, host=host)) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (None, "errors.file_missing"),
        ("", "errors.token_short"),
        (" " * 40, "errors.token_short"),
        ("x" * (TOKEN_LENGTH - 1) + "\n", "errors.token_short"),
    ],
)
def test_a_missing_or_short_token_stops_the_start(
    plain: Settings, tmp_path: Path, text: str | None, key: str
) -> None:
    file = tmp_path / "secret"
    if text is not None:
        file.write_text(text, "utf-8")
    for host in ("0.0.0.0", "127.0.0.1"):  # noqa: S104
        with pytest.raises(NotAllowedError) as caught:
            check_access(replace(plain, host=host, token_file=file))
        assert caught.value.key == key
        assert str(file) in caught.value.message("en")


def test_a_token_of_32_characters_is_enough(plain: Settings, token_file: Path) -> None:
    assert len(TOKEN) >= TOKEN_LENGTH
    assert check_access(replace(plain, host="0.0.0.0", token_file=token_file)) == TOKEN  # noqa: S104


# Loopback --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_own_names_are_answered(local: FlaskClient, host: str) -> None:
    assert local.get("/health", base_url=LOCAL, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000",
        "evil.example",
        "127.0.0.1:9000",
        "127.0.0.1",
        "localhost.evil.example:8000",
        "127.0.0.1:8000@evil.example",
        "127.0.0.1:80x",
        "192.0.2.7:8000",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/health", "/", OPENAPI, "/no/such/page"])
def test_other_names_are_refused(local: FlaskClient, host: str, path: str) -> None:
    response = local.get(path, base_url=LOCAL, headers={"Host": host})
    assert response.status_code == 403
    assert response.mimetype == "application/problem+json"
    assert response.json is not None
    assert response.json["status"] == 403
    assert response.json["detail"]


def test_the_refusal_is_in_the_language_of_the_browser(local: FlaskClient) -> None:
    headers = {"Host": "evil.example", "Accept-Language": "ja"}
    assert "アドレス" in local.get("/", base_url=LOCAL, headers=headers).text or "要求" in (
        local.get("/", base_url=LOCAL, headers=headers).text
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Origin": "null"},
        {"Origin": "http://evil.example@127.0.0.1:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_pages_of_others_change_nothing(local: FlaskClient, method: str, headers: dict[str, str]) -> None:
    response = local.open("/api/v1/imports", method=method, base_url=LOCAL, headers=headers)
    assert response.status_code == 403
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": LOCAL}, {"Origin": LOCAL, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_our_own_page_and_commands_may(local: FlaskClient, headers: dict[str, str]) -> None:
    # 422: the form lacks its fields, so the request came through.
    assert local.post("/api/v1/imports", base_url=LOCAL, headers=headers).status_code == 422


def test_a_link_from_elsewhere_opens_a_page_but_a_script_reads_nothing(local: FlaskClient) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    script = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert local.get("/", base_url=LOCAL, headers=link).status_code == 200
    assert local.get(OPENAPI, base_url=LOCAL, headers=script).status_code == 403


def test_no_other_origin_is_ever_allowed_to_read(local: FlaskClient) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for response in (
        local.get(OPENAPI, base_url=LOCAL, headers={"Origin": "https://evil.example"}),
        local.options("/api/v1/imports", base_url=LOCAL, headers=asked),
    ):
        assert "Access-Control-Allow-Origin" not in response.headers


def test_without_a_token_there_is_no_sign_in(local: FlaskClient) -> None:
    assert local.get("/sign-in", base_url=LOCAL).status_code == 404


# With a token ----------------------------------------------------------------------------------------------


def test_health_is_open_and_nothing_else(guarded_app: Flask, guarded: FlaskClient) -> None:
    assert guarded.get("/health").status_code == 200
    assert guarded.get("/ready").status_code in (200, 503)
    tried = 0
    for rule in guarded_app.url_map.iter_rules():
        if rule.endpoint == "web.static" or rule.rule in ("/health", "/ready", "/sign-in"):
            continue
        path = re.sub(r"<[^>]*>", "x", rule.rule)
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            response = guarded.open(path, method=method)
            assert response.status_code == 401, f"{method} {path}"
            tried += 1
    assert tried > 20


def test_the_api_says_how_to_sign_in(guarded: FlaskClient) -> None:
    response = guarded.get(OPENAPI)
    assert response.status_code == 401
    assert response.mimetype == "application/problem+json"
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json is not None
    assert response.json["status"] == 401
    assert response.json["request_id"] == response.headers["X-Request-Id"]


def test_a_person_is_sent_to_the_sign_in_page(guarded: FlaskClient) -> None:
    response = guarded.get("/explore?id=site-1", headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in?next=%2Fexplore%3Fid%3Dsite-1"
    page = guarded.get(response.headers["Location"], headers={"Accept-Language": "ja"})
    assert page.status_code == 200
    assert 'lang="ja"' in page.text
    assert 'value="/explore?id=site-1"' in page.text
    for asset in re.findall(r'href="(/static/[^"]+)"', page.text):
        assert guarded.get(asset).status_code == 200, asset


def test_the_bearer_is_let_in(guarded: FlaskClient) -> None:
    assert guarded.get(OPENAPI, headers=bearer(TOKEN)).status_code == 200
    assert guarded.get("/metrics", headers=bearer(TOKEN)).status_code == 200


@pytest.mark.parametrize(
    "value",
    [
        "Bearer ",
        "Bearer",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN.upper()}",
        f"Basic {TOKEN}",
        f"Token {TOKEN}",
        TOKEN,
        "Bearer \xff\xfe",
    ],
)
def test_anything_else_is_not(guarded: FlaskClient, value: str) -> None:
    assert guarded.get(OPENAPI, headers={"Authorization": value}).status_code == 401


def test_the_token_in_the_address_is_not_taken(guarded: FlaskClient) -> None:
    assert guarded.get(f"{OPENAPI}?token={TOKEN}&access_token={TOKEN}").status_code == 401


def test_a_token_of_other_letters_works(plain: Settings, tmp_path: Path, database: Database) -> None:
    token = "縁" * TOKEN_LENGTH
    file = tmp_path / "japanese"
    file.write_text(token, "utf-8")
    client = create_app(replace(plain, token_file=file), database).test_client()
    sent = token.encode().decode("latin-1")
    assert client.get(OPENAPI, base_url=LOCAL, headers=bearer(sent)).status_code == 200
    assert sign_in(client, token, base_url=LOCAL).status_code == 303


def test_loopback_with_a_token_asks_for_it_and_checks_the_host(
    plain: Settings, token_file: Path, database: Database
) -> None:
    client = create_app(replace(plain, token_file=token_file), database).test_client()
    assert client.get(OPENAPI, base_url=LOCAL).status_code == 401
    assert client.get(OPENAPI, base_url=LOCAL, headers=bearer(TOKEN)).status_code == 200
    rebound = {**bearer(TOKEN), "Host": "evil.example"}
    assert client.get(OPENAPI, base_url=LOCAL, headers=rebound).status_code == 403


# The session -----------------------------------------------------------------------------------------------


def test_signing_in_opens_the_explorer_and_the_api(guarded: FlaskClient) -> None:
    response = sign_in(guarded, next="/explore?id=site-1")
    assert response.status_code == 303
    assert response.headers["Location"] == "/explore?id=site-1"
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Expires=" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie
    assert guarded.get("/").status_code == 200
    assert guarded.get(OPENAPI).status_code == 200
    assert guarded.get("/sign-in?next=/explore").headers["Location"] == "/explore"


def test_behind_tls_the_cookie_is_for_tls_only(guarded: FlaskClient) -> None:
    assert "Secure" in sign_in(guarded, headers={"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]


def test_a_wrong_token_is_told_and_opens_nothing(guarded: FlaskClient) -> None:
    response = sign_in(guarded, "x" * 40)
    assert response.status_code == 401
    assert 'role="alert"' in response.text
    assert "Set-Cookie" not in response.headers
    assert guarded.get(OPENAPI).status_code == 401
    assert sign_in(guarded, "x" * 100_000).status_code == 413


def test_signing_out_ends_the_session_for_a_copied_cookie_too(
    guarded_app: Flask, guarded: FlaskClient
) -> None:
    cookie = sign_in(guarded).headers["Set-Cookie"].split(";")[0]
    thief = guarded_app.test_client(use_cookies=False)
    assert thief.get(OPENAPI, headers={"Cookie": cookie}).status_code == 200
    assert guarded.post("/sign-out").headers["Location"] == "/sign-in"
    assert guarded.get(OPENAPI).status_code == 401
    assert thief.get(OPENAPI, headers={"Cookie": cookie}).status_code == 401


def test_a_session_ends_in_time_however_much_it_is_used(
    guarded: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    import itsdangerous.timed

    sign_in(guarded)
    seconds = LIFETIME.total_seconds()
    now = itsdangerous.timed.time.time()
    assert "Set-Cookie" not in guarded.get(OPENAPI).headers
    monkeypatch.setattr(itsdangerous.timed.time, "time", lambda: now + seconds - 60)
    assert guarded.get(OPENAPI).status_code == 200
    monkeypatch.setattr(itsdangerous.timed.time, "time", lambda: now + seconds + 60)
    assert guarded.get(OPENAPI).status_code == 401


def test_a_new_token_ends_all_sessions(
    guarded: FlaskClient, plain: Settings, tmp_path: Path, database: Database
) -> None:
    cookie = sign_in(guarded).headers["Set-Cookie"].split(";")[0]
    file = tmp_path / "new"
    file.write_text(TOKEN[::-1], "utf-8")
    renewed = create_app(replace(plain, host="192.0.2.7", token_file=file), database)
    client = renewed.test_client(use_cookies=False)
    assert client.get(OPENAPI, headers={"Cookie": cookie}).status_code == 401


def test_a_forged_cookie_is_not_taken(guarded_app: Flask) -> None:
    client = guarded_app.test_client(use_cookies=False)
    for value in ("", "x", "eyJpZCI6IngifQ.aaaa.bbbb", "a" * 5000):
        assert client.get(OPENAPI, headers={"Cookie": f"enishi_session={value}"}).status_code == 401


def test_a_page_of_another_origin_cannot_use_the_session(guarded: FlaskClient) -> None:
    sign_in(guarded)
    evil = {"Origin": "https://evil.example"}
    assert guarded.post("/api/v1/imports", headers=evil).status_code == 403
    assert guarded.post("/sign-out", headers=evil).status_code == 403
    assert sign_in(guarded, headers=evil).status_code == 403
    assert guarded.post("/api/v1/imports", headers={"Origin": "http://localhost"}).status_code == 422
    # A bearer is nothing that a browser sends by itself.
    assert guarded.post("/api/v1/imports", headers={**evil, **bearer(TOKEN)}).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nX: y",
        "",
        "/sign-in",
    ],
)
def test_sign_in_leads_nowhere_else(guarded: FlaskClient, wanted: str) -> None:
    assert sign_in(guarded, next=wanted).headers["Location"] == "/"


# Guessing --------------------------------------------------------------------------------------------------


def test_guessing_is_slowed_down(guarded: FlaskClient) -> None:
    codes = [sign_in(guarded, f"{number:040}").status_code for number in range(12)]
    assert codes == [401] * 10 + [429] * 2
    response = sign_in(guarded)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert "seconds" in response.text
    # The same address through the other door; another address is not held up.
    by_api = guarded.get(OPENAPI, headers=bearer(TOKEN))
    assert (by_api.status_code, by_api.mimetype) == (429, "application/problem+json")
    assert int(by_api.headers["Retry-After"]) > 0
    other = guarded.get(OPENAPI, headers=bearer(TOKEN), environ_overrides={"REMOTE_ADDR": "192.0.2.9"})
    assert other.status_code == 200


def test_guessing_over_the_api_is_slowed_down_and_sessions_go_on(
    guarded_app: Flask, guarded: FlaskClient
) -> None:
    sign_in(guarded)
    stranger = guarded_app.test_client()
    codes = [stranger.get(OPENAPI, headers=bearer(f"{number:040}")).status_code for number in range(12)]
    assert codes == [401] * 10 + [429] * 2
    assert guarded.get(OPENAPI).status_code == 200


def test_failures_are_forgotten_in_time_and_take_bounded_room() -> None:
    now = [0.0]
    attempts = Attempts(allowed=2, window=60, addresses=3, clock=lambda: now[0])
    attempts.failed("192.0.2.1")
    assert attempts.wait("192.0.2.1") == 0
    attempts.failed("192.0.2.1")
    assert attempts.wait("192.0.2.1") == 60
    assert attempts.wait("192.0.2.2") == 0
    now[0] = 59.5
    assert attempts.wait("192.0.2.1") == 1
    now[0] = 60.0
    assert attempts.wait("192.0.2.1") == 0
    for number in range(10):
        attempts.failed(f"192.0.2.{number}")
    assert len(attempts._failures) == 3


def test_a_whole_ipv6_network_counts_as_one() -> None:
    attempts = Attempts(allowed=2)
    attempts.failed("2001:db8::1")
    attempts.failed("2001:db8::2")
    assert attempts.wait("2001:db8::ffff") > 0
    assert attempts.wait("2001:db8:1::1") == 0


# Headers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/health", "/", OPENAPI, "/sign-in", "/no/such/page", "/static/enishi.svg"])
def test_every_answer_carries_the_headers(guarded: FlaskClient, path: str) -> None:
    for headers in ({}, bearer(TOKEN)):
        response = guarded.get(path, headers=headers)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"]
