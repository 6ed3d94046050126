"""Sequences of journeys: found whatever lies between, closed, and told apart from chance."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from service.analysis.journeys import LONGEST, Journey, patterns, steps_of


def journey(unit: str, path: str, *, won: bool) -> Journey:
    return Journey(unit, won, steps_of((step, f"{unit}{at}") for at, step in enumerate(path)))


def test_what_lies_between_does_not_matter_but_the_order_does() -> None:
    found = {
        one.steps: one
        for one in patterns(
            [journey("x", "sam", won=True), journey("y", "sxm", won=True), journey("z", "ms", won=False)], 2
        )
    }
    assert found[("s", "m")].won == 2
    assert found[("s", "m")].ids == ("x0", "x2", "y0", "y2")
    assert ("m", "s") not in found


def test_chance_is_corrected_for_all_that_was_looked_at() -> None:
    seen = [journey(f"w{n}", "abm", won=True) for n in range(8)] + [
        journey(f"l{n}", "ma", won=False) for n in range(8)
    ]
    found = {one.steps: one for one in patterns(seen)}
    # Of all accounts "a" and "m"; of the won "a, b, m"; of the lost "m, a".
    assert set(found) == {("a",), ("m",), ("a", "b", "m"), ("m", "a")}
    won = found[("a", "b", "m")]
    assert (won.won, won.lost, won.support, won.lift) == (8, 0, 0.5, 2.0)
    assert won.chance == pytest.approx(float(fisher_exact([[8, 0], [0, 8]]).pvalue) * 4)
    assert found[("m", "a")].lift == 0.0
    assert (found[("m",)].lift, found[("m",)].chance) == (1.0, 1.0)


def test_without_a_lost_account_nothing_is_compared() -> None:
    (one,) = patterns([journey(str(n), "m", won=True) for n in range(3)])
    assert (one.lift, one.chance) == (None, None)
    assert patterns([]) == []


@given(st.lists(st.tuples(st.text("abc", max_size=6), st.booleans()), max_size=8), st.integers(1, 3))
def test_it_finds_what_trying_all_finds(paths: list[tuple[str, bool]], least: int) -> None:
    seen = [journey(str(n), path, won=won) for n, (path, won) in enumerate(paths)]
    units: dict[tuple[str, ...], set[str]] = {}
    for one in seen:
        names = [step for step, _ in one.steps]
        for size in range(1, LONGEST + 1):
            for some in combinations(names, size):
                units.setdefault(some, set()).add(one.unit)
    frequent = {steps: some for steps, some in units.items() if len(some) >= least}

    def within(steps: tuple[str, ...], longer: tuple[str, ...]) -> bool:
        return any(some == steps for some in combinations(longer, len(steps)))

    closed = {
        steps
        for steps, some in frequent.items()
        if not any(
            len(other) > len(steps) and others == some and within(steps, other)
            for other, others in frequent.items()
        )
    }
    assert {one.steps for one in patterns(seen, least)} == closed
