"""The account plan on the real graph: its sheets, what a planner writes, and the slides made of it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pptx import Presentation

from graph_models.records import Moment
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.account_plan import account_plan
from service.operations.decision_map import decision_map
from service.operations.edits import take_back
from service.operations.map_slides import map_deck
from service.operations.moments import moment_of
from service.operations.plan_items import change_item, close_item, plan_items, write_item
from service.operations.plan_slides import plan_deck
from tests.integration.people_graph import (
    ACME,
    BALANCES,
    BUYER,
    EXPERT,
    HANA,
    LAB,
    OPEN,
    ORDER,
    PLANT,
    WON,
    link,
    moment,
    node,
    put,
    small_account,
)

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture(scope="module")
def account(database: Database) -> Database:
    put(database, small_account())
    return database


def now() -> Moment:
    return moment_of(TOKYO)


def texts(file: bytes) -> list[str]:
    """Everything written on the slides."""
    found = []
    for slide in Presentation(io.BytesIO(file)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if getattr(shape, "has_table", False) and shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def test_the_sheets_say_what_the_graph_says(account: Database) -> None:
    plan = account_plan(account, moment(), "en", company=ACME.id)
    assert [row["outcome"] for row in plan["overview"]["deals"]] == ["open", "won"]
    running, won = plan["overview"]["deals"]
    assert running["amounts"] == [{"currency": "JPY", "amount": 5_000_000.0}]
    assert (won["amounts"], won["unknown"], won["ids"]) == ([], 1, [WON.id])
    cells = {(cell["place"], cell["category"]): cell for cell in plan["potential"]["cells"]}
    assert cells[PLANT.id, BALANCES.id]["state"] == "current"
    assert cells[PLANT.id, BALANCES.id]["evidence_ids"] == [OPEN.id]
    assert cells[LAB.id, BALANCES.id]["state"] == "potential"
    # What was won, and what was ordered of it.
    assert cells[LAB.id, BALANCES.id]["evidence_ids"] == [WON.id, ORDER.id]
    board = decision_map(account, moment(), "en", company=ACME.id)
    told = plan["relationships"]
    assert {**told, "known_at": None} == {**board, "known_at": None}
    assert plan["actions"]["proposed"][0]["key"] == "account_plan.find_role"


def test_a_purchase_is_bought_and_a_lost_deal_is_lost(account: Database) -> None:
    lost, order = (
        node("Deal", "lost", name="Lost", outcome="lost", closed_on=date(2026, 2, 1)),
        node("Purchase", "bought without a deal", purchased_on=date(2026, 3, 1)),
    )
    oven = node("Product", "ovens", name="Ovens", code="OVEN", is_category=True)
    more = [
        lost,
        order,
        oven,
        link("WITH", lost, ACME),
        link("AT", lost, LAB),
        link("INCLUDES", lost, BALANCES),
    ]
    put(account, [*more, link("BY", order, LAB), link("BY", order, BUYER), link("OF", order, oven)])

    def states(day: date) -> dict[str, tuple[str, list[str]]]:
        cells = account_plan(account, moment(day), "en", company=ACME.id)["potential"]["cells"]
        return {
            f"{cell['place']} {cell['category']}": (cell["state"], cell["evidence_ids"]) for cell in cells
        }

    found = states(date(2026, 6, 30))
    assert found[f"{LAB.id} {BALANCES.id}"] == ("lost", [lost.id])
    assert found[f"{LAB.id} {oven.id}"] == ("won", [order.id])
    # Whoever ordered it works at the plant, but it was bought for the laboratory.
    assert found[f"{PLANT.id} {oven.id}"] == ("potential", [order.id])
    assert f"{LAB.id} {oven.id}" not in states(date(2026, 2, 28))


def test_before_the_deal_ended_its_cell_was_open(account: Database) -> None:
    plan = account_plan(account, moment(date(2025, 11, 1)), "en", company=ACME.id)
    assert [row["outcome"] for row in plan["overview"]["deals"]] == ["open"]
    states = {cell["place"]: cell["state"] for cell in plan["potential"]["cells"]}
    assert states == {PLANT.id: "current", LAB.id: "white"}


def test_items_are_written_changed_closed_and_undone(account: Database) -> None:
    due = date(2027, 3, 31)
    written = write_item(
        account, ACME.id, "action", "見学会に招く", due_on=due, who=HANA.id, contact=EXPERT.id
    )
    (item,) = plan_items(account, ACME.id, now())
    assert (item["text"], item["due_on"], item["kind"]) == ("見学会に招く", due, "action")
    assert {one["id"] for one in item["who"]} == {HANA.id, EXPERT.id}
    before = Moment(date(2026, 6, 30), datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC))
    assert plan_items(account, ACME.id, before) == []

    changed = change_item(account, written["id"], text="工場見学に招く")
    assert [one["text"] for one in plan_items(account, ACME.id, now())] == ["工場見学に招く"]
    take_back(account, changed["run"])
    assert [one["text"] for one in plan_items(account, ACME.id, now())] == ["見学会に招く"]

    closed = close_item(account, written["id"], now(), company=ACME.id)
    assert plan_items(account, ACME.id, now()) == []
    yesterday = now().as_of - timedelta(days=1)
    assert len(plan_items(account, ACME.id, moment_of(TOKYO, yesterday))) == 1
    with pytest.raises(NotFoundError):
        close_item(account, written["id"], now(), company=ACME.id)
    take_back(account, closed["run"])
    take_back(account, written["run"])
    assert plan_items(account, ACME.id, now()) == []


@pytest.mark.parametrize("wrong", [{"kind": "wish"}, {"text": "  "}, {"who": EXPERT.id}])
def test_wrong_items_are_refused(account: Database, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"kind": "objective", "text": "Grow", **wrong}
    with pytest.raises(UsageError):
        write_item(account, ACME.id, given.pop("kind"), given.pop("text"), **given)


def test_the_slides_carry_the_same_words_as_shapes_and_tables(account: Database) -> None:
    written = write_item(account, ACME.id, "objective", "品質試験を標準化する\x0b")
    try:
        plan = account_plan(account, now(), "ja", company=ACME.id)
        file = plan_deck(plan, "ja")
    finally:
        take_back(account, written["run"])
    said = texts(file)
    for sheet in (
        "1. 概要",
        "2. 目標と方針",
        "3. ポテンシャルマップ",
        "4. 関係マップ",
        "5. アクションマップ",
    ):
        assert sheet in said
    assert "品質試験を標準化する" in said
    assert {card["name"] for card in plan["relationships"]["cards"] if card["in_center"]} <= set(said)
    fonts = {
        found.get("typeface")
        for slide in Presentation(io.BytesIO(file)).slides
        for found in slide.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}ea")
    }
    assert fonts == {"Yu Gothic"}


def test_the_map_as_slides_joins_cards_by_lines(account: Database) -> None:
    told = decision_map(account, moment(), "en", deal=OPEN.id)
    page = Presentation(io.BytesIO(map_deck(told, "en"))).slides[0]
    kinds = [type(shape).__name__ for shape in page.shapes]
    assert kinds.count("Connector") == len(told["lines"])
    cards = [shape for shape in page.shapes if "ROUNDED" in str(getattr(shape, "name", "")).upper()]
    assert len(cards) == len(told["cards"])
    assert any("Expert" in shape.text_frame.text for shape in cards)
