"""A person makes a segment, watches it, is told who came in, and marks what was told as seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.database import Database

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {"new": "新しいセグメント", "tell": "新しく入ったら", "look": "今すぐ確認"},
    "en": {"new": "New segment", "tell": "a new one comes in", "look": "Look now"},
}


@pytest.fixture
def newcomer(demo: Database) -> Iterator[str]:
    """A company of less than 300 people, as before afterwards; no segments and notices."""
    forget = "MATCH (n:Segment|SegmentVersion|SegmentDay|Notice|Webhook) DELETE n"
    demo.run_statement(forget, write=True)
    rows = demo.run_statement(
        "MATCH (c:Company) WHERE c.employees < 300 RETURN c.id AS id, c.employees AS n ORDER BY id LIMIT 1"
    )
    yield rows[0]["id"]
    change = "MATCH (c:Company {id: $id}) SET c.employees = $n"
    demo.run_statement(change, write=True, **rows[0])
    demo.run_statement(forget, write=True)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_a_segment_to_a_notice(open_page: Any, demo: Database, newcomer: str, lang: str) -> None:
    words = WORDS[lang]
    page = open_page(f"/segments?lang={lang}")
    expect(page.locator(".notice")).to_be_visible()
    page.get_by_role("button", name=words["new"]).click()
    page.locator("[name=segment-name]").fill("大手 Large")
    page.locator("[name=condition-field]").select_option("employees")
    page.locator("[name=condition-value]").fill("300")
    page.locator(".conditions-add").get_by_role("button").click()
    assert Axe().run(page).response["violations"] == []
    page.locator(".segments-form [type=submit].primary").click()
    rows = page.locator(".segments-one tbody tr")
    expect(rows.first).to_be_visible()
    before = rows.count()
    page.get_by_role("button", name=re.compile(words["tell"])).click()
    expect(page.locator(".segments-watch b")).to_be_visible()
    demo.run_statement("MATCH (c:Company {id: $id}) SET c.employees = 5000", write=True, id=newcomer)
    page.get_by_role("button", name=re.compile(words["look"])).click()
    expect(page.locator(".notices-bell b")).to_have_text("1")
    expect(rows).to_have_count(before + 1)
    assert Axe().run(page).response["violations"] == []

    page.locator(".persona summary").click()
    expect(page.locator("[data-field=employees]")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert Axe().run(page).response["violations"] == []
    with page.expect_download() as download:
        page.locator(".persona a.primary").click()
    assert download.value.suggested_filename.startswith("interview-segment-")

    page.locator(".notices-bell").click()
    item = page.locator(".notices-item")
    expect(item).to_contain_text("大手 Large")
    assert Axe().run(page).response["violations"] == []
    expect(item.locator("a").first).to_have_attribute("href", re.compile(newcomer))
    item.get_by_role("button").click()
    expect(item).to_have_count(0)
    expect(page.locator(".notices-bell b")).to_have_count(0)

    page.locator(".webhooks summary").click()
    page.locator(".webhooks [name=url]").fill("https://hooks.example.com/enishi")
    page.locator(".webhooks [type=submit]").click()
    expect(page.locator(".webhooks code")).to_have_text(re.compile("^whsec_"))
    assert Axe().run(page).response["violations"] == []
    page.locator(".webhooks li button").click()
    expect(page.locator(".webhooks li")).to_have_count(0)
    assert "⟦" not in page.content()
