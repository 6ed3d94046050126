"""Scores: each rule with its numbers, and all of them beside an independent recomputation in SQL."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from service.analysis.score_rules import ScoreRules, default_score_rules, read_score_rules
from service.analysis.scoring import Act, account_score, contact_score
from service.errors import UsageError
from tests.score_sql import scores_by_sql

TODAY = date(2026, 4, 10)
RULES = default_score_rules()


def act(number: int, days_ago: int = 0, kind: str = "web_visit", **more: Any) -> Act:
    return Act(f"activity-{number}", kind, TODAY - timedelta(days=days_ago), **more)


def part(acts: list[Act], rule: str, rules: ScoreRules = RULES) -> float | None:
    score = contact_score(acts, rules, TODAY)
    assert score
    return next((one.points for one in score.parts if one.rule == rule), None)


@pytest.mark.parametrize(("days_ago", "points"), [(0, 10), (7, 5), (13, 10 * 0.5 ** (13 / 7)), (14, None)])
def test_a_price_page_counts_for_two_weeks_and_fades(days_ago: int, points: float | None) -> None:
    assert part([act(1, days_ago, page="/ja/料金")], "price_pages") == (points and pytest.approx(points))


@pytest.mark.parametrize(("days_ago", "points"), [(0, 2), (1, None)])
def test_a_visit_today_counts_for_one_day(days_ago: int, points: float | None) -> None:
    assert part([act(1, days_ago)], "visits_now") == points


@pytest.mark.parametrize(("number", "points"), [(4, None), (5, 20), (9, 20)])
def test_five_feature_pages_in_a_day(number: int, points: float | None) -> None:
    acts = [act(place, page="https://example.com/Features/search") for place in range(number)]
    assert part(acts, "feature_pages_in_a_day") == points


def test_feature_pages_of_two_days_are_not_one_day() -> None:
    acts = [act(place, place // 4, page="/機能/検索") for place in range(8)]
    assert part(acts, "feature_pages_in_a_day") is None
    acts.append(act(8, 1, page="/機能/出力"))
    assert part(acts, "feature_pages_in_a_day") == 20


@pytest.mark.parametrize(("number", "points"), [(4, None), (5, 15), (12, 15)])
def test_five_case_pages_in_two_weeks(number: int, points: float | None) -> None:
    acts = [act(place, place % 14, page="/事例/道路") for place in range(number)]
    assert part(acts, "case_pages") == points
    assert part([*acts[:4], act(99, 14, page="/事例/道路")], "case_pages") is None


@pytest.mark.parametrize(("days_ago", "points"), [(0, 30), (1, 30), (2, None)])
def test_the_contact_page_twice_a_day_without_a_form(days_ago: int, points: float | None) -> None:
    acts = [act(1, days_ago, page="/contact"), act(2, days_ago, page="/お問い合わせ")]
    assert part(acts, "contact_page_without_form") == points
    assert part(acts[:1], "contact_page_without_form") is None
    assert part([*acts, act(3, days_ago, "form")], "contact_page_without_form") is None
    if points:
        assert part([*acts, act(3, days_ago + 1, "form")], "contact_page_without_form") == points


def test_a_ceiling_a_direction_and_what_takes_away() -> None:
    assert part([act(place, kind="mail_click") for place in range(9)], "mail_clicks") == 20
    assert part([act(1, kind="call", direction="inbound")], "calls_to_us") == 10
    assert part([act(1, kind="call", direction="outbound")], "calls_to_us") is None
    assert part([act(1, kind="complaint")], "complaints") == -20
    assert part([act(place, kind="mail_bounce") for place in range(9)], "bounces") == -20


def test_links_and_forms_count_by_their_patterns() -> None:
    common = {"points": 5, "window_days": 7}
    rules = read_score_rules(
        {
            "hot": 50,
            "rules": [
                {"id": "demo_link", "kinds": ["mail_click"], "link": ["*/Demo*"], **common},
                {"id": "quote_form", "kinds": ["form"], "form": ["quote*", "*見積*"], **common},
            ],
        }
    )
    clicks = [
        act(place, kind="mail_click", link=link) for place, link in enumerate(("/ja/demo?id=1", "/news"))
    ]
    assert part([*clicks, act(9, kind="mail_click")], "demo_link", rules) == 5
    forms = [
        act(place, kind="form", form=form) for place, form in enumerate(("Quote A", "お見積り", "newsletter"))
    ]
    assert part([*forms, act(9, kind="form")], "quote_form", rules) == 10
    assert part([act(1, kind="form", link="/demo")], "demo_link", rules) is None


def test_unknown_is_not_zero_and_the_future_is_not_known() -> None:
    assert contact_score([], RULES, TODAY) is None
    assert contact_score([act(1, -1)], RULES, TODAY) is None
    old = contact_score([act(1, 400)], RULES, TODAY)
    assert old
    assert (old.points, old.parts) == (0, ())


def test_parts_add_up_and_say_what_was_only_assumed() -> None:
    acts = [act(1, page="/price"), act(2, 3, is_sure=False), act(3, kind="form")]
    score = contact_score(acts, RULES, TODAY)
    assert score
    assert score.points == pytest.approx(sum(one.points for one in score.parts)) == 10 + 2 + 2 + 30
    assert {one.rule: (one.number, one.assumed) for one in score.parts}["visits"] == (2, 1)
    assert {id_ for one in score.parts for id_ in one.evidence_ids} == {one.id for one in acts}


def test_an_account_is_its_warmest_people() -> None:
    total, parts = account_score({"b": 40, "a": 40, "c": 80, "d": -5, "e": 0})
    assert total == 80 + 20 + 10
    assert [(one.contact_id, one.share) for one in parts] == [("c", 1), ("a", 0.5), ("b", 0.25)]
    assert account_score({"d": -5}) == (0, ())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kinds": ["nothing"]}, "rules.1.kinds"),
        ({"points": 0}, "rules.1.points"),
        ({"points": float("nan")}, "rules.1.points"),
        ({"window_days": 93}, "rules.1.window_days"),
        ({"within": "week"}, "rules.1.within"),
        ({"link": "price"}, "rules.1.link"),
        ({"page_kind": "price"}, "rules.1.page_kind"),
        ({"weight": 3}, "rules.1.weight"),
        ({"at_least": 0}, "rules.1.at_least"),
    ],
)
def test_rules_that_cannot_be_used(change: dict[str, Any], field: str) -> None:
    rule = {"id": "a", "kinds": ["form"], "points": 5, "window_days": 7}
    assert read_score_rules({"hot": 5, "rules": [rule]}).rules[0].points == 5
    with pytest.raises(UsageError) as caught:
        read_score_rules({"hot": 5, "rules": [rule | change]})
    assert caught.value.field == field
    with pytest.raises(UsageError) as caught:
        read_score_rules({"hot": 5, "rules": [rule, rule]})
    assert caught.value.field == "rules.2.id"


def test_rules_are_kept_as_they_were_read() -> None:
    assert read_score_rules(RULES.as_dict()) == RULES


@pytest.mark.parametrize("seed", range(3))
def test_all_scores_are_those_of_sql(seed: int) -> None:
    random = Random(seed)
    pages = ("/price", "/features/a", "/cases/b", "/contact", "/about", None)
    kinds = ("web_visit",) * 12 + (
        "form",
        "mail_open",
        "mail_click",
        "call",
        "meeting",
        "complaint",
        "seminar",
    )
    acts: dict[str, list[Act]] = {}
    for number in range(6000):
        one = act(
            number,
            int(random.expovariate(0.1)) - 2,
            random.choice(kinds),
            page=random.choice(pages),
            direction=random.choice(("inbound", "outbound")),
        )
        contact = f"contact-{random.randrange(150)}"
        # Late, out of order, and now and then a second time.
        acts.setdefault(contact, []).insert(random.randrange(1 + len(acts.get(contact, []))), one)
        if random.random() < 0.05:
            acts[contact].append(one)
    rows = ((c, one.id, one.kind, one.day, one.page, one.direction) for c in acts for one in acts[c])
    expected = scores_by_sql(rows, RULES, TODAY)
    scores = {contact: contact_score(found, RULES, TODAY) for contact, found in acts.items()}
    assert {contact for contact, score in scores.items() if score} == expected.keys()
    assert len({round(value, 6) for value in expected.values()}) > 100
    for contact, score in scores.items():
        assert (score.points if score else 0) == pytest.approx(expected.get(contact, 0))
