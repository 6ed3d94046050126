"""Take the pictures of the documentation from a running service with the demonstration data.

``python scripts/screenshots.py http://127.0.0.1:8000`` writes them to ``docs/images``.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

TARGET = Path(__file__).parent.parent / "docs" / "images"
ACCOUNT = "穂高野食品株式会社"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SIZE: Any = {"width": 1440, "height": 860}


def account_id(page: Page, base: str) -> str:
    """Return the id of the pictured account."""
    found = page.request.get(f"{base}/api/v1/search", params={"q": ACCOUNT, "label": "Company"}).json()
    return str(found["items"][0]["id"])


def first_of(page: Page, base: str, account: str) -> str:
    """Return the id of the account's first key person."""
    answer = page.request.get(f"{base}/api/v1/key-person", params={"company": account, "limit": "1"})
    return str(answer.json()["items"][0]["id"])


def open_deal(page: Page, base: str, account: str) -> str:
    """Return the id of the account's deal with the newest date."""
    links = page.request.get(f"{base}/api/v1/companies/{account}").json()["links"]
    deals = [link["node"] for link in links if link["node"]["label"] == "Deal"]
    return str(max(deals, key=lambda deal: (deal["at"] or "", deal["id"]))["id"])


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("base", help="address of the running service")
    base = parser.parse_args().base.rstrip("/")
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_page(viewport=SIZE, locale="ja-JP")
        page.set_default_timeout(90_000)
        account = account_id(page, base)
        person = first_of(page, base, account)
        deal = open_deal(page, base, account)
        pictures = {
            "home.png": ("/?lang=en", ".accounts"),
            "explore.png": (f"/explore?id={account}&sel={person}&lang=ja", "#inspector .parts"),
            "key-person.png": (f"/answers/key-person?id={account}&lang=en", ".ranked"),
            "buying-center.png": (f"/answers/buying-center?id={deal}&lang=ja", ".checklist"),
            "expansion.png": (f"/answers/expansion?id={account}&lang=ja", ".ranked"),
        }
        for name, (path, ready) in pictures.items():
            page.goto(base + path)
            page.locator(ready).first.wait_for()
            page.wait_for_timeout(1500)
            page.screenshot(path=TARGET / name)
            print(f"{name}: {(TARGET / name).stat().st_size // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()
