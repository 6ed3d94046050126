"""A playbook is started from its list, its tasks are worked on, and each can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from service.database import Database
from service.store.checksum import graph_checksum

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {
        "start": "人全員に開始",
        "done": "完了にする",
        "undo": "元に戻す",
        "try": "誰に働いたかを試す",
        "fired": "行動のあった",
    },
    "en": {
        "start": "Start for all",
        "done": "Done",
        "undo": "Undo",
        "try": "Who would have",
        "fired": "who did anything",
    },
}


def forget(demo: Database) -> None:
    demo.run_statement(
        "MATCH (n:NurtureTask|NurtureTaskChange|NurtureCourse|NurtureState|NurtureRules|Notice) DELETE n",
        write=True,
    )


@pytest.fixture
def untouched(demo: Database) -> Iterator[Database]:
    """The demonstration, without what was made of nurture: by the test, and by the service before it.

    Where another test changed a status, the service began the playbook of that by itself.
    """
    before = graph_checksum(demo)
    forget(demo)
    yield demo
    forget(demo)
    assert graph_checksum(demo) == before


def ready(page: Page) -> None:
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_a_list_to_a_task_and_back(open_page: Any, untouched: Database, lang: str) -> None:
    words = WORDS[lang]
    page = open_page(f"/nurture?lang={lang}")
    base = page.url.split("/nurture")[0]
    expect(page.locator(".notice ol li")).to_have_count(3)
    ready(page)
    assert Axe().run(page).response["violations"] == []

    page.goto(f"{base}/nurture?lang={lang}&show=lists&status=L")
    page.get_by_role("button", name=words["start"]).click()
    told = page.locator(".nurture-last")
    expect(told).to_be_visible()
    ready(page)
    assert Axe().run(page).response["violations"] == []
    row = page.locator(".nurture-row").first
    row.locator(".nurture-make .link").click()
    row.locator("[name=message]").fill("見積もりを送る")
    row.locator("[type=submit]").click()
    row.locator(".nurture-last button").click()
    expect(row.locator(".nurture-make .link")).to_be_visible()
    page.goto(f"{base}/nurture?lang={lang}")
    tasks = page.locator(".work-item")
    first = tasks.first
    expect(first).to_be_visible()
    number = tasks.count()
    assert number > 5
    id_ = first.get_attribute("data-id")
    mine = page.locator(f"[data-id={id_}]")
    mine.get_by_role("button", name=words["done"], exact=True).click()
    mine.locator("[name=note]").fill("OK")
    mine.locator("[type=submit]").click()
    expect(tasks).to_have_count(number - 1)
    ready(page)
    assert Axe().run(page).response["violations"] == []
    told.get_by_role("button", name=words["undo"]).click()
    expect(tasks).to_have_count(number)
    expect(mine).to_be_visible()
    assert "⟦" not in page.content()


def test_rules_are_tried_and_a_step_is_added(open_page: Any, untouched: Database) -> None:
    words = WORDS["en"]
    page = open_page("/nurture?lang=en&show=rules")
    plays = page.locator(".nurture-play")
    expect(plays).to_have_count(8)
    page.get_by_role("button", name=words["try"]).click()
    expect(page.locator(".notice[role=status]")).to_contain_text(words["fired"])
    ready(page)
    assert Axe().run(page).response["violations"] == []
    plays.first.get_by_role("button", name="Add a step").click()
    plays.first.locator(".nurture-wide input").last.fill("Send the price list")
    page.locator("[name=reason]").fill("they ask for it")
    page.locator("button[name=use]").click()
    expect(page.locator("button[name=reset]")).to_be_visible()
    rows = untouched.run_statement("MATCH (r:NurtureRules) RETURN r.rules AS rules, r.reason AS reason")
    assert [one["reason"] for one in rows] == ["they ask for it"]
    assert "Send the price list" in rows[0]["rules"]
    # What was not touched keeps its words in both languages.
    assert '"message": "datasheet"' in rows[0]["rules"]
