"""What separates won from lost, and what only seems to."""

from __future__ import annotations

import math
from datetime import date, timedelta
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.analysis.field_usefulness import Observation, separation


def test_a_perfect_property_gains_all_there_is_but_chance() -> None:
    found = separation([Observation(1, 0, "a")] * 50 + [Observation(0, 1, "b")] * 50)
    assert found.entropy == 1
    assert found.gain == pytest.approx(1 - 1 / (200 * math.log(2)))
    assert found.separates


def test_an_unrelated_property_gains_nothing() -> None:
    found = separation([Observation(5, 5, "a"), Observation(5, 5, "b")])
    assert found.gain == 0
    assert not found.separates


def test_log_odds_after_haldane_and_anscombe() -> None:
    found = separation([Observation(9, 1, "a"), Observation(3, 7, "b")])
    assert found.telling is not None
    expected = math.log(9.5 * 7.5 / (1.5 * 3.5))
    assert abs(found.telling.log_odds) == pytest.approx(expected)
    assert found.telling.high - found.telling.low == pytest.approx(
        2 * NormalDist().inv_cdf(1 - 0.05 / 4) * math.sqrt(1 / 9.5 + 1 / 1.5 + 1 / 3.5 + 1 / 7.5)
    )


def test_numbers_and_days_are_cut_into_quarters() -> None:
    found = separation([Observation(int(n < 50), int(n >= 50), float(n)) for n in range(100)])
    assert found.gain is not None
    assert found.gain > 0.9
    first = date(2025, 1, 1)
    days = [Observation(int(n < 50), int(n >= 50), first + timedelta(days=n)) for n in range(100)]
    assert separation(days).gain == found.gain


def test_free_text_counts_as_filled_or_not() -> None:
    filled = [Observation(1, 0, f"text {n}") for n in range(40)]
    found = separation([*filled, *[Observation(0, 1, None)] * 40])
    assert found.telling is not None
    assert found.telling.value in ("filled", "–")
    assert separation(filled).gain is None, "nothing was lost"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.none() | st.sampled_from("abc"))))
def test_the_gain_is_never_more_than_there_was(rows: list[tuple[int, int, str | None]]) -> None:
    found = separation([Observation(*row) for row in rows])
    assert found.gain is None or 0 <= found.gain <= found.entropy + 1e-12
    assert found.deals == sum(won + lost for won, lost, _ in rows)
