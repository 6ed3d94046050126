"""Segments: made, changed, looked at and watched; who is known when a watch begins makes no notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.notices import notices
from service.operations.questions import ask_lookalike
from service.operations.segment_watches import begin_watch, change_watched, check_watches
from service.operations.segments import make_segment, members, segment_told, segments_told
from service.settings import Settings
from tests.integration.asking import now

LOCAL = "http://127.0.0.1:8000"
SEGMENTS = "/api/v1/segments"
CHIBA = {"name": "千葉の大手", "kind": "conditions", "conditions": ["employees>=300", "region=千葉県"]}


@pytest.fixture
def empty(demo: Database) -> Iterator[Database]:
    """The demonstration without segments and notices, before and after."""
    forget = "MATCH (n:Segment|SegmentVersion|SegmentDay|Notice) DELETE n"
    demo.run_statement(forget, write=True)
    yield demo
    demo.run_statement(forget, write=True)


@pytest.fixture
def client(empty: Database, demo_settings: Settings) -> FlaskClient:
    return create_app(demo_settings, empty).test_client()


@pytest.fixture
def grown(empty: Database) -> Iterator[Any]:
    """A function that lets a company have so many employees; afterwards it is as before."""
    before: dict[str, Any] = {}
    change = "MATCH (c:Company {id: $id}) SET c.employees = $n"

    def grow(id_: str, number: int) -> None:
        rows = empty.run_statement("MATCH (c:Company {id: $id}) RETURN c.employees AS n", id=id_)
        before.setdefault(id_, rows[0]["n"])
        empty.run_statement(change, write=True, id=id_, n=number)

    yield grow
    for id_, number in before.items():
        empty.run_statement(change, write=True, id=id_, n=number)


def companies(database: Database, number: int) -> list[str]:
    statement = (
        "MATCH (c:Company) WHERE NOT coalesce(c.is_self, false) RETURN c.id AS id ORDER BY id LIMIT $n"
    )
    return [row["id"] for row in database.run_statement(statement, n=number)]


def test_conditions_choose_and_a_look_is_counted(empty: Database) -> None:
    id_ = make_segment(empty, {**CHIBA, "conditions": ["employees>=300"]}, by="花")
    found = members(empty, id_, now(), is_now=True)
    told = empty.run_statement("MATCH (c:Company) WHERE c.employees >= 300 RETURN c.id AS id")
    assert {row["id"] for row in found["items"]} == {row["id"] for row in told} != set()
    unknown = empty.run_statement("MATCH (c:Company) WHERE c.employees IS NULL RETURN count(c) AS n")
    assert found["not_known"] == unknown[0]["n"]
    members(empty, id_, now(), is_now=True)
    one = segments_told(empty, "ja")["items"][0]
    assert [(day["day"], day["number"]) for day in one["trend"]] == [(now().as_of, len(found["items"]))]
    assert one["conditions"][0]["text"].endswith("≥ 300")
    assert one["by"] == "花"


def test_versions_are_kept(empty: Database) -> None:
    id_ = make_segment(empty, CHIBA)
    change_watched(empty, id_, {"conditions": ["employees>=500"]}, now(), by="太郎")
    told = segment_told(empty, id_, "ja")
    assert [one["number"] for one in told["versions"]] == [2, 1]
    assert [len(one["conditions"]) for one in told["versions"]] == [1, 2]
    assert (told["name"], told["number"]) == (CHIBA["name"], 2)


def test_who_is_known_when_the_watch_begins_makes_no_notice(empty: Database, grown: Any) -> None:
    first, second = companies(empty, 2)
    grown(first, 1_000_000)
    grown(second, 10)
    id_ = make_segment(empty, {"name": "巨大企業", "kind": "conditions", "conditions": ["employees>=900000"]})
    begin_watch(empty, id_, now())
    assert check_watches(empty, now()) == {"watched": 1, "failed": 0, "notices": 0}
    grown(second, 950_000)
    assert check_watches(empty, now())["notices"] == 1
    one = notices(empty, "ja")["items"][0]
    assert one["subject"]["id"] == second
    assert "巨大企業" in one["text"]
    assert one["evidence_ids"] == [second]
    assert check_watches(empty, now())["notices"] == 0
    grown(second, 10)
    check_watches(empty, now())
    grown(second, 950_000)
    assert check_watches(empty, now())["notices"] == 0, "the same reason is told once"


def test_a_change_of_the_conditions_tells_nothing(empty: Database, grown: Any) -> None:
    first, second = companies(empty, 2)
    grown(first, 1_000_000)
    grown(second, 800_000)
    id_ = make_segment(empty, {"name": "巨大", "kind": "conditions", "conditions": ["employees>=900000"]})
    begin_watch(empty, id_, now())
    change_watched(empty, id_, {"conditions": ["employees>=700000"]}, now())
    assert len(members(empty, id_, now())["items"]) == 2
    assert check_watches(empty, now())["notices"] == 0


def test_likeness_is_that_of_the_lookalike_question(empty: Database) -> None:
    given = companies(empty, 2)
    ranked = ask_lookalike(empty, now(), "ja", companies=given, limit=20)["items"]
    least = ranked[9]["score"]
    id_ = make_segment(empty, {"name": "似た企業", "kind": "alike", "ids": given, "threshold": least - 1e-9})
    found = members(empty, id_, now())["items"]
    expected = [one["id"] for one in ranked if one["score"] >= least - 1e-9]
    assert [row["id"] for row in found][: len(expected)] == expected
    assert [row["score"] for row in found][:10] == pytest.approx([one["score"] for one in ranked[:10]])


def test_who_begins_to_look_like_these_is_told_with_the_facts(empty: Database) -> None:
    given = companies(empty, 2)
    id_ = make_segment(empty, {"name": "二社", "kind": "ids", "ids": given})
    ranked = ask_lookalike(empty, now(), "ja", companies=given, limit=3)["items"]
    begin_watch(empty, id_, now(), kind="alike", threshold=ranked[2]["score"] - 1e-9)
    assert check_watches(empty, now())["notices"] == 0
    # As if the most alike one had not been there when the watch began.
    empty.run_statement(
        "MATCH (s:Segment {id: $id}) SET s.watch_known = [x IN s.watch_known WHERE x <> $first]",
        write=True,
        id=id_,
        first=ranked[0]["id"],
    )
    assert check_watches(empty, now())["notices"] == 1
    one = notices(empty, "en")["items"][0]
    assert one["subject"]["id"] == ranked[0]["id"]
    assert f"{round(ranked[0]['score'] * 100)} %" in one["text"]
    proven = {id_ for part in ranked[0]["parts"] for id_ in part["evidence_ids"]}
    assert set(one["evidence_ids"]) == proven != set()


def test_what_cannot_be_is_refused_and_a_broken_one_breaks_no_other(empty: Database) -> None:
    for wrong in (
        {"name": " ", "kind": "ids", "ids": companies(empty, 1)},
        {"name": "x", "kind": "ids", "ids": []},
        {"name": "x", "kind": "conditions", "conditions": ["nothing>=3"]},
        {"name": "x", "kind": "alike", "ids": companies(empty, 1)},
        {"name": "x", "kind": "alike", "label": "Site", "ids": companies(empty, 1), "threshold": 0.5},
    ):
        with pytest.raises(UsageError):
            make_segment(empty, wrong)
    with pytest.raises(NotFoundError):
        make_segment(empty, {"name": "x", "kind": "ids", "ids": ["company-aaaaaaaaaaaaaaaa"]})
    id_ = make_segment(empty, CHIBA)
    begin_watch(empty, id_, now())
    break_it = "MATCH (s:Segment {id: $id}) SET s.conditions = ['field_gone=1']"
    empty.run_statement(break_it, write=True, id=id_)
    other = make_segment(empty, {"name": "二社", "kind": "ids", "ids": companies(empty, 2)})
    begin_watch(empty, other, now())
    assert check_watches(empty, now()) == {"watched": 2, "failed": 1, "notices": 0}
    assert [bool(one["problem"]) for one in segments_told(empty, "ja")["items"]] == [False, True]
    change_watched(empty, id_, {"conditions": ["employees>=300"]}, now())
    assert check_watches(empty, now())["failed"] == 0


def test_over_http(client: FlaskClient) -> None:
    def ask(method: str, path: str, status: int = 200, **body: Any) -> Any:
        answer = client.open(path, method=method, base_url=LOCAL, **body)
        assert answer.status_code == status, answer.text
        return answer.json if answer.data else None

    path = f"{SEGMENTS}/{ask('POST', SEGMENTS, 201, json=CHIBA)['id']}"
    ask("GET", f"{path}/members")
    assert "\ufeff" in client.get(f"{path}/members?format=csv&lang=ja", base_url=LOCAL).data.decode()
    changed = ask("PATCH", path, json={"name": "千葉"})
    assert (changed["name"], len(changed["trend"])) == ("千葉", 1)
    assert ask("PUT", f"{path}/watch", json={})["watch"]["kind"] == "entered"
    assert ask("POST", f"{SEGMENTS}/check")["watched"] == 1
    assert ask("DELETE", f"{path}/watch")["watch"] is None
    ask("PUT", f"{path}/watch", 422, json={"kind": "alike"})
    ask("DELETE", path, 204)
    ask("GET", path, 404)
    ask("GET", f"{path}/members", 404)
