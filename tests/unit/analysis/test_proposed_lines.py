"""Proposed managers and influence, moved weights and changed ones: by hand."""

from __future__ import annotations

import pytest

from service.analysis.key_person import rank_key_people
from service.analysis.lines import Lines
from service.analysis.people import Link
from service.analysis.people_view import PeopleView
from service.analysis.sensitivity import sensitivity
from service.analysis.weight_changes import changed, names_of
from service.analysis.weights import WEIGHTS
from tests.unit.analysis.people_builders import account, deal, job, reports, role, touch

W = WEIGHTS.lines


def lines(*things: object) -> Lines:
    return Lines(PeopleView(account(*things)), W)  # type: ignore[arg-type]


def test_the_next_title_up_in_ones_unit_is_proposed() -> None:
    found = lines(job("a", "部長"), job("b", "課長"), job("c", "担当"), touch("t", 0, "c> b", kind="mail"))
    made = {one.start_id: one for one in found.reporting("abc")}
    assert {start: one.end_id for start, one in made.items()} == {"b": "a", "c": "b"}
    assert made["c"].id == "reports_to.c.b"
    parts = {part.name: part for part in made["c"].parts}
    assert parts["exchange"].evidence_ids == ("t",)
    assert parts["same_unit"].value == 1.0
    assert parts["title_step"].evidence_ids == ("works_at.b.site-1", "works_at.c.site-1")
    assert parts["approval_order"].value is None
    assert made["c"].score == pytest.approx(sum(part.contribution or 0.0 for part in parts.values()))


def test_it_abstains_where_it_is_stated_unclear_or_unknown() -> None:
    stated = lines(job("a", "部長"), job("b", "課長"), reports("b", "a"))
    assert stated.reporting("ab") == []
    twins = lines(job("a", "部長"), job("b", "部長"), job("c", "担当"))
    assert twins.reporting("abc") == []
    assert lines(job("a", None), job("b", None)).reporting("ab") == []
    # A manager in another unit of which nothing is known is none.
    assert lines(job("a", "部長", unit="elsewhere"), job("b", "課長")).reporting("ab") == []


def test_who_signs_next_is_the_likelier_manager() -> None:
    running = deal("deal-1")
    steps = [role(who, running, "approver", order=order) for order, who in enumerate("cba", start=1)]
    found = lines(job("a", "部長"), job("b", "部長"), job("c", "担当"), *steps)
    (made,) = [one for one in found.reporting("abc") if one.start_id == "c"]
    assert made.end_id == "b"


def test_influence_is_proposed_for_those_without_the_title() -> None:
    mails = [touch(f"t{n}", n, "a> b", kind="mail") for n in range(12)]
    found = lines(job("a", "部長"), job("b", "担当"), *mails)
    (made,) = found.influence("ab")
    assert (made.type, made.start_id, made.end_id) == ("INFLUENCES", "b", "a")
    assert dict(made.properties) == {"kind": "influence"}
    assert lines(job("a", "担当"), job("b", "部長"), *mails).influence("ab") == []
    known = Link("influences.b.a", "INFLUENCES", "b", "a", 0.5)
    assert lines(job("a", "部長"), job("b", "担当"), known, *mails).influence("ab") == []
    assert lines(job("a", "部長"), job("b", "担当"), mails[0]).influence("ab") == []


def test_a_moved_weight_tells_who_changes_places() -> None:
    facts = account(job("a", "社長"), *(touch(f"t{n}", n, "b m1") for n in range(9)), job("b", "担当"))
    ranked = rank_key_people(PeopleView(facts), "ab")
    flips = {(flip.part, flip.factor): flip for flip in sensitivity(ranked, 0.5, step=1.0)}
    first, second = (item.id for item in ranked)
    gone = flips["formal_authority", 0.0] if first == "a" else flips["engagement", 0.0]
    assert (first, 1, 2) in gone.moved or (second, 2, 1) in gone.moved or not gone.moved
    # Without the one thing that speaks for the president, the other comes first.
    weights = changed({"key_person.parts.formal_authority": 0.0}, "mine")
    assert rank_key_people(PeopleView(facts, weights), "ab")[0].id == "b"
    assert sensitivity((), 0.5) == ()
    assert all(flip.part in WEIGHTS.key_person.parts for flip in flips.values())


def test_changed_weights_change_nothing_else_and_refuse_nonsense() -> None:
    mine = changed({"tie.half_life": 30.0, "tie.kinds.mail": 2.0, "tie.max_group": 5}, "mine")
    assert (mine.version, mine.tie.half_life, mine.tie.kinds["mail"], mine.tie.max_group) == (
        "mine",
        30.0,
        2.0,
        5,
    )
    assert mine.tie.kinds["call"] == WEIGHTS.tie.kinds["call"]
    assert {n for n, v in names_of(mine).items() if names_of()[n] != v} == {
        "tie.half_life",
        "tie.kinds.mail",
        "tie.max_group",
    }
    with pytest.raises(KeyError):
        changed({"key_person.parts.charm": 1.0}, "mine")
    for name, value in (("tie.half_life", -1.0), ("key_person.doubt", 1.5), ("tie.half_life", float("nan"))):
        with pytest.raises(ValueError, match=name):
            changed({name: value}, "mine")
    with pytest.raises(ValueError, match="key_person"):
        changed({f"key_person.parts.{name}": 0.0 for name in WEIGHTS.key_person.parts}, "mine")
