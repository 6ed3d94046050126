"""Events over HTTP: what goes in, what comes back, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.database import Database
from service.settings import Settings

LOCAL = "http://127.0.0.1:8000"
GOOD = {"id": "1", "kind": "web_visit", "at": "2026-05-01T10:00:00+09:00", "visitor": "c1", "page": "/price"}


@pytest.fixture(scope="module")
def client(settings: Settings, database: Database) -> Iterator[FlaskClient]:
    with create_app(settings, database).test_client() as found:
        yield found


def test_the_good_go_in_and_the_bad_come_back_in_the_language_asked_for(client: FlaskClient) -> None:
    told = {}
    for lang in ("en", "ja"):
        body = {"source": "site", "events": [GOOD, {**GOOD, "id": "2", "kind": "dance"}]}
        response = client.post(f"/api/v1/events?lang={lang}", json=body, base_url=LOCAL)
        assert response.status_code == 200
        told[lang] = response.get_json()
    assert [told[lang]["new"] for lang in told] == [1, 0]
    assert [(one["index"], one["field"]) for one in told["ja"]["rejected"]] == [(1, "kind")]
    assert told["en"]["rejected"][0]["message"].startswith("Say what happened")
    assert told["ja"]["rejected"][0]["message"].startswith("種類は")


@pytest.mark.parametrize(
    "body",
    [{"events": [GOOD]}, {"source": "", "events": [GOOD]}, {"source": "site"}, {"source": "s", "more": 1}],
    ids=["no source", "empty source", "no events", "unknown"],
)
def test_a_request_of_the_wrong_shape_is_refused(client: FlaskClient, body: dict[str, object]) -> None:
    response = client.post("/api/v1/events", json=body, base_url=LOCAL)
    assert response.status_code in (400, 422)
    assert response.content_type == "application/problem+json"
