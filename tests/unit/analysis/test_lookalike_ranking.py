"""Lookalike accounts on small inputs, with values worked out by hand."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.analysis.accounts import Accounts, Career, Company, Job, Unit
from service.analysis.lookalike import Lookalike
from service.analysis.lookalike_facts import LookalikeFacts
from service.analysis.similarity import Tree
from service.analysis.weights import WEIGHTS

WEIGHT = WEIGHTS.lookalike
COMPANIES = {
    "company-a": Company("company-a", "a", "JP", 1000, markets=(("market-x", "m.a"),)),
    "company-b": Company("company-b", "b", "JP", 4000, markets=(("market-x", "m.b"),)),
    "company-c": Company("company-c", "c", "DE", markets=(("market-z", "m.c"),)),
    "company-d": Company("company-d", "d"),
    "company-e": Company("company-e", "e", "JP", 500),
}
UNITS = {
    "site-a": Unit("site-a", "Site", "A", "plant", "Chiba", "JP", "company-a", "a", ("of.a",), ("site-a",)),
    "site-b": Unit("site-b", "Site", "B", "plant", "Chiba", "JP", "company-b", "b", ("of.b",), ("site-b",)),
    "site-c": Unit("site-c", "Site", "C", "rd", None, "DE", "company-c", "c", ("of.c",), ("site-c",)),
}
TRAITS = {
    "HAS_NEED": {
        "site-a": {"need-n": ("n.a",), "need-m": ("n.a2",)},
        "company-b": {"need-n": ("n.b",)},
        "site-c": {"need-o": ("n.c",)},
    }
}
SELLERS = {
    "company-a": frozenset({"company-s", "company-t"}),
    "company-b": frozenset({"company-s"}),
    "company-c": frozenset({"company-u"}),
}
FACTS = LookalikeFacts(
    Accounts(COMPANIES, UNITS, TRAITS, {}, Tree({})),
    given=("company-a",),
    candidates=("company-b", "company-c", "company-d", "company-e"),
    sellers=SELLERS,
    buyers={"company-s": frozenset({"company-a", "company-b"})},
)
DEALS = {
    ("company-a", "company-s"): ("deal-as",),
    ("company-b", "company-s"): ("deal-bs",),
    ("company-c", "company-u"): ("deal-cu",),
}


def parts_of(facts: LookalikeFacts, id_: str) -> dict[str, tuple[float | None, tuple[str, ...]]]:
    _, _, parts = Lookalike(facts, WEIGHT).parts(id_, DEALS)
    return {part.name: (part.value, part.evidence_ids) for part in parts}


def test_values_by_hand() -> None:
    parts = parts_of(FACTS, "company-b")
    shared, rare = math.log1p(3 / 2), math.log1p(3)
    assert parts["shared_need"] == (pytest.approx(shared / (shared + rare)), ("n.a", "n.a2", "n.b"))
    assert parts["shared_sellers"] == (
        pytest.approx(shared / math.hypot(shared, rare)),
        ("deal-as", "deal-bs"),
    )
    assert parts["market"] == (1.0, ("m.a", "m.b"))
    assert parts["size"] == (pytest.approx(0.5), ("company-a", "company-b"))
    assert parts["site_function"] == (1.0, ("site-a", "site-b"))
    assert parts["region"][0] == 1.0
    assert parts["shared_buyers"] == parts["moved_people"] == parts["same_group"] == (None, ())


def test_nothing_in_common_is_zero_and_nothing_known_is_unknown() -> None:
    apart, unknown = parts_of(FACTS, "company-c"), parts_of(FACTS, "company-d")
    assert apart["shared_need"] == (0.0, ("n.a", "n.a2", "n.c"))
    assert apart["shared_sellers"] == (0.0, ("deal-cu",))
    assert apart["region"][0] == apart["market"][0] == 0.0
    assert apart["size"] == (None, ())
    assert set(unknown.values()) == {(None, ())}


def test_order_leaves_out_what_has_nothing_in_common() -> None:
    assert Lookalike(FACTS, WEIGHT).ranked(10) == ["company-b", "company-e"]
    assert Lookalike(FACTS, WEIGHT).ranked(1) == ["company-b"]


def test_a_set_takes_the_mean_of_what_is_known() -> None:
    facts = replace(FACTS, given=("company-a", "company-b"), candidates=("company-e",))
    parts = parts_of(facts, "company-e")
    assert parts["size"][0] == pytest.approx((2**-0.5 + 2**-1.5) / 2)
    assert parts["size"][1] == ("company-a", "company-b", "company-e")


def test_somebody_who_moved() -> None:
    jobs = (Job("w.1", "site-a", "company-a", False), Job("w.2", None, "company-d", True))
    facts = replace(FACTS, accounts=replace(FACTS.accounts, careers=(Career("contact-9", "nine", jobs),)))
    assert parts_of(facts, "company-d")["moved_people"] == (pytest.approx(0.8), ("w.1", "w.2"))
    assert [item.contact_id for item in Lookalike(facts, WEIGHT).moved("company-d")] == ["contact-9"]


def test_what_is_shared_and_what_differs() -> None:
    ranking = Lookalike(FACTS, WEIGHT)
    assert ranking.shared("company-b") == [("shared_need", "need-n"), ("site_function", "plant")]
    assert ranking.differs("company-b") == [("shared_need", "need-m")]
    assert ranking.shared("company-d") == ranking.differs("company-d") == []


def test_units_are_compared_like_companies() -> None:
    facts = replace(FACTS, given=("site-a",), candidates=("site-b", "site-c"), sellers={}, buyers={})
    parts = parts_of(facts, "site-b")
    assert parts["site_function"] == (1.0, ("site-a", "site-b"))
    assert parts["shared_need"][1] == ("n.a", "n.a2", "n.b")
    assert parts["size"][0] == pytest.approx(0.5)
    assert Lookalike(facts, WEIGHT).ranked(5) == ["site-b"]


def test_group_by_parents() -> None:
    companies = {
        **COMPANIES,
        "company-a": replace(COMPANIES["company-a"], parents=(("company-p", "s.a"),)),
        "company-e": replace(COMPANIES["company-e"], parents=(("company-p", "s.e"),)),
    }
    facts = replace(FACTS, accounts=replace(FACTS.accounts, companies=companies))
    assert parts_of(facts, "company-e")["same_group"] == (0.5, ("s.a", "s.e"))
    assert parts_of(facts, "company-b")["same_group"] == (None, ())


@settings(max_examples=20, deadline=None)
@given(st.permutations(FACTS.candidates), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(candidates: list[str], dice: random.Random) -> None:
    keys = list(COMPANIES)
    dice.shuffle(keys)
    accounts = replace(FACTS.accounts, companies={key: COMPANIES[key] for key in keys})
    facts = replace(FACTS, accounts=accounts, candidates=tuple(candidates))
    assert Lookalike(facts, WEIGHT).ranked(10) == Lookalike(FACTS, WEIGHT).ranked(10)
    first, second = (Lookalike(f, WEIGHT).parts("company-b", DEALS) for f in (FACTS, facts))
    assert first == second
