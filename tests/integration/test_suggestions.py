"""Suggestions that are accepted, refused and undone, and weights that are changed, on the real graph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.analysis.weights import VERSION
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.entities import evidence
from service.operations.key_person import departure, key_person
from service.operations.suggestions import decide, reconsider, suggestions
from service.operations.undoing import undo_import
from service.operations.weight_sets import sensitivity_told, set_weights, use_weights, weights_told
from service.store.checksum import graph_checksum
from service.store.people import links_of_people
from tests.integration.people_graph import ACME, BUYER, CHIEF, EXPERT, OPEN, WON, moment, put, small_account


@pytest.fixture(scope="module")
def account(database: Database) -> Iterator[Database]:
    put(database, small_account())
    yield database
    database.run_statement("MATCH (n:SuggestionVerdict|WeightSet) DETACH DELETE n", write=True)


def asked(database: Database, **more: object) -> dict[str, dict]:  # type: ignore[type-arg]
    found = suggestions(database, moment(), "en", company=ACME.id, **more)  # type: ignore[arg-type]
    return {item["id"]: item for item in found["items"]}


LINE = f"reports_to.{BUYER.id}.{CHIEF.id}"


def test_a_manager_is_suggested_with_evidence_that_resolves(account: Database) -> None:
    found = asked(account)[LINE]
    assert found["state"] == "inferred"
    assert (found["start"]["name"], found["end"]["name"]) == ("Buyer", "Chief")
    known = [part for part in found["parts"] if part["value"] is not None]
    assert found["score"] == pytest.approx(sum(part["contribution"] for part in known))
    for part in known:
        assert part["evidence_ids"]
        for id_ in part["evidence_ids"]:
            assert evidence(account, id_, "en")["sentence"]
    on_deal = suggestions(account, moment(), "ja", deal=OPEN.id)["items"]
    assert LINE in {item["id"] for item in on_deal}


def test_refused_is_kept_until_it_is_reconsidered(account: Database) -> None:
    assert decide(account, LINE, "refuse", moment(), reason="he is a consultant")["run"] is None
    assert LINE not in asked(account)
    assert asked(account, refused=True)[LINE]["refused"]["reason"] == "he is a consultant"
    reconsider(account, LINE)
    assert LINE in asked(account)
    with pytest.raises(NotFoundError):
        reconsider(account, LINE)


def test_accepted_is_a_fact_that_can_be_undone(account: Database) -> None:
    before = graph_checksum(account)
    run = decide(account, LINE, "accept", moment(), by="hana")["run"]
    assert LINE not in asked(account)
    links = links_of_people(account, [BUYER.id], moment())
    assert [link.state for link in links if link.id == LINE] == ["confirmed"]
    undo_import(account, run)
    assert graph_checksum(account) == before
    assert LINE in asked(account)


def test_what_is_not_suggested_cannot_be_accepted(account: Database) -> None:
    for id_ in ("nothing", f"reports_to.{CHIEF.id}.{BUYER.id}", f"holds_role.{BUYER.id}.{WON.id}"):
        with pytest.raises(NotFoundError):
            decide(account, id_, "accept", moment())
    with pytest.raises(UsageError):
        suggestions(account, moment(), "en", company=WON.id)


def test_weights_make_versions_that_answers_state(account: Database) -> None:
    def ranked() -> tuple[str, list[str]]:
        found = key_person(account, company=ACME.id, moment=moment(), limit=10)
        return found.details["weights_version"], [item.id for item in found.items]

    before = ranked()
    assert before[0] == VERSION
    told = set_weights(account, {"key_person.parts.formal_authority": 0.0}, reason="titles mislead")
    assert told["version"].startswith(f"{VERSION}+")
    assert ranked()[0] == told["version"]
    item = key_person(account, company=ACME.id, moment=moment(), limit=1).items[0]
    assert next(part for part in item.parts if part.name == "formal_authority").weight == 0.0
    assert use_weights(account, VERSION)["version"] == VERSION
    assert ranked() == before
    assert use_weights(account, told["version"])["version"] == told["version"]
    # Back to the value of the service is the set of the service.
    assert set_weights(account, {"key_person.parts.formal_authority": 0.3})["version"] == VERSION
    assert [row["version"] for row in weights_told(account)["sets"]] == [told["version"]]
    with pytest.raises(NotFoundError):
        use_weights(account, "none")
    with pytest.raises(UsageError):
        set_weights(account, {"key_person.parts.charm": 1.0})


def test_sensitivity_names_the_people_who_move(account: Database) -> None:
    found = sensitivity_told(account, moment(), company=ACME.id, step=1.0)
    assert found["ranked"]
    ids = {item["id"] for item in found["ranked"]}
    assert {one["id"] for flip in found["flips"] for one in flip["moved"]} <= ids
    assert len(found["flips"]) == 2 * len({flip["part"] for flip in found["flips"]})


def test_departure_and_category(account: Database) -> None:
    found = departure(account, contact=EXPERT.id, moment=moment())
    assert [(role["target_id"], role["role"]) for role in found["lost_roles"]] == [(OPEN.id, "specifier")]
    assert found["after"]["engaged"] < found["before"]["engaged"]
    for id_ in found["evidence_ids"]:
        assert evidence(account, id_, "en")["sentence"]
    with pytest.raises(UsageError):
        departure(account, contact=ACME.id, moment=moment())
    category = key_person(account, company=ACME.id, category="BAL", moment=moment(), limit=10)
    assert BUYER.id in {item.id for item in category.items}
    with pytest.raises(NotFoundError):
        key_person(account, company=ACME.id, category="NONE", moment=moment(), limit=10)
    with pytest.raises(UsageError):
        key_person(account, deal=OPEN.id, category="BAL", moment=moment(), limit=10)
