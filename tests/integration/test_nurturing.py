"""Triggers fire and playbooks begin once per reason, steps become tasks once, and people work on them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph_models.records import Moment, NodeRecord, RelationshipRecord
from service.app import create_app
from service.database import Database
from service.errors import ConflictError, UsageError
from service.operations.events import take_in
from service.operations.moments import moment_of
from service.operations.notices import notices
from service.operations.nurture import fire_triggers, run_nurture
from service.operations.nurture_courses import advance, start_playbook, take_back_start
from service.operations.nurture_lists import list_sheet, status_list, status_lists
from service.operations.nurture_routes import route_list, routes_sheet
from service.operations.nurture_routing import route_of
from service.operations.nurture_rules import nurture_rules_told, preview_nurture, set_nurture_rules
from service.operations.nurture_tasks import list_tasks, task_told, tasks_sheet
from service.operations.nurture_work import assign_task, finish_task, make_task, snooze_task, undo_task
from service.operations.score_edits import set_human_score
from service.operations.score_movers import movers
from service.operations.webhooks import end_webhook, make_webhook
from service.settings import Settings
from service.store import webhooks as webhooks_store
from service.store.checksum import graph_checksum
from tests.conftest import clear, write

ZONE = Settings.from_env().timezone
COMPANY, MEMBER = "company-aaaaaaaaaaaaaaaa", "member-aaaaaaaaaaaaaaaa"
ANNA, BEN, CLEO = (f"contact-{letter * 16}" for letter in "abc")
MAILS = {ANNA: "anna@aoba.example", BEN: "ben@aoba.example", CLEO: "cleo@aoba.example"}
NOON = datetime.now(ZONE).replace(hour=0, minute=1, second=0, microsecond=0)
TODAY = NOON.date()


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    write(
        database,
        NodeRecord("Company", COMPANY, {"name": "青葉電機", "name_latin": "Aoba Electric"}, "test"),
        NodeRecord("Member", MEMBER, {"name": "佐藤", "name_latin": "Sato"}, "test"),
        *(NodeRecord("Contact", id_, {"name": id_, "emails": [mail]}, "test") for id_, mail in MAILS.items()),
        *(RelationshipRecord("WORKS_AT", id_, COMPANY, "test") for id_ in MAILS),
        RelationshipRecord("OWNS", MEMBER, COMPANY, "test"),
    )
    yield database
    clear(database)


def now() -> Moment:
    return moment_of(ZONE)


def pages(database: Database, who: str, page: str, number: int, days_ago: int = 0) -> None:
    """Somebody looks at so many pages of a kind on a day."""
    at = NOON - timedelta(days=days_ago)
    events = [
        {"id": f"{who}{page}{days_ago}-{n}", "kind": "web_visit", "page": page, "email": MAILS[who]}
        | {"at": (at + timedelta(seconds=n)).isoformat()}
        for n in range(number)
    ]
    assert take_in(database, "site", events, ZONE, "en")["rejected"] == []


def courses(database: Database) -> list[tuple[str, str, int]]:
    rows = database.run_statement(
        "MATCH (c:NurtureCourse) RETURN c.contact_id AS who, c.play AS play, c.day AS day"
        " ORDER BY who, play, day"
    )
    return [(row["who"], row["play"], (TODAY - row["day"]).days) for row in rows]


def test_each_trigger_fires_once_per_reason(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)
    pages(graph, BEN, "/contact", 2, days_ago=1)
    pages(graph, CLEO, "/feature", 5, days_ago=2)
    checksum = graph_checksum(graph)
    assert fire_triggers(graph, now()) == 2
    # Who did it before anybody looked is not written to.
    assert courses(graph) == [(ANNA, "datasheet", 0), (BEN, "personal_proposal", 1)]
    assert fire_triggers(graph, now()) == 0
    pages(graph, ANNA, "/cases", 5)
    pages(graph, ANNA, "/feature/more", 7)
    assert fire_triggers(graph, now()) == 1
    assert len(courses(graph)) == 3
    assert graph_checksum(graph) != checksum, "events are facts"
    checksum = graph_checksum(graph)
    pages(graph, BEN, "/contact", 2, days_ago=1)
    assert fire_triggers(graph, now()) == 0
    assert graph_checksum(graph) == checksum
    evidence = graph.run_statement("MATCH (c:NurtureCourse {play: 'datasheet'}) RETURN c.evidence_ids AS ids")
    assert len(evidence[0]["ids"]) == 5


def test_two_who_look_at_once_begin_one_course(graph: Database) -> None:
    for who in (ANNA, BEN, CLEO):
        pages(graph, who, "/feature", 5)
    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda _: fire_triggers(graph, now()), range(4)))
    assert sum(begun) == 3
    assert len(courses(graph)) == 3


def test_records_that_became_one_are_one_person(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)
    assert fire_triggers(graph, now()) == 1
    graph.run_statement("MERGE (m:Merged {id: $gone}) SET m.into_id = $into", write=True, gone=ANNA, into=BEN)
    pages(graph, BEN, "/feature", 5)
    assert fire_triggers(graph, now()) == 0


def test_who_asked_not_to_be_contacted_is_left_out(graph: Database) -> None:
    write(graph, NodeRecord("Contact", ANNA, {"is_opted_out": True}, "test"), at=datetime.now(ZONE))
    pages(graph, ANNA, "/feature", 5)
    assert fire_triggers(graph, now()) == 0
    assert preview_nurture(graph, None, now(), "en")["opted_out"] == 1


def test_a_preview_of_last_month_keeps_nothing(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5, days_ago=30)
    pages(graph, BEN, "/feature", 4, days_ago=3)
    pages(graph, CLEO, "/feature", 5, days_ago=31)
    found = preview_nurture(graph, None, now(), "ja")
    assert (found["begin"], found["end"]) == (TODAY - timedelta(days=30), TODAY)
    assert [(one["id"], one["trigger"], one["number"]) for one in found["items"]] == [(ANNA, "datasheet", 5)]
    assert found["items"][0]["text"] == "製品資料を送る"
    assert len(found["items"][0]["evidence_ids"]) == 5
    assert {one["id"]: one["people"] for one in found["triggers"]} == {
        "datasheet": 1,
        "casebook": 0,
        "personal_proposal": 0,
    }
    assert {one["id"] for one in preview_nurture(graph, None, now(), "en", days=32)["items"]} == {ANNA, CLEO}
    assert courses(graph) == []
    with pytest.raises(UsageError):
        preview_nurture(graph, None, now(), "en", days=0)
    rules = given(graph)
    rules["triggers"][0]["when"]["at_least"] = 4
    assert {one["id"] for one in preview_nurture(graph, rules, now(), "en")["items"]} == {ANNA, BEN}
    assert set_nurture_rules(graph, rules, by="x", reason="sooner")["version"] == 1
    assert {one["id"] for one in preview_nurture(graph, None, now(), "en")["items"]} == {ANNA, BEN}
    with pytest.raises(UsageError):
        set_nurture_rules(graph, rules, by="x", reason=" ")
    assert set_nurture_rules(graph, None, by="x", reason="back")["version"] == 2
    assert [one["version"] for one in nurture_rules_told(graph, "en")["history"]] == [2, 1]


def given(database: Database) -> dict[str, Any]:
    """The rules in use as they are given back: without words."""
    told = nurture_rules_told(database, "en")
    for one in (*told["triggers"], *told["playbooks"].values()):
        one.pop("name", None)
        for step in one["steps"]:
            step.pop("text")
    return {name: told[name] for name in ("triggers", "playbooks")}


@pytest.fixture
def client(graph: Database, settings: Settings) -> FlaskClient:
    return create_app(replace(settings, language="en"), graph).test_client()


def test_nurture_over_http(client: FlaskClient, graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)

    def call(method: str, path: str, body: Any = None) -> Any:
        return client.open(f"/api/v1{path}", method=method, json=body, base_url="http://127.0.0.1:8000")

    assert call("GET", "/nurture/rules").json["playbooks"]["P"]["steps"][0]["text"]
    assert call("POST", "/nurture/rules/preview", {}).json["triggers"][0]["people"] == 1
    assert call("POST", "/nurture/run", {}).json["fired"] == 1
    rules = given(graph)
    rules["triggers"][0]["steps"][0]["channel"] = "fax"
    problem = call("PUT", "/nurture/rules", {"rules": rules, "reason": "sooner"})
    assert (problem.status_code, problem.json["errors"][0]["field"]) == (422, "triggers.1.steps.1.channel")


def status(database: Database, who: str, code: str, *, changed: bool = True, days_ago: float = 0) -> None:
    """Somebody comes to have a status, as its derivation records it."""
    database.run_statement(
        "MATCH (c:Contact {id: $who}) SET c.derived_status = $code", write=True, who=who, code=code
    )
    if changed:
        database.run_statement(
            "CREATE (x:StatusChange {label: 'Contact', kind: 'derived'})"
            " SET x.id = $id, x.about = $who, x.to = $code, x.at = $at",
            write=True,
            who=who,
            id=f"status-change-{who}{code}{days_ago}",
            code=code,
            at=datetime.now(ZONE) - timedelta(days=days_ago),
        )


def after(days: int) -> Moment:
    return moment_of(ZONE, TODAY + timedelta(days=days))


def tasks(database: Database, **wanted: Any) -> list[tuple[str, str, str]]:
    items = list_tasks(database, now(), "en", **wanted)["items"]
    return sorted((one["contact_id"], one["message"], one["state"]) for one in items)


def test_steps_become_tasks_on_their_days_each_once(graph: Database) -> None:
    pages(graph, ANNA, "/feature", 5)
    first = run_nurture(graph, now())
    assert first == {"fired": 1, "started": 0, "tasks": 1, "told": 0, "ended": 0}
    assert run_nurture(graph, now()) == dict.fromkeys(first, 0)
    # Nobody listens: what another system would do is a task, so that it is not lost.
    (task,) = list_tasks(graph, now(), "ja", state="open")["items"]
    assert (task["message"], task["text"], task["channel"]) == ("datasheet", "製品資料を送る", "mail")
    assert (task["member_id"], task["member"], task["emails"]) == (MEMBER, "佐藤", [MAILS[ANNA]])
    assert (task["course"]["next_on"], task["course"]["steps"]) == (TODAY + timedelta(days=3), 2)
    assert len(task["evidence_ids"]) == 5
    told = [one for one in notices(graph, "en", owner=MEMBER)["items"] if one["kind"] == "nurture_task"]
    assert len(told) == 1
    assert "Send the datasheet" in told[0]["text"]
    assert run_nurture(graph, after(2))["tasks"] == 0
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: advance(graph, after(3)), range(3)))
    assert [sum(one[name] for one in made) for name in ("tasks", "ended")] == [1, 1]
    assert tasks(graph) == [(ANNA, "ask_requirements", "open"), (ANNA, "datasheet", "open")]
    assert run_nurture(graph, after(400))["tasks"] == 0


def test_a_step_for_another_system_is_posted_once_and_is_no_task(graph: Database) -> None:
    hook = make_webhook(graph, "https://mail.example/enishi", ["nurture_step"])
    try:
        pages(graph, ANNA, "/feature", 5)
        assert run_nurture(graph, now()) == {"fired": 1, "started": 0, "tasks": 0, "told": 1, "ended": 0}
        assert run_nurture(graph, now())["told"] == 0
        found = notices(graph, "ja")
        (one,) = [one for one in found["items"] if one["kind"] == "nurture_step"]
        assert (one["subject"]["id"], one["params"]["message"]) == (ANNA, "datasheet")
        assert one["seen_at"] is not None, "people have nothing to do about it"
        assert found["unseen"] == 0
        waiting = webhooks_store.waiting(graph, {**hook, "kinds": ["nurture_step"]}, 10)
        assert [notice["id"] for notice in waiting] == [one["id"]]
    finally:
        end_webhook(graph, hook["id"])


def test_a_playbook_begins_with_its_status_and_ends_with_it(graph: Database) -> None:
    run_nurture(graph, now())
    status(graph, ANNA, "L")
    status(graph, BEN, "L", days_ago=40)
    assert run_nurture(graph, now())["started"] == 1
    assert run_nurture(graph, now())["started"] == 0
    assert tasks(graph) == [(ANNA, "ask_why_stopped", "open")]
    found = status_list(graph, "L", now(), "en")
    assert {one["contact_id"]: one["course"] is None for one in found["items"]} == {ANNA: False, BEN: True}
    assert {one["contact_id"]: one["since"] for one in found["items"]}[BEN] == TODAY - timedelta(days=40)
    begun = start_playbook(graph, "L", now())
    assert len(begun) == 1
    assert start_playbook(graph, "L", now()) == []
    assert {who for who, *_ in tasks(graph)} == {ANNA, BEN}
    # A start is taken back as if it had not been: it can be made again.
    assert take_back_start(graph, begun) == 1
    assert {who for who, *_ in tasks(graph)} == {ANNA}
    assert [one["subject"]["id"] for one in notices(graph, "en")["items"]] == [ANNA]
    assert start_playbook(graph, "L", now()) == begun
    status(graph, ANNA, "C", changed=False)
    assert advance(graph, after(14)) == {"tasks": 1, "told": 0, "ended": 1}
    (anna,) = list_tasks(graph, now(), "en", contact=ANNA)["items"]
    assert (anna["course"]["ended_why"], anna["course"]["next_on"]) == ("status_changed", None)
    # Lapsed again is another reason.
    status(graph, ANNA, "L", days_ago=-1)
    assert len(start_playbook(graph, "L", now(), ids=[ANNA])) == 1


def test_lists_leave_out_who_asked_so_and_say_what_is_unknown(graph: Database) -> None:
    for who in (ANNA, BEN):
        status(graph, who, "P", changed=False)
    write(graph, NodeRecord("Contact", BEN, {"is_opted_out": True}, "test"), at=datetime.now(ZONE))
    found = status_list(graph, "P", now(), "ja")
    assert [(one["contact_id"], one["since"], one["score"]) for one in found["items"]] == [(ANNA, None, None)]
    assert (found["total"], found["opted_out"], found["items"][0]["person"]) == (2, 1, "佐藤")
    assert len(start_playbook(graph, "P", now())) == 1
    assert {one["status"]: one["total"] for one in status_lists(graph, "en")}["D"] == 0
    assert MAILS[ANNA] in list_sheet(found, "csv", "ja").decode("utf-8-sig")
    write(graph, NodeRecord("Contact", ANNA, {"is_opted_out": True}, "test"), at=datetime.now(ZONE))
    assert advance(graph, after(30)) == {"tasks": 0, "told": 0, "ended": 1}
    for wrong in ("X", ""):
        with pytest.raises(UsageError):
            status_list(graph, wrong, now(), "en")


def test_a_task_is_handed_over_put_off_done_and_each_taken_back(graph: Database) -> None:
    id_ = make_task(graph, now(), contact=ANNA, message="図面を送る", by="sato")
    assert list_tasks(graph, now(), "en", member=MEMBER)["counts"] == {"open": 1}
    assign_task(graph, id_, None)
    snooze_task(graph, id_, TODAY + timedelta(days=2), now(), note="on leave")
    assert tasks(graph, state="snoozed") == [(ANNA, "図面を送る", "snoozed")]
    assert list_tasks(graph, after(2), "en", state="open")["items"][0]["id"] == id_
    finish_task(graph, id_, note="sent")
    assert list_tasks(graph, now(), "en")["counts"] == {"done": 1}
    with pytest.raises(ConflictError):
        finish_task(graph, id_)
    for state in ("snoozed", "open"):
        assert undo_task(graph, id_)
        assert task_told(graph, id_, now(), "en")["state"] == state
    told = task_told(graph, id_, now(), "en")
    assert [one["what"] for one in told["history"]] == [
        *("undone", "undone", "done", "snoozed", "assigned", "made")
    ]
    assert told["member"] is None
    assert undo_task(graph, id_)
    assert task_told(graph, id_, now(), "en")["member_id"] == MEMBER
    assert not undo_task(graph, id_)
    assert tasks(graph) == []
    for message, channel in ((" ", "mail"), ("x", "fax")):
        with pytest.raises(UsageError):
            make_task(graph, now(), contact=ANNA, message=message, channel=channel)
    other = make_task(graph, now(), contact=BEN, message="=1+1", due_on=TODAY - timedelta(days=1))
    with pytest.raises(UsageError):
        snooze_task(graph, other, TODAY, now())
    items = list_tasks(graph, now(), "en")["items"]
    assert [one["is_overdue"] for one in items] == [True]
    assert "'=1+1" in tasks_sheet(items, "csv", "en").decode("utf-8-sig")


def test_a_course_is_ended_by_hand_and_taken_up_again(graph: Database, client: FlaskClient) -> None:
    def call(method: str, path: str, body: Any = None) -> Any:
        answer = client.open(
            f"/api/v1/nurture/{path}", method=method, json=body, base_url="http://127.0.0.1:8000"
        )
        assert answer.status_code < 500, answer.text
        return answer

    pages(graph, ANNA, "/feature", 5)
    assert call("POST", "run", {}).json["tasks"] == 1
    (task,) = call("GET", "tasks?state=open").json["items"]
    course = task["course"]["id"]
    assert call("POST", f"courses/{course}/stop", {}).json["ended_why"] == "by_hand"
    assert call("POST", f"courses/{course}/stop", {}).status_code == 409
    assert advance(graph, after(3))["tasks"] == 0
    assert call("POST", f"courses/{course}/resume", {}).json["next_text"]
    assert call("POST", f"courses/{course}/resume", {}).status_code == 409
    assert advance(graph, after(3))["tasks"] == 1
    assert call("POST", "courses/nurture-course-none/stop", {}).status_code == 404
    # What a course made is not taken away, but said to be done.
    assert call("POST", f"tasks/{task['id']}/undo", {}).status_code == 409
    assert call("POST", f"tasks/{task['id']}/done", {"note": "sent"}).json["note"] == "sent"
    assert call("POST", f"tasks/{task['id']}/undo", {}).json["task"]["state"] == "open"
    made = call("POST", "tasks", {"contact": BEN, "message": "datasheet", "due_on": "2026-01-01"})
    assert (made.status_code, made.json["is_overdue"]) == (201, True)
    assert call("POST", f"tasks/{made.json['id']}/assign", {"member": None}).json["member"] is None
    assert call("POST", f"tasks/{made.json['id']}/snooze", {"until": "2020-01-01"}).status_code == 422
    assert ANNA in call("GET", "tasks?format=csv").get_data(as_text=True)
    assert call("GET", "lists").json["items"][0]["steps"][0]["text"]
    assert call("POST", "lists/X/start", {}).status_code == 422
    assert call("POST", "lists/P/start", {}).json == {"started": 0, "course_ids": []}
    assert call("POST", "courses/take-back", {"ids": [course]}).json == {"taken_back": 0}, "of a trigger"
    assert call("GET", "lists/P?format=csv").status_code == 200


def test_high_potential_goes_to_a_person_with_a_name_the_rest_on_digitally(graph: Database) -> None:
    other, near = "member-bbbbbbbbbbbbbbbb", "contact-dddddddddddddddd"
    firm = "company-bbbbbbbbbbbbbbbb"
    met = NodeRecord("Activity", "activity-aaaaaaaaaaaaaaaa", {"kind": "meeting", "at": NOON}, "test")
    write(
        graph,
        *(NodeRecord("Company", firm, {"name": "別会社"}, "test"), met),
        *(NodeRecord("Member", other, {"name": "鈴木", "name_latin": "Suzuki"}, "test"),),
        NodeRecord("Contact", near, {"name": near, "emails": ["dan@other.example"]}, "test"),
        *(RelationshipRecord("WORKS_AT", who, firm, "test") for who in (near, CLEO)),
        *(RelationshipRecord("TOOK_PART", who, met.id, "test") for who in (other, CLEO)),
        at=datetime.now(ZONE),
    )
    graph.run_statement(
        "MATCH (c:Contact {id: $cleo})-[r:WORKS_AT]->(:Company {id: $old}) DELETE r",
        write=True,
        cleo=CLEO,
        old=COMPANY,
    )
    for who, score in ((ANNA, 70), (BEN, 70), (CLEO, 65), (near, 10)):
        graph.run_statement(
            "MATCH (c:Contact {id: $who}) SET c.derived_score = $score", write=True, who=who, score=score
        )
    set_human_score(graph, BEN, 5, "a student", by="x")
    set_human_score(graph, near, 90, "the head of the laboratory", by="x")
    people = route_list(graph, "person", "en")
    assert [(one["contact_id"], one["person_id"], one["person"]) for one in people["items"]] == [
        (near, other, "Suzuki"),
        (ANNA, MEMBER, "Sato"),
        (CLEO, other, "Suzuki"),
    ]
    assert [(one["id"], one["number"]) for one in people["people"]] == [(other, 2), (MEMBER, 1)]
    whys = ["had most to do with their company", "looks after them", "had most to do with them"]
    assert [one["person_why"] for one in people["items"]] == whys
    assert [one["contact_id"] for one in route_list(graph, "person", "en", member=MEMBER)["items"]] == [ANNA]
    rest = route_list(graph, "nurture", "ja")
    assert [(one["contact_id"], one["human_score"]) for one in rest["items"]] == [(BEN, 5)]
    assert "70" in routes_sheet(rest, "csv", "ja").decode("utf-8-sig")
    status(graph, ANNA, "D", changed=False)
    write(graph, NodeRecord("Contact", CLEO, {"is_opted_out": True}, "test"), at=datetime.now(ZONE))
    people = route_list(graph, "person", "en")
    assert ([one["contact_id"] for one in people["items"]], people["opted_out"]) == ([near], 1)
    with pytest.raises(UsageError):
        route_list(graph, "fax", "en")


def test_whom_to_call_names_a_person_whom_nobody_had_to_name(graph: Database) -> None:
    pages(graph, ANNA, "/price", 2)
    (one,) = movers(graph, now(), "en")["items"]
    assert (one["route"], one["person"], one["person_why"]) == ("nurture", "Sato", "looks after them")
    set_human_score(graph, ANNA, 80, "asked for an offer", by="x")
    assert movers(graph, now(), "en")["items"][0]["route"] == "person"


def test_what_a_person_said_decides_the_way() -> None:
    assert [route_of(80, None, 60), route_of(59, None, 60)] == ["person", "nurture"]
    assert [route_of(80, 10, 60), route_of(5, 60, 60)] == ["nurture", "person"]
    # A person says 100 at most, also where nobody is hot below more.
    assert [route_of(5, 100, 150), route_of(140, 99, 150)] == ["person", "nurture"]
