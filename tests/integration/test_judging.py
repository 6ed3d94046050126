"""What people judge of records stands above the score, can be taken back, and teaches."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from graph_models.ids import node_id
from graph_models.records import Moment, RelationshipRecord
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.entities import card, evidence
from service.operations.judging import judge, merge, part, withdraw
from service.operations.relearning import learn_weights, resolve_all, use_weights, weights_told
from service.operations.resolving import resolve_run
from service.operations.review import history, queue
from service.resolution.grouping import pair
from service.resolution.weights import DEFAULT
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress, write_batch
from service.store.review import active_weights
from tests.conftest import clear
from tests.integration.test_resolving import DAY, NUMBERS, Record, company, person

LATER = datetime.now(UTC) + timedelta(days=1)
NOW = Moment(LATER.date(), LATER, LATER)


@pytest.fixture(autouse=True)
def _empty(database: Database) -> None:
    clear(database)


def bring(database: Database, run: str, *records: Record, source: str = "list") -> None:
    write_batch(database, records, ImportProgress(run, {"source": source}), DAY)
    resolve_run(database, run)


def standing(database: Database, label: str = "Company") -> list[str]:
    rows = database.run_statement(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")
    return [row["id"] for row in rows]


def checksum(database: Database) -> str:
    return str(graph_checksum(database)["checksum"])


FRONT = company("front", "株式会社山川計測", phones=["+81312345678"])
BACK = company("back", "山川計測株式会社", country="JP")
OTHER = company("other", "東西商事株式会社", corporate_number=NUMBERS[0])
THIRD = company("third", "南北物産株式会社", corporate_number=NUMBERS[1])


def test_a_doubtful_pair_is_told_side_by_side_and_judged(database: Database) -> None:
    bring(database, "run-1", FRONT, BACK, *person("p", "佐藤 花子", BACK))
    before = checksum(database)
    page = queue(database, "ja")
    (found,) = page["items"]
    assert {found["left_id"], found["right_id"]} == {FRONT.id, BACK.id}
    assert {found["left"]["name"], found["right"]["name"]} == {"株式会社山川計測", "山川計測株式会社"}
    assert any(reason["title"] == "名称" and reason["bits"] for reason in found["reasons"])
    done = judge(database, FRONT.id, BACK.id, is_match=True, by="kato", reason="名刺で確認")
    assert done["is_one"]
    assert len(standing(database)) == 1
    assert queue(database, "ja")["items"] == []
    told = history(database, BACK.id, "en")
    assert len(told["records"]) == 2
    assert [(one["by"], one["is_match"]) for one in told["judgements"]] == [("kato", True)]
    withdraw(database, BACK.id, FRONT.id)
    assert checksum(database) == before
    assert len(queue(database, "ja")["items"]) == 1
    with pytest.raises(NotFoundError):
        withdraw(database, BACK.id, FRONT.id)


def test_merging_by_hand_and_parting_restores(database: Database) -> None:
    bring(database, "run-1", FRONT, OTHER, company("third", "南北物産"), *person("p", "佐藤 花子", OTHER))
    before = checksum(database)
    third = node_id("Company", "test", "third")
    done = merge(database, [FRONT.id, OTHER.id, third], by="kato")
    assert done["is_one"]
    assert standing(database) == [OTHER.id]
    assert len(history(database, third, "ja")["records"]) == 3
    part(database, third)
    assert standing(database) == sorted([OTHER.id, third])
    part(database, FRONT.id)
    assert checksum(database) == before
    with pytest.raises(UsageError):
        part(database, FRONT.id)


def test_the_one_that_stands_for_others_can_be_parted_too(database: Database) -> None:
    bring(database, "run-1", FRONT, OTHER)
    before = checksum(database)
    merge(database, [FRONT.id, OTHER.id])
    assert standing(database) == [OTHER.id]
    part(database, OTHER.id)
    assert checksum(database) == before


def test_two_numbers_are_merged_only_when_confirmed(database: Database) -> None:
    bring(database, "run-1", OTHER, THIRD, *person("p", "佐藤 花子", THIRD))
    with pytest.raises(UsageError, match="7000012050002"):
        merge(database, [OTHER.id, THIRD.id])
    assert merge(database, [OTHER.id, THIRD.id], is_confirmed=True)["is_one"]
    with pytest.raises(UsageError):
        merge(database, [OTHER.id, node_id("Contact", "test", "p")])
    with pytest.raises(UsageError):
        merge(database, [OTHER.id])


def test_groups_are_merged_whole(database: Database) -> None:
    twin = company("other-2", "東西商事(株)")
    second = company("third-2", "(株)南北物産")
    first = company("third", "株式会社南北物産", corporate_number=NUMBERS[1])
    bring(database, "run-1", OTHER, twin, first, second)
    if len(standing(database)) > 2:
        merge(database, [OTHER.id, twin.id])
        merge(database, [first.id, second.id])
    before = checksum(database)
    assert len(standing(database)) == 2
    done = merge(database, [OTHER.id, first.id], is_confirmed=True)
    assert done["is_one"]
    assert len(standing(database)) == 1
    for row in done["judgements"]:
        withdraw(database, row["left_id"], row["right_id"])
    assert checksum(database) == before


def test_a_judgement_stands_against_the_score_and_later_imports(database: Database) -> None:
    named, numbered = (
        company("a", "株式会社山川計測"),
        company("b", "(株)山川計測", corporate_number=NUMBERS[0]),
    )
    bring(database, "run-1", named, numbered)
    assert standing(database) == [numbered.id]
    part(database, named.id, by="kato", reason="別会社")
    assert len(standing(database)) == 2
    bring(database, "run-2", company("b", "(株)山川計測", corporate_number=NUMBERS[0], employees=30))
    resolve_all(database)
    assert len(standing(database)) == 2


def test_one_that_was_merged_away_answers_with_the_one_it_went_into(database: Database) -> None:
    bring(database, "run-1", FRONT, OTHER, *person("p", "佐藤 花子", FRONT))
    link = RelationshipRecord("WORKS_AT", node_id("Contact", "test", "p"), FRONT.id, "list").id
    merge(database, [FRONT.id, OTHER.id])
    found = card(database, FRONT.id, "Company", NOW, "en")
    assert (found["id"], found["merged_from"]) == (OTHER.id, FRONT.id)
    assert card(database, OTHER.id, "Company", NOW, "en")["merged_from"] is None
    assert evidence(database, link, "ja")["end"]["id"] == OTHER.id


def test_rows_shuffled_over_two_imports_give_one_graph(database: Database) -> None:
    people = [
        *person("p", "高橋 健太郎", company("old", "北洋製作所株式会社"), phones=["090-1234-5678"]),
        *person("q", "髙橋健太郎", company("new", "南海薬品株式会社"), phones=["+81 90-1234-5678"]),
        *person("r", "佐藤 花子", FRONT, emails=["hanako@yamakawa.test"]),
        *person("s", "佐藤花子", BACK, emails=["hanako@yamakawa.test"]),
    ]
    rows = [people[place : place + 3] for place in range(0, len(people), 3)] + [[OTHER], [THIRD]]
    sums = set()
    for seed in range(4):
        clear(database)
        random.Random(seed).shuffle(rows)
        for number in (0, 1):
            bring(database, f"run-{number}", *(record for row in rows[number::2] for record in row))
        sums.add((checksum(database), len(standing(database, "Contact"))))
    assert len(sums) == 1


def test_judgements_teach_and_a_person_puts_the_weights_into_use(database: Database) -> None:
    with pytest.raises(UsageError):
        learn_weights(database)
    pairs = []
    for number in range(12):
        name = "".join(chr(ord("一") + 37 * number + place) for place in range(3))
        pairs.append((company(f"f{number}", f"株式会社{name}"), company(f"b{number}", f"{name}株式会社")))
    bring(database, "run-1", *(one for both in pairs for one in both))
    assert len(queue(database, "en", limit=50)["items"]) == 12
    for left, right in pairs[:11]:
        judge(database, left.id, right.id, is_match=True, by="kato")
    found = learn_weights(database, by="kato")
    assert (found["judged"], found["is_active"]) == (11, False)
    assert found["right"] >= found["standing_right"]
    assert active_weights(database).version == DEFAULT.version
    use_weights(database, found["version"], by="kato")
    assert active_weights(database).version == found["version"]
    (last,) = queue(database, "en")["items"]
    before = last["score"]
    done = resolve_all(database)
    assert done["state"] == "done"
    assert done["version"] == found["version"]
    rest = queue(database, "en")["items"]
    assert not rest or rest[0]["score"] > before
    assert weights_told(database)["items"][0]["activated_by"] == "kato"
    use_weights(database, DEFAULT.version)
    resolve_all(database)
    assert queue(database, "en")["items"][0]["score"] == before
    with pytest.raises(NotFoundError):
        use_weights(database, "nonesuch")


def test_the_queue_is_paged_in_order(database: Database) -> None:
    names = ["甲乙丙", "丁戊己", "庚辛壬"]
    records = [company(f"{n}{p}", p.format(n)) for n in names for p in ("株式会社{}", "{}株式会社")]
    bring(database, "run-1", *records)
    seen, cursor = [], None
    while True:
        page = queue(database, "ja", order="best", cursor=cursor, limit=1)
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 3
    assert seen == [one["id"] for one in queue(database, "ja", order="best", limit=9)["items"]]
    assert pair("b", "a") == ("a", "b")
