"""Personas: shares of what is known, beside those of the others, and what is to be asked."""

from __future__ import annotations

import pytest

from service.analysis.conditions import Value
from service.analysis.persona import SHOWN, persona


def people(**functions: list[str]) -> dict[str, dict[str, list[Value]]]:
    return {id_: {"function": [*functions_]} if functions_ else {} for id_, functions_ in functions.items()}


def test_a_share_is_of_those_known_with_the_interval_of_wilson() -> None:
    facts = people(
        **{f"q{n}": ["quality"] for n in range(6)},
        **{f"s{n}": ["sales"] for n in range(4)},
        **{f"x{n}": [] for n in range(2)},
        **{f"o{n}": ["sales"] for n in range(6)},
        o6=["quality"],
        o7=[],
    )
    members = [id_ for id_ in facts if not id_.startswith("o")]
    (line,) = persona(facts, members, {"function": "choice"})
    assert (line.known, line.not_known, line.not_known_ids, line.is_asked) == (10, 2, ("x0", "x1"), False)
    quality, sales = line.traits
    assert (quality.value, quality.number, quality.share) == ("quality", 6, 0.6)
    # The score interval of 6 of 10, as in Newcombe (1998), table I: 0.3127 to 0.8318.
    assert (quality.low, quality.high) == (pytest.approx(0.3127, abs=1e-4), pytest.approx(0.8318, abs=1e-4))
    assert quality.of_others == pytest.approx(1 / 7)
    assert quality.ids == tuple(f"q{n}" for n in range(6))
    assert sales.of_others == pytest.approx(6 / 7)


def test_numbers_have_a_median_and_a_middle_half() -> None:
    facts: dict[str, dict[str, list[Value]]] = {str(n): {"size": [n * 10]} for n in range(1, 6)} | {"6": {}}
    (line,) = persona(facts, list(facts), {"size": "number"})
    assert (line.median, line.middle, line.known, line.not_known_ids) == (30.0, (20.0, 40.0), 5, ("6",))
    assert line.ids == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("known", "unknown", "asked"), [(4, 0, True), (5, 2, False), (5, 3, True), (0, 9, True)]
)
def test_what_too_little_is_known_of_is_asked(known: int, unknown: int, asked: bool) -> None:
    facts = people(**{f"k{n}": ["a"] for n in range(known)}, **{f"u{n}": [] for n in range(unknown)})
    (line,) = persona(facts, list(facts), {"function": "choice"})
    assert line.is_asked is asked


def test_the_best_known_comes_first_and_of_many_values_some_are_shown() -> None:
    facts: dict[str, dict[str, list[Value]]] = {str(n): {"function": [f"f{n}"]} for n in range(9)}
    facts["0"]["size"] = [3]
    first, second = persona(facts, list(facts), {"size": "number", "function": "choice"})
    assert (first.field, len(first.traits), first.more) == ("function", SHOWN, 9 - SHOWN)
    assert first.traits[0].of_others is None
    assert (second.field, second.known) == ("size", 1)
