"""The menu of rooms: whole on a small screen, by keyboard, and the chosen record goes along."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {"accounts": "顧客と意思決定", "growth": "横展開"},
    "en": {"accounts": "Accounts", "growth": "Growth"},
}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_menu_opens_and_closes_and_keeps_the_account(
    open_page: Any, account: dict[str, Any], lang: str, width: int
) -> None:
    page = open_page(
        f"/answers/lookalike?id={account['id']}&lang={lang}", viewport={"width": width, "height": 720}
    )
    menu = page.locator("nav.rooms")
    growth = menu.get_by_role("button", name=WORDS[lang]["growth"])
    expect(growth).to_have_class("current")
    growth.click()
    expect(menu.locator("[aria-current=page]")).to_be_visible()
    box = menu.locator(".room-list:visible").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    header = page.locator("header.top")
    assert header.evaluate("one => one.scrollWidth <= one.clientWidth")
    violations = Axe().run(page, context="header.top").response["violations"]
    assert [one["id"] for one in violations] == []
    page.keyboard.press("Escape")
    expect(menu.locator(".room-list:visible")).to_have_count(0)
    expect(growth).to_be_focused()

    menu.get_by_role("button", name=WORDS[lang]["accounts"]).press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/account\?id={account['id']}"))
    expect(menu.locator(".room-list:visible")).to_have_count(0)
    expect(menu.get_by_role("button", name=WORDS[lang]["accounts"])).to_have_class("current")
