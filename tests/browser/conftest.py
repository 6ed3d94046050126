"""A real browser on the running service. Whatever a test does: no request leaves this machine, no error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from service.database import Database
from service.settings import Settings

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The machine of a test may be busy, and an answer about the whole graph takes a while.
PATIENCE_MS = 120_000

LOG_SHOWN = 8000
"""Last characters of the service's log that are shown when something went wrong."""

OpenPage = Callable[..., Page]


def _launch(playwright: Playwright) -> Browser:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    try:
        return playwright.chromium.launch(executable_path=found, args=FLAGS)
    except PlaywrightError as error:
        reason = f"no Chromium, neither the system's nor Playwright's own: {str(error).splitlines()[0]}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the session."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def _watch(context: BrowserContext, faults: list[str]) -> None:
    def request(sent: Any) -> None:
        if urlsplit(sent.url).hostname not in ("127.0.0.1", None):
            faults.append(f"request to {sent.url}")

    context.on("request", request)
    context.on(
        "console",
        lambda said: faults.append(f"{said.text} {said.location['url']}") if said.type == "error" else None,
    )
    context.on("weberror", lambda error: faults.append(str(error.error)))


@pytest.fixture
def expected_faults() -> list[str]:
    """What a test makes go wrong on purpose: parts of messages."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, service_url: str, demo_settings: Settings, expected_faults: list[str]
) -> Iterator[OpenPage]:
    """Open a path of the service; at the end nothing may have left the machine or gone wrong."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(path: str, **options: Any) -> Page:
        settings = {"locale": "ja-JP", "viewport": {"width": 1440, "height": 860}, **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        _watch(context, faults)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(service_url + path)
        page.locator("header.top").wait_for()
        return page

    yield open_
    for context in contexts:
        context.close()
    wrong = [fault for fault in faults if not any(part in fault for part in expected_faults)]
    # Why the service failed is in its log alone, which goes with its home.
    log = (demo_settings.home / "service.log").read_text("utf-8")[-LOG_SHOWN:] if wrong else ""
    assert wrong == [], log


@pytest.fixture(scope="session")
def account(demo: Database) -> dict[str, Any]:
    """The customer with most deals, and its deal with most people: ``id, name, name_latin, deal_id``."""
    rows = demo.run_statement(
        """
        MATCH (c:Company)<-[:WITH]-(d:Deal)
        WITH c, count(d) AS deals ORDER BY deals DESC, c.id LIMIT 1
        MATCH (c)<-[:WITH]-(deal:Deal)<-[:HOLDS_ROLE]-(p:Contact)
        WITH c, deal, count(p) AS people ORDER BY people DESC, deal.id LIMIT 1
        RETURN c.id AS id, c.name AS name, c.name_latin AS name_latin, deal.id AS deal_id
        """
    )
    return dict(rows[0])
