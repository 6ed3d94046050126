"""Pareto, cohorts, lapse and affinity on figures that can be worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.analysis.affinity import affinity
from service.analysis.cohorts import cohorts, lapse_risks
from service.analysis.pareto import pareto
from service.analysis.sales_lines import Line, sales_lines
from service.operations import moments
from service.operations.moments import moment_of

TODAY = date(2026, 6, 30)


def line(company: str, on: date = TODAY, amount: float | None = None, profit: float | None = None) -> Line:
    return Line(f"{company}-{on}", company, company, on, amount, profit, "JPY")


def bought(company: str, *days_ago: int) -> list[Line]:
    return [line(company, TODAY - timedelta(days=one)) for one in sorted(days_ago, reverse=True)]


def test_a_won_deal_counts_once_beside_its_purchase() -> None:
    purchase = {
        "id": "p",
        "company_id": "a",
        "company_name": "A",
        "bought_on": TODAY,
        "deal_ids": ["d1"],
        "amount": 5.0,
        "profit": 2.0,
        "currency": "JPY",
    }
    deals: list[dict[str, Any]] = [
        {"id": id_, "company": {"id": "a", "name": "A"}, "outcome": outcome, "closed_on": TODAY, **rest}
        for id_, outcome in (("d1", "won"), ("d2", "won"), ("d3", "lost"))
        for rest in [{"amount": 7.0, "currency": "JPY"}]
    ]
    found = sales_lines([purchase], deals)
    assert [(one.id, one.amount, one.profit) for one in found] == [("d2", 7.0, None), ("p", 5.0, 2.0)]
    assert sales_lines([purchase], deals, TODAY + timedelta(days=1)) == []


def test_pareto_classes_and_what_is_unknown() -> None:
    sold = [
        line("a", amount=80),
        line("b", amount=15),
        line("c", amount=5),
        line("d"),
        line("a", date(2026, 1, 1)),
    ]
    found = {one.company_id: one for one in pareto(sold)}
    assert {id_: (one.letter, one.cumulative) for id_, one in found.items()} == {
        "a": ("A", 0.8),
        "b": ("B", 0.95),
        "c": ("C", 1.0),
        "d": (None, None),
    }
    assert (found["d"].value, found["d"].unknown, found["a"].unknown) == (None, 1, 1)
    assert all(one.value is None for one in pareto(sold, "profit"))


def test_a_loss_is_of_class_c_and_takes_from_the_sum() -> None:
    one, other = pareto([line("a", profit=100), line("b", profit=-20)], "profit")
    assert (one.letter, one.share, one.cumulative) == ("A", 1.0, 1.0)
    assert (other.letter, other.share, other.cumulative) == ("C", -0.2, 0.8)


def test_cohorts_end_with_the_quarter_of_the_day() -> None:
    sold = [
        line("a", date(2025, 11, 1)),
        line("a", date(2026, 4, 1)),
        line("b", date(2025, 12, 31)),
        line("c"),
    ]
    first, second = cohorts(sold, TODAY)
    assert (first.quarter, first.size, first.active) == ("2025-Q4", 2, (2, 0, 1))
    assert (second.quarter, second.size, second.active) == ("2026-Q2", 1, (1,))


@pytest.mark.parametrize(
    ("days", "risk", "left"), [(364, "soon", 1), (365, "lapsed", 0), (366, "lapsed", -1)]
)
def test_lapse_after_365_days(days: int, risk: str, left: int) -> None:
    (found,) = lapse_risks(bought("a", days), TODAY)
    assert (found.risk, found.days_left, found.days_since) == (risk, left, days)


def test_the_day_is_that_of_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Late:  # noqa: ARG003
            return cls(2026, 6, 30, 15, 30, tzinfo=UTC)

    monkeypatch.setattr(moments, "datetime", Late)
    sold = bought("a", 364)
    risks = {
        zone: lapse_risks(sold, moment_of(ZoneInfo(zone)).as_of)[0].risk for zone in ("UTC", "Asia/Tokyo")
    }
    assert risks == {"UTC": "soon", "Asia/Tokyo": "lapsed"}


def test_late_is_told_from_their_own_rhythm() -> None:
    sold = [*bought("often", 90, 60, 45), *bought("seldom", 300, 45), *bought("once", 45)]
    found = {one.company_id: (one.risk, one.ratio) for one in lapse_risks(sold, TODAY)}
    assert found == {"often": ("late", 2.0), "seldom": ("active", 45 / 255), "once": ("unknown", None)}


def test_affinity_of_two_categories() -> None:
    baskets = {
        "a": {"x": ["1"], "y": ["2"]},
        "b": {"x": ["3"], "y": ["4"]},
        "c": {"x": ["5"]},
        "d": {"z": ["6"]},
    }
    (found,) = affinity(baskets, 2)
    assert (found.left, found.right, found.both, found.support) == ("x", "y", 2, 0.5)
    assert (found.forward, found.back) == (2 / 3, 1.0)
    assert found.lift == pytest.approx(2 / 4 / (3 / 4 * 2 / 4))
    assert found.ids == ("1", "2", "3", "4")
    assert affinity(baskets, 3) == []
