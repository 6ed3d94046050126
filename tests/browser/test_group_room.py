"""The room of a group in the browser: tree and matrix, evidence, filter, file and the way to expansion."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.database import Database

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def subsidiary(demo: Database) -> str:
    """One at the bottom of the deepest group."""
    (row,) = demo.run_statement(
        "MATCH p = (c:Company)-[:SUBSIDIARY_OF*1..5]->() RETURN c.id AS id ORDER BY length(p) DESC, id"
        " LIMIT 1"
    )
    return str(row["id"])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_tree_and_matrix(open_page: Any, subsidiary: str, lang: str) -> None:
    page = open_page(f"/group?id={subsidiary}&lang={lang}")
    words = {"ja": ("取引あり", "ここからの横展開"), "en": ("bought", "Where next from here")}[lang]
    expect(page.locator("td.cell-won").filter(has_text=words[0]).first).to_be_visible()
    expect(page.get_by_role("link", name=words[1]).first).to_be_visible()
    assert page.locator(".group-deep-2").count() > 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    lines = page.locator("tbody tr").count()
    page.get_by_role("combobox").last.select_option("won")
    page.wait_for_url("**state=won**")
    expect(page.locator("tbody tr").nth(lines - 1)).to_have_count(0)
    expect(page.locator("tbody tr:not(:has(.cell-won))")).to_have_count(0)
    page.locator("td.cell-won button").first.click()
    expect(page.locator("td.cell-won .evidence li").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith(f"group-{subsidiary}-")


def test_without_a_company_it_says_what_to_do(open_page: Any) -> None:
    page = open_page("/group?lang=en")
    expect(page.get_by_text("The companies and sites of a group as a tree")).to_be_visible()
