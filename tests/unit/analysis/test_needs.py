"""Needs and stages: each rule with its numbers, days in the time zone of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from service.analysis.needs import Inferred, buying_stage, furthest, needs
from service.analysis.score_rules import default_score_rules
from service.analysis.scoring import Act

TODAY = date(2026, 4, 10)
RULES = default_score_rules()


def act(number: int, page: str | None = None, days_ago: int = 0, kind: str = "web_visit", **more: Any) -> Act:
    day = TODAY - timedelta(days=days_ago)
    at = datetime(day.year, day.month, day.day, 1, number % 60, tzinfo=UTC)
    # Ids say nothing of the order in time.
    return Act(f"activity-{(number * 7) % 101}", kind, day, page, at=at, **more)


def kinds(*acts: Act) -> list[str]:
    return [one.kind for one in needs(acts, RULES, TODAY)]


def test_a_price_page_first_says_that_the_budget_matters() -> None:
    first, second = act(1, "/pricing"), act(2, "/features/a")
    assert needs([second, first], RULES, TODAY) == [Inferred("budget", (first.id,))]
    assert kinds(act(1, "/features/a"), act(2, "/pricing")) == []
    assert kinds(act(1, "/about"), act(2, "/pricing")) == ["budget"]
    assert kinds(act(1, "/pricing", days_ago=13)) == ["budget"]
    assert kinds(act(1, "/pricing", days_ago=14)) == []


@pytest.mark.parametrize(("number", "is_clear"), [(4, False), (5, True), (7, True)])
def test_many_features_in_a_day_are_clear_requirements(number: int, is_clear: bool) -> None:
    acts = [act(place, f"/features/{place}") for place in range(number)]
    found = needs(acts[::-1], RULES, TODAY)
    assert [one.kind for one in found] == (["requirements"] if is_clear else [])
    if is_clear:
        assert found[0].detail == "/features/0"
        assert set(found[0].evidence_ids) == {one.id for one in acts}


def test_features_of_two_days_are_not_one_day() -> None:
    assert kinds(*(act(place, "/features/a", days_ago=place // 4) for place in range(8))) == []


@pytest.mark.parametrize(("number", "is_open"), [(4, False), (5, True)])
def test_many_cases_look_for_the_use(number: int, is_open: bool) -> None:
    acts = [act(place, "/cases/a", days_ago=place) for place in range(number)]
    assert kinds(*acts) == (["use"] if is_open else [])


def test_the_contact_page_twice_a_day_without_a_form_wants_to_ask() -> None:
    twice = [act(1, "/contact"), act(2, "/contact")]
    assert kinds(*twice) == ["question"]
    assert kinds(twice[0], act(2, "/contact", days_ago=1)) == []
    assert kinds(*twice, act(3, kind="form")) == []
    assert kinds(*twice, act(3, kind="form", days_ago=1)) == ["question"]


def test_an_act_that_comes_twice_counts_once() -> None:
    assert kinds(*[act(1, "/features/a")] * 5) == []


@pytest.mark.parametrize(
    ("acts", "stage"),
    [
        ([], None),
        ([act(1, "/about")], "recognising"),
        ([act(1, "/about"), act(2, "/cases/a")], "making_a_case"),
        ([act(1, kind="seminar", days_ago=91)], "making_a_case"),
        ([act(1, kind="seminar", days_ago=92)], None),
        ([act(1, "/pricing"), act(2, "/cases/a")], "asking_vendors"),
        ([act(1, kind="form", days_ago=30)], "asking_vendors"),
        ([act(1, kind="form", days_ago=31)], None),
        ([act(1, kind="meeting")], "recognising"),
        ([act(1, kind="meeting"), act(2, "/contact")], "asking_vendors"),
        ([act(1, kind="meeting"), act(2, kind="form")], "choosing"),
        ([act(1, kind="call", direction="inbound"), act(2, "/pricing")], "choosing"),
        ([act(1, kind="call", direction="outbound"), act(2, "/pricing")], "asking_vendors"),
    ],
)
def test_the_furthest_stage_that_shows(acts: list[Act], stage: str | None) -> None:
    found = buying_stage(acts, RULES, TODAY)
    assert (found.kind if found else None) == stage
    if found:
        assert set(found.evidence_ids) <= {one.id for one in acts}


def test_a_company_is_as_far_as_its_furthest_people() -> None:
    far = [
        Inferred("asking_vendors", ("b",)),
        Inferred("recognising", ("c",)),
        Inferred("asking_vendors", ("a",)),
    ]
    assert furthest(far) == Inferred("asking_vendors", ("a", "b"))
    assert furthest([]) is None
