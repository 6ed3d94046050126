"""A salesperson goes from a won site to targets with a person to call, and hands one to a colleague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.database import Database
from tests.integration.answer_cases import stories
from tests.integration.asking import demo_id

pytestmark = pytest.mark.browser

SUCCESS = stories()["site_success"]
WORDS = {
    "ja": {
        "keep": "展開リストに入れる",
        "put": "リストに追加",
        "list": "リストにあり",
        "hand": "引き継ぐ",
        "over": "この人に引き継ぐ",
        "finish": "完了にする",
        "done": "完了として記録",
        "undo": "編集を取り消す",
        "history": "履歴",
        "mine": "自分の担当だけ",
        "hidden": "1件、表示していません",
        "won": "受注",
    },
    "en": {
        "keep": "Work on it",
        "put": "Put on the list",
        "list": "On the list",
        "hand": "Hand over",
        "over": "Hand over to them",
        "finish": "Done",
        "done": "Set as done",
        "undo": "Undo the edit",
        "history": "History",
        "mine": "Only mine",
        "hidden": "1 targets are hidden",
        "won": "Won",
    },
}


@pytest.fixture(autouse=True)
def nothing_listed(demo: Database) -> Iterator[None]:
    forget = "MATCH (n:ExpansionItem|ExpansionItemChange) DELETE n"
    demo.run_statement(forget, write=True)
    yield
    demo.run_statement(forget, write=True)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_a_won_site_to_a_colleague(open_page: Any, demo: Database, lang: str) -> None:
    words = WORDS[lang]
    site = demo_id("Site", SUCCESS["site_id"])
    sisters = {demo_id("Site", key) for key in SUCCESS["sister_site_ids"]}
    members = demo.run_statement("MATCH (m:Member) RETURN m.id AS id ORDER BY id LIMIT 2")
    me, colleague = members[0]["id"], members[1]["id"]

    page = open_page(f"/answers/expansion?id={site}&lang={lang}")
    targets = page.locator(".ranked")
    expect(targets.first).to_be_visible()
    assert {targets.nth(n).get_attribute("data-id") for n in range(3)} == sisters
    first = targets.first
    target = first.get_attribute("data-id")
    person = first.locator("dl.inline-pairs dd a[href*='contact-']").inner_text()
    first.get_by_role("button", name=words["keep"]).click()
    first.locator("[name=member]").select_option(me)
    first.get_by_role("button", name=words["put"]).click()
    first.get_by_role("link", name=re.compile(words["list"])).click()

    item = page.locator(".work-item")
    expect(item).to_have_count(1)
    expect(item.locator("[data-field=contact]")).to_contain_text(person)
    item.get_by_role("button", name=words["hand"], exact=True).click()
    item.locator("[name=member]").select_option(colleague)
    item.locator("[name=note]").fill("木曜 Thu")
    item.get_by_role("button", name=words["over"]).click()
    name = page.locator(f".work-filters option[value='{colleague}']").inner_text()
    expect(item.locator("[data-field=member]")).to_have_text(name)
    item.get_by_role("button", name=words["history"]).click()
    expect(item.locator(".work-history li").first).to_contain_text("木曜 Thu")
    assert Axe().run(page).response["violations"] == []

    page.locator(".work-filters [name=member]").select_option(me)
    page.get_by_label(words["mine"]).check()
    expect(item).to_have_count(0)
    page.locator(".work-filters [name=member]").select_option(colleague)
    expect(item).to_have_count(1)

    item.get_by_role("button", name=words["finish"], exact=True).click()
    assert Axe().run(page).response["violations"] == []
    item.get_by_role("button", name=words["done"]).click()
    expect(page.locator("#work-feedback")).to_be_visible()
    page.goto(page.url.split("/expansion")[0] + f"/answers/expansion?id={site}&lang={lang}")
    expect(page.locator(".notes")).to_contain_text(words["hidden"])
    expect(page.locator(f".ranked[data-id='{target}']")).to_have_count(0)

    page.goto(page.url.split("/answers")[0] + f"/expansion?state=done&lang={lang}")
    expect(item).to_contain_text(words["won"])
    item.get_by_role("button", name=words["undo"]).click()
    expect(item).to_have_count(0)
    assert "⟦" not in page.content()
