"""Pairs are judged by keyboard and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from service.database import Database
from service.store.checksum import graph_checksum

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def waiting(page: Page, lang: str) -> list[str]:
    """The ids of the pairs that wait for a person, as the room shows them."""
    origin = page.url.split("/data/")[0]
    answer = page.request.get(f"{origin}/api/v1/resolution/pairs?lang={lang}&limit=50")
    return [one["id"] for one in answer.json()["items"]]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_pair_is_judged_by_keyboard_and_taken_back(open_page: Any, demo: Database, lang: str) -> None:
    before = graph_checksum(demo)["checksum"]
    page = open_page(f"/data/review?lang={lang}")
    title = page.locator(".review h2")
    expect(page.locator(".pair tbody tr").first).to_be_visible()
    first = title.inner_text()
    assert page.locator(".pair mark").count() > 0
    assert page.locator(".reasons .for, .reasons .against").count() > 0
    assert "⟦" not in page.content()
    assert violations(page) == []
    judged = waiting(page, lang)[0]
    page.keyboard.press("j")
    expect(title).not_to_have_text(first)
    page.keyboard.press("k")
    expect(title).to_have_text(first)
    page.keyboard.press("1")
    expect(page.locator("#live")).not_to_be_empty()
    undo = page.locator("button.undo, .notice button").first
    expect(undo).to_be_enabled()
    assert graph_checksum(demo)["checksum"] != before
    assert judged not in waiting(page, lang)
    page.keyboard.press("u")
    expect(title).to_have_text(first)
    expect(page.locator("button.undo")).to_be_disabled()
    # It is compared anew, so what was learned of both since may give it another place.
    assert judged in waiting(page, lang)
    assert graph_checksum(demo)["checksum"] == before
