"""What several sources say becomes one view, and taking back or parting restores what was there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.errors import UsageError
from service.operations.voices import list_sources, set_trust, who_said
from service.store.aliases import lock
from service.store.checksum import graph_checksum
from service.store.difference import Difference
from service.store.graph_write import ImportProgress, preview_batch, write_batch
from service.store.merging import move_records
from service.store.tally import Tally
from service.store.undoing import delete_of_run, runs_depending_on, take_back_claims
from tests.conftest import clear

COMPANY = node_id("Company", "test", "yamada")
OTHER = node_id("Company", "test", "yamada-2")
PARENT = node_id("Company", "test", "parent")
PERSON = node_id("Contact", "test", "sato")
TWIN = node_id("Contact", "test", "sato-2")
DAY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty(database: Database) -> None:
    clear(database)


def say(
    database: Database, run: str, day: int, *records: NodeRecord | RelationshipRecord, source: str = ""
) -> Tally:
    at = DAY + timedelta(days=day)
    progress = ImportProgress(run, {"source": source or run, "state": "done", "started_at": at})
    return write_batch(database, records, progress, at)


def company(id_: str, source: str, **properties: Any) -> NodeRecord:
    return NodeRecord("Company", id_, properties, source)


def contact(id_: str, source: str, **properties: Any) -> NodeRecord:
    return NodeRecord("Contact", id_, properties, source)


def works_at(person: str, source: str, employer: str = COMPANY, **properties: Any) -> RelationshipRecord:
    return RelationshipRecord("WORKS_AT", person, employer, source, properties)


def take_back(database: Database, run: str) -> None:
    at = DAY + timedelta(days=99)
    while take_back_claims(database, run, at):
        pass
    while delete_of_run(database, run):
        pass


def properties(database: Database, id_: str) -> dict[str, Any]:
    rows = database.run_statement("MATCH (n:Entity {id: $id}) RETURN properties(n) AS found", id=id_)
    return rows[0]["found"] if rows else {}


def facts(database: Database, id_: str) -> list[tuple[str, str]]:
    rows = database.run_statement(
        "MATCH (f:Fact)-[:ABOUT]->({id: $id}) RETURN f.property AS property, f.value AS value "
        "ORDER BY f.superseded_at",
        id=id_,
    )
    return [(row["property"], row["value"]) for row in rows]


def marks(database: Database) -> tuple[Any, ...]:
    """The checksum, and what it leaves out but must come back too: earlier values."""
    rows = database.run_statement(
        "MATCH (f:Fact)-[:ABOUT]->(n) RETURN n.id AS id, f.property AS p, f.value AS v, "
        "toString(f.recorded_at) AS since ORDER BY id, p, since"
    )
    return graph_checksum(database)["checksum"], tuple(tuple(row.values()) for row in rows)


def first_import(database: Database) -> None:
    say(
        database,
        "run-1",
        1,
        company(COMPANY, "crm", name="山田工業株式会社", employees=10),
        contact(PERSON, "crm", name="佐藤 花子", title="課長", emails=["hanako@yamada.test"]),
        works_at(PERSON, "crm", title="課長"),
    )


def test_one_voice_keeps_no_claims(database: Database) -> None:
    first_import(database)
    assert database.run_statement("MATCH (c:Claim) RETURN count(c) AS n")[0]["n"] == 0


def test_a_second_source_is_taken_back_whole(database: Database) -> None:
    first_import(database)
    before = marks(database)
    say(
        database,
        "run-2",
        2,
        company(COMPANY, "cards", name="山田工業(株)", employees=12, country="JP"),
        contact(PERSON, "cards", name="佐藤 花子", title="部長", phones=["+81312345678"]),
        contact(TWIN, "cards", name="鈴木 一郎"),
        works_at(PERSON, "cards", title="部長"),
        works_at(TWIN, "cards"),
    )
    assert properties(database, COMPANY)["employees"] == 12
    assert properties(database, PERSON)["title"] == "部長"
    assert facts(database, PERSON) == [("title", '"課長"')]
    assert marks(database) != before
    take_back(database, "run-2")
    assert marks(database) == before
    assert properties(database, TWIN) == {}


def test_an_earlier_source_is_taken_back_from_under_a_later_one(database: Database) -> None:
    later = [
        company(COMPANY, "cards", name="山田工業(株)", employees=12),
        contact(PERSON, "cards", name="佐藤 花子", title="部長"),
        works_at(PERSON, "cards", title="部長"),
    ]
    say(database, "run-2", 2, *later)
    alone = marks(database)
    clear(database)
    first_import(database)
    say(database, "run-2", 2, *later)
    take_back(database, "run-1")
    assert marks(database) == alone


def test_the_same_source_says_more_in_a_later_run(database: Database) -> None:
    first_import(database)
    before = marks(database)
    tally = say(database, "run-2", 2, contact(PERSON, "crm", name="佐藤 花子", title="部長"))
    assert tally.as_dict() == {"Contact": {"created": 0, "updated": 1, "unchanged": 0}}
    again = say(database, "run-3", 3, contact(PERSON, "crm", name="佐藤 花子", title="部長"))
    assert again.as_dict() == {"Contact": {"created": 0, "updated": 0, "unchanged": 1}}
    assert properties(database, PERSON)["emails"] == ["hanako@yamada.test"]
    take_back(database, "run-2")
    assert marks(database) == before


def test_what_a_person_says_stands_above_later_imports(database: Database) -> None:
    first_import(database)
    before = marks(database)
    say(
        database,
        "edit-1",
        2,
        company(COMPANY, "manual", name="山田工業ホールディングス株式会社", field_use_scene="検査"),
    )
    say(database, "run-3", 3, company(COMPANY, "cards", name="山田"))
    assert properties(database, COMPANY)["name"] == "山田工業ホールディングス株式会社"
    assert properties(database, COMPANY)["field_use_scene"] == "検査"
    take_back(database, "edit-1")
    assert properties(database, COMPANY)["name"] == "山田"
    take_back(database, "run-3")
    assert marks(database) == before


def test_order_of_sources_does_not_matter(database: Database) -> None:
    said = {
        "run-a": [company(COMPANY, "crm", name="山田工業", employees=1, aliases=["a"])],
        "run-b": [company(COMPANY, "cards", name="山田工業株式会社", employees=2, aliases=["b"])],
    }
    sums = []
    for order in (("run-a", "run-b"), ("run-b", "run-a")):
        clear(database)
        for run in order:
            # Each run has its own day, whenever its rows come in.
            say(database, run, ["run-a", "run-b"].index(run), *said[run])
        sums.append(graph_checksum(database)["checksum"])
    assert sums[0] == sums[1]


def test_nodes_that_others_hang_on_are_told(database: Database) -> None:
    first_import(database)
    assert runs_depending_on(database, "run-1") == {}
    say(database, "run-2", 2, contact(TWIN, "cards", name="鈴木 一郎"), works_at(TWIN, "cards"))
    assert runs_depending_on(database, "run-1") == {"run-2": 1}


def twins(database: Database) -> None:
    first_import(database)
    say(
        database,
        "run-2",
        2,
        company(OTHER, "cards", name="山田工業(株)", country="JP"),
        company(PARENT, "cards", name="親会社"),
        contact(TWIN, "cards", name="佐藤花子", title="部長", phones=["+81312345678"]),
        works_at(TWIN, "cards", OTHER, title="部長"),
        RelationshipRecord("SUBSIDIARY_OF", OTHER, PARENT, "cards", {"share": 0.6}),
        RelationshipRecord("KNOWS", PERSON, TWIN, "cards", {"basis": "勉強会"}, valid_from=date(2020, 4, 1)),
    )


def test_merging_and_parting_restores(database: Database) -> None:
    twins(database)
    before = marks(database)
    at = DAY + timedelta(days=5)
    assert move_records(database, {OTHER: COMPANY, COMPANY: COMPANY}, "merge-1", at) == {OTHER: COMPANY}
    assert properties(database, OTHER) == {}
    assert properties(database, COMPANY)["country"] == "JP"
    assert sorted(properties(database, COMPANY)["sources"]) == ["cards", "crm"]
    move_records(database, {TWIN: PERSON}, "merge-2", at)
    person = properties(database, PERSON)
    assert (person["title"], person["phones"]) == ("部長", ["+81312345678"])
    jobs = database.run_statement(
        "MATCH ({id: $id})-[r:WORKS_AT]->(c) RETURN r.title AS t, c.id AS c", id=PERSON
    )
    assert jobs == [{"t": "部長", "c": COMPANY}]
    loops = database.run_statement("MATCH (n)-[r]->(n) RETURN count(r) AS n")[0]["n"]
    assert loops == 0
    move_records(database, {TWIN: TWIN}, "merge-2", at)
    move_records(database, {OTHER: OTHER}, "merge-1", at)
    assert marks(database) == before
    assert database.run_statement("MATCH (m:Merged) RETURN count(m) AS n")[0]["n"] == 0


def test_many_move_in_parts_as_they_would_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins(database)
    before = marks(database)
    there, back = {OTHER: COMPANY, TWIN: PERSON}, {OTHER: OTHER, TWIN: TWIN}
    at = DAY + timedelta(days=5)
    locked: list[int] = []
    monkeypatch.setattr("service.store.merging.lock", lambda *given: locked.append(lock(*given)))
    assert move_records(database, there, "merge-1", at) == there
    at_once = marks(database)
    assert len(locked) == 1
    assert move_records(database, back, "merge-1", at) == back
    monkeypatch.setattr("service.store.merging.TOGETHER", 1)
    locked.clear()
    assert move_records(database, there, "merge-1", at) == there
    assert len(locked) == 2
    assert marks(database) == at_once
    assert move_records(database, back, "merge-1", at) == back
    assert marks(database) == before


def test_what_is_said_after_merging_goes_to_the_one_and_parts_with_its_own(database: Database) -> None:
    late = [
        company(OTHER, "crm-2", name="山田工業", employees=77),
        contact(TWIN, "crm-2", name="佐藤 花子", title="本部長"),
        works_at(TWIN, "crm-2", OTHER, title="本部長"),
    ]
    twins(database)
    say(database, "run-3", 7, *late)
    apart = marks(database)
    clear(database)
    twins(database)
    at = DAY + timedelta(days=5)
    move_records(database, {OTHER: COMPANY, TWIN: PERSON}, "merge-1", at)
    say(database, "run-3", 7, *late)
    assert properties(database, COMPANY)["employees"] == 77
    assert properties(database, OTHER) == {}
    again = say(database, "run-4", 8, *late)
    assert {
        change: sum(c[change] for c in again.as_dict().values()) for change in ("created", "updated")
    } == {
        "created": 0,
        "updated": 0,
    }
    move_records(database, {OTHER: OTHER, TWIN: TWIN}, "merge-1", at)
    assert marks(database) == apart


def test_taking_back_a_run_whose_records_were_merged(database: Database) -> None:
    first_import(database)
    before = marks(database)
    clear(database)
    twins(database)
    move_records(database, {OTHER: COMPANY, TWIN: PERSON}, "merge-1", DAY + timedelta(days=5))
    take_back(database, "run-2")
    assert marks(database) == before


def test_what_a_run_says_of_two_that_are_one_holds_at_once(database: Database) -> None:
    def both(source: str, one: str, other: str) -> list[NodeRecord]:
        return [
            contact(PERSON, source, name="佐藤", title=one),
            contact(TWIN, source, name="佐藤", title=other),
        ]

    say(database, "crm", 0, *both("crm", "課長", "部長"))
    say(database, "cards", 1, *both("cards", "主任", "係長"))
    move_records(database, {TWIN: PERSON}, "merge", DAY)
    last = max((PERSON, "主任"), (TWIN, "係長"))[1]
    first = max((PERSON, "課長"), (TWIN, "部長"))[1]
    assert properties(database, PERSON)["title"] == last
    assert facts(database, PERSON) == [("title", f'"{first}"')]
    say(database, "list", 2, *both("list", "次長", "次長"))
    assert facts(database, PERSON) == [("title", f'"{first}"'), ("title", f'"{last}"')]


def test_a_difference_tells_each_field_and_who_said_the_old(database: Database) -> None:
    first_import(database)
    say(database, "edit-1", 2, contact(PERSON, "manual", name="佐藤 花子", phones=["+81399999999"]))
    before = marks(database)
    records = [
        contact(PERSON, "cards", name="佐藤 花子", title="部長"),
        company(COMPANY, "cards", name="山田工業株式会社"),
        contact(TWIN, "cards", name="鈴木 一郎"),
        works_at(TWIN, "cards"),
    ]
    found = Difference()
    tally = preview_batch(database, records, DAY + timedelta(days=9), set(), found).tally
    assert marks(database) == before
    told = {(item["change"], item["id"]): item for item in found.as_dict()["items"]}
    title = {"property": "title", "old": "課長", "new": "部長", "source": "crm"}
    assert told["updated", PERSON]["fields"] == [title]
    assert told["created", TWIN]["title"] == "鈴木 一郎"
    assert tally.as_dict() == say(database, "run-2", 9, *records).as_dict()
    few = Difference(kept=1)
    preview_batch(
        database, [contact(TWIN + x, "list", name=x) for x in "abc"], DAY + timedelta(days=10), set(), few
    )
    assert few.as_dict()["totals"] == [{"change": "created", "name": "Contact", "total": 3, "kept": 1}]


def test_who_said_what_and_why_it_stands(database: Database) -> None:
    first_import(database)
    (title,) = [one for one in who_said(database, PERSON, "en")["properties"] if one["property"] == "title"]
    assert (title["value"], title["why"], title["differs"]) == ("課長", "alone", False)
    say(
        database,
        "run-2",
        2,
        contact(PERSON, "cards", name="佐藤 花子", title="部長"),
        works_at(PERSON, "cards"),
    )
    before = marks(database)
    told = {one["property"]: one for one in who_said(database, PERSON, "en")["properties"]}
    assert (told["title"]["value"], told["title"]["why"], told["name"]["why"]) == (
        "部長",
        "recency",
        "agreed",
    )
    said_by = [(claim["source"], claim["value"], claim["stands"]) for claim in told["title"]["claims"]]
    assert said_by == [("cards", "部長", True), ("crm", "課長", False)]
    (job,) = database.run_statement("MATCH ({id: $id})-[r:WORKS_AT]->() RETURN r.id AS id", id=PERSON)
    assert {
        claim["source"]
        for one in who_said(database, job["id"], "ja")["properties"]
        for claim in one["claims"]
    } == {
        "crm",
        "cards",
    }

    assert set_trust(database, "crm", 80)["before"] == 50
    told = {one["property"]: one for one in who_said(database, PERSON, "en")["properties"]}
    assert (told["title"]["value"], told["title"]["why"]) == ("課長", "trust")
    assert next((row["source"], row["trust"]) for row in list_sources(database)) == ("crm", 80)
    set_trust(database, "crm", 50)
    assert marks(database) == before
    for source, number in (("manual", 5), ("crm", 100)):
        with pytest.raises(UsageError):
            set_trust(database, source, number)
