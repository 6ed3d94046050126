"""Lookalike accounts on a real graph: evidence resolves, its removal counts, later facts do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph_models.ids import node_id, parse_relationship_id
from graph_models.records import Answer, Moment, NodeRecord, Part, RelationshipRecord
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.lookalike import lookalike
from service.operations.lookalike_reading import fresh, reading
from tests.conftest import write

NOW = Moment(date(2026, 1, 31), datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))
LEARNED = datetime(2024, 1, 1, tzinfo=UTC)
Record = NodeRecord | RelationshipRecord


def node(label: str, key: str, **properties: Any) -> NodeRecord:
    return NodeRecord(label, node_id(label, key), {"name": key, **properties}, "test", LEARNED)


def link(type_: str, start: NodeRecord, end: NodeRecord, **properties: Any) -> RelationshipRecord:
    return RelationshipRecord(type_, start.id, end.id, "test", properties, recorded_at=LEARNED)


US = node("Company", "us", is_self=True)
SELLER = node("Company", "seller")
SELLER_TOO = node("Company", "seller too")
GROUP = node("Company", "group")
A = node("Company", "a", country="JP", employees=1000)
B = node("Company", "b", country="JP", employees=2000)
C = node("Company", "c", country="DE", employees=10)
MARKET = node("Market", "pharma", code="P")
NEED = node("Need", "trace metals")
OTHER_NEED = node("Need", "water")
SCENE = node("UseScene", "release test")
PRODUCT = node("Product", "theirs")
SITE_A = node("Site", "lab a", function="quality_lab", region="Chiba", country="JP")
SITE_B = node("Site", "lab b", function="quality_lab", region="Chiba", country="JP")
SITE_C = node("Site", "office c", function="sales_office", country="DE")
MOVER = node("Contact", "mover")


def deal(key: str, place: NodeRecord, company: NodeRecord, seller: NodeRecord, on: date) -> list[Record]:
    found = node("Deal", key, outcome="won", opened_on=on, closed_on=on)
    links = [("AT", place), ("WITH", company), ("SOLD_BY", seller)]
    return [found, *(replace(link(type_, found, end), valid_from=on) for type_, end in links)]


RECORDS: list[Record] = [
    *(US, SELLER, SELLER_TOO, GROUP, A, B, C, MARKET, NEED, OTHER_NEED, SCENE, PRODUCT),
    *(SITE_A, SITE_B, SITE_C, MOVER),
    link("SITE_OF", SITE_A, A),
    link("SITE_OF", SITE_B, B),
    link("SITE_OF", SITE_C, C),
    *(link("IN_MARKET", company, MARKET) for company in (A, B)),
    *(link("SUBSIDIARY_OF", company, GROUP) for company in (A, B)),
    *(link("HAS_NEED", site, NEED) for site in (SITE_A, SITE_B)),
    link("HAS_NEED", SITE_A, OTHER_NEED),
    *(link("HAS_USE_SCENE", site, SCENE) for site in (SITE_A, SITE_B)),
    *(link("USES", site, PRODUCT) for site in (SITE_A, SITE_B)),
    *deal("a1", SITE_A, A, SELLER, date(2025, 3, 1)),
    *deal("b1", SITE_B, B, SELLER, date(2025, 4, 1)),
    *deal("b2", SITE_B, B, SELLER_TOO, date(2025, 4, 2)),
    *deal("b3", SITE_B, B, US, date(2025, 4, 3)),
    replace(link("WORKS_AT", MOVER, SITE_A), valid_to=date(2025, 6, 1)),
    replace(link("WORKS_AT", MOVER, SITE_B), valid_from=date(2025, 6, 1)),
]


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    """The little world, written anew for each test."""
    database.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)
    write(database, *RECORDS)
    yield database
    database.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)


def ask(database: Database, *companies: NodeRecord, moment: Moment = NOW, **options: Any) -> Answer:
    asked = {"limit": 50, **options}
    return lookalike(database, companies=[item.id for item in companies], moment=moment, **asked)


def part(answer: Answer, record: NodeRecord, name: str) -> Part:
    item = next(found for found in answer.items if found.id == record.id)
    return next(found for found in item.parts if found.name == name)


def _resolves(database: Database, id_: str) -> bool:
    key = parse_relationship_id(id_)
    if key is None:
        return bool(database.run_statement("MATCH (n:Entity {id: $id}) RETURN n.id AS id", id=id_))
    statement = "MATCH (a:Entity {id: $start})-[r {id: $id}]->(b:Entity {id: $end}) RETURN r.id AS id"
    return bool(database.run_statement(statement, start=key.start_id, end=key.end_id, id=id_))


def test_the_like_company_comes_first_with_resolving_evidence(graph: Database) -> None:
    answer = ask(graph, A)
    assert answer.items[0].id == B.id
    assert US.id not in {item.id for item in answer.items}
    for item in answer.items:
        total = sum(p.contribution for p in item.parts if p.contribution is not None)
        assert item.score == pytest.approx(total)
        for p in item.parts:
            assert bool(p.evidence_ids) is (p.value is not None)
            assert all(_resolves(graph, id_) for id_ in p.evidence_ids)
    known = {p.name for p in answer.items[0].parts if p.value}
    assert known == {p.name for p in answer.items[0].parts} - {"shared_buyers"}


def test_details_tell_what_is_shared_and_what_differs(graph: Database) -> None:
    details = ask(graph, A).items[0].details
    assert [change.params.get("name") for change in details["shared"]][:1] == ["trace metals"]
    assert [change.params["name"] for change in details["differs"]] == ["water"]
    assert details["warm_path"]["node"]["id"] == MOVER.id


@pytest.mark.parametrize(
    "name",
    [
        "shared_need",
        "shared_use_scene",
        "shared_products",
        "shared_sellers",
        "market",
        "same_group",
        "moved_people",
    ],
)
def test_removing_the_evidence_of_a_part_changes_it(graph: Database, name: str) -> None:
    before = part(ask(graph, A), B, name)
    ids = list(before.evidence_ids)
    graph.run_statement("MATCH ()-[r]->() WHERE r.id IN $ids DELETE r", ids=ids, write=True)
    graph.run_statement("MATCH (n:Entity) WHERE n.id IN $ids DETACH DELETE n", ids=ids, write=True)
    assert part(ask(graph, A), B, name).value != before.value


def test_sellers_are_alike_by_their_buyers(graph: Database) -> None:
    assert part(ask(graph, SELLER), SELLER_TOO, "shared_buyers").value
    assert part(ask(graph, SELLER), SELLER_TOO, "shared_sellers").value is None


def test_customers_can_be_left_out(graph: Database) -> None:
    assert B.id in {item.id for item in ask(graph, A).items}
    assert B.id not in {item.id for item in ask(graph, A, exclude_customers=True).items}
    graph.run_statement("MATCH (c:Company {id: $id}) SET c.is_self = null", id=US.id, write=True)
    notes = [note.key for note in ask(graph, A, exclude_customers=True).notes]
    assert "lookalike.no_customers_known" in notes


def test_a_site_is_compared_with_sites_of_others(graph: Database) -> None:
    answer = lookalike(graph, site=SITE_A.id, moment=NOW, limit=5)
    assert answer.items[0].id == SITE_B.id
    assert part(answer, SITE_B, "shared_sellers").value


def test_nothing_later_has_an_effect(graph: Database) -> None:
    moment = Moment(date(2025, 12, 31), datetime(2026, 1, 1, tzinfo=UTC), NOW.known_at)
    before = ask(graph, A, moment=moment), lookalike(graph, site=SITE_A.id, moment=moment, limit=5)
    later = date(2026, 1, 15)
    write(
        graph,
        *deal("later", SITE_C, C, SELLER, later),
        replace(link("HAS_NEED", SITE_C, NEED), valid_from=later),
        replace(link("IN_MARKET", C, MARKET), valid_from=later),
        replace(link("WORKS_AT", MOVER, SITE_C), valid_from=later),
    )
    assert (ask(graph, A, moment=moment), lookalike(graph, site=SITE_A.id, moment=moment, limit=5)) == before
    assert ask(graph, A).items != before[0].items


def test_what_is_kept_is_what_is_in_the_graph(graph: Database) -> None:
    ended = (
        "MATCH (:Company {id: $a})-[r:IN_MARKET]->() SET r.valid_to = date('2026-01-02'), r.ended_at = $at"
    )
    changes: list[Callable[[], object]] = [
        lambda: write(
            graph, link("HAS_NEED", SITE_C, NEED), *deal("c1", SITE_C, C, SELLER, date(2025, 5, 1))
        ),
        lambda: graph.run_statement("MATCH (c {id: $id}) SET c.employees = 12", id=B.id, write=True),
        lambda: graph.run_statement(ended, a=B.id, at=LEARNED, write=True),
        lambda: graph.run_statement("MATCH (c {id: $id}) DETACH DELETE c", id=C.id, write=True),
        lambda: graph.run_statement("MATCH (c {id: $id}) SET c.is_self = null", id=US.id, write=True),
    ]
    seen = [reading(graph, NOW)]
    for change in changes:
        assert reading(graph, NOW) is seen[-1]
        change()
        seen.append(reading(graph, NOW))
        assert seen[-1] == fresh(graph, NOW) != seen[-2]


def test_what_is_kept_serves_no_question_about_before(graph: Database) -> None:
    kept = reading(graph, NOW)
    earlier = replace(NOW, known_at=LEARNED - timedelta(days=1)), replace(NOW, as_of=date(2025, 3, 15))
    for moment in earlier:
        assert reading(graph, moment) == fresh(graph, moment) != kept
    assert reading(graph, NOW) == kept


def test_what_cannot_be_asked(graph: Database) -> None:
    with pytest.raises(UsageError):
        ask(graph)
    with pytest.raises(UsageError):
        ask(graph, A, site=SITE_A.id)
    with pytest.raises(UsageError):
        ask(graph, SITE_A)
    with pytest.raises(NotFoundError):
        lookalike(graph, site="site-nothing", moment=NOW, limit=5)
