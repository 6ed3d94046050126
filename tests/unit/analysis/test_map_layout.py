"""Cards of the decision map never cover each other, and everybody stands under the manager."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from service.analysis.map_layout import place

PEOPLE = [f"p{number:02}" for number in range(18)]


@given(st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)))
def test_nobody_covers_anybody_and_managers_are_above(managers: dict[str, str]) -> None:
    places = place(PEOPLE, managers)
    assert places.keys() == set(PEOPLE)
    by_level: dict[int, list[float]] = {}
    for found in places.values():
        by_level.setdefault(found.level, []).append(found.column)
    for columns in by_level.values():
        ordered = sorted(columns)
        assert all(right - left >= 1 for left, right in itertools.pairwise(ordered)), by_level
    in_circles = _in_circles(managers)
    for person, manager in managers.items():
        if person not in in_circles and person != manager:
            assert places[person].level > places[manager].level


def _in_circles(managers: dict[str, str]) -> set[str]:
    found = set()
    for person in managers:
        seen, at = [person], managers.get(person)
        while at is not None and at not in seen:
            seen.append(at)
            at = managers.get(at)
        if at == person:
            found.add(person)
    return found


def test_a_circle_is_opened_and_loses_nobody() -> None:
    places = place(["a", "b", "c"], {"a": "b", "b": "c", "c": "a"})
    assert sorted(found.level for found in places.values()) == [0, 1, 2]
    assert all(found.has_line for found in places.values())


def test_many_people_under_one_manager_stand_in_piles() -> None:
    people = [f"p{number}" for number in range(7)]
    places = place(["boss", *people], dict.fromkeys(people, "boss"))
    assert {found.column for id_, found in places.items() if id_ != "boss"} == {0.0, 1.0, 2.0, 3.0}
    assert {found.level for id_, found in places.items() if id_ != "boss"} == {1, 2}
