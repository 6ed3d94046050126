"""Home: what there is, search in both languages, the language switch."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_it_shows_what_there_is_and_leads_to_an_account(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page("/")
    expect(page.locator(".counts li").first.locator("b")).not_to_have_text("0")
    link = page.locator(".accounts tbody th a", has_text=account["name"]).first
    link.click()
    expect(page).to_have_url(re.compile(f"id={account['id']}"))
    expect(page.locator(".inspector h2")).to_contain_text(account["name"])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_slash_searches_in_either_script(open_page: Any, account: dict[str, Any], lang: str) -> None:
    page = open_page(f"/?lang={lang}")
    word = account["name"][:4] if lang == "ja" else account["name_latin"].split()[0]
    page.keyboard.press("/")
    page.keyboard.type(word)
    option = page.locator(".top .results [role=option]", has_text=account["name"]).first
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/explore[?]id="))


def test_composing_keys_are_left_to_the_input_method(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page("/")
    box = page.locator(".top input[type=search]")
    box.fill(account["name"][:4])
    expect(page.locator(".top .results [role=option]").first).to_be_visible()
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    page.wait_for_timeout(200)
    assert page.url.split("?")[0].endswith("/"), "Enter that ends composing must not choose a result"


def test_language_comes_from_the_address_then_the_choice_then_the_browser(open_page: Any) -> None:
    page = open_page("/", locale="en-GB")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".languages button[lang=ja]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("h1")).to_contain_text("決めるのは")
    base = page.url.split("?")[0]
    page.goto(base)
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.goto(f"{base}?lang=en")
    expect(page.locator("h1")).to_contain_text("Who moves the decision")


@pytest.mark.parametrize("path", ["/", "/explore", "/answers/key-person", "/answers/expansion"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_word_is_known(open_page: Any, path: str, lang: str) -> None:
    page = open_page(f"{path}?lang={lang}")
    page.locator("main").wait_for()
    page.wait_for_load_state("networkidle")
    assert "⟦" not in page.content(), "a text is missing in service/locale/web.toml"


def test_the_policy_forbids_inline_scripts(open_page: Any) -> None:
    page = open_page("/")
    answer = page.request.get(page.url)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-inline" not in policy
