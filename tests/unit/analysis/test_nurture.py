"""Triggers fire once for each reason; rules that cannot be used say why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from service.analysis.nurture import firings
from service.analysis.nurture_rules import CHANNELS, default_nurture_rules, read_nurture_rules
from service.analysis.score_rules import default_score_rules
from service.analysis.scoring import Act
from service.errors import UsageError
from service.language import texts

TODAY = date(2026, 4, 10)
SCORES = default_score_rules()
RULES = default_nurture_rules(SCORES.pages)


def act(number: int, days_ago: int, page: str = "/feature", kind: str = "web_visit", **more: Any) -> Act:
    return Act(f"activity-{number:02}", kind, TODAY - timedelta(days=days_ago), page=page, **more)


def fired(
    acts: list[Act], days: int = 31, known: dict[str, list[date]] | None = None
) -> list[tuple[str, int, int]]:
    begin = TODAY - timedelta(days=days - 1)
    found = firings(acts, RULES.triggers, SCORES, begin, TODAY, fired=known)
    return [(one.trigger, (TODAY - one.day).days, one.number) for one in found]


def test_five_feature_pages_in_a_day_and_not_in_two() -> None:
    assert fired([act(n, 3) for n in range(5)]) == [("datasheet", 3, 5)]
    assert fired([act(n, 3 + n // 3) for n in range(5)]) == []
    assert fired([act(1, 3) for _ in range(5)]) == []


def test_case_pages_of_two_weeks_fire_on_the_day_of_the_fifth() -> None:
    cases = [act(n, 14 - 3 * n, "/cases/a") for n in range(5)]
    assert fired(cases) == [("casebook", 2, 5)]
    assert fired([act(n, 28 - 4 * n, "/cases/a") for n in range(5)]) == []
    # What lies before the first day that is asked for is part of the window, but does not fire itself.
    assert fired(cases, days=3) == [("casebook", 2, 5)]
    assert fired(cases, days=2) == []


def test_a_day_on_which_something_was_not_done_is_waited_for() -> None:
    twice = [act(1, 0, "/contact"), act(2, 0, "/contact")]
    assert fired(twice) == []
    before = [act(1, 1, "/contact"), act(2, 1, "/contact")]
    assert fired(before) == [("personal_proposal", 1, 2)]
    assert fired([*before, act(3, 1, "", "form")]) == []


def test_once_for_each_reason() -> None:
    first, again = [act(n, 29) for n in range(5)], [act(10 + n, 0) for n in range(5)]
    assert fired([*first, *again]) == [("datasheet", 29, 5)]
    late = [act(n, 30) for n in range(5)]
    assert fired([*late, *again]) == [("datasheet", 30, 5), ("datasheet", 0, 5)]
    # What is known to have fired rests in both directions: acts that arrive late fire nothing near it.
    assert fired(late, known={"datasheet": [TODAY - timedelta(days=1)]}) == []
    assert fired(late, known={"datasheet": [TODAY]}) == [("datasheet", 30, 5)]
    assert fired(late, known={"casebook": [TODAY - timedelta(days=1)]}) == [("datasheet", 30, 5)]


def test_a_firing_names_its_evidence_and_what_is_assumed() -> None:
    acts = [act(n, 0, is_sure=n > 1) for n in range(6)]
    (one,) = firings(acts, RULES.triggers, SCORES, TODAY, TODAY)
    assert (one.number, one.assumed) == (6, 2)
    assert one.evidence_ids == tuple(f"activity-0{n}" for n in range(6))
    assert firings([act(n, -1) for n in range(6)], RULES.triggers, SCORES, TODAY, TODAY) == []


def test_what_is_shipped_has_words_and_reads_back() -> None:
    assert read_nurture_rules(RULES.as_dict(), SCORES.pages) == RULES
    assert set(RULES.playbooks) == {"P", "C", "L", "D", "S"}
    plays = (*RULES.triggers, *RULES.playbooks.values())
    assert {f"nurture.message_{step.message}" for play in plays for step in play.steps} <= set(texts())
    assert {f"nurture.trigger_{one.id}" for one in RULES.triggers} <= set(texts())
    assert {step.channel for play in plays for step in play.steps} < set(CHANNELS)
    assert [one.id for one in default_nurture_rules({"case": ("*case*",)}).triggers] == ["casebook"]


STEP = {"after_days": 0, "channel": "mail", "message": "datasheet", "by": "task"}
WHEN = {"kinds": ["form"], "window_days": 1}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quiet_days": 0}, "triggers.1.quiet_days"),
        ({"id": "a b"}, "triggers.1.when.id"),
        ({"name": "x"}, "triggers.1.name"),
        ({"when": None}, "triggers.1.when"),
        ({"when": {**WHEN, "points": 3}}, "triggers.1.when.points"),
        ({"when": {**WHEN, "page_kind": "shop"}}, "triggers.1.when.page_kind"),
        ({"when": {"kinds": ["form"]}}, "triggers.1.when.window_days"),
        ({"steps": []}, "triggers.1.steps"),
        ({"steps": [{**STEP, "channel": "fax"}]}, "triggers.1.steps.1.channel"),
        ({"steps": [{**STEP, "by": "me"}]}, "triggers.1.steps.1.by"),
        ({"steps": [{**STEP, "message": " "}]}, "triggers.1.steps.1.message"),
        ({"steps": [{**STEP, "after_days": -1}]}, "triggers.1.steps.1.after_days"),
        ({"steps": [{**STEP, "after_days": 9}, STEP]}, "triggers.1.steps.2.after_days"),
        ({"steps": [{"channel": "mail"}]}, "triggers.1.steps.1.after_days"),
    ],
)
def test_rules_of_nurture_that_cannot_be_used(change: dict[str, Any], field: str) -> None:
    trigger = {"id": "a", "quiet_days": 1, "when": WHEN, "steps": [STEP]}
    assert read_nurture_rules({"triggers": [trigger]}, {}).triggers[0].when.at_least == 1
    with pytest.raises(UsageError) as caught:
        read_nurture_rules({"triggers": [{**trigger, **change}]}, {})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"playbooks": {"X": {}}}, "playbooks"),
        ({"playbooks": {"P": {"starts": "never", "steps": [STEP]}}}, "playbooks.P.starts"),
        ({"playbooks": {"P": {"steps": [STEP]}}}, "playbooks.P.starts"),
        ({"triggers": {}}, "triggers"),
        ({"hot": 3}, "hot"),
    ],
)
def test_playbooks_that_cannot_be_used(given: dict[str, Any], field: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_nurture_rules(given, {})
    assert caught.value.field == field
