"""Conditions: what they say, and that what is not known neither holds nor fails."""

from __future__ import annotations

from datetime import date

import pytest

from service.analysis.conditions import Facts, holds, read_condition

FACTS: Facts = {
    "employees": [300],
    "region": ["region-1", "千葉県"],
    "is_self": [False],
    "founded_on": [date(1990, 4, 1)],
    "owner": [],
}


def told(*texts: str) -> bool | None:
    found = [read_condition(text) for text in texts]
    return holds([one for one in found if one], FACTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("employees>=300", True),
        ("employees >= 1,000", False),
        ("employees<=300", True),
        ("employees!=300", False),
        ("region=千葉県", True),
        ("region!=千葉県", False),
        ("is_self=no", True),
        ("founded_on>=1990-04-01", True),
        ("founded_on<=1989", False),
        ("owner=", True),
        ("owner!=", False),
        ("owner=member-1", None),
        ("owner!=member-1", None),
        ("revenue>=1", None),
    ],
)
def test_one_condition(text: str, expected: bool | None) -> None:
    assert told(text) is expected


def test_several_hold_together_and_equals_of_one_field_in_turn() -> None:
    assert told("region=東京都", "region=千葉県", "employees>=1") is True
    assert told("region=東京都", "employees>=1") is False
    assert told("revenue>=1", "employees>=1") is None
    assert told("revenue>=1", "employees>=301") is False, "one that fails decides"


@pytest.mark.parametrize("text", ["employees", ">=3", "employees>=", "Employees=3", "a b=3"])
def test_what_is_no_condition(text: str) -> None:
    assert read_condition(text) is None
