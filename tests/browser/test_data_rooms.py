"""The rooms about the data, and what they change: status, fields, quality."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from service.database import Database

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    """Return what axe has to say, a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:160]}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("room", "ready"),
    [
        ("status", ".data-columns"),
        ("fields", ".figures tbody tr"),
        ("quality", ".changes li"),
        ("register", ".form button"),
    ],
)
def test_rooms_are_accessible_and_every_word_is_known(
    open_page: Any, room: str, ready: str, lang: str
) -> None:
    page = open_page(f"/data/{room}?lang={lang}&due=365")
    page.locator(ready).first.wait_for()
    page.wait_for_load_state("networkidle")
    assert "⟦" not in page.content()
    assert violations(page) == []


def test_the_monitor_lists_who_lapses_and_leads_there(open_page: Any) -> None:
    page = open_page("/data/status?due=365")
    expect(page.locator("select").first).to_have_value("30")
    # Other tests change the same graph: what falls due is told of statuses that are derived anew.
    page.evaluate("() => fetch('/api/v1/status/refresh', { method: 'POST' }).then((answer) => answer.ok)")
    page.reload()
    section = page.locator("section.card", has_text="まもなく休眠")
    section.locator("li a").first.click()
    expect(page).to_have_url(re.compile("/explore[?]id="))
    expect(page.locator(".status-card")).to_contain_text("顧客")


def test_a_status_is_overridden_and_withdrawn_in_the_inspector(
    open_page: Any, account: dict[str, Any]
) -> None:
    page = open_page(f"/explore?id={account['id']}&lang=en")
    card = page.locator(".status-card")
    before = card.locator(".chip").first.inner_text()
    card.get_by_role("button", name="Override").click()
    card.locator("select").select_option("D")
    card.locator("textarea").fill("Closed down, says the owner")
    card.locator("button.primary").click()
    expect(card).to_contain_text("Closed down, says the owner")
    expect(card.locator(".chip").first).to_have_text("Dead")
    expect(page.locator(".inspector > .chips .chip").first).to_have_text("Dead")
    assert violations(page) == []
    card.get_by_role("button", name="Change or withdraw").click()
    card.locator("textarea").fill("A mistake")
    card.get_by_role("button", name="Withdraw").last.click()
    expect(card.locator(".chip").first).to_have_text(before)
    expect(card.locator(".chip.flag")).to_have_count(0)


def test_a_field_is_defined_filled_and_retired(
    open_page: Any, demo: Database, account: dict[str, Any]
) -> None:
    demo.run_statement("MATCH (f:FieldDefinition {key: 'use_scene'}) DELETE f", write=True)
    page = open_page("/data/fields?lang=en&label=Company")
    form = page.locator("form.form")
    form.locator("[name=label_ja]").fill("利用シーン")
    form.locator("[name=label_en]").fill("Use scene")
    form.locator("[name=key]").fill("use_scene")
    form.locator("[name=type]").select_option("choice")
    form.locator("[name=options]").fill("Research\nRelease testing")
    form.locator("button[type=submit]").click()
    defined = page.locator(".plain-row", has_text="use_scene")
    expect(defined).to_be_visible()
    expect(page.locator(".figures")).to_contain_text("Use scene")

    inspector = open_page(f"/explore?id={account['id']}&lang=en")
    fields = inspector.locator(".field-values")
    fields.get_by_role("button", name="Edit").click()
    fields.locator("select").select_option("Release testing")
    assert violations(inspector) == []
    fields.get_by_role("button", name="Save").click()
    expect(fields.locator("dd")).to_have_text("Release testing")
    fields.get_by_role("button", name="Edit").click()
    fields.locator("select").select_option("")
    fields.get_by_role("button", name="Save").click()
    expect(fields.locator("dd")).to_have_text(re.compile("unknown", re.IGNORECASE))

    defined.get_by_role("button").click()
    expect(defined.locator(".chip")).to_have_text("Retired")


def test_quality_leads_from_a_figure_to_the_records(open_page: Any) -> None:
    page = open_page("/data/quality?by=owner&lang=en")
    stale = page.locator(".counts button", has_text="Stale")
    stale.click()
    expect(page.locator("#mend-title")).to_have_text("Stale")
    expect(page.locator("ol.changes li").first).to_contain_text("Nothing heard for")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#mend-title")).to_have_text("To mend first")
    group = page.locator(".figures tbody button").first
    group.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#mend-title")).to_have_text(group.inner_text())
    expect(page.locator("ol.changes li a").first).to_be_visible()


def test_a_person_is_typed_in_and_likely_duplicates_come_first(
    open_page: Any, demo: Database, account: dict[str, Any], expected_faults: list[str]
) -> None:
    expected_faults.append("422")
    known = demo.run_statement(
        "MATCH (n:Contact) WHERE n.emails IS NOT NULL RETURN n.name AS name, n.emails[0] AS email "
        "ORDER BY n.id LIMIT 1"
    )[0]
    page = open_page("/data/register?lang=en&label=Contact")
    page.locator("#register-search").fill(account["name"])
    page.locator("#register-search-list [role=option]").first.click()
    page.locator("input[name=name]").fill(known["name"])
    page.locator("input[name=emails]").fill("no address")
    page.get_by_role("button", name="Check and save").click()
    expect(page.locator(".fault")).to_contain_text("no address")
    page.locator("input[name=emails]").fill(known["email"])
    page.get_by_role("button", name="Check and save").click()
    expect(page.locator(".changes li", has_text=known["name"]).first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="It is another one").click()
    page.get_by_role("link", name="Show it").click()
    expect(page).to_have_url(re.compile("/explore[?]id=contact-"))
    expect(page.locator(".inspector")).to_contain_text(known["name"])
    id_ = parse_qs(urlsplit(page.url).query)["id"][0]
    demo.run_statement("MATCH (n:Contact {id: $id}) DETACH DELETE n", write=True, id=id_)
