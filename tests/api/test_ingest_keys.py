"""Keys that sources sign their events with: what a good signature opens, and that nothing else does."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.database import Database
from service.operations.ingest_keys import HEADER, WINDOW, make_key, signature
from service.settings import Settings

TOKEN = "t0ken-of-thirty-two-characters-ok"
EVENTS = "/api/v1/events"
GOOD = {"id": "1", "kind": "web_visit", "at": "2026-05-01T10:00:00+09:00", "visitor": "c1", "page": "/price"}
TRIES = 10
LATE = int(WINDOW.total_seconds()) + 60


@pytest.fixture
def app(settings: Settings, database: Database, tmp_path: Path) -> Flask:
    file = tmp_path / "token"
    file.write_text(TOKEN, "utf-8")
    return create_app(replace(settings, host="192.0.2.7", token_file=file), database)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as found:
        yield found


@pytest.fixture
def key(database: Database) -> dict[str, Any]:
    return make_key(database, "site")


def body_of(source: str = "site") -> bytes:
    return json.dumps({"source": source, "events": [GOOD]}).encode()


def post(
    client: FlaskClient, header: str, body: bytes | None = None, address: str = "198.51.100.1"
) -> TestResponse:
    return client.post(
        f"{EVENTS}?lang=en",
        data=body_of() if body is None else body,
        content_type="application/json",
        headers={HEADER: header},
        environ_base={"REMOTE_ADDR": address},
    )


def signed(key: dict[str, Any], body: bytes | None = None, ahead: int = 0) -> str:
    return signature(key["secret"], key["id"], int(time.time()) + ahead, body_of() if body is None else body)


def test_a_signed_request_needs_no_token_and_may_come_twice(client: FlaskClient, key: dict[str, Any]) -> None:
    header = signed(key)
    assert [post(client, header).get_json()["new"] for _ in range(2)] == [1, 0]
    assert client.post(EVENTS, data=body_of(), content_type="application/json").status_code == 401


def test_spaces_after_the_commas_do_not_matter(client: FlaskClient, key: dict[str, Any]) -> None:
    assert post(client, signed(key).replace(",", ", ")).status_code == 200


def test_what_does_not_fit_is_refused(client: FlaskClient, key: dict[str, Any]) -> None:
    good, other = signed(key), {**key, "secret": "0" * 64}
    wrong = [
        post(client, signed(other)),
        post(client, good, body_of() + b" "),
        post(client, good.replace(f"k={key['id']}", "k=ingest-key-none")),
        post(client, good.replace("t=", "t=1")),
        post(client, signature(key["secret"], key["id"], 0, body_of()).replace("t=0", "t=x")),
        post(client, "v1="),
        post(client, "縁".encode().decode("latin-1")),
        post(client, ""),
    ]
    assert [one.status_code for one in wrong] == [401] * len(wrong)
    assert all(one.get_json()["detail"].startswith("The signature does not fit") for one in wrong)


@pytest.mark.parametrize("ahead", [-LATE, LATE])
def test_a_signature_is_good_for_minutes_only(client: FlaskClient, key: dict[str, Any], ahead: int) -> None:
    refused = post(client, signed(key, ahead=ahead))
    assert refused.status_code == 401
    assert "more than 5 minutes ago" in refused.get_json()["detail"]


def test_a_key_brings_the_events_of_its_source_alone(client: FlaskClient, key: dict[str, Any]) -> None:
    body = body_of("crm")
    refused = post(client, signed(key, body), body)
    assert refused.status_code == 422
    assert "“site”" in refused.get_json()["detail"]


def test_a_key_opens_nothing_but_the_way_in_for_events(client: FlaskClient, key: dict[str, Any]) -> None:
    header = {HEADER: signature(key["secret"], key["id"], int(time.time()), b"")}
    for path in ("/api/v1/webhooks", "/api/v1/ingest-keys", "/api/v1/stats", EVENTS, f"{EVENTS}/", "/"):
        assert client.get(path, headers=header).status_code != 200, path
    assert client.post("/api/v1/ingest-keys", json={"source": "mine"}, headers=header).status_code == 401


def test_a_revoked_key_is_good_no_more(client: FlaskClient, key: dict[str, Any]) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    path = f"/api/v1/ingest-keys/{key['id']}"
    assert client.delete(path, headers=bearer).get_json() == {"id": key["id"]}
    assert client.delete(path, headers=bearer).status_code == 404
    assert post(client, signed(key)).status_code == 401


def test_a_key_is_made_and_its_secret_told_once(client: FlaskClient) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    made = client.post("/api/v1/ingest-keys", json={"source": " mailing "}, headers=bearer)
    assert made.status_code == 201
    assert made.get_json()["source"] == "mailing"
    told = client.get("/api/v1/ingest-keys", headers=bearer)
    assert made.get_json()["id"] in [one["id"] for one in told.get_json()["items"]]
    assert made.get_json()["secret"] not in told.text
    body = body_of("mailing")
    assert post(client, signed(made.get_json(), body), body).status_code == 200
    assert client.post("/api/v1/ingest-keys", json={"source": " "}, headers=bearer).status_code == 422


def test_whoever_guesses_has_to_wait(client: FlaskClient, key: dict[str, Any]) -> None:
    wrong = signed({**key, "secret": "no"})
    answers = [post(client, wrong, address="198.51.100.9").status_code for _ in range(TRIES + 1)]
    assert answers == [401] * TRIES + [429]
    # Somebody else's guesses do not keep the source out.
    assert post(client, signed(key)).status_code == 200
