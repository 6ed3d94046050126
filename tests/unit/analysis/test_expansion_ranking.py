"""Horizontal expansion on small inputs, with values worked out by hand."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_models.vocabulary import ExpansionKind
from service.analysis.accounts import Accounts, Career, Company, Job, Person, Touched, Unit, Win
from service.analysis.expansion import Expansion
from service.analysis.expansion_facts import ExpansionFacts, Proofs
from service.analysis.similarity import Tree
from service.analysis.weights import WEIGHTS

WEIGHT = WEIGHTS.expansion
US = "company-us"


def unit(key: str, company: str, function: str = "plant", country: str = "JP") -> Unit:
    return Unit(
        f"site-{key}",
        "Site",
        key,
        function,
        "Chiba",
        country,
        company,
        company,
        (f"of.{key}",),
        (f"site-{key}",),
    )


UNITS = {
    item.id: item
    for item in (
        unit("won", "company-a"),
        unit("sister", "company-a"),
        unit("office", "company-a", "sales_office"),
        unit("peer", "company-b"),
        unit("far", "company-c"),
        unit("abroad", "company-d", country="DE"),
    )
}
COMPANIES = {
    US: Company(US, "us", is_self=True),
    "company-a": Company("company-a", "a", "JP", markets=(("market-x", "m.a"),)),
    "company-b": Company("company-b", "b", "JP", markets=(("market-y", "m.b"),)),
    "company-c": Company("company-c", "c", "JP", markets=(("market-z", "m.c"),)),
    "company-d": Company("company-d", "d", "DE", markets=(("market-x", "m.d"),)),
}
TREE = Tree({"market-x": (("top", "t.x"),), "market-y": (("top", "t.y"),)})
WIN = Win(
    "deal-1",
    "first",
    date(2025, 5, 1),
    "site-won",
    1000.0,
    "JPY",
    ("at.1", "sold.1"),
    (("product-p", "inc.1"),),
    (("need-n", "addr.1"),),
)
NEEDS = {
    "site-won": {"need-n": ("n.won",)},
    "site-sister": {"need-n": ("n.sister",)},
    "site-peer": {"need-o": ("n.peer",)},
}
SALES = {
    "site-won": frozenset({US, "company-v"}),
    "site-peer": frozenset({"company-v"}),
    "site-far": frozenset({"company-w"}),
}
FACTS = ExpansionFacts(
    seller_id=US,
    accounts=Accounts(COMPANIES, UNITS, {"HAS_NEED": NEEDS}, {}, TREE),
    wins=(WIN,),
    served=frozenset({"site-won"}),
    sales=SALES,
    recent={"site-peer": 20},
    demand={"product-p": {"site-peer": 20}},
    people={"site-sister": (Person("contact-1", "one", "site-sister", evidence=("works.1",)),)},
    touches={"contact-1": (Touched("member-1", "m", (0, 90)),)},
)
PROOFS = Proofs(
    deals={
        ("site-peer", "company-v"): ("deal-p",),
        ("site-won", "company-v"): ("deal-w",),
        ("site-far", "company-w"): ("deal-f",),
    },
    recent={"site-peer": ("deal-p",)},
    demand={("site-peer", "product-p"): ("inc.p",)},
    touches={("contact-1", "member-1"): ("activity-1", "activity-2")},
)


def parts_of(facts: ExpansionFacts, id_: str) -> dict[str, tuple[float | None, tuple[str, ...]]]:
    ranking = Expansion(facts, WEIGHT)
    candidate = next(item for item in ranking.candidates(100) if item.unit.id == id_)
    _, _, parts = ranking.parts(candidate, PROOFS)
    return {part.name: (part.value, part.evidence_ids) for part in parts}


def test_co_seller_by_hand() -> None:
    # v serves two units, one of them ours with two sellers: 2^-1/2 / 2.
    amount = 2**-0.5 / 2
    value, evidence = parts_of(FACTS, "site-peer")["co_seller"]
    assert value == pytest.approx(amount / (amount + 0.1))
    assert evidence == ("deal-p", "deal-w")


def test_no_shared_seller_is_zero_and_no_deal_is_unknown() -> None:
    assert parts_of(FACTS, "site-far")["co_seller"] == (0.0, ("deal-f",))
    assert parts_of(FACTS, "site-sister")["co_seller"] == (None, ())


def test_story_parts_by_hand() -> None:
    sister, peer = parts_of(FACTS, "site-sister"), parts_of(FACTS, "site-peer")
    rare = math.log1p(3 / 2)
    assert sister["shared_need"][0] == pytest.approx(rare / (rare + 2))
    # The deal says which need it met, so that is what is carried on.
    assert sister["shared_need"][1] == ("addr.1", "n.sister")
    assert peer["shared_need"] == (0.0, ("addr.1", "n.peer"))
    assert parts_of(FACTS, "site-far")["shared_need"] == (None, ())
    assert sister["site_function"] == (1.0, ("site-sister", "site-won"))
    assert parts_of(FACTS, "site-office")["site_function"][0] == 0.0
    assert sister["same_organisation"] == (0.5, ("at.1", "of.sister", "of.won", "sold.1"))
    assert peer["same_organisation"] == (0.0, ("of.peer",))
    assert peer["market"] == (0.5, ("m.a", "m.b", "of.peer", "of.won", "t.x", "t.y"))
    assert peer["demand"] == (0.5, ("deal-p",))
    assert peer["category_match"] == (0.5, ("inc.p",))
    assert parts_of(FACTS, "site-abroad")["region"] == (0.0, ("site-abroad", "site-won"))


def test_reach_halves_touches_and_people_never_met_are_zero() -> None:
    assert parts_of(FACTS, "site-sister")["reach"] == (
        pytest.approx(1.5 / 5.5),
        ("activity-1", "activity-2", "works.1"),
    )
    assert parts_of(replace(FACTS, touches={}), "site-sister")["reach"][0] == 0.0
    assert parts_of(FACTS, "site-peer")["reach"] == (None, ())


def test_somebody_who_moved_is_a_bridge() -> None:
    jobs = (Job("w.old", "site-won", "company-a", False), Job("w.new", "site-far", "company-c", True))
    accounts = replace(FACTS.accounts, careers=(Career("contact-9", "nine", jobs),))
    assert parts_of(replace(FACTS, accounts=accounts), "site-far")["moved_people"] == (
        pytest.approx(0.8),
        ("w.new", "w.old"),
    )
    assert parts_of(FACTS, "site-far")["moved_people"] == (None, ())


def test_kinds() -> None:
    kinds = {item.unit.id: item.kind for item in Expansion(FACTS, WEIGHT).candidates(100)}
    assert kinds == {
        "site-sister": ExpansionKind.SAME_COMPANY_SITE,
        "site-office": ExpansionKind.SAME_COMPANY_SITE,
        "site-peer": ExpansionKind.SIMILAR_COMPANY_SAME_MARKET,
        "site-far": ExpansionKind.SIMILAR_STORY_OTHER_MARKET,
        "site-abroad": ExpansionKind.OVERSEAS,
    }


def test_a_kind_can_be_asked_for() -> None:
    found = Expansion(FACTS, WEIGHT).candidates(1, ExpansionKind.OVERSEAS)
    assert [item.unit.id for item in found] == ["site-abroad"]


def test_the_plant_with_the_need_comes_before_the_office_without() -> None:
    order = [item.unit.id for item in Expansion(FACTS, WEIGHT).candidates(100)]
    assert order.index("site-sister") < order.index("site-office")


def test_sellers_ourselves_and_served_units_are_no_targets() -> None:
    units = {
        **UNITS,
        "site-of-v": replace(unit("of-v", "company-v"), id="site-of-v"),
        "site-of-us": replace(unit("of-us", US), id="site-of-us"),
    }
    companies = {**COMPANIES, "company-v": Company("company-v", "v")}
    facts = replace(FACTS, accounts=replace(FACTS.accounts, units=units, companies=companies))
    assert {item.id for item in Expansion(facts, WEIGHT).targets} == UNITS.keys() - {"site-won"}


def test_contributions_add_up_to_the_score() -> None:
    ranking = Expansion(FACTS, WEIGHT)
    for candidate in ranking.candidates(100):
        score, confidence, parts = ranking.parts(candidate, PROOFS)
        assert score == pytest.approx(sum(part.contribution or 0.0 for part in parts))
        known = [part for part in parts if part.value is not None]
        assert confidence == pytest.approx(sum(p.weight for p in known) / sum(p.weight for p in parts))
        assert all(part.evidence_ids for part in known)
        assert all(not part.evidence_ids for part in parts if part.value is None)


def test_a_story_is_not_told_where_it_was_told_already() -> None:
    facts = replace(FACTS, sold={"site-sister": frozenset({"need-n", "product-q"})})
    assert "site-sister" not in {item.unit.id for item in Expansion(facts, WEIGHT).candidates(100)}
    # Another product sold there leaves the story to be told.
    facts = replace(FACTS, sold={"site-sister": frozenset({"need-o", "product-q"})})
    assert "site-sister" in {item.unit.id for item in Expansion(facts, WEIGHT).candidates(100)}


def test_nothing_won_gives_no_target() -> None:
    assert Expansion(replace(FACTS, wins=()), WEIGHT).candidates(10) == []


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(dice: random.Random) -> None:
    def shuffled(mapping: dict[str, object]) -> dict[str, object]:
        keys = list(mapping)
        dice.shuffle(keys)
        return {key: mapping[key] for key in keys}

    accounts = replace(
        FACTS.accounts,
        units=shuffled(dict(UNITS)),  # type: ignore[arg-type]
        companies=shuffled(dict(COMPANIES)),  # type: ignore[arg-type]
        traits={"HAS_NEED": shuffled(dict(NEEDS))},  # type: ignore[dict-item]
    )
    other = replace(FACTS, accounts=accounts, sales=shuffled(dict(SALES)))  # type: ignore[arg-type]
    first, second = Expansion(FACTS, WEIGHT), Expansion(other, WEIGHT)
    assert [(c.unit.id, c.story.id) for c in first.candidates(100)] == [
        (c.unit.id, c.story.id) for c in second.candidates(100)
    ]
