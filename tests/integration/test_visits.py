"""Events of visitors and people: who they turn out to be, late, repeated and bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord
from service.database import Database
from service.errors import UsageError
from service.operations.events import MOST, take_in
from service.operations.undoing import undo_import
from service.store.checksum import graph_checksum
from tests.conftest import clear, write

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def graph(scratch: Database) -> Iterator[Database]:
    clear(scratch)
    yield scratch
    clear(scratch)


def event(id_: str, day: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": id_, "kind": "web_visit", "at": f"2026-05-{day:02}T10:00:00+09:00", **more}


PRICE = event("1", 1, visitor="c1", page="/price", campaign="Spring mail", keyword="hplc", channel="mail")
CASE = event("2", 2, visitor="c1", page="/case/1", campaign="Search", keyword="water")
FORM = event("3", 3, visitor="c1", email="Hana@Example.co.jp", name="Hana", consent=True) | {
    "kind": "form",
    "form": "catalogue",
}
LATE = event("4", 1, visitor="c1", page="/late", referrer="https://example.org/")


def taken(database: Database, *events: object, source: str = "site") -> dict[str, Any]:
    return take_in(database, source, events, TOKYO, "en")


def told(database: Database) -> dict[str, Any]:
    """What is known of people, without when it was learned."""
    done = database.run_statement(
        "MATCH (c:Contact)-[r:TOOK_PART]->(a:Activity) "
        "RETURN c.emails[0] AS mail, coalesce(a.page, a.form) AS what, r.state AS state ORDER BY mail, what"
    )
    came = database.run_statement(
        "MATCH (c:Contact)-[r:ACQUIRED_BY]->(p:Campaign) "
        "RETURN c.emails[0] AS mail, p.name AS campaign, r.keyword AS keyword, r.valid_from AS since "
        "ORDER BY mail, campaign"
    )
    return {"done": [tuple(row.values()) for row in done], "came": [tuple(row.values()) for row in came]}


HANA = "hana@example.co.jp"


def test_history_comes_along_once_a_form_names_the_visitor(graph: Database) -> None:
    taken(graph, PRICE, CASE)
    assert told(graph) == {"done": [], "came": []}
    taken(graph, FORM)
    found = told(graph)
    assert found["done"] == [
        (HANA, "/case/1", "assumed"),
        (HANA, "/price", "assumed"),
        (HANA, "catalogue", "confirmed"),
    ]
    assert [(campaign, keyword, since.isoformat()) for _, campaign, keyword, since in found["came"]] == [
        ("Search", "water", "2026-05-02"),
        ("Spring mail", "hplc", "2026-05-01"),
    ]


def test_the_order_in_which_events_come_does_not_matter(graph: Database) -> None:
    results = []
    for order in (
        (PRICE, CASE, LATE, FORM),
        (FORM, PRICE, CASE, LATE),
        (CASE, FORM, LATE, PRICE),
        (LATE, FORM, PRICE, CASE),
    ):
        clear(graph)
        for one in order:
            taken(graph, one)
        results.append(told(graph))
    assert all(one == results[0] for one in results)
    assert (HANA, "/late", "assumed") in results[0]["done"]


def test_the_first_day_of_a_campaign_stands_even_when_it_comes_late(graph: Database) -> None:
    taken(graph, FORM, event("9", 9, visitor="c1", campaign="Search", keyword="later"))
    taken(graph, CASE)
    assert [(row[2], row[3].isoformat()) for row in told(graph)["came"]] == [("water", "2026-05-02")]


def test_events_that_come_twice_change_nothing(graph: Database) -> None:
    assert taken(graph, PRICE, CASE, FORM)["new"] == 3
    before = graph_checksum(graph)
    again = taken(graph, FORM, PRICE, PRICE, CASE)
    assert (again["accepted"], again["new"]) == (4, 0)
    assert graph_checksum(graph) == before
    assert taken(graph, PRICE, source="other site")["new"] == 1


def test_without_consent_history_stays_with_the_visitor(graph: Database) -> None:
    for consent in ({"consent": False}, {}):
        clear(graph)
        form = {name: value for name, value in FORM.items() if name != "consent"} | consent
        taken(graph, PRICE, form)
        assert told(graph)["done"] == [(HANA, "catalogue", "confirmed")]


def test_a_browser_of_two_people_tells_of_neither(graph: Database) -> None:
    other = FORM | {"id": "5", "email": "jiro@example.co.jp", "name": "Jiro"}
    taken(graph, FORM, other, PRICE)
    assert {(mail, what) for mail, what, _ in told(graph)["done"]} == {
        (HANA, "catalogue"),
        ("jiro@example.co.jp", "catalogue"),
    }


def test_a_contact_that_is_known_is_found_by_the_address(graph: Database) -> None:
    taken(graph, FORM)
    taken(graph, event("7", 4, email="hana@example.co.jp") | {"kind": "mail_open"}, source="mailer")
    assert graph.run_statement("MATCH (c:Contact) RETURN c.name AS name") == [{"name": "Hana"}]


BAD: list[tuple[object, str | None]] = [
    ("text", None),
    (event("", visitor="c"), "id"),
    (event("1", visitor="c", kindly="x"), "kindly"),
    (event("1", visitor="c") | {"kind": "dance"}, "kind"),
    (event("1"), "visitor"),
    (event("1", email="nobody"), "email"),
    (event("1", visitor="c", consent="yes"), "consent"),
    (event("1", visitor="c", page=7), "page"),
    (event("1", visitor="c", page="x" * 2001), "page"),
    (event("1", visitor="c", at="2026-05-01T10:00:00"), "at"),
    (event("1", visitor="c", at="9998-01-01T00:00:00+00:00"), "at"),
    (event("1", visitor="c", minutes=-1), "minutes"),
    (event("1", visitor="c", direction="up"), "direction"),
]


def test_bad_events_come_back_and_the_good_go_in(graph: Database) -> None:
    found = taken(graph, *(one for one, _ in BAD), PRICE)
    assert [(one["index"], one["field"]) for one in found["rejected"]] == [
        (index, field) for index, (_, field) in enumerate(BAD)
    ]
    assert all(one["message"] for one in found["rejected"])
    assert (found["accepted"], found["new"]) == (1, 1)


def test_what_went_in_can_be_undone(graph: Database) -> None:
    taken(graph, PRICE)
    before = graph_checksum(graph)
    run = taken(graph, FORM, CASE)["run"]
    undo_import(graph, run)
    assert graph_checksum(graph) == before


def test_a_campaign_known_from_elsewhere_is_found_by_its_name(graph: Database) -> None:
    known = NodeRecord("Campaign", node_id("Campaign", "crm", "7"), {"name": "SPRING MAIL"}, "crm")
    write(graph, known)
    taken(graph, PRICE, FORM)
    found = graph.run_statement(
        "MATCH (p:Campaign) RETURN p.name AS name, COUNT { (p)<-[:ACQUIRED_BY]-() } AS n"
    )
    assert found == [{"name": "SPRING MAIL", "n": 1}]


def test_too_many_or_from_nobody_is_refused(graph: Database) -> None:
    with pytest.raises(UsageError):
        taken(graph, *[PRICE] * (MOST + 1))
    with pytest.raises(UsageError):
        taken(graph, PRICE, source=" ")
    assert graph.run_statement("MATCH (n:Activity) RETURN n.id") == []


def test_the_day_is_that_of_the_time_zone(graph: Database) -> None:
    taken(graph, FORM | {"at": "2026-05-03T23:30:00+00:00", "campaign": "Night"})
    assert [row[3].isoformat() for row in told(graph)["came"]] == ["2026-05-04"]
    assert graph.run_statement("MATCH (v:Visitor) RETURN v.id AS id") == [
        {"id": node_id("Visitor", "site", "c1")}
    ]
