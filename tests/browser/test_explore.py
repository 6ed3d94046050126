"""The map: boxes, expanding, inspector, table twin, filters, keys, undo, paths."""

from __future__ import annotations

import re
from typing import Any

import pytest
from drawn_map import CY, positions, select, until, wait_for_map
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Any, account: dict[str, Any]) -> Page:
    """The map of the account."""
    page: Page = open_page(f"/explore?id={account['id']}")
    wait_for_map(page)
    return page


def first(page: Page, label: str) -> str:
    """Return the id of a node of the label on the map, the first by id."""
    return str(
        page.evaluate(
            f"l => {CY}.nodes(`[label = '${{l}}']`).sort((a, b) => a.id() < b.id() ? -1 : 1)[0].id()", label
        )
    )


def shown(page: Page) -> int:
    """Return how many nodes the map says it shows."""
    return int(re.findall(r"\d+", page.locator("#map-count").inner_text().replace(",", ""))[0])


def test_sites_are_boxes_with_their_people_inside(page: Page) -> None:
    boxes = page.evaluate(f"{CY}.nodes(':parent').map(n => n.data('label'))")
    assert boxes
    assert set(boxes) == {"Site"}
    inside = page.evaluate(
        f"""{CY}.nodes("[label = 'Contact']:child").every(n => {{
          const a = n.position(), b = n.parent().boundingBox();
          return a.x > b.x1 && a.x < b.x2 && a.y > b.y1 && a.y < b.y2; }})"""
    )
    assert inside
    overlapping = page.evaluate(
        f"""(() => {{ const b = {CY}.nodes(':parent').map(n => n.boundingBox({{includeLabels: false}}));
          const meet = (p, q) => p.x1 < q.x2 && q.x1 < p.x2 && p.y1 < q.y2 && q.y1 < p.y2;
          return b.some((p, i) => b.some((q, j) => i < j && meet(p, q))); }})()"""
    )
    assert not overlapping


def test_it_always_tells_what_is_hidden(page: Page) -> None:
    before = shown(page)
    assert before == page.evaluate(f"{CY}.nodes().length")
    contact = page.locator(".legend-row", has_text="担当者").locator("input")
    contact.uncheck()
    until(page, f"{CY}.nodes(\"[label = 'Contact']\").length === 0")
    assert shown(page) < before
    assert "off=Contact" in page.url
    page.reload()
    wait_for_map(page)
    assert page.evaluate(f"{CY}.nodes(\"[label = 'Contact']\").length") == 0


def test_expanding_moves_nothing_and_collapsing_takes_it_back(page: Page) -> None:
    before = positions(page)
    contact = first(page, "Contact")
    select(page, contact)
    page.keyboard.press("e")
    menu = page.locator(".menu.expand")
    menu.locator("ul button:not([disabled])").first.click()
    until(
        page,
        f"n => {CY}.nodes().length > n",
        arg=len(before) + page.evaluate(f"{CY}.nodes(':parent').length"),
    )
    after = positions(page)
    assert {id_: after[id_] for id_ in before} == before
    assert len(set(after.values())) == len(after), "no two nodes stand on the same spot"
    page.keyboard.press("c")
    until(page, f"n => {CY}.nodes(':childless').length === n", arg=len(before))
    page.keyboard.press("Control+z")
    until(page, f"n => {CY}.nodes(':childless').length === n", arg=len(after))
    assert positions(page) == after


def test_the_inspector_says_why_with_evidence(page: Page, account: dict[str, Any]) -> None:
    contact = first(page, "Contact")
    select(page, contact)
    panel = page.locator("#inspector")
    expect(panel.locator(".parts li").first).to_be_visible()
    known = panel.locator(".parts li:not(.unknown) .evidence button").first
    known.click()
    fact = panel.locator("[data-evidence]").first
    expect(fact).to_be_visible()
    expect(fact.locator("span").first).not_to_be_empty()


def test_the_table_is_the_twin_of_the_map(page: Page) -> None:
    page.keyboard.press("t")
    rows = page.locator(".twin tbody tr")
    expect(rows).to_have_count(shown(page))
    ids = set(page.evaluate("[...document.querySelectorAll('.twin tbody tr')].map(r => r.dataset.id)"))
    assert ids == set(page.evaluate(f"{CY}.nodes().map(n => n.id())"))
    contact = first(page, "Contact")
    row = page.locator(f'.twin tr[data-id="{contact}"]')
    row.locator("button").click()
    until(page, f"id => {CY}.getElementById(id).selected()", arg=contact)
    expect(row).to_have_class(re.compile("chosen"))
    page.keyboard.press("h")
    expect(row).to_have_count(0)
    until(page, f"id => {CY}.getElementById(id).empty()", arg=contact)
    page.keyboard.press("Control+z")
    expect(row).to_have_count(1)


def test_keys_pin_hide_others_and_help(page: Page) -> None:
    contact = first(page, "Contact")
    select(page, contact)
    page.keyboard.press("f")
    until(page, f"id => {CY}.getElementById(id).data('pinned') === 1", arg=contact)
    page.keyboard.press("Shift+H")
    until(page, f"{CY}.nodes(':childless').length === 1")
    expect(page.locator("#live")).to_contain_text("残しました")
    page.locator(".map-count button").click()
    until(page, f"{CY}.nodes(':childless').length > 1")
    page.keyboard.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.help")).to_have_count(0)


def test_keys_rest_while_typing(page: Page) -> None:
    before = shown(page)
    select(page, first(page, "Contact"))
    page.locator(".top input[type=search]").focus()
    page.keyboard.type("hhh")
    page.wait_for_timeout(300)
    assert shown(page) == before


def test_arrows_go_to_a_neighbour(page: Page) -> None:
    contact = first(page, "Contact")
    select(page, contact)
    page.locator(".canvas").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    until(page, "id => new URLSearchParams(location.search).get('sel') !== id", arg=contact)


def test_a_path_between_two_shows_its_evidence(page: Page) -> None:
    contact, member = first(page, "Contact"), first(page, "Member")
    select(page, member, contact)
    page.keyboard.press("p")
    expect(page.locator(".paths .alternative").first).to_be_visible()
    until(page, f"{CY}.elements('.path').length > 1")
    expect(page.locator(".paths .hop .evidence button").first).to_be_visible()


def test_a_layout_can_be_undone(page: Page) -> None:
    before = positions(page)
    page.locator(".toolbar .drop button").first.click()
    page.get_by_role("menuitem", name="つながり順").click()
    until(
        page,
        f"old => {CY}.nodes(':childless').some(n => Math.abs(n.position().x - old[n.id()][0]) > 1)",
        arg=before,
    )
    page.get_by_role("button", name="元に戻す").click()
    until(
        page,
        f"old => {CY}.nodes(':childless').every(n => Math.abs(n.position().x - old[n.id()][0]) < 1)",
        arg=before,
    )


def test_a_month_shows_the_map_as_of_then(page: Page) -> None:
    page.locator(".histogram .month").first.click()
    page.wait_for_url(re.compile(r"as_of=\d{4}-\d\d-\d\d"))
    wait_for_map(page)
    expect(page.locator(".as-of input")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))


def test_the_table_leaves_as_csv_and_the_picture_as_png(page: Page) -> None:
    export = page.locator(".toolbar .drop button", has_text="書き出し")
    export.click()
    with page.expect_download() as table:
        page.get_by_role("menuitem", name="CSV").click()
    lines = table.value.path().read_text("utf-8-sig").strip().splitlines()
    assert len(lines) == shown(page) + 1
    export.click()
    with page.expect_download() as picture:
        page.get_by_role("menuitem", name="PNG").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")


def test_on_a_phone_there_is_a_list_a_small_map_and_a_sheet(open_page: Any, account: dict[str, Any]) -> None:
    page = open_page(f"/explore?id={account['id']}", viewport={"width": 390, "height": 800}, has_touch=True)
    wait_for_map(page)
    page.locator(".twin tbody tr button").first.click()
    expect(page.locator(".inspector.raised")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
