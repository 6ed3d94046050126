"""How rows that speak of one thing become one: by the model's rule, and in any order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_models.merging import ModelError, changes, normalise, normalised
from graph_models.properties import Kind, Merge, Property
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY
from graph_models.vocabulary import Status

COMPANY = NODE_PROPERTY["Company"]


def merge(
    current: dict[str, object], said: dict[str, object], model: dict[str, Property]
) -> dict[str, object]:
    return changes(current, normalised(said, model), model)


def model_of(kind: Kind, rule: Merge) -> dict[str, Property]:
    return {"x": Property("x", kind, "a value", merge=rule)}


def folded(values: list[object], model: dict[str, Property]) -> object:
    current: dict[str, object] = {}
    for value in values:
        current |= merge(current, {"x": value}, model)
    return current.get("x")


ORDER_FREE = [
    (Kind.TEXTS, Merge.UNION, st.lists(st.text(max_size=3), max_size=4)),
    (Kind.DATE, Merge.LEAST, st.dates()),
    (Kind.DATE, Merge.GREATEST, st.dates()),
    (Kind.TEXT, Merge.SHORTEST, st.text(max_size=4)),
]


@pytest.mark.parametrize(("kind", "rule", "values"), ORDER_FREE)
def test_all_rules_but_replace_do_not_mind_the_order(
    kind: Kind, rule: Merge, values: st.SearchStrategy[object]
) -> None:
    @given(st.lists(values, min_size=1, max_size=4))
    def holds(said: list[object]) -> None:
        model = model_of(kind, rule)
        results = [folded(list(order), model) for order in permutations(said)]
        assert all(result == results[0] for result in results)
        # And saying it all again changes nothing.
        assert merge({"x": results[0]}, {"x": said[0]}, model) == {}

    holds()


def test_the_newest_replaces() -> None:
    model = model_of(Kind.TEXT, Merge.REPLACE)
    assert folded(["a", "b"], model) == "b"


def test_what_is_not_said_stays() -> None:
    assert merge({"name": "山田工業", "country": "JP"}, {"name": None}, COMPANY) == {}


def test_only_what_changes_is_returned() -> None:
    current = {"name": "山田工業", "aliases": ["a", "b"], "employees": 10}
    said = {"name": "山田工業", "aliases": ["b"], "employees": 12}
    assert merge(current, said, COMPANY) == {"employees": 12}


def test_equal_values_of_other_types_are_equal() -> None:
    assert normalise(3, COMPANY["revenue"]) == 3.0
    assert isinstance(normalise(3, COMPANY["revenue"]), float)
    assert normalise(
        Status.CUSTOMER if hasattr(Status, "CUSTOMER") else next(iter(Status)), COMPANY["status"]
    )
    assert normalise(("b", "a", "b"), COMPANY["aliases"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", 3),
        ("aliases", "one text"),
        ("revenue", "many"),
        ("employees", 1.5),
        ("is_self", "yes"),
        ("status", "no such code"),
    ],
)
def test_a_value_of_another_type_is_a_fault(name: str, value: object) -> None:
    with pytest.raises((ModelError, ValueError)):
        merge({}, {name: value}, COMPANY)


def test_dates_and_times_are_not_each_other() -> None:
    valid_from = RELATIONSHIP_PROPERTY["WORKS_AT"]["valid_from"]
    recorded_at = RELATIONSHIP_PROPERTY["WORKS_AT"]["recorded_at"]
    assert normalise(date(2026, 3, 31), valid_from) == date(2026, 3, 31)
    with pytest.raises(ModelError):
        normalise(datetime(2026, 3, 31, tzinfo=UTC), valid_from)
    with pytest.raises(ModelError, match="recorded_at"):
        normalise(datetime(2026, 3, 31), recorded_at)


def test_a_property_that_the_model_does_not_have_is_a_fault() -> None:
    with pytest.raises(ModelError, match="shoe_size"):
        merge({}, {"shoe_size": 27}, COMPANY)


def test_a_dated_name_stands_above_shorter_ones_in_any_order() -> None:
    dated = {"name": "山田計測ホールディングス株式会社", "versions": ["name 2024-04-01"]}
    older = {"name": "山田計測株式会社", "versions": ["name 2019-10-01"]}
    for order in permutations([dated, older, {"name": "山田計測"}, {"name": "山田"}]):
        view: dict[str, object] = {}
        for said in order:
            view |= merge(view, said, COMPANY)
        assert view == dated
