"""Targets of expansion at work: kept, handed over, put off, done, undone; and what the ranking then shows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from service.app import create_app
from service.database import Database
from service.errors import ConflictError, UsageError
from service.operations import expansion_work as work
from service.operations.expansion_items import item_told, list_items
from service.operations.questions import ask_expansion
from service.settings import Settings
from tests.integration.answer_cases import stories
from tests.integration.asking import day, demo_id, now

LOCAL = "http://127.0.0.1:8000"
ITEMS = "/api/v1/expansion-items"
SUCCESS = stories()["site_success"]
DEAL = demo_id("Deal", SUCCESS["deal_id"])
SISTERS = [demo_id("Site", key) for key in SUCCESS["sister_site_ids"]]
TOMORROW = now().as_of + timedelta(days=1)


@pytest.fixture
def listed(demo: Database) -> Iterator[Database]:
    """The demonstration without anything on the list, before and after."""
    forget = "MATCH (n:ExpansionItem|ExpansionItemChange) DELETE n"
    demo.run_statement(forget, write=True)
    yield demo
    demo.run_statement(forget, write=True)


@pytest.fixture
def client(listed: Database, demo_settings: Settings) -> FlaskClient:
    return create_app(demo_settings, listed).test_client()


@pytest.fixture
def member(listed: Database) -> dict[str, Any]:
    rows = listed.run_statement("MATCH (m:Member) RETURN m.id AS id, m.name AS name ORDER BY id LIMIT 1")
    return rows[0]


def post(client: FlaskClient, path: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = client.post(ITEMS + path, json=body, base_url=LOCAL)
    assert answer.status_code == status, answer.text
    return answer.json


def ranked(database: Database) -> dict[str, Any]:
    return ask_expansion(database, now(), "ja", from_id=DEAL, limit=10)


def ids(answer: dict[str, Any]) -> list[str]:
    return [item["id"] for item in answer["items"]]


def test_a_target_is_kept_with_whom_to_call_and_handed_to_a_colleague(
    client: FlaskClient, listed: Database, member: dict[str, Any]
) -> None:
    first = ranked(listed)["items"][0]
    kept = post(client, "", {"target": first["id"], "deal": DEAL, "by": "花"}, 201)
    assert kept["contact"]["id"] == first["details"]["contact"]["id"]
    assert kept["kind"] == first["details"]["kind"]
    assert kept["target"]["company"]["id"] == first["details"]["company"]["id"]
    assert (kept["state"], kept["member"]) == ("open", None)
    handed = post(client, f"/{kept['id']}/assign", {"member": member["id"], "note": "木曜に電話", "by": "花"})
    assert handed["member"]["name"] == member["name"]
    assert [(one["what"], one["by"]) for one in handed["history"]] == [("assigned", "花"), ("kept", "花")]
    assert handed["history"][0]["note"] == "木曜に電話"
    mine = client.get(ITEMS, query_string={"member": member["id"], "state": "open"}, base_url=LOCAL).json
    assert [one["id"] for one in mine["items"]] == [kept["id"]]
    beside = ranked(listed)["items"][0]["details"]["work"]
    assert (beside["id"], beside["member"]["id"]) == (kept["id"], member["id"])


def test_what_was_put_off_comes_again_on_its_day(listed: Database) -> None:
    id_ = work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)
    assert SISTERS[0] in ids(ranked(listed)), "what is open is still a target"
    before = replace(now(), known_at=datetime.now(UTC))
    work.snooze_item(listed, id_, TOMORROW, now())
    answer = ranked(listed)
    assert SISTERS[0] not in ids(answer)
    assert len(answer["items"]) == 10, "the next ones move up"
    assert answer["details"]["hidden"] == 1
    assert "1件" in answer["notes"][-1]["text"]
    later = ask_expansion(listed, day(TOMORROW), "ja", from_id=DEAL, limit=10)
    assert SISTERS[0] in ids(later)
    assert next(i for i in later["items"] if i["id"] == SISTERS[0])["details"]["work"]["state"] == "open"
    earlier = ask_expansion(listed, before, "ja", from_id=DEAL, limit=10)
    assert SISTERS[0] in ids(earlier), "what was decided later does not reach an earlier answer"
    assert list_items(listed, day(TOMORROW))["items"][0]["is_due"]


def test_outcomes_are_fed_back_and_undone(listed: Database) -> None:
    kept = [work.keep_item(listed, now(), target=id_, deal=DEAL) for id_ in SISTERS[:2]]
    work.finish_item(listed, kept[0], "won", now())
    work.finish_item(listed, kept[1], "not_interested", now(), reason="予算なし", again_on=TOMORROW)
    answer = ranked(listed)
    assert set(ids(answer)).isdisjoint(SISTERS[:2])
    told = next(item for item in answer["items"] if item["id"] == SISTERS[2])
    assert told["details"]["story_feedback"] == {"won": 1, "not_interested": 1}
    found = list_items(listed, now())
    assert found["counts"] == {"done": 2}
    assert {(one["outcome"], one["number"]) for one in found["feedback"]} == {
        ("won", 1),
        ("not_interested", 1),
    }
    assert SISTERS[0] not in ids(ask_expansion(listed, day(TOMORROW), "ja", from_id=DEAL))
    again = ask_expansion(listed, day(TOMORROW), "ja", from_id=DEAL)
    work_then = next(item for item in again["items"] if item["id"] == SISTERS[1])["details"]["work"]
    assert (work_then["outcome"], work_then["reason"]) == ("not_interested", "予算なし")
    assert work.undo_change(listed, kept[0])
    assert SISTERS[0] in ids(ranked(listed))
    assert item_told(listed, kept[0], now())["outcome"] is None
    assert not work.undo_change(listed, kept[0]), "it is off the list"
    assert [one["id"] for one in list_items(listed, now())["items"]] == [kept[1]]
    assert work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL) == kept[0]


def test_undo_goes_back_step_by_step(listed: Database, member: dict[str, Any]) -> None:
    id_ = work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)
    work.assign_item(listed, id_, member["id"])
    work.snooze_item(listed, id_, TOMORROW, now())
    work.undo_change(listed, id_)
    told = item_told(listed, id_, now())
    assert (told["state"], told["until"], told["member"]["id"]) == ("open", None, member["id"])
    work.undo_change(listed, id_)
    assert item_told(listed, id_, now())["member"] is None
    assert [one["is_undone"] for one in item_told(listed, id_, now())["history"]] == [
        *(False, False),
        *(True, True, False),
    ]


def test_what_cannot_be_is_refused(client: FlaskClient, listed: Database) -> None:
    id_ = work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)
    with pytest.raises(ConflictError):
        work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)
    for outcome in ("wrong", "not_interested"):
        with pytest.raises(UsageError):
            work.finish_item(listed, id_, outcome, now())
    with pytest.raises(UsageError):
        work.snooze_item(listed, id_, now().as_of, now())
    with pytest.raises(ConflictError):
        work.reopen_item(listed, id_)
    work.finish_item(listed, id_, "met", now())
    post(client, f"/{id_}/assign", {"member": None}, 409)
    post(client, f"/{id_}/done", {"outcome": "lost"}, 422)
    post(client, "/expansion-item-none/undo", {}, 404)
    post(client, "", {"target": SISTERS[1], "deal": SISTERS[1]}, 422)
    work.reopen_item(listed, id_)
    assert item_told(listed, id_, now())["state"] == "open"


def test_of_two_who_change_at_once_one_is_told(listed: Database, member: dict[str, Any]) -> None:
    id_ = work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)

    def hand_over(_: int) -> bool:
        try:
            work.assign_item(listed, id_, member["id"])
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        done = sum(pool.map(hand_over, range(12)))
    assert done >= 1
    told = item_told(listed, id_, now())
    assert told["number"] == len(told["history"]) == done + 1


def test_the_list_is_taken_away_as_a_file(client: FlaskClient, listed: Database) -> None:
    id_ = work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)
    work.finish_item(listed, id_, "wrong", now(), reason="=cmd|' /C calc'!A0")
    told = item_told(listed, id_, now())
    text = client.get(f"{ITEMS}?format=csv&lang=ja", base_url=LOCAL).data.decode("utf-8-sig")
    assert told["target"]["name"] in text
    assert "対象違い" in text
    assert "'=cmd" in text
    book = client.get(f"{ITEMS}?format=xlsx&lang=en", base_url=LOCAL)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.data)).get_sheet_by_index(0).to_python()
    cells = dict(zip(rows[0], rows[1], strict=True))
    assert cells["Outcome"] == "Wrong target"
    assert cells["Reason"].startswith("=cmd"), "a text cell is no formula"
    assert isinstance(cells["Changed on"], date)


def test_the_history_of_one_fits_its_description(client: FlaskClient, listed: Database) -> None:
    id_ = work.keep_item(listed, now(), target=SISTERS[0], deal=DEAL)
    told = client.get(f"{ITEMS}/{id_}", base_url=LOCAL)
    assert told.status_code == 200
    assert [one["what"] for one in told.json["history"]] == ["kept"]
    assert post(client, f"/{id_}/undo", {}) == {"item": None}
    assert client.get(f"{ITEMS}/{id_}", base_url=LOCAL).status_code == 404
