"""A planner at work, in both languages: finds the specifier, marks a blocker, accepts a suggested manager,
sees coverage change, writes an objective and takes the plan away as slides."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pptx import Presentation

from service.database import Database
from service.operations.moments import moment_of
from service.operations.suggestions import suggestions

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {
        "gone": "「選定者」を外す",
        "save": "役割と立場を保存",
        "undo": "編集を取り消す",
        "against": "反対の立場で",
        "accept": "採用",
        "refuse": "却下",
        "add": "線を追加",
        "over": "今は違う",
        "write": "書き込む",
        "slides": "スライド",
        "missing": "未把握",
        "sheet": "2. 目標と方針",
    },
    "en": {
        "gone": "No longer Specifier",
        "save": "Save role and stance",
        "undo": "Undo the edit",
        "against": "is against it",
        "accept": "Accept",
        "refuse": "Refuse",
        "add": "Add the line",
        "over": "No longer so",
        "write": "Write down",
        "slides": "Slides",
        "missing": "missing",
        "sheet": "2. Objectives and direction",
    },
}


@pytest.fixture(scope="module")
def deal(demo: Database) -> str:
    """An open deal with exactly one specifier."""
    rows = demo.run_statement(
        """
        MATCH (d:Deal)<-[r:HOLDS_ROLE {role: 'specifier'}]-(:Contact)
        WHERE d.closed_on IS NULL AND r.valid_to IS NULL
        WITH d, count(r) AS n WHERE n = 1
        RETURN d.id AS id ORDER BY COUNT { (d)<-[:HOLDS_ROLE]-() } DESC, id LIMIT 1
        """
    )
    return str(rows[0]["id"])


@pytest.fixture(scope="module")
def suggested(demo: Database) -> dict[str, Any]:
    """A suggested manager, and the company where."""
    companies = demo.run_statement(
        "MATCH (c:Company)<-[:WITH]-(d:Deal) RETURN c.id AS id, count(d) AS n ORDER BY n DESC, id LIMIT 8"
    )
    for row in companies:
        found = suggestions(demo, moment_of(ZoneInfo("Asia/Tokyo")), "en", company=row["id"])["items"]
        for one in found:
            if one["type"] == "REPORTS_TO":
                return {**one, "company": row["id"]}
    pytest.fail("no manager is suggested in the demonstration")


@pytest.fixture(scope="module")
def likely(demo: Database) -> dict[str, Any]:
    """A missing role that somebody probably holds in an open deal."""
    rows = demo.run_statement(
        """
        MATCH (d:Deal)<-[:HOLDS_ROLE]-() WHERE d.closed_on IS NULL
        RETURN d.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 30
        """
    )
    for row in rows:
        found = suggestions(demo, moment_of(ZoneInfo("Asia/Tokyo")), "en", deal=row["id"])["items"]
        for one in found:
            if one["type"] == "HOLDS_ROLE":
                return {**one, "deal": row["id"]}
    pytest.fail("no role is suggested in the demonstration")


def fits_a_sheet(page: Page) -> None:
    """See that the whole map is on one sheet of A4 on its side, with nothing of the tools."""
    page.emulate_media(media="print")
    corner = page.locator(".board").bounding_box()
    boxes = [card.bounding_box() for card in page.locator(".map-card").all()]
    assert corner
    assert boxes
    # 277 by 190 mm are within the margins.
    assert max(box["x"] + box["width"] for box in boxes if box) - corner["x"] < 1047
    assert max(box["y"] + box["height"] for box in boxes if box) - corner["y"] < 718
    expect(page.locator(".toolbar").first).to_be_hidden()
    page.emulate_media(media="screen")


def undo(page: Page, words: dict[str, str], times: int) -> None:
    """Take the last edits back."""
    for _ in range(times):
        expect(page.get_by_role("button", name=words["undo"])).to_be_enabled()
        page.get_by_role("button", name=words["undo"]).click()
    expect(page.get_by_role("button", name=words["undo"])).to_be_disabled()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_planner_finds_the_specifier_marks_a_blocker_and_sees_coverage_change(
    open_page: Any, deal: str, lang: str
) -> None:
    words = WORDS[lang]
    page = open_page(f"/decision-map?id={deal}&lang={lang}")
    line = page.locator(".map-coverage [data-role=specifier]")
    named = page.locator("[data-measure=named] > span").last
    before = named.inner_text()
    line.get_by_role("button").first.click()
    card = page.locator(".map-card.chosen")
    name = page.locator("#person h2").inner_text()
    expect(card).to_contain_text(name)

    page.get_by_role("button", name=words["gone"]).click()
    expect(line).to_contain_text(words["missing"])
    expect(named).not_to_have_text(before)
    lower = int(named.inner_text().rstrip("%"))
    assert lower < int(before.rstrip("%"))

    form = page.locator("#person form", has=page.locator("[name=stance]"))
    form.locator("[name=role]").select_option("specifier")
    form.locator("[name=stance]").select_option("blocker")
    form.locator("[name=power]").fill("0.9")
    form.get_by_role("button", name=words["save"]).click()
    expect(named).to_have_text(before)
    expect(card.locator(".stance-blocker")).to_be_visible()
    expect(page.locator(".map-coverage .red")).to_contain_text(words["against"])
    assert "⟦" not in page.content()
    fits_a_sheet(page)
    undo(page, words, 2)
    expect(card.locator(".stance-blocker")).to_have_count(0)
    expect(named).to_have_text(before)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_suggested_manager_is_accepted_and_the_plan_is_taken_away(
    open_page: Any, suggested: dict[str, Any], tmp_path: Path, lang: str
) -> None:
    words = WORDS[lang]
    page = open_page(f"/decision-map?id={suggested['company']}&person={suggested['start']['id']}&lang={lang}")
    line = page.locator(f'path[data-line="{suggested["id"]}"]')
    expect(line).to_have_class(re.compile("suggested"))
    box = page.locator(f'[data-suggestion="{suggested["id"]}"]')
    box.get_by_role("button", name=words["refuse"]).click()
    expect(box).to_have_count(0)
    expect(line).to_have_count(0)
    undo(page, words, 1)
    expect(box).to_be_visible()

    lines = page.locator("[data-influence]")
    before = lines.count()
    page.locator("[name=influenced]").select_option(suggested["end"]["id"])
    page.get_by_role("button", name=words["add"]).click()
    expect(lines).to_have_count(before + 1)
    added = page.locator(f'[data-influence*="{suggested["end"]["id"]}"]').first
    added.get_by_role("button", name=words["over"]).click()
    expect(lines).to_have_count(before)
    undo(page, words, 2)
    expect(lines).to_have_count(before)

    box.get_by_role("button", name=words["accept"]).click()
    expect(box).to_have_count(0)
    expect(page.locator("path.line-reports.near:not(.suggested)").first).to_be_attached()
    manager = page.locator("#person form", has=page.locator("select")).first.locator("select")
    expect(manager).to_have_value(suggested["end"]["id"])
    undo(page, words, 1)
    expect(box).to_be_visible(timeout=30_000)

    page.goto(page.url.split("/decision-map")[0] + f"/account-plan?id={suggested['company']}&lang={lang}")
    page.locator("[name=text-objective]").fill("Objective 縁 2027")
    page.get_by_role("button", name=words["write"]).first.click()
    expect(page.locator(".plan-items")).to_contain_text(["Objective 縁 2027", ""])
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    assert "⟦" not in page.content()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=words["slides"]).click()
    waiting.value.save_as(tmp_path / "plan.pptx")
    undo(page, words, 1)
    said = [
        text
        for slide in Presentation(io.BytesIO((tmp_path / "plan.pptx").read_bytes())).slides
        for shape in slide.shapes
        for text in (
            [cell.text for row in shape.table.rows for cell in row.cells]
            if getattr(shape, "has_table", False) and shape.has_table
            else [shape.text_frame.text]
            if shape.has_text_frame
            else []
        )
    ]
    assert words["sheet"] in said
    assert "Objective 縁 2027" in said


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_suggested_role_is_refused_and_accepted(open_page: Any, likely: dict[str, Any], lang: str) -> None:
    words = WORDS[lang]
    page = open_page(f"/decision-map?id={likely['deal']}&lang={lang}")
    row = page.locator(f".map-coverage [data-role={likely['role']}]")
    box = row.locator(f'[data-role-suggestion="{likely["id"]}"]')
    expect(row).to_contain_text(words["missing"])
    box.locator("summary").click()
    expect(box.locator("details li").first).to_be_visible()
    box.get_by_role("button", name=words["refuse"]).click()
    expect(box).to_have_count(0)
    expect(row).to_contain_text(words["missing"])
    undo(page, words, 1)
    expect(box).to_be_visible()

    box.get_by_role("button").first.click()
    expect(page.locator("#person [data-role-suggestion]").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    assert "⟦" not in page.content()
    box.get_by_role("button", name=words["accept"]).click()
    expect(box).to_have_count(0)
    expect(row).not_to_contain_text(words["missing"])
    undo(page, words, 1)
    expect(box).to_be_visible(timeout=30_000)
