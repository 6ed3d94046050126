"""The map of sites: Japan as tiles, other countries by region, the sites of the region that is chosen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "name", "customers"), [("ja", "東京", "顧客"), ("en", "Tokyo", "Customer")])
def test_a_region_is_chosen_and_its_sites_are_listed(
    open_page: Any, lang: str, name: str, customers: str
) -> None:
    page = open_page(f"/sites?lang={lang}")
    tile = page.locator(".site-japan button.site-tile", has_text=re.compile(rf"^{name}\d")).first
    number = int(tile.locator("b").inner_text())
    tile.press("Enter")
    expect(page.locator(".site-list li")).to_have_count(number)
    # Every prefecture with sites has its tile: none of Japan is left for the lists of regions.
    headings = page.locator("h2").all_inner_texts()
    assert len(headings) == len(set(headings))
    page.get_by_role("button", name=customers, exact=True).click()
    expect(page).to_have_url(re.compile("status=C"))
    expect(page.locator(".site-list li .status-C").first).to_be_visible()
    expect(page.locator(".site-list li:not(:has(.status-C))")).to_have_count(0)
    assert "⟦" not in page.content()
    # What is asked anew is pale until the answer is there.
    expect(page.locator("main [aria-busy=true], main[aria-busy=true]")).to_have_count(0)
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
