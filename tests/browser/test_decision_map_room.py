"""The decision map on screen: read, filtered, looked at in the past, taken away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    """Return what axe has to say, a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:160]}"
        for one in found
        for node in one["nodes"]
    ]


def test_the_map_is_read_filtered_and_walked_by_keyboard(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/decision-map?id={account['deal_id']}&lang=en")
    cards = page.locator(".map-card")
    expect(cards.first).to_be_visible()
    whole = cards.count()
    assert page.locator(".lines path.line-reports").count() > 0
    cards.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#person h2")).to_be_visible()
    expect(page).to_have_url(re.compile("person=contact-"))
    page.locator("#person .marks .evidence button").first.click()
    expect(page.locator("#person [data-evidence]").first).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Only the buying center").check()
    expect(page.locator(".map-count")).to_contain_text("are filtered away")
    shown = cards.count()
    assert 0 < shown < whole
    page.get_by_role("button", name="Table").click()
    expect(page.locator(".map-list tbody tr")).to_have_count(shown)
    assert violations(page) == []
    assert "⟦" not in page.content()


def test_the_slider_goes_back_in_time_and_the_map_is_read_only_then(
    open_page: Any, account: dict[str, Any]
) -> None:
    page = open_page(f"/decision-map?id={account['id']}")
    page.locator(".map-card").first.click()
    expect(page.get_by_role("button", name="上司を保存")).to_be_visible()
    slider = page.get_by_label("表示する日")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile("as_of="))
    expect(page.get_by_role("button", name="上司を保存")).to_have_count(0)
    assert "⟦" not in page.content()


def test_the_map_is_taken_away_as_picture_and_list(
    open_page: Any, account: dict[str, Any], tmp_path: Path
) -> None:
    page = open_page(f"/decision-map?id={account['deal_id']}")
    name = page.locator(".map-card b").first.inner_text()

    def taken(button: str, file: str) -> Path:
        page.get_by_role("button", name="書き出し").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button).click()
        waiting.value.save_as(tmp_path / file)
        return tmp_path / file

    svg = taken("SVG", "map.svg").read_text("utf-8")
    assert name in svg
    assert svg.count("<path fill") > 3
    assert taken("PNG", "map.png").read_bytes().startswith(b"\x89PNG")
    assert name in taken("CSV", "map.csv").read_text("utf-8-sig")


def test_on_a_phone_it_is_a_list_that_fits(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(
        f"/decision-map?id={account['deal_id']}", viewport={"width": 390, "height": 780}, has_touch=True
    )
    page.locator(".map-list [data-card]").first.click()
    expect(page.locator("#person h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []


def test_without_a_subject_it_offers_accounts(open_page: Any) -> None:
    page = open_page("/decision-map")
    page.locator(".tiles a").first.click()
    expect(page.locator(".map-card").first).to_be_visible()
