"""A user measures the ranking on the graph, sees where it wins and loses, and switches the weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.database import Database

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {
        "run": "バックテストを実行",
        "none": "まだ測定がありません",
        "used": "使用中の重み",
        "kind": "再購入",
    },
    "en": {
        "run": "Run the backtest",
        "none": "Nothing was measured yet",
        "used": "In use now",
        "kind": "Repeat",
    },
}


@pytest.fixture(scope="module", autouse=True)
def nothing_measured(demo: Database) -> Iterator[None]:
    forget = "MATCH (n:Backtest|WeightSet) DELETE n"
    demo.run_statement(forget, write=True)
    yield
    demo.run_statement(forget, write=True)


def test_a_user_measures_and_switches_weights(open_page: Any) -> None:
    page = open_page("/answers/expansion?lang=ja")
    page.get_by_role("link", name="順位付けのバックテスト").click()
    expect(page.get_by_text(WORDS["ja"]["none"])).to_be_visible()
    page.get_by_label(re.compile("^基準日")).fill("2023-12-31")
    page.get_by_role("button", name=WORDS["ja"]["run"]).click()
    figures = page.locator("section[aria-labelledby=bt-figures]")
    expect(figures).to_be_visible()
    # Six methods in the table, and as many lines in the plot with the service's own weights in use.
    expect(figures.locator("tbody tr")).to_have_count(6)
    expect(figures.locator("svg.bt-plot polyline")).to_have_count(6)
    page.get_by_role("button", name="学習した重みを使う").click()
    weights = page.locator("section[aria-labelledby=bt-weights]")
    expect(weights.locator(".chip")).to_have_text("使用中")
    weights.get_by_role("button", name=re.compile("に戻す$")).click()
    expect(weights.get_by_role("button", name="学習した重みを使う")).to_be_visible()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_result_reads_in_both_languages_and_by_keyboard(open_page: Any, lang: str) -> None:
    page = open_page(f"/backtest?lang={lang}")
    expect(page.locator("#bt-calibration")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert "⟦" not in page.content()
    kind = page.get_by_role("button", name=re.compile(f"^{WORDS[lang]['kind']}"))
    kind.focus()
    page.keyboard.press("Enter")
    expect(kind).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#bt-figures")).to_have_text(WORDS[lang]["kind"])


def test_what_cannot_be_measured_is_said(open_page: Any) -> None:
    page = open_page("/backtest?lang=en")
    page.get_by_label(re.compile("^Cut")).fill("2030-01-01")
    page.get_by_role("button", name=WORDS["en"]["run"]).click()
    expect(page.locator("[role=alert]").filter(has_text="Nothing was won")).to_be_visible()
