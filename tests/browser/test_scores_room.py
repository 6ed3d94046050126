"""A visitor's pages and form make a person hot; their owner is told, sees why, and tries other rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from service.database import Database
from service.operations.moments import moment_of
from service.operations.scores import refresh_scores
from service.operations.undoing import undo_import
from service.operations.uploads import line_of
from service.settings import Settings
from service.store.checksum import graph_checksum

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {"case": "事例ページ", "form": "フォーム", "try": "試す", "would": "新たに見込みが高くなる人"},
    "en": {"case": "case pages", "form": "Forms sent", "try": "Try", "would": "Would get hot"},
}
SOURCE = "our-site"


@pytest.fixture
def person(demo: Database) -> dict[str, str]:
    """A contact at a company that a member looks after, of whom the address is known."""
    # The service does so too, behind its first answers.
    refresh_scores(demo, moment_of(Settings.from_env().timezone))
    rows = demo.run_statement(
        "MATCH (m:Member)-[:OWNS]->(:Company)<-[:SITE_OF|PART_OF*0..3]-()<-[job:WORKS_AT]-(c:Contact)"
        " WHERE job.valid_to IS NULL AND c.emails[0] IS NOT NULL AND coalesce(c.derived_score, 0) < 5"
        " RETURN c.id AS id, c.emails[0] AS email, m.id AS owner ORDER BY id LIMIT 1"
    )
    return rows[0]


@pytest.fixture
def undone(demo: Database, demo_settings: Settings) -> Iterator[list[str]]:
    """Runs that are taken back at the end, whatever the test came to: the graph is what it was."""
    before = graph_checksum(demo)
    runs: list[str] = []
    yield runs
    for run in reversed(runs):
        undo_import(demo, run, line=line_of(demo_settings.home))
    demo.run_statement("MATCH (n:Notice) DELETE n", write=True)
    assert graph_checksum(demo) == before


def call(page: Page, method: str, path: str, body: Any = None) -> Any:
    origin = "/".join(page.url.split("/")[:3])
    answer = page.request.fetch(f"{origin}/api/v1{path}", method=method, data=body)
    assert answer.ok, answer.text()
    return answer.json()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_a_visit_to_the_one_who_looks_after_them(
    open_page: Any, person: dict[str, str], undone: list[str], lang: str
) -> None:
    words = WORDS[lang]
    page = open_page(f"/scores?lang={lang}")
    expect(page.locator(".scores-list li").first).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    now = datetime.now(UTC) - timedelta(seconds=5)

    def event(number: int, kind: str, **more: Any) -> dict[str, Any]:
        return {"id": f"{lang}-{number}", "kind": kind, "at": now.isoformat(), "visitor": f"b-{lang}", **more}

    visits = [event(number, "web_visit", page=f"/cases/{number}", campaign="Spring") for number in range(5)]
    form = event(9, "form", email=person["email"], consent=True, form="contact")
    more = event(10, "form", email=person["email"], form="datasheet")
    undone += [
        call(page, "POST", "/events", {"source": SOURCE, "events": events})["run"]
        for events in (visits, [form, more])
    ]
    call(page, "POST", "/scores/refresh", {})

    page.goto(page.url.split("/scores")[0] + f"/scores?lang={lang}&hot=yes")
    first = page.locator(".scores-list li").first
    expect(first.locator(".scores-hot")).to_be_visible()
    parts = page.locator(".scores-parts li")
    expect(parts.filter(has_text=words["case"])).to_have_count(1)
    expect(parts.filter(has_text=words["form"])).to_be_visible()
    parts.filter(has_text=words["form"]).locator(".evidence button").click()
    expect(parts.locator("li[data-evidence]")).to_have_count(2)
    told = call(page, "GET", f"/scores/{person['id']}?lang={lang}")
    assert told["score"] == pytest.approx(sum(part["points"] for part in told["parts"]))
    assert told["score"] >= told["hot"]

    notices = call(page, "GET", f"/notices?owner={person['owner']}&lang={lang}")["items"]
    assert person["id"] in {one["subject"]["id"] for one in notices if one["kind"] == "score_hot"}

    made = page.locator(".scores-made")
    made.locator("[name=score]").fill("30")
    made.locator("[name=reason]").fill(f"学生 {lang}")
    made.locator("[type=submit]").click()
    expect(made.locator("p", has_text=f"学生 {lang}")).to_be_visible()
    call(page, "DELETE", f"/scores/{person['id']}")

    page.goto(page.url.split("/scores")[0] + f"/scores?lang={lang}&show=rules")
    page.locator("[name='mail_clicks.points']").wait_for()
    page.locator("[name=hot]").fill("1")
    page.get_by_role("button", name=words["try"], exact=True).click()
    expect(page.get_by_role("heading", name=words["would"])).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert "⟦" not in page.content()
