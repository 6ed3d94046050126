"""Lanes of an account: a mark a day, spans for deals, nothing made up where a day is not known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from service.analysis.account_journey import OTHER, Mark, lanes

DAY = date(2026, 6, 30)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def touch(id_: str, kind: str | None, when: datetime) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "at": when, "subject": f"about {id_}"}


def deal(id_: str, opened: date | None, closed: date | None, outcome: str) -> dict[str, Any]:
    return {"id": id_, "name": id_, "opened_on": opened, "closed_on": closed, "outcome": outcome}


def test_activities_of_a_day_are_one_mark_in_the_order_of_the_kinds() -> None:
    touches = [
        touch("3", "meeting", at(5, 2)),
        touch("2", "web_visit", at(4, 1)),
        touch("1", "web_visit", at(4, 1)),
        touch("4", None, at(5, 1)),
    ]
    found = lanes(touches, [], [], [], [], DAY)
    assert [key for key, _ in found] == ["meeting", "web_visit", OTHER]
    assert found[1][1] == [Mark(date(2026, 4, 1), None, 2, None, None, ("1", "2"))]
    assert found[0][1] == [Mark(date(2026, 5, 2), None, 1, None, "about 3", ("3",))]


def test_a_deal_lasts_until_it_ended_or_until_now_and_none_is_drawn_without_a_day() -> None:
    deals = [
        deal("open", date(2026, 5, 1), None, "open"),
        deal("won", date(2026, 1, 1), date(2026, 3, 1), "won"),
        deal("late", None, date(2026, 2, 1), "lost"),
        deal("undated", None, None, "open"),
    ]
    ((key, marks),) = lanes([], deals, [], [], [], DAY)
    assert key == "deals"
    assert [(one.on, one.until, one.what, one.name) for one in marks] == [
        (date(2026, 1, 1), date(2026, 3, 1), "won", "won"),
        (date(2026, 2, 1), date(2026, 2, 1), "lost", "late"),
        (date(2026, 5, 1), DAY, "open", "open"),
    ]


def test_purchases_notes_and_statuses_have_lanes_of_their_own() -> None:
    purchases = [{"id": "p", "bought_on": date(2026, 3, 1), "product_name": "Scale"}]
    notes = [{"id": "n", "at": at(3, 2), "text": "mind the dog"}, {"id": "m", "at": None, "text": "?"}]
    changes = [{"id": "s", "at": at(3, 3), "to": "C"}]
    found = dict(lanes([], [], purchases, notes, changes, DAY))
    assert list(found) == ["purchases", "notes", "statuses"]
    assert [one.name for one in (*found["purchases"], *found["notes"])] == ["Scale", "mind the dog"]
    assert [(one.on, one.what) for one in found["statuses"]] == [(date(2026, 3, 3), "C")]
