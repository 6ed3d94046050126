"""The four answers on screen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def check_ranking(page: Page) -> None:
    """Items with bars of parts as long as the score, unknown ones marked, evidence that resolves."""
    items = page.locator(".ranked")
    expect(items.first).to_be_visible()
    body = items.first.locator(".ranked-body")
    if body.count() == 0:
        items.first.locator("button.more").click()
    widths = page.evaluate(
        "[...document.querySelectorAll('.ranked')].map(r => "
        "[[...r.querySelectorAll('.score-bar span')].reduce((s, e) => s + parseFloat(e.style.width || 0), 0),"
        " parseFloat(r.querySelector('.ranked-score b').textContent)])"
    )
    for width, score in widths:
        assert score != score or abs(width - score) <= 0.51, "the bar is the score"
    body.locator(".parts li:not(.unknown) .evidence button").first.click()
    fact = body.locator("[data-evidence]").first
    expect(fact).to_be_visible()
    expect(fact.locator("span").first).not_to_be_empty()
    box = fact.bounding_box()
    assert box is not None
    assert box["width"] > 2 * box["height"], "a sentence runs along, not down"
    assert "⟦" not in page.content()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_key_people_and_the_way_to_the_map(open_page: Any, account: dict[str, Any], lang: str) -> None:
    page = open_page(f"/answers/key-person?id={account['id']}&lang={lang}")
    check_ranking(page)
    page.locator(".ranked h2 a").first.click()
    expect(page.locator("#inspector .parts").first).to_be_visible()


def test_buying_center_of_a_deal_lists_roles(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/answers/buying-center?id={account['deal_id']}")
    check_ranking(page)
    expect(page.locator(".checklist li").first).to_be_visible()
    for state in page.locator(".checklist .state").all_inner_texts():
        assert state in ("関係あり", "把握のみ", "未把握")


def test_buying_center_of_a_company_asks_for_a_category(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/answers/buying-center?id={account['id']}")
    choice = page.locator(".controls select").first
    expect(choice.locator("option").nth(1)).to_be_attached()
    choice.select_option(index=1)
    check_ranking(page)


def test_lookalikes(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/answers/lookalike?id={account['id']}")
    check_ranking(page)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_lookalikes_under_a_condition(open_page: Any, account: dict[str, Any], lang: str) -> None:
    page = open_page(f"/answers/lookalike?id={account['id']}&lang={lang}")
    names = page.locator(".ranked h2")
    expect(names.first).to_be_visible()
    before = names.count()
    page.locator(".conditions summary").click()
    page.locator("[name=condition-field]").select_option("employees")
    page.locator("[name=condition-value]").fill("1000")
    page.locator(".conditions-add button").click()
    expect(page.locator(".conditions .chip")).to_contain_text("≥ 1000")
    expect(page).to_have_url(re.compile("where=employees"))
    expect(names).not_to_have_count(before)
    assert "⟦" not in page.content()
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    told = Path(waiting.value.path()).read_text("utf-8-sig").splitlines()
    assert len(told) - 1 == names.count()
    page.locator(".conditions .chip button").click()
    expect(names).to_have_count(before)


def test_expansion_from_an_account_and_as_seen_by_another(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/answers/expansion?id={account['id']}")
    check_ranking(page)
    expect(page.locator(".chip.kind").first).to_be_visible()
    page.locator("#seller-search").fill(account["name"][:4])
    page.locator("#seller-search-list [role=option]").first.click()
    expect(page).to_have_url(re.compile("seller="))


def test_a_past_day_is_asked_for(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/answers/key-person?id={account['id']}")
    check_ranking(page)
    page.locator(".as-of input").fill("2025-06-30")
    page.locator(".as-of input").press("Tab")
    expect(page.locator(".notes")).to_contain_text("2025年6月30日")


def test_without_a_subject_it_offers_accounts(open_page: Any) -> None:
    page = open_page("/answers/key-person")
    page.locator(".tiles a").first.click()
    expect(page.locator(".ranked").first).to_be_visible()


def test_an_unknown_id_is_told_in_a_sentence(open_page: Any, expected_faults: list[str]) -> None:
    expected_faults.append("404")
    page = open_page("/answers/key-person?id=company-nonesuch")
    expect(page.locator(".problem").first).to_contain_text("company-nonesuch")
