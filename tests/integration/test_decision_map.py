"""The decision map on the real graph."""

from __future__ import annotations

from typing import Any

import pytest

from graph_models.ids import relationship_id
from graph_models.vocabulary import State
from service.analysis.weights import VERSION
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.decision_map import decision_map
from service.operations.weight_sets import set_weights, use_weights
from tests.integration.people_graph import (
    ACME,
    BUYER,
    CHIEF,
    EMPTY,
    EXPERT,
    LATER,
    LEFT,
    OPEN,
    PLANT,
    QUALITY,
    SISTER,
    later_facts,
    link,
    moment,
    put,
    remove,
    small_account,
)


@pytest.fixture(scope="module")
def account(database: Database) -> Database:
    put(database, small_account())
    return database


def ask(database: Database, **options: Any) -> dict[str, Any]:
    scope = {} if options.keys() & {"company", "deal"} else {"deal": OPEN.id}
    return decision_map(database, moment(), "en", **{**scope, **options})


def card(told: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(one for one in told["cards"] if one["id"] == id_)


def test_a_deal_shows_its_buying_center_with_what_is_known_of_each(account: Database) -> None:
    told = ask(account)
    assert {one["id"] for one in told["cards"]} == {CHIEF.id, EXPERT.id, BUYER.id, LEFT.id}
    expert = card(told, EXPERT.id)
    assert (expert["stance"], expert["power"], expert["title"]) == ("champion", 0.6, "主任")
    assert expert["unit"]["id"] == QUALITY.id
    assert expert["site"] == {"id": PLANT.id, "label": "Site", "name": "Acme Plant"}
    assert [role["role"] for role in expert["roles"]] == ["specifier"]
    assert expert["managers"] == [CHIEF.id]
    assert card(told, CHIEF.id)["level"] < expert["level"]
    assert card(told, BUYER.id)["stance"] == "unknown"
    assert "has_left" in card(told, LEFT.id)["flags"]
    assert card(told, LEFT.id)["next_step"]["key"] == "next_steps.find_successor"
    assert all(part["evidence_ids"] or part["value"] is None for part in expert["key_person"]["parts"])
    assert {(one["type"], one["kind"]) for one in told["lines"]} == {
        ("REPORTS_TO", None),
        ("INFLUENCES", "influence"),
    }
    assert 0 < told["coverage"]["named"] < 1
    assert {one["role"] for one in told["missing"]} == {
        one["role"] for one in told["required"] if not one["named_people"]
    }


def test_a_company_shows_everybody_who_works_there(account: Database) -> None:
    told = ask(account, company=ACME.id)
    assert {one["id"] for one in told["cards"]} == {CHIEF.id, EXPERT.id, BUYER.id, LEFT.id, SISTER.id}
    assert told["template"]["of"] == "open_deals"
    assert not card(told, SISTER.id)["in_center"]
    assert card(told, SISTER.id)["roles"] == []
    assert [deal["outcome"] for deal in told["deals"]] == ["open", "won"]
    shown = ask(account, company=ACME.id, limit=2)
    assert (shown["shown"], shown["total"]) == (2, 5)
    ids = {one["id"] for one in shown["cards"]}
    assert all({line["source"], line["target"]} <= ids for line in shown["lines"])


def test_what_came_later_is_not_there(account: Database) -> None:
    before = ask(account, company=ACME.id)
    records = later_facts()
    put(account, records, LATER)
    assert _without_time(ask(account, company=ACME.id)) == _without_time(before)
    put(account, small_account())
    remove(account, tuple(record.id for record in records if record.id not in _own_ids()))


def test_an_inferred_line_is_shown_as_one_and_moves_nobody(account: Database) -> None:
    line = link("REPORTS_TO", BUYER, CHIEF, state=State.INFERRED)
    put(account, [line])
    try:
        told = ask(account)
        (found,) = (one for one in told["lines"] if one["source"] == BUYER.id)
        assert found["state"] == "inferred"
        assert found["id"] == relationship_id("REPORTS_TO", BUYER.id, CHIEF.id)
        assert card(told, BUYER.id)["managers"] == []
        assert not card(told, BUYER.id)["has_line"]
    finally:
        remove(account, (line.id,))


def test_an_account_without_people_says_so(account: Database) -> None:
    told = ask(account, company=EMPTY.id)
    assert told["cards"] == []
    assert told["coverage"]["named"] is None
    assert told["notes"][0]["key"] == "decision_map.nobody_known"


def test_it_states_the_weights_it_was_made_with(account: Database) -> None:
    version = set_weights(account, {"key_person.parts.formal_authority": 0.0})["version"]
    try:
        assert ask(account)["weights_version"] == ask(account, company=ACME.id)["weights_version"] == version
    finally:
        assert use_weights(account, VERSION)["version"] == VERSION
    assert ask(account)["weights_version"] == VERSION


def test_exactly_one_scope_that_is_there(account: Database) -> None:
    with pytest.raises(UsageError):
        ask(account, deal=OPEN.id, company=ACME.id)
    with pytest.raises(UsageError):
        ask(account, company=OPEN.id)
    with pytest.raises(NotFoundError):
        ask(account, company="company-nonesuch")


def _own_ids() -> set[str]:
    return {record.id for record in small_account()}


def _without_time(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "known_at"}
