"""In the inspector: health of an account, who knows whom, and a plan of introductions with its drafts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from drawn_map import wait_for_map
from playwright.sync_api import Page, expect

from service.database import Database
from service.operations.moments import moment_of
from service.operations.tie_questions import ask_introductions
from service.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Any, account: dict[str, Any]) -> Page:
    """The map of the account."""
    page: Page = open_page(f"/explore?id={account['id']}")
    wait_for_map(page)
    return page


def test_health_and_who_knows_whom(page: Page) -> None:
    card = page.locator(".ties-card")
    expect(card.get_by_role("heading", name="関係の健全度")).to_be_visible()
    expect(card.locator(".health-score")).to_have_text(re.compile(r"^\d{1,3}$"))
    expect(card.locator(".tie-line").first).to_be_visible()
    expect(card.locator(".tie-line .trend").first).not_to_be_empty()
    card.locator(".tie-line .evidence button").first.click()
    expect(card.locator(".tie-line .evidence li").first).to_be_visible()


@pytest.fixture
def distant(demo: Database) -> str:
    """A company where some who move decisions have no living tie to us, and can be introduced."""
    moment = moment_of(Settings.from_env().timezone)
    rows = demo.run_statement(
        "MATCH (c:Company) WHERE NOT coalesce(c.is_self, false) RETURN c.id AS id ORDER BY id"
    )
    return next(row["id"] for row in rows if ask_introductions(demo, moment, "ja", company=row["id"])["asks"])


def test_a_plan_of_introductions(open_page: Any, distant: str) -> None:
    page: Page = open_page(f"/explore?id={distant}")
    wait_for_map(page)
    panel = page.locator(".introductions")
    panel.get_by_role("button", name="紹介の計画を立てる").click()
    ask = panel.locator("li.ask").first
    expect(ask).to_be_visible(timeout=20_000)
    introducer = ask.get_by_role("button").first.inner_text()
    ask.locator("summary", has_text="依頼文の案").click()
    draft = ask.locator("pre.draft")
    expect(draft).to_have_attribute("lang", "ja")
    expect(draft).to_contain_text("お")
    ask.get_by_role("button", name="英語").click()
    expect(draft).to_have_attribute("lang", "en")
    expect(draft).to_contain_text("introduce us")
    ask.get_by_role("button", name="今回はこの方に頼まない").click()
    expect(panel.get_by_role("button", name="全員を候補に戻す")).to_be_visible()
    expect(panel.locator("li.ask > p").filter(has_text=introducer)).to_have_count(0)
