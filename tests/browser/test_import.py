"""The import wizard: files, columns, a trial and the import, by mouse and by keyboard, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from service.database import Database

pytestmark = pytest.mark.browser

LIST = (
    "得意先名,ご担当者,役職,メール,ランク\n"
    "株式会社取込試験,試験 太郎,部長,t.shiken@torikomi.example.jp,A\n"
    "株式会社取込試験,試験 花子,課長,h.shiken@,B\n"
)


def violations(page: Page) -> list[str]:
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:160]}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]


def written(folder: Path) -> Path:
    path = folder / "torikomi.csv"
    path.write_bytes(LIST.encode("cp932"))
    return path


def test_a_list_goes_in_and_its_bad_row_comes_back(open_page: Any, tmp_path: Path) -> None:
    page = open_page("/import?lang=ja")
    expect(page.locator("h1")).to_have_text("取り込み")
    assert violations(page) == []
    page.locator("input[type=file]").set_input_files(written(tmp_path))
    expect(page.locator(".files li")).to_contain_text("CP932")
    expect(page.locator(".files li")).to_contain_text("2行")
    assert violations(page) == []

    page.get_by_role("button", name="次へ: 列の割り当て").click()
    rank = page.get_by_label("列「ランク」の割り当て先")
    expect(page.get_by_label("列「得意先名」の割り当て先")).to_have_value("Company.name")
    expect(rank).to_have_value("")
    expect(page.locator("h2")).to_be_focused()
    rank.select_option("Note.text")
    row = page.locator("tr", has=rank)
    expect(row.locator("td").nth(2)).to_contain_text("A")
    expect(page.locator(".form input")).to_have_value("torikomi")
    assert violations(page) == []

    page.get_by_role("button", name="次へ: 試し取り込み").click()
    expect(page.get_by_text("2行を読み取り、1行を除外しました。")).to_be_visible()
    expect(page.get_by_role("row", name="企業 1 0")).to_be_visible()
    expect(page.locator("td", has_text="メールアドレスとして正しくありません")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="取り込む", exact=True).press("Enter")
    expect(page.get_by_text("取り込みが完了しました。").first).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="除外した行をダウンロード").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert "試験 花子" in text
    assert "_reason" in text


def test_a_bad_file_is_told_in_the_language_of_the_page(
    open_page: Any, tmp_path: Path, expected_faults: list[str]
) -> None:
    expected_faults.append("422")
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    page = open_page("/import?lang=en")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("alert")).to_contain_text("protected by a password")
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_key_is_made_for_a_website_and_revoked(open_page: Any, demo: Database, lang: str) -> None:
    page = open_page(f"/import?lang={lang}")
    page.locator(".webhooks summary").click()
    page.locator("[name=source]").fill("website")
    page.locator(".webhooks [type=submit]").click()
    expect(page.locator(".webhooks code")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert violations(page) == []
    page.locator(".webhooks li button").click()
    expect(page.locator(".webhooks li")).to_have_count(0)
    assert demo.run_statement("MATCH (key:IngestKey) RETURN count(key) AS n") == [{"n": 0}]
    assert "⟦" not in page.content()
