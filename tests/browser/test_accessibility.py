"""What axe finds, and what it cannot: focus, motion, the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from drawn_map import wait_for_map
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    """Return what axe has to say, a line each."""
    results = Axe().run(page)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:160]}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_home(open_page: Any, lang: str) -> None:
    page = open_page(f"/?lang={lang}")
    page.locator(".accounts").wait_for()
    assert violations(page) == []


def test_explore_with_table_and_inspector(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/explore?id={account['id']}&view=both")
    wait_for_map(page)
    page.locator(".twin tbody tr button").nth(20).click()
    page.locator("#inspector h2").wait_for()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


@pytest.mark.parametrize("question", ["key-person", "expansion"])
def test_answers(open_page: Any, account: dict[str, Any], question: str) -> None:
    page = open_page(f"/answers/{question}?id={account['id']}")
    page.locator(".ranked").first.wait_for()
    assert violations(page) == []


def test_the_first_tab_skips_to_the_content_and_focus_is_seen(open_page: Any) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 2
