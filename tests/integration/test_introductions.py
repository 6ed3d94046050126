"""Introductions on a small account in the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from graph_models.records import NodeRecord
from service.database import Database
from service.errors import UsageError
from service.operations.entities import evidence
from service.operations.tie_questions import ask_introductions
from tests.integration.people_graph import (
    CHIEF,
    EXPERT,
    HANA,
    KEN,
    LEFT,
    OPEN,
    SISTER,
    moment,
    put,
    small_account,
)


@pytest.fixture(scope="module")
def account(database: Database) -> Iterator[Database]:
    """The small account."""
    put(database, small_account())
    return database


def test_a_plan_for_people_we_name(account: Database) -> None:
    found = ask_introductions(account, moment(), "ja", to_ids=[CHIEF.id, SISTER.id])
    people = {person["id"]: (ask, person) for ask in found["asks"] for person in ask["people"]}
    assert set(people) | {one["id"] for one in found["uncovered"]} == {CHIEF.id, SISTER.id}
    ask, sister = people[SISTER.id]
    assert ask["introducer"]["id"] == KEN.id
    assert [node["id"] for node in sister["path"]["nodes"]] == [KEN.id, SISTER.id]
    for ask, person in people.values():
        nodes, edges = person["path"]["nodes"], person["path"]["edges"]
        assert [(edge["source"], edge["target"]) for edge in edges] == [
            (one["id"], other["id"]) for one, other in pairwise(nodes)
        ]
        assert all(evidence(account, id_, "ja") for edge in edges for id_ in edge["evidence_ids"])
        assert person["score"] == pytest.approx(person["path"]["score"])
        for lang in ("ja", "en"):
            assert person["name"] in ask["drafts"][lang]["body"]
            assert ask["introducer"]["name"] in ask["drafts"][lang]["body"]


def test_a_committee_leaves_out_whom_we_know(account: Database) -> None:
    found = ask_introductions(account, moment(), "en", deal=OPEN.id)
    close = {one["id"] for one in found["details"]["close"]}
    asked_for = {person["id"] for ask in found["asks"] for person in ask["people"]}
    assert EXPERT.id in close
    assert LEFT.id not in asked_for | close
    assert not asked_for & close


def test_limits_and_people_left_out(account: Database) -> None:
    one_each = ask_introductions(
        account, moment(), "en", to_ids=[CHIEF.id, SISTER.id, EXPERT.id], most_asks=1
    )
    assert all(len(ask["people"]) == 1 for ask in one_each["asks"])
    without = ask_introductions(account, moment(), "en", to_ids=[SISTER.id], without=[KEN.id])
    assert KEN.id not in {ask["introducer"]["id"] for ask in without["asks"]}
    with pytest.raises(UsageError):
        ask_introductions(account, moment(), "en")
    with pytest.raises(UsageError):
        ask_introductions(account, moment(), "en", to_ids=[SISTER.id], deal=OPEN.id)


def test_who_asked_not_to_be_asked_is_not(account: Database) -> None:
    for quiet in (KEN, HANA):
        label = "Member"
        record = NodeRecord(label, quiet.id, {"is_no_introducer": True}, "test")
        put(account, [record])
        found = ask_introductions(account, moment(), "en", to_ids=[SISTER.id, CHIEF.id])
        used = {
            node["id"]
            for ask in found["asks"]
            for person in ask["people"]
            for way in (person["path"], *person["alternatives"])
            for node in way["nodes"]
        }
        assert quiet.id not in used
    assert {one["id"] for one in found["uncovered"]} == {SISTER.id, CHIEF.id}
    assert all(one["text"] for one in found["uncovered"])
