"""Scores follow from the facts in whatever order they arrive, and owners are told who got hot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph_models.ids import node_id, relationship_id
from graph_models.records import Moment, NodeRecord, RelationshipRecord
from service.app import create_app
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.events import take_in
from service.operations.moments import moment_of
from service.operations.notices import notices
from service.operations.score_answers import score_told, scores_page
from service.operations.score_edits import preview_rules, set_human_score, set_rules, withdraw_human_score
from service.operations.score_movers import movers, movers_sheet
from service.operations.scores import refresh_recent, refresh_scores, score_rules_of
from service.settings import Settings
from service.store.checksum import graph_checksum
from tests.conftest import clear, write

ZONE = Settings.from_env().timezone
COMPANY, MEMBER = "company-aaaaaaaaaaaaaaaa", "member-aaaaaaaaaaaaaaaa"
ANNA, BEN, CLEO = (f"contact-{letter * 16}" for letter in "abc")
MAILS = {ANNA: "anna@aoba.example", BEN: "ben@aoba.example", CLEO: "cleo@aoba.example"}
NOON = datetime.now(ZONE).replace(hour=0, minute=1, second=0, microsecond=0)


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    write(
        database,
        NodeRecord("Company", COMPANY, {"name": "青葉電機", "name_latin": "Aoba Electric"}, "test"),
        NodeRecord("Member", MEMBER, {"name": "佐藤"}, "test"),
        *staff(),
        RelationshipRecord("OWNS", MEMBER, COMPANY, "test"),
    )
    yield database
    clear(database)


def staff() -> list[NodeRecord | RelationshipRecord]:
    return [
        *(NodeRecord("Contact", id_, {"name": id_, "emails": [mail]}, "test") for id_, mail in MAILS.items()),
        *(RelationshipRecord("WORKS_AT", id_, COMPANY, "test") for id_ in MAILS),
    ]


def now() -> Moment:
    return moment_of(ZONE)


def event(number: int, who: str | None, kind: str = "form", days_ago: int = 0, **more: Any) -> dict[str, Any]:
    at = NOON - timedelta(days=days_ago) + timedelta(seconds=number)
    told = {"id": f"event-{number}", "kind": kind, "at": at.isoformat(), **more}
    return told if who is None else {**told, "email": MAILS[who]}


def send(database: Database, *events: dict[str, Any]) -> None:
    assert take_in(database, "site", events, ZONE, "en")["rejected"] == []


def kept(database: Database, label: str = "Contact") -> dict[str, float]:
    return {one["id"]: one["score"] for one in scores_page(database, "en", label=label)["items"]}


def test_a_score_has_its_parts_and_an_account_its_people(graph: Database) -> None:
    send(graph, event(1, ANNA), event(2, ANNA, "web_visit", page="/price"), event(3, BEN, "mail_click"))
    send(graph, event(4, CLEO, days_ago=400))
    assert refresh_scores(graph, now()) == {"contacts": 3, "companies": 1, "hot": 0}
    anna = score_told(graph, ANNA, now(), "ja")
    assert {part["name"]: part["points"] for part in anna["parts"]} == {
        "price_pages": 10,
        "visits_now": 2,
        "visits": 1,
        "forms": 30,
    }
    assert anna["score"] == 43 == sum(part["points"] for part in anna["parts"])
    assert {part["text"] for part in anna["parts"]} >= {"フォームの送信", "価格ページの閲覧"}
    account = score_told(graph, COMPANY, now(), "en")
    assert account["score"] == 43 + 5 / 2
    assert [part["name"] for part in account["parts"]] == [ANNA, BEN]
    assert kept(graph) == {ANNA: 43, BEN: 5, CLEO: 0}
    assert kept(graph, "Company") == {COMPANY: 45.5}


def test_needs_and_stages_are_inferred_from_the_same_activities(graph: Database) -> None:
    prices = event(1, ANNA, "web_visit", page="/price")
    cases = [event(number, BEN, "web_visit", number % 3, page="/cases/a") for number in range(2, 7)]
    send(graph, prices, *cases)
    anna, ben, account = (score_told(graph, id_, now(), "ja") for id_ in (ANNA, BEN, COMPANY))
    assert [one["kind"] for one in anna["needs"]] == ["budget"]
    assert [one["kind"] for one in ben["needs"]] == ["use"]
    assert len(ben["needs"][0]["evidence_ids"]) == 5
    assert (anna["stage"]["kind"], ben["stage"]["kind"]) == ("asking_vendors", "making_a_case")
    assert account["stage"] == anna["stage"]
    assert [(one["contact_id"], one["kind"]) for one in account["needs"]] == [(ANNA, "budget"), (BEN, "use")]
    assert {one["state"] for one in (*account["needs"], account["stage"])} == {"inferred"}
    assert anna["stage"]["text"] == "ベンダーへの相談"
    before = moment_of(ZONE, (NOON - timedelta(days=3)).date())
    early = score_told(graph, ANNA, before, "en")
    assert (early["needs"], early["stage"]) == ([], None)


def test_unknown_is_not_zero(graph: Database) -> None:
    send(graph, event(1, ANNA, days_ago=400))
    refresh_scores(graph, now())
    assert score_told(graph, ANNA, now(), "en")["score"] == 0
    assert score_told(graph, BEN, now(), "en")["score"] is None
    assert kept(graph) == {ANNA: 0}
    before = moment_of(ZONE, (NOON - timedelta(days=401)).date())
    assert score_told(graph, ANNA, before, "en")["score"] is None
    assert score_told(graph, COMPANY, before, "en")["score"] is None


def test_late_and_double_events_leave_the_same_scores(graph: Database) -> None:
    seen = {"visitor": "b", "page": "/feature/a"}
    visits = [event(number, None, "web_visit", number % 3, **seen) for number in range(12)]
    named = event(50, ANNA, visitor="b", consent=True)
    send(graph, *visits, named)
    refresh_scores(graph, now())
    whole = kept(graph)
    told = score_told(graph, ANNA, now(), "en")
    assert sum(part["assumed"] for part in told["parts"] if part["name"] == "visits") == 12
    clear(graph)
    write(
        graph,
        NodeRecord("Company", COMPANY, {"name": "青葉電機"}, "test"),
        *staff(),
    )
    refresh_scores(graph, now())
    for some in (visits[8:], [named], visits[:3], [named], visits[2:]):
        send(graph, *some)
        refresh_recent(graph, now())
    assert kept(graph) == whole
    refresh_scores(graph, now())
    assert kept(graph) == whole


def test_who_gets_hot_is_told_once_to_the_owner(graph: Database) -> None:
    send(graph, event(1, ANNA))
    refresh_scores(graph, now())
    assert refresh_recent(graph, now())["hot"] == 0
    send(graph, event(2, ANNA))
    checksum = graph_checksum(graph)
    assert refresh_recent(graph, now())["hot"] == 2
    assert graph_checksum(graph) == checksum
    found = notices(graph, "en", owner=MEMBER)["items"]
    assert {one["subject"]["id"] for one in found} == {ANNA, COMPANY}
    assert all(one["owner"]["id"] == MEMBER for one in found)
    anna = next(one for one in found if one["subject"]["id"] == ANNA)
    assert "60 points" in anna["text"]
    assert len(anna["evidence_ids"]) == 2
    send(graph, event(3, ANNA, "mail_click"))
    assert refresh_recent(graph, now())["hot"] == 0
    assert refresh_scores(graph, now())["hot"] == 0
    assert [one["id"] for one in scores_page(graph, "en", hot=True, owner=MEMBER)["items"]] == [ANNA]


def test_a_batch_that_was_written_slowly_is_not_missed(graph: Database) -> None:
    refresh_scores(graph, now())
    send(graph, event(1, ANNA))
    # As if it had been stamped before another batch that was committed and looked at first.
    graph.run_statement("MATCH (a:Activity) SET a.created_at = a.created_at - duration('PT2M')", write=True)
    send(graph, event(2, BEN))
    refresh_recent(graph, now())
    assert kept(graph) == {ANNA: 30, BEN: 30}
    state = graph.run_statement("MATCH (s:ScoreState) RETURN s.refreshed_at AS at")
    refresh_recent(graph, now())
    assert graph.run_statement("MATCH (s:ScoreState) RETURN s.refreshed_at AS at") == state


def test_the_list_goes_on_after_a_cursor(graph: Database) -> None:
    send(graph, event(1, ANNA, "mail_click"), event(2, BEN, "mail_click"), event(3, CLEO))
    refresh_scores(graph, now())
    first = scores_page(graph, "en", limit=2)
    rest = scores_page(graph, "en", limit=2, cursor=first["next"])
    assert [one["id"] for one in (*first["items"], *rest["items"])] == [CLEO, ANNA, BEN]
    assert rest["next"] is None
    with pytest.raises(UsageError):
        scores_page(graph, "en", cursor="eA")


def test_rules_are_tried_before_they_are_put_into_use(graph: Database) -> None:
    send(graph, event(1, ANNA, "mail_click"), event(2, BEN), event(3, BEN))
    refresh_scores(graph, now())
    rules = {"hot": 50, "rules": [{"id": "clicks", "kinds": ["mail_click"], "points": 50, "window_days": 7}]}
    found = preview_rules(graph, rules, now(), "en")
    assert (found["contacts"], found["hot"], found["hot_before"]) == (2, 1, 1)
    assert found["getting"] == [{"id": ANNA, "name": ANNA, "score": 50, "score_before": 5}]
    assert found["leaving"] == [{"id": BEN, "name": BEN, "score": 0, "score_before": 60}]
    assert kept(graph) == {ANNA: 5, BEN: 60}
    with pytest.raises(UsageError):
        set_rules(graph, rules, by="x", reason=" ")
    assert set_rules(graph, rules, by="x", reason="clicks matter")["version"] == 1
    # The company was hot before, by another of its people.
    assert refresh_scores(graph, now())["hot"] == 1
    assert kept(graph) == {ANNA: 50, BEN: 0}
    assert set_rules(graph, None, by="x", reason="back")["version"] == 2
    assert score_rules_of(graph).hot == 60


def test_whom_to_call_are_those_who_rose_since_yesterday(graph: Database) -> None:
    send(graph, event(1, ANNA, days_ago=1), event(2, ANNA), event(3, BEN, "mail_click"))
    send(graph, event(4, CLEO, days_ago=2))
    found = movers(graph, now(), "ja")
    assert [(one["id"], one["score"], one["route"], one["owner_id"]) for one in found["items"]] == [
        (ANNA, pytest.approx(30 + 30 * 0.5 ** (1 / 14)), "nurture", MEMBER),
        (BEN, 5, "nurture", MEMBER),
    ]
    assert found["items"][0]["why"] == "フォームの送信"
    assert found["items"][0]["account"] == "青葉電機"
    assert found["items"][0]["gained"] == pytest.approx(30 * 0.5 ** (1 / 14))
    assert [one["id"] for one in movers(graph, now(), "en", days=3)["items"]] == [ANNA, CLEO, BEN]
    write(graph, NodeRecord("Contact", BEN, {"is_opted_out": True}, "test"), at=datetime.now(ZONE))
    found = movers(graph, now(), "en")
    assert ([one["id"] for one in found["items"]], found["opted_out"]) == ([ANNA], 1)
    assert ANNA in movers_sheet(found, "csv", "en").decode("utf-8-sig")
    send(graph, event(5, CLEO, "complaint", days_ago=92))
    assert CLEO not in {one["id"] for one in movers(graph, now(), "en")["items"]}
    with pytest.raises(UsageError):
        movers(graph, now(), "en", days=32)


def test_a_persons_word_stands_beside_the_score(graph: Database) -> None:
    send(graph, event(1, ANNA))
    refresh_scores(graph, now())
    set_human_score(graph, ANNA, 20, "only a student", by="sato")
    set_human_score(graph, ANNA, 10, "has left", by="sato")
    told = score_told(graph, ANNA, now(), "en")
    assert (told["score"], told["human"]["score"], told["human"]["reason"]) == (30, 10, "has left")
    assert [one["score"] for one in told["history"]] == [10, 20]
    assert scores_page(graph, "en")["items"][0]["human_score"] == 10
    withdraw_human_score(graph, ANNA)
    told = score_told(graph, ANNA, now(), "en")
    assert told["human"] is None
    assert len(told["history"]) == 2
    with pytest.raises(NotFoundError):
        withdraw_human_score(graph, ANNA)
    for score, reason in ((101, "x"), (-1, "x"), (5, "")):
        with pytest.raises(UsageError):
            set_human_score(graph, ANNA, score, reason, by=None)


def test_from_a_visit_to_the_return_of_its_campaign(graph: Database, client: FlaskClient) -> None:
    """Pages of a visitor, a score, the owner told, a stage, a deal, a purchase, and the campaign's return."""

    def call(path: str, body: Any = None) -> Any:
        method, base = ("GET" if body is None else "POST"), "http://127.0.0.1:8000"
        answer = client.open(f"/api/v1{path}", method=method, json=body, base_url=base)
        assert answer.status_code == 200, answer.text
        return answer.json

    def send_all(*events: dict[str, Any]) -> None:
        assert call("/events", {"source": "site", "events": events})["rejected"] == []

    spring = node_id("Campaign", "name", "spring")
    write(graph, NodeRecord("Campaign", spring, {"name": "Spring", "cost": 200.0, "currency": "JPY"}, "crm"))
    call("/scores/refresh", {})
    pages = ("/price", *(f"/cases/{number}" for number in range(5)))
    seen = {"visitor": "b", "campaign": "Spring", "channel": "search"}
    send_all(*(event(number, None, "web_visit", page=page, **seen) for number, page in enumerate(pages)))
    assert call("/scores")["items"] == []
    send_all(event(20, ANNA, visitor="b", consent=True), event(21, ANNA, form="quotation"))
    assert call("/scores/refresh", {})["hot"] == 2
    told = call(f"/notices?owner={MEMBER}")["items"]
    assert {one["subject"]["id"] for one in told} == {ANNA, COMPANY}
    anna = call(f"/scores/{ANNA}")
    # A price page, five cases, six visits today and in two weeks up to their ceilings, two forms.
    assert anna["score"] == 10 + 15 + 10 + 6 + 60
    assert anna["score"] == pytest.approx(sum(part["points"] for part in anna["parts"]))
    assert {one["kind"] for one in anna["needs"]} == {"budget", "use"}
    assert anna["stage"]["kind"] == "asking_vendors"

    deal, bought = f"deal-{'a' * 16}", f"purchase-{'a' * 16}"
    today = NOON.date()
    won = {"name": "検査装置", "outcome": "won", "amount": 1000.0, "currency": "JPY"}
    write(
        graph,
        NodeRecord("Deal", deal, {**won, "opened_on": today, "closed_on": today}, "crm"),
        RelationshipRecord("WITH", deal, COMPANY, "crm"),
        NodeRecord("Purchase", bought, {"purchased_on": today, "amount": 1000.0, "currency": "JPY"}, "crm"),
        RelationshipRecord("BY", bought, COMPANY, "crm"),
        RelationshipRecord("FROM", bought, deal, "crm"),
        at=datetime.now(ZONE),
    )
    found = call("/analysis/campaigns")
    names = [one["key"] for one in found["columns"]]
    row = next(one for one in found["rows"] if one["cells"][0] and one["cells"][0]["id"] == spring)
    cells = dict(zip(names, row["cells"], strict=True))
    assert (cells["cost"], cells["leads"], cells["hot_leads"], cells["won"]) == (200, 1, 1, 1)
    assert [cells[f"sales_{way}"] for way in ("first", "last", "shared")] == [1000] * 3
    assert cells["roi"] == pytest.approx(4)
    assert deal in row["evidence_ids"]


@pytest.fixture
def client(graph: Database, settings: Settings) -> FlaskClient:
    return create_app(replace(settings, language="en"), graph).test_client()


def test_over_http(client: FlaskClient, graph: Database) -> None:
    send(graph, event(1, ANNA))
    base = "http://127.0.0.1:8000"

    def call(method: str, path: str, body: Any = None) -> Any:
        return client.open(f"/api/v1{path}", method=method, json=body, base_url=base)

    assert call("POST", "/scores/refresh", {}).json["contacts"] == 1
    assert [one["id"] for one in call("GET", "/scores").json["items"]] == [ANNA]
    assert call("PUT", f"/scores/{ANNA}", {"score": 5, "reason": "no"}).json["human"]["score"] == 5
    assert call("DELETE", f"/scores/{ANNA}").json["human"] is None
    rules = call("GET", "/scores/rules").json
    given = {
        "hot": 20,
        "pages": rules["pages"],
        "rules": [{key: one[key] for key in one if key != "name"} for one in rules["rules"]],
    }
    assert call("POST", "/scores/rules/preview", {"rules": given}).json["hot"] == 1
    assert call("PUT", "/scores/rules", {"rules": given, "reason": "sooner"}).json["version"] == 1
    given["rules"][0]["points"] = "many"
    problem = call("PUT", "/scores/rules", {"rules": given, "reason": "sooner"})
    assert problem.status_code == 422
    assert problem.json["errors"][0]["field"] == "rules.1.points"
    assert call("GET", "/scores?label=Site").status_code == 422
    assert call("GET", f"/scores/{relationship_id('OWNS', MEMBER, COMPANY)}").status_code in (404, 422)
