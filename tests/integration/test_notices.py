"""Notices: once per kind and reason, for somebody or everybody, seen one by one or all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.database import Database
from service.operations.notices import mark_seen, notices, notify
from service.settings import Settings

LOCAL = "http://127.0.0.1:8000"
AT = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def quiet(demo: Database) -> Iterator[Database]:
    """The demonstration without notices, before and after."""
    forget = "MATCH (n:Notice) DELETE n"
    demo.run_statement(forget, write=True)
    yield demo
    demo.run_statement(forget, write=True)


@pytest.fixture
def company(quiet: Database) -> dict[str, str]:
    rows = quiet.run_statement("MATCH (c:Company) RETURN c.id AS id, c.name AS name ORDER BY id LIMIT 1")
    return rows[0]


def tell(database: Database, subject: str, key: str = "k", owner: str | None = None, days: int = 0) -> bool:
    return notify(
        database,
        kind="segment_entered",
        key=key,
        subject_id=subject,
        owner=owner,
        params={"segment": "半導体"},
        evidence_ids=[subject],
        at=AT + timedelta(days=days),
    )


def test_a_reason_is_told_once(quiet: Database, company: dict[str, str]) -> None:
    assert tell(quiet, company["id"])
    assert not tell(quiet, company["id"], days=1)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: tell(quiet, company["id"], key="other"), range(8)))
    assert sum(made) == 1
    found = notices(quiet, "ja")
    assert (len(found["items"]), found["unseen"]) == (2, 2)
    first = next(one for one in found["items"] if one["at"] == AT)
    assert company["name"] in first["text"]
    assert "半導体" in first["text"]
    assert first["evidence_ids"] == [company["id"]]
    assert first["subject"]["label"] == "Company"


def test_what_was_seen_is_not_told_again(quiet: Database, company: dict[str, str]) -> None:
    tell(quiet, company["id"])
    assert mark_seen(quiet) == 1
    assert mark_seen(quiet) == 0
    assert not tell(quiet, company["id"])
    assert notices(quiet, "ja", only_unseen=True) == {"items": [], "unseen": 0}
    assert notices(quiet, "en")["items"][0]["seen_at"] is not None


def test_an_owner_sees_theirs_and_those_for_everybody(quiet: Database, company: dict[str, str]) -> None:
    tell(quiet, company["id"], "a", "member-one", days=2)
    tell(quiet, company["id"], "b", "member-two", days=1)
    tell(quiet, company["id"], "c")
    found = notices(quiet, "ja", owner="member-one")
    assert [one["owner"] and one["owner"]["id"] for one in found["items"]] == ["member-one", None]
    assert mark_seen(quiet, owner="member-one") == 2
    assert notices(quiet, "ja")["unseen"] == 1


def test_one_that_is_gone_goes_by_its_id_and_kinds_without_words_are_refused(quiet: Database) -> None:
    tell(quiet, "company-gone")
    one = notices(quiet, "ja")["items"][0]
    assert (one["subject"]["name"], one["subject"]["label"]) == ("company-gone", "Company")
    with pytest.raises(ValueError, match="no words"):
        notify(quiet, kind="nothing_of_the_kind", key="k", subject_id="company-gone")


def test_over_http(quiet: Database, company: dict[str, str], demo_settings: Settings) -> None:
    client: FlaskClient = create_app(demo_settings, quiet).test_client()

    def ask(method: str, path: str, **body: Any) -> Any:
        return client.open(f"/api/v1/notices{path}", method=method, base_url=LOCAL, **body).json

    for key in "abc":
        tell(quiet, company["id"], key)
    items = ask("GET", "?lang=en")["items"]
    assert "has come into" in items[0]["text"]
    assert ask("POST", "/seen", json={"ids": [items[0]["id"]]}) == {"marked": 1, "unseen": 2}
    assert len(ask("GET", "?unseen=true")["items"]) == 2
    assert ask("POST", "/seen", json={}) == {"marked": 2, "unseen": 0}
    assert client.get("/api/v1/notices?limit=0", base_url=LOCAL).status_code == 422
