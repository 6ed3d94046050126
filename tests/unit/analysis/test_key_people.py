"""Each part of the key person score on small accounts, by hand, and what must hold for any account."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_models.vocabulary import State
from service.analysis.chain import Chain
from service.analysis.key_person import is_specifier, rank_key_people
from service.analysis.key_person_parts import (
    engagement,
    formal_authority,
    network_position,
    past_roles,
    reach,
    role_value,
)
from service.analysis.membership import in_units, on_targets
from service.analysis.people import AccountFacts, Bought, Link
from service.analysis.people_view import PeopleView
from service.analysis.weights import WEIGHTS
from tests.unit.analysis.people_builders import TODAY, account, deal, job, reports, role, touch

W = WEIGHTS.key_person


def test_formal_authority_of_a_title_alone() -> None:
    view = PeopleView(account(job("a", "部長")))
    assert formal_authority(view, "a") == (0.70, ("works_at.a.site-1",))
    assert formal_authority(view, "b") == (None, ())


def test_formal_authority_of_the_line_alone_and_of_both() -> None:
    lines = (reports("b", "a"), reports("c", "a"), reports("d", "c"))
    view = PeopleView(account(*lines))
    # Three below, none above.
    assert formal_authority(view, "a")[0] == pytest.approx(4 / 5)
    # One below, one above.
    assert formal_authority(view, "c") == (2 / 4, ("reports_to.c.a", "reports_to.d.c"))
    both = PeopleView(account(*lines, job("c", "課長")))
    value, evidence = formal_authority(both, "c")
    assert value == pytest.approx(0.7 * 0.5 + 0.3 * 0.5)
    assert evidence == ("reports_to.c.a", "reports_to.d.c", "works_at.c.site-1")


def test_a_circle_of_reports_ends() -> None:
    assert Chain([reports("a", "b"), reports("b", "a")]).position("a")[0] == pytest.approx(2 / 4)


def test_a_title_of_an_ended_job_tells_nothing() -> None:
    assert formal_authority(PeopleView(account(job("a", "社長", is_current=False))), "a") == (None, ())


def test_past_roles() -> None:
    won = deal("deal-won", "won", 730)
    view = PeopleView(account(role("a", won, "decider", power=1.0), role("b", won, "buyer", power=1.0)))
    # Two years are a half-life: mass 0.5, and 0.5/(0.5 + 0.8) of the role's weight.
    value, evidence = past_roles(view, "a")
    assert value == pytest.approx(1.0 * 0.5 / 1.3)
    assert evidence == ("deal-won", "holds_role.a.deal-won.decider")
    assert past_roles(view, "b")[0] == pytest.approx(0.35 * 0.5 / 1.3)
    assert past_roles(view, "c") == (None, ())


def test_a_won_deal_says_more_than_an_open_and_a_lost_one() -> None:
    values = []
    for outcome, days in (("won", 0), ("open", None), ("lost", 0), ("cancelled", 0)):
        view = PeopleView(account(role("a", deal("d", outcome, days), "decider")))
        values.append(past_roles(view, "a")[0])
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == 4


def test_many_small_roles_do_not_make_a_great_one() -> None:
    many = role_value([(W.roles["buyer"], 1.0)] * 50, W.role_saturation)
    one = role_value([(W.roles["decider"], 1.0)], W.role_saturation)
    assert many is not None
    assert one is not None
    assert many < W.roles["buyer"] < one


def test_network_position() -> None:
    influence = Link("influences.b.c", "INFLUENCES", "b", "c", 0.5)
    facts = account(
        reports("a", "b"),
        influence,
        touch("mail", 0, "a> b c", kind="mail"),
        touch("meeting", 0, "b c m1"),
    )
    # A report 1, influence 2 x 0.5, half a mail, a meeting with one colleague 3.
    value, evidence = network_position(PeopleView(facts), "b")
    assert value == pytest.approx((1 + 1 + 0.5 + 3) / (5.5 + 4))
    assert evidence == tuple(sorted(("reports_to.a.b", "influences.b.c", "mail", "meeting")))
    # Who only sends receives nothing.
    assert network_position(PeopleView(facts), "a") == (None, ())


def test_conflict_is_no_influence_and_our_own_mail_no_tie_among_them() -> None:
    conflict = Link("influences.a.b", "INFLUENCES", "a", "b", 0.9, "conflict")
    facts = account(conflict, touch("mail", 0, "m1> a b", kind="mail"))
    assert network_position(PeopleView(facts), "a") == (None, ())


def test_engagement_and_reach() -> None:
    view = PeopleView(account(touch("t", 0, "a m1"), touch("u", 90, "a", kind="form")))
    # A meeting 3, a form 0.5 halved.
    assert engagement(view, "a") == (pytest.approx(3.25 / 9.25), ("t", "u"))
    assert reach(view, "a")[1] == ("t",)
    assert engagement(view, "b") == (None, ())
    assert reach(view, "b") == (None, ())


def _whole() -> AccountFacts:
    won = deal("deal-1", "won", 100)
    return account(
        job("a", "部長"),
        job("b", "担当"),
        job("c", "社長"),
        job("d", None),
        reports("b", "a"),
        role("a", won, "decider"),
        role("b", won, "specifier", stance="champion"),
        touch("t1", 5, "a m1"),
        touch("t2", 9, "b> a", kind="mail"),
        touch("t3", 20, "b m2", deals=("deal-1",)),
    )


def test_contributions_add_up_and_unknown_adds_nothing() -> None:
    for item in rank_key_people(PeopleView(_whole()), "abcd"):
        known = [part for part in item.parts if part.value is not None]
        if not known:
            assert item.score is None
            assert item.confidence == 0.0
            continue
        assert item.score == pytest.approx(sum(part.contribution for part in known))
        assert all(part.evidence_ids for part in known)
        assert all(
            part.contribution is None and not part.evidence_ids for part in item.parts if part not in known
        )
        assert item.confidence == pytest.approx(sum(part.weight for part in known))
        unknown = [change for change in item.would_change if change.key != "key_person.one_up"]
        assert {change.params["part"] for change in unknown} == {
            part.name for part in item.parts if part.value is None
        }


def test_a_grand_title_alone_does_not_beat_a_person_known_well() -> None:
    items = rank_key_people(PeopleView(_whole()), "abcd")
    assert [item.id for item in items][:2] == ["a", "c"]
    by_id = {item.id: item for item in items}
    assert 0.0 < by_id["c"].score < by_id["a"].score
    assert by_id["c"].confidence < by_id["a"].confidence


def test_state_is_inferred_unless_a_deciding_role_is_confirmed() -> None:
    items = {item.id: item for item in rank_key_people(PeopleView(_whole()), "abcd")}
    assert items["a"].state is State.CONFIRMED
    assert items["b"].state is State.INFERRED
    assumed = replace(_whole(), roles=(role("a", deal("d"), "decider", state="assumed"),))
    assert rank_key_people(PeopleView(assumed), "a")[0].state is State.INFERRED


def test_a_specifier_chooses_in_deals_and_never_purchases() -> None:
    roles = [role(who, deal(f"deal-{i}", "won", 50), "specifier") for who in "ab" for i in range(2)]
    facts = account(*roles)
    assert not is_specifier(PeopleView(facts), "a")
    bought = Bought("by.1", "purchase-1", "b", None, TODAY)
    facts = replace(facts, bought=(bought,))
    assert is_specifier(PeopleView(facts), "a")
    assert not is_specifier(PeopleView(facts), "b")
    assert not is_specifier(PeopleView(facts), "c")


def test_title_and_influence_that_disagree_are_flagged() -> None:
    won = [deal(f"deal-{i}", "won", 10) for i in range(3)]
    facts = account(
        job("a", "技師"),
        job("b", "取締役"),
        *(role("a", item, "decider", power=1.0) for item in won),
        *(touch(f"t{i}", 1, "a b> c", kind="meeting") for i in range(6)),
        role("b", deal("deal-9", "lost", 900), "gatekeeper"),
    )
    flags = {item.id: item.details["flags"] for item in rank_key_people(PeopleView(facts), "ab")}
    assert flags == {"a": ("low_title_high_influence",), "b": ("high_title_low_influence",)}


def test_what_would_be_lost_with_a_person() -> None:
    items = {item.id: item for item in rank_key_people(PeopleView(_whole()), "abcd", "d")}
    # Ties of a (5 days) and b (20 days) are living ones; each is the only one in the role.
    assert items["a"].details["departure"] == {"engaged_left": 1, "sole_roles": ["decider"]}
    assert items["b"].details["departure"] == {"engaged_left": 1, "sole_roles": ["specifier"]}
    assert items["c"].details["departure"] == {"engaged_left": 2, "sole_roles": []}
    assert items["d"].details["departure"] is None


def test_who_left_stays_listed_while_a_deal_is_open() -> None:
    gone = job("a", "課長", is_current=False)
    facts = account(gone, job("b", "主任"), role("a", deal("deal-1"), "influencer"))
    belonging = in_units(facts, "company-1")
    assert (belonging.ids, belonging.departed) == ({"a", "b"}, {"a"})
    items = rank_key_people(PeopleView(facts), belonging.ids, belonging.departed)
    assert [item.id for item in items] == ["b", "a"]
    assert "has_left" in items[1].details["flags"]
    closed = account(gone, job("b", "主任"), role("a", deal("deal-1", "won", 3), "influencer"))
    assert in_units(closed, "company-1").ids == {"b"}


def test_an_outsider_on_a_deal_never_left() -> None:
    elsewhere = job("b", "Consultant", unit="other-company")
    belonging = on_targets(account(job("a", "課長", is_current=False), elsewhere), "ab")
    assert belonging.departed == {"a"}


THINGS = st.lists(
    st.one_of(
        st.builds(
            lambda who, title: job(who, title),
            st.sampled_from("abcd"),
            st.sampled_from(["部長", "主任", "?"]),
        ),
        st.builds(reports, st.sampled_from("abcd"), st.sampled_from("abcd")),
        st.builds(
            lambda i, days, who: touch(f"t{i}", days, who),
            st.integers(0, 99),
            st.floats(0, 500),
            st.sampled_from(["a m1", "a b", "b> c", "c d m2", "m1> a d"]),
        ),
        st.builds(
            lambda i, who, code: role(who, deal(f"deal-{i}", "won", 30 * i), code),
            st.integers(0, 9),
            st.sampled_from("abcd"),
            st.sampled_from(["decider", "buyer", "user"]),
        ),
    ),
    max_size=25,
    unique_by=lambda item: item.id,
)


@settings(max_examples=60, deadline=None)
@given(THINGS, st.integers(0, 9))
def test_the_order_of_rows_never_changes_an_answer(things: list, seed: int) -> None:
    first = rank_key_people(PeopleView(account(*things)), "abcd")
    shuffled = list(things)
    random.Random(seed).shuffle(shuffled)
    assert rank_key_people(PeopleView(account(*shuffled)), "dcba") == first


@settings(max_examples=60, deadline=None)
@given(THINGS)
def test_taking_away_a_parts_evidence_makes_it_unknown_and_changes_no_other_candidates(things: list) -> None:
    facts = account(*things)
    for item in rank_key_people(PeopleView(facts), "abcd"):
        for part in item.parts:
            if part.value is None:
                continue
            gone = set(part.evidence_ids)
            less = account(*(thing for thing in things if thing.id not in gone))
            after = {item.id: item for item in rank_key_people(PeopleView(less), "abcd")}
            same = next(own for own in after[item.id].parts if own.name == part.name)
            assert same.value is None
            assert same.evidence_ids == ()


@settings(max_examples=60, deadline=None)
@given(THINGS)
def test_the_parts_of_one_person_do_not_depend_on_who_else_is_a_candidate(things: list) -> None:
    view = PeopleView(account(*things))
    alone = rank_key_people(view, "a")[0]
    among = next(item for item in rank_key_people(view, "abcd") if item.id == "a")
    assert alone.parts == among.parts
