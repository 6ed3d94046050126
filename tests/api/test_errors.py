"""What a request gets that asks for the wrong thing, and what every answer promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

from graph_models.ids import relationship_id
from graph_models.registry import RELATIONSHIPS
from service.api.entities import PATHS
from service.app import create_app
from service.database import Database
from service.language import LANGUAGES
from service.settings import Settings

NOBODY = "company-aaaaaaaaaaaaaaaa"
JAPANESE = re.compile("[ぁ-んァ-ン一-龥]")


@pytest.fixture(scope="module")
def app(demo_settings: Settings, demo: Database) -> Flask:
    return create_app(demo_settings, demo)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as found:
        yield found


@pytest.fixture(scope="module")
def someone(demo: Database) -> dict[str, str]:
    """The first node of each label."""
    rows = demo.run_statement(
        "MATCH (n:Entity) RETURN [x IN labels(n) WHERE x <> 'Entity'][0] AS label, min(n.id) AS id"
    )
    return {row["label"]: row["id"] for row in rows}


def get(client: FlaskClient, path: str, **options: Any) -> TestResponse:
    return client.get(f"/api/v1{path}", base_url="http://127.0.0.1:8000", **options)


def problem(answer: TestResponse, status: int, lang: str | None = None) -> dict[str, Any]:
    """The problem document, which every error is."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    found: dict[str, Any] = answer.json
    assert set(found) == {"type", "title", "status", "detail", "errors", "request_id"}
    assert found["status"] == status
    assert found["request_id"] == answer.headers["X-Request-Id"]
    assert found["detail"]
    if lang is not None:
        for text in (found["detail"], *(error["message"] for error in found["errors"])):
            assert bool(JAPANESE.search(text)) == (lang == "ja"), text
    return found


# Not found -------------------------------------------------------------------------------------------------

LINK = relationship_id(next(iter(RELATIONSHIPS)), NOBODY, NOBODY.replace("a", "b"))
NOT_FOUND = [
    *(f"/{path}/{label.lower()}-aaaaaaaaaaaaaaaa" for path, label in PATHS.items()),
    f"/sites/{NOBODY}",
    "/companies/no such id",
    f"/evidence/{NOBODY}",
    f"/evidence/{LINK}",
    "/evidence/nothing.at.all",
    f"/key-person?company={NOBODY}",
    f"/buying-center?company={NOBODY}&category=x",
    f"/lookalike?company={NOBODY}",
    f"/expansion?seller={NOBODY}",
    f"/expansion?from={NOBODY}",
    f"/graph/neighbours?id={NOBODY}",
    f"/graph/account?id={NOBODY}",
    f"/graph/paths?from_id={NOBODY}&to_id={NOBODY}",
    f"/categories?unit={NOBODY}",
    "/imports/run-aaaaaaaaaaaaaaaa",
    "/no-such-route",
]


@pytest.mark.parametrize("path", NOT_FOUND)
def test_an_unknown_id_is_not_found(client: FlaskClient, path: str) -> None:
    for lang in LANGUAGES:
        problem(get(client, path, headers={"Accept-Language": lang}), 404, lang)


def test_an_id_of_another_label_is_not_found(client: FlaskClient, someone: dict[str, str]) -> None:
    problem(get(client, f"/companies/{someone['Site']}"), 404)
    problem(get(client, f"/sites/{someone['Company']}"), 404)


# Refused ---------------------------------------------------------------------------------------------------

REFUSED = [
    ("/companies?limit=0", "limit"),
    ("/companies?limit=1000000000", "limit"),
    ("/companies?limit=many", "limit"),
    ("/companies?cursor=%C3%A4", "cursor"),
    ("/companies/x?as_of=2026-02-30", "as_of"),
    ("/companies/x?as_of=yesterday", "as_of"),
    ("/companies/x?known_at=2026-02-03", "known_at"),
    ("/companies/x?known_at=2026-02-03T10:00:00", "known_at"),
    ("/companies?lang=fr", "lang"),
    ("/search", "q"),
    ("/search?q=", "q"),
    ("/search?q=" + "x" * 201, "q"),
    ("/search?q=x&label=Entity", "label"),
    ("/graph/neighbours", "id"),
    (f"/graph/neighbours?id={NOBODY}&direction=up", "direction"),
    ("/graph/neighbours?id=" + "x" * 201, "id"),
    ("/graph/paths?from_id=x", "to_id"),
    ("/key-person", "company"),
    ("/key-person?company=a&site=b", "company"),
    ("/buying-center", "deal"),
    (f"/buying-center?company={NOBODY}", "category"),
    ("/lookalike", "company"),
    ("/lookalike?company=" + "&company=".join(["a"] * 51), "company"),
    (f"/lookalike?company={NOBODY}&exclude_customers=perhaps", "exclude_customers"),
    ("/expansion?kind=everything", "kind"),
    ("/key-person?company=a&limit=101", "limit"),
]


@pytest.mark.parametrize(("path", "field"), REFUSED)
def test_a_bad_argument_is_named(client: FlaskClient, path: str, field: str) -> None:
    for lang in LANGUAGES:
        found = problem(get(client, path, headers={"Accept-Language": lang}), 422, lang)
        # Of a list, the place is named too.
        assert {error["field"].split(".")[0] for error in found["errors"]} == {field}


def test_an_argument_of_the_wrong_label_is_named(client: FlaskClient, someone: dict[str, str]) -> None:
    for path in ("/key-person?company=", "/lookalike?company=", "/expansion?seller="):
        problem(get(client, path + someone["Contact"]), 422)


def described(app: Flask) -> dict[str, Any]:
    with app.test_client() as client:
        found: dict[str, Any] = get(client, "/openapi.json").json
    return found


def test_an_unknown_argument_is_refused_everywhere(app: Flask, client: FlaskClient) -> None:
    for path, operations in described(app)["paths"].items():
        if "get" in operations:
            address = path.removeprefix("/api/v1").replace("{id}", NOBODY)
            for lang in LANGUAGES:
                answer = get(client, f"{address}?nonsense=1&lang={lang}")
                found = problem(answer, 422, lang)
                assert "nonsense" in [error["field"] for error in found["errors"]], path


def test_the_language_of_the_argument_comes_first(client: FlaskClient) -> None:
    path = f"/evidence/{NOBODY}"
    english = problem(get(client, f"{path}?lang=en", headers={"Accept-Language": "ja"}), 404, "en")
    japanese = problem(
        get(client, f"{path}?lang=ja", headers={"Accept-Language": "en-GB,en;q=0.9"}), 404, "ja"
    )
    assert english["detail"] != japanese["detail"]
    problem(get(client, path, headers={"Accept-Language": "ja-JP,en;q=0.5"}), 404, "ja")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_wrong_method_is_told(client: FlaskClient, method: str) -> None:
    for lang in LANGUAGES:
        for path in ("/products", f"/products/{NOBODY}", "/key-person", "/search"):
            answer = client.open(
                f"/api/v1{path}?lang={lang}", method=method, base_url="http://127.0.0.1:8000"
            )
            found = problem(answer, 405, lang)
            assert method in found["detail"]
            assert "GET" in answer.headers["Allow"]


def test_too_much_is_refused(client: FlaskClient) -> None:
    for lang in LANGUAGES:
        answer = client.post(
            f"/api/v1/imports?lang={lang}",
            data={"source": "x" * (2 << 20)},
            content_type="multipart/form-data",
            base_url="http://127.0.0.1:8000",
        )
        problem(answer, 413, lang)


# Answers ---------------------------------------------------------------------------------------------------


def test_an_unchanged_answer_is_not_sent_twice(client: FlaskClient, someone: dict[str, str]) -> None:
    for path in (f"/companies/{someone['Company']}", "/companies?limit=3", "/vocabulary?lang=ja"):
        first = get(client, path)
        assert first.status_code == 200
        again = get(client, path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        other = get(client, path, headers={"If-None-Match": '"something else"'})
        assert (other.status_code, other.data) == (200, first.data)


@pytest.mark.parametrize(("path", "limit"), [("companies", 7), ("sites", 200), ("contacts", 113)])
def test_pages_walk_over_everything_once(client: FlaskClient, demo: Database, path: str, limit: int) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = get(client, f"/{path}?limit={limit}" + (f"&cursor={cursor}" if cursor else "")).json
        assert 0 < len(page["items"]) <= limit
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    rows = demo.run_statement(f"MATCH (n:{PATHS[path]}) RETURN n.id AS id ORDER BY id")
    assert seen == [row["id"] for row in rows]


def test_the_description_is_valid(app: Flask) -> None:
    document = described(app)
    assert document["openapi"].startswith("3.1.")
    validate(document)
    assert len(document["paths"]) > 2 * len(PATHS)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                assert operation["summary"], (method, path)
