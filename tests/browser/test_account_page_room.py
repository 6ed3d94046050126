"""The account page in the browser: five kinds of information, in both languages, and the brief."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.database import Database

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def customer(demo: Database) -> str:
    (row,) = demo.run_statement(
        "MATCH (c:Company)<-[:BY]-(p:Purchase) RETURN c.id AS id, count(p) AS n ORDER BY n DESC, id LIMIT 1"
    )
    return str(row["id"])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_five_kinds_of_information(open_page: Any, customer: str, lang: str) -> None:
    page = open_page(f"/account?id={customer}&lang={lang}")
    expect(page.locator("main section h2")).to_have_count(6)
    deal = page.locator(".journey a").first
    expect(deal).to_be_visible()
    assert "·" in str(deal.get_attribute("aria-label"))
    assert page.locator(".journey circle").count() > 10
    words = {"ja": ("収益性", "申し送り"), "en": ("Profitability", "Handover notes")}[lang]
    for word in words:
        expect(page.get_by_role("heading", name=word, exact=True)).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith(f"handover-{customer}-")


def test_without_a_company_it_says_what_to_do(open_page: Any) -> None:
    page = open_page("/account?lang=en")
    expect(page.get_by_text("Everything a new representative needs")).to_be_visible()
