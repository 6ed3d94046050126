"""What is one is found after imports, whatever their order, and parts again when its reasons are gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.operations.resolving import resolve, resolve_everything, resolve_run
from service.resolution.grouping import pair
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress, write_batch
from service.store.resolving import save_judgement
from service.store.undoing import delete_of_run, take_back_claims
from tests.conftest import clear

DAY = datetime(2026, 1, 1, tzinfo=UTC)
NUMBERS = ("7000012050002", "5040001043849")
Record = NodeRecord | RelationshipRecord


@pytest.fixture(autouse=True)
def _empty(database: Database) -> None:
    clear(database)


def company(key: str, name: str, **properties: Any) -> NodeRecord:
    return NodeRecord("Company", node_id("Company", "test", key), {"name": name, **properties}, "list")


def person(key: str, name: str, employer: NodeRecord, **properties: Any) -> list[Record]:
    record = NodeRecord("Contact", node_id("Contact", "test", key), {"name": name, **properties}, "list")
    return [record, employer, RelationshipRecord("WORKS_AT", record.id, employer.id, "list")]


def bring(database: Database, run: str, *records: Record) -> None:
    number = int(run.rpartition("-")[2])
    write_batch(database, records, ImportProgress(run, {"source": "list"}), DAY + timedelta(days=number))
    resolve_run(database, run)


def standing(database: Database, label: str) -> list[str]:
    rows = database.run_statement(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")
    return [row["id"] for row in rows]


def pairs(database: Database, state: str) -> set[tuple[str, str]]:
    rows = database.run_statement(
        "MATCH (p:ResolutionPair {state: $state}) RETURN p.left_id AS l, p.right_id AS r", state=state
    )
    return {(row["l"], row["r"]) for row in rows}


NAMED = company("a", "株式会社山川計測")
NUMBERED = company("b", "(株)山川計測", corporate_number=NUMBERS[0])
HOMONYM = company("c", "㈱山川計測", corporate_number=NUMBERS[1])


def test_one_with_and_one_without_a_number_are_one(database: Database) -> None:
    bring(database, "run-1", NAMED)
    bring(database, "run-2", NUMBERED)
    assert standing(database, "Company") == [NUMBERED.id]
    assert pairs(database, "merged") == {pair(NAMED.id, NUMBERED.id)}


def test_torn_between_two_is_one_with_neither(database: Database) -> None:
    bring(database, "run-1", NAMED)
    bring(database, "run-2", NUMBERED)
    bring(database, "run-3", HOMONYM)
    assert standing(database, "Company") == sorted([NAMED.id, NUMBERED.id, HOMONYM.id])
    assert pairs(database, "merged") == set()
    assert pairs(database, "review") == {pair(NAMED.id, NUMBERED.id), pair(NAMED.id, HOMONYM.id)}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1)])
def test_order_does_not_matter(database: Database, order: Sequence[int]) -> None:
    batches: list[list[Record]] = [
        [NAMED, *person("p", "佐藤 花子", NAMED, emails=["hanako@yamakawa.test"])],
        [NUMBERED, *person("q", "佐藤 花子", NUMBERED, emails=["hanako@yamakawa.test"])],
        [HOMONYM, company("d", "東西商事"), *person("r", "佐藤 花子", HOMONYM)],
    ]
    for place, number in enumerate(order):
        bring(database, f"run-{place}", *batches[number])
    expected = "|".join(sorted(standing(database, "Company")))
    found = graph_checksum(database)["checksum"]
    clear(database)
    bring(database, "run-1", *(record for batch in batches for record in batch))
    assert "|".join(sorted(standing(database, "Company"))) == expected
    assert graph_checksum(database)["checksum"] == found


def test_taking_back_the_homonym_makes_the_others_one_again(database: Database) -> None:
    bring(database, "run-1", NAMED)
    bring(database, "run-2", NUMBERED)
    before = graph_checksum(database)["checksum"]
    bring(database, "run-3", HOMONYM)
    take_back(database, "run-3")
    resolve(database, [HOMONYM.id])
    assert graph_checksum(database)["checksum"] == before
    assert pairs(database, "review") == set()


def test_taking_back_the_one_that_stood_for_the_group(database: Database) -> None:
    bring(database, "run-1", NAMED, *person("p", "佐藤 花子", NAMED, emails=["hanako@yamakawa.test"]))
    before = graph_checksum(database)["checksum"]
    bring(database, "run-2", NUMBERED)
    assert standing(database, "Company") == [NUMBERED.id]
    take_back(database, "run-2")
    resolve(database, [NUMBERED.id])
    assert graph_checksum(database)["checksum"] == before
    assert database.run_statement("MATCH (m:Merged) RETURN count(m) AS n")[0]["n"] == 0


def take_back(database: Database, run: str) -> None:
    while take_back_claims(database, run, DAY):
        pass
    while delete_of_run(database, run):
        pass


def test_what_a_person_says_stands_above_the_score(database: Database) -> None:
    bring(database, "run-1", NAMED, NUMBERED)
    key = pair(NAMED.id, NUMBERED.id)
    row = {"id": "j", "left_id": key[0], "right_id": key[1], "is_match": False}
    save_judgement(database, row, DAY)
    resolve(database, key)
    assert standing(database, "Company") == sorted(key)
    resolve_everything(database)
    assert standing(database, "Company") == sorted(key)
    save_judgement(database, {**row, "is_match": True}, DAY)
    resolve(database, key)
    assert standing(database, "Company") == [NUMBERED.id]


def test_resolving_again_changes_nothing(database: Database) -> None:
    bring(database, "run-1", NAMED, NUMBERED, HOMONYM)
    before = graph_checksum(database)["checksum"]
    assert resolve_everything(database).moved == {}
    assert graph_checksum(database)["checksum"] == before


def test_one_person_in_two_jobs_is_one(database: Database) -> None:
    old, new = company("old", "北洋製作所株式会社"), company("new", "南海薬品株式会社")
    bring(database, "run-1", *person("p", "高橋 健太郎", old, phones=["090-1234-5678"]))
    bring(database, "run-2", *person("q", "髙橋健太郎", new, phones=["+81 90-1234-5678"]))
    people = standing(database, "Contact")
    assert len(people) == 1
    jobs = database.run_statement("MATCH (:Contact)-[:WORKS_AT]->(c) RETURN c.name AS name ORDER BY name")
    assert [row["name"] for row in jobs] == ["北洋製作所株式会社", "南海薬品株式会社"]
