"""The room of the analyses: plots, table and file of each, and a definition of the best customers tried."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("lang", "pareto", "profit"), [("ja", "パレート", "粗利"), ("en", "Pareto", "Profit")]
)
def test_an_analysis_is_chosen_looked_at_and_taken_away(
    open_page: Any, lang: str, pareto: str, profit: str
) -> None:
    page = open_page(f"/analysis?lang={lang}")
    page.get_by_role("link", name=pareto, exact=True).click()
    expect(page).to_have_url(re.compile("kind=pareto"))
    expect(page.locator("svg.bt-plot rect").first).to_be_visible()
    page.locator(".bt-form select").select_option("profit")
    expect(page.get_by_role("columnheader", name=profit, exact=True)).to_be_visible()
    page.locator("tbody .evidence button").first.click()
    expect(page.locator("tbody .evidence li").first).to_be_visible()
    expect(page.locator("main[aria-busy=true]")).to_have_count(0)
    assert "⟦" not in page.content()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("pareto-")


def test_a_definition_of_the_best_customers_is_tried(open_page: Any) -> None:
    page = open_page("/analysis?kind=best&lang=en")
    page.locator("textarea").fill("employees>=300\nstatus=C")
    page.locator(".bt-form button[type=submit]").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("tbody tr").first).to_contain_text("All conditions together")
    expect(page.locator("main[aria-busy=true]")).to_have_count(0)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
