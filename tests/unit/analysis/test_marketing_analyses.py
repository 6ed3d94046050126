"""Attribution, the funnel, the history of statuses and the best customers on figures worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from service.analysis.attribution import ATTRIBUTIONS, Lead, attribute
from service.analysis.best_customers import fit
from service.analysis.customer_shares import customer_types, statuses_then
from service.analysis.funnel import funnel, steps
from service.analysis.sales_lines import Line
from service.analysis.status_facts import Rules

OPENED = date(2026, 3, 1)
LEADS = [
    Lead("early", "a", date(2026, 1, 1), "l1"),
    Lead("middle", "a", date(2026, 2, 1), "l2"),
    Lead("late", "a", OPENED, "l3"),
    Lead("after", "a", date(2026, 3, 2), "l4"),
]


def deal(id_: str, company: str = "a", outcome: str = "won", amount: float | None = 90.0) -> dict[str, Any]:
    return {
        "id": id_,
        "company": {"id": company},
        "opened_on": OPENED,
        "outcome": outcome,
        "amount": amount,
        "currency": "JPY",
    }


def test_who_gets_the_credit() -> None:
    first, last, shared = (attribute([deal("d")], LEADS, way) for way in ATTRIBUTIONS)
    assert {key: one.sales for key, one in first.items()} == {("early", "JPY"): 90.0}
    assert {key: one.sales for key, one in last.items()} == {("late", "JPY"): 90.0}
    assert {key[0]: one.sales for key, one in shared.items()} == {"early": 30.0, "middle": 30.0, "late": 30.0}
    assert shared["middle", "JPY"].ids == {"d", "l2"}


def test_the_sums_are_equal_whatever_the_attribution() -> None:
    deals = [
        deal("1"),
        deal("2", amount=None),
        deal("3", "b"),
        deal("4", outcome="lost"),
        deal("5", amount=10.0),
    ]
    again = [*LEADS, Lead("early", "a", date(2026, 2, 15), "l5")]
    for way in ATTRIBUTIONS:
        credits = attribute(deals, again, way).values()
        assert sum(one.deals for one in credits) == pytest.approx(5)
        assert sum(one.won for one in credits) == pytest.approx(4)
        assert sum(one.sales for one in credits) == pytest.approx(190.0)
        assert sum(one.unknown for one in credits) == pytest.approx(1)


def test_the_steps_are_those_of_the_file_and_conversion_is_of_those_before() -> None:
    names = ["awareness", "visit", "conversion", "nurturing", "inside_sales", "meeting", "contract"]
    assert [one.key for one in steps()] == names
    touches = {
        "a": {"seminar": ["1"], "web_visit": ["2"]},
        "b": {"exhibition": ["3"]},
        "c": {"web_visit": ["4"]},
    }
    found = {one.key: one for one in funnel(touches, {"c": ["5"]})}
    assert [len(found[name].units) for name in names] == [2, 2, 0, 0, 0, 0, 1]
    assert (found["visit"].before, found["visit"].conversion) == (1, 0.5)
    assert found["awareness"].conversion is None
    assert (found["contract"].conversion, found["contract"].ids) == (None, ("5",))


def test_statuses_are_taken_back_change_by_change() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    changes = [
        {"about": "a", "at": start + timedelta(days=40), "old": "C", "new": "L"},
        {"about": "a", "at": start + timedelta(days=10), "old": "P", "new": "C"},
    ]
    ends = [start, start + timedelta(days=20), start + timedelta(days=50)]
    found = statuses_then({"L": 1, "C": 2}, changes, ends)
    assert [dict(one) for one in found] == [{"C": 2, "P": 1}, {"C": 3}, {"L": 1, "C": 2}]


def test_customer_types_follow_the_rule_of_the_status() -> None:
    days = [date(2025, 1, 1), date(2025, 2, 1), date(2026, 2, 15), date(2027, 6, 1)]
    sold = [Line(f"{on}", "a", "A", on, None, None, "") for on in (date(2025, 1, 15), date(2026, 2, 1))]
    found = customer_types(sold, days, Rules(365))
    assert found == [{}, {"new": ["a"]}, {"repeat": ["a"]}, {"L": ["a"]}]


def test_how_well_a_definition_finds_the_best() -> None:
    found = fit({"a", "b", "x"}, {"c", "d"}, {"a", "c"}, {"a", "b", "c", "d"})
    assert (found.chosen, found.hits, found.missed, found.unknown) == (2, ("a",), ("c",), 1)
    assert (found.precision, found.recall, found.lift) == (0.5, 0.5, 1.0)
    nobody = fit((), (), (), {"a"})
    assert (nobody.precision, nobody.recall, nobody.lift) == (None, None, None)
