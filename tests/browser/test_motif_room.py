"""The same story elsewhere: pieces that fit, are missing or not known, from the answer about expansion."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.integration.answer_cases import stories
from tests.integration.asking import demo_id

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_story_of_a_deal_is_followed_abroad(open_page: Any, lang: str) -> None:
    told = stories()["lookalike_abroad"]
    site = demo_id("Site", told["reference_site_id"])
    page = open_page(f"/answers/expansion?id={site}&kind=overseas&lang={lang}")
    page.locator(".ranking a[href*='/answers/motif']").first.click()
    expect(page).to_have_url(re.compile("/answers/motif"))
    expect(page.locator(".ranking ol > li").first).to_be_visible()
    page.locator(".controls select").first.select_option("overseas")
    expect(page).to_have_url(re.compile("kind=overseas"))
    first = page.locator(".ranking ol > li").first
    expect(first.locator("[data-pieces=fits]")).to_be_visible()
    expect(first.locator("a[href*='/explore']").last).to_be_visible()
    assert "⟦" not in page.content()
    # What is asked anew is pale until the answer is there.
    expect(page.locator("main [aria-busy=true], main[aria-busy=true]")).to_have_count(0)
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
