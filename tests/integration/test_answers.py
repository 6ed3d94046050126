"""Every answer keeps its promises, on the demonstration data."""

from __future__ import annotations

import pytest

from graph_models.vocabulary import ExpansionKind
from service.database import Database
from tests.integration.answer_cases import CASES, case, sampled
from tests.integration.asking import Answered, Case, Shuffled, as_text
from tests.integration.promises import MOMENT, NUMBER, check_evidence, check_parts, check_removal, check_words

KINDS = {f"expansion of {kind}" for kind in ExpansionKind}


@pytest.fixture(scope="module", params=CASES)
def asked(request: pytest.FixtureRequest, demo: Database) -> Case:
    return case(demo, request.param)


@pytest.fixture(scope="module")
def answer(asked: Case, demo: Database) -> Answered:
    found = asked.ask(demo, MOMENT)
    assert found["items"], f"nothing known: {asked}"
    return found


def test_parts_add_up_and_unknown_is_not_zero(answer: Answered) -> None:
    check_parts(answer)


def test_all_evidence_is_there(demo: Database, answer: Answered) -> None:
    check_evidence(demo, answer)


# The kinds of expansion are parts of one ranking, which is looked at as a whole.
@pytest.mark.parametrize("asked", [name for name in CASES if name not in KINDS], indirect=True)
def test_without_its_evidence_a_part_changes(demo: Database, asked: Case, answer: Answered) -> None:
    # Expansion ranks the whole graph for each fact taken away: its first item stands for the others.
    check_removal(demo, asked, answer, number=1 if asked.question == "expansion" else NUMBER)


def test_the_order_of_rows_does_not_matter(demo: Database, asked: Case, answer: Answered) -> None:
    assert as_text(asked.ask(Shuffled(demo, seed=7), MOMENT)) == as_text(answer)


def test_the_limit_does_not_change_the_first(demo: Database, asked: Case, answer: Answered) -> None:
    for limit in (1, 50):
        assert as_text(asked.ask(demo, MOMENT, limit=limit)["items"][0]) == as_text(answer["items"][0])


def test_both_languages_say_the_same(demo: Database, asked: Case, answer: Answered) -> None:
    check_words(asked, demo, answer)


def test_the_order_of_a_set_does_not_matter(demo: Database) -> None:
    asked = case(demo, "lookalike of set")
    turned = Case("lookalike", "set turned", {"companies": asked.options["companies"][::-1]})
    assert as_text(turned.ask(demo, MOMENT)["items"]) == as_text(asked.ask(demo, MOMENT)["items"])


@pytest.mark.soak
def test_the_same_holds_of_anything(demo: Database) -> None:
    for asked in sampled(demo, number=12, seed=20):
        answer = asked.ask(demo, MOMENT)
        check_parts(answer)
        check_evidence(demo, answer)
        check_removal(demo, asked, answer, number=2)
        check_words(asked, demo, answer)
        assert as_text(asked.ask(Shuffled(demo, seed=3), MOMENT)) == as_text(answer), asked
