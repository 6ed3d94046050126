"""Horizontal expansion on a real graph: evidence resolves, its removal counts, later facts do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph_models.ids import node_id, parse_relationship_id
from graph_models.records import Answer, Moment, NodeRecord, Part, RankedItem, RelationshipRecord
from graph_models.vocabulary import ExpansionKind
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.expansion import expansion
from tests.conftest import write

NOW = Moment(date(2026, 1, 31), datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))
LEARNED = datetime(2024, 1, 1, tzinfo=UTC)
Record = NodeRecord | RelationshipRecord


def node(label: str, key: str, **properties: Any) -> NodeRecord:
    return NodeRecord(label, node_id(label, key), {"name": key, **properties}, "test", LEARNED)


def link(type_: str, start: NodeRecord, end: NodeRecord, **properties: Any) -> RelationshipRecord:
    return RelationshipRecord(type_, start.id, end.id, "test", properties, recorded_at=LEARNED)


US = node("Company", "us", is_self=True, country="JP")
RIVAL = node("Company", "rival", country="JP")
GROUP = node("Company", "group", country="JP")
A = node("Company", "a", country="JP")
B = node("Company", "b", country="JP")
ABROAD = node("Company", "abroad", country="DE")
MARKET = node("Market", "pharma", code="P")
NEXT_MARKET = node("Market", "food", code="F")
ALL_MARKETS = node("Market", "all", code="A")
NEED = node("Need", "trace metals")
SCENE = node("UseScene", "release test")
CATEGORY = node("Product", "spectrometry", is_category=True)
OURS = node("Product", "ours")
THEIRS = node("Product", "theirs")
WON = node("Site", "won", function="quality_lab", region="Chiba", country="JP")
SISTER = node("Site", "sister", function="quality_lab", region="Chiba", country="JP")
OFFICE = node("Site", "office", function="sales_office", region="Chiba", country="JP")
PEER = node("Site", "peer", function="quality_lab", region="Tokyo", country="JP")
FAR = node("Site", "far", function="quality_lab", country="DE")
CARRIER = node("Contact", "carrier", job_function="quality")
MOVER = node("Contact", "mover", job_function="quality")
MEMBER = node("Member", "member")
CALL = NodeRecord(
    "Activity",
    node_id("Activity", "call"),
    {"kind": "call", "at": datetime(2026, 1, 10, tzinfo=UTC)},
    "test",
    LEARNED,
)


def deal(key: str, place: NodeRecord, company: NodeRecord, seller: NodeRecord, on: date) -> list[Record]:
    found = node("Deal", key, outcome="won", opened_on=on, closed_on=on, amount=100.0, currency="JPY")
    links = [("AT", place), ("WITH", company), ("SOLD_BY", seller), ("INCLUDES", OURS)]
    return [found, *(replace(link(type_, found, end), valid_from=on) for type_, end in links)]


SUCCESS = deal("success", WON, A, US, date(2025, 3, 1))
RECORDS: list[Record] = [
    *(US, RIVAL, GROUP, A, B, ABROAD, MARKET, NEXT_MARKET, ALL_MARKETS, NEED, SCENE, CATEGORY, OURS, THEIRS),
    *(WON, SISTER, OFFICE, PEER, FAR, CARRIER, MOVER, MEMBER, CALL),
    *(link("SITE_OF", site, A) for site in (WON, SISTER, OFFICE)),
    link("SITE_OF", PEER, B),
    link("SITE_OF", FAR, ABROAD),
    *(link("SUBSIDIARY_OF", company, GROUP) for company in (A, B)),
    *(link("CHILD_OF", market, ALL_MARKETS) for market in (MARKET, NEXT_MARKET)),
    *(link("CHILD_OF", product, CATEGORY) for product in (OURS, THEIRS)),
    link("IN_MARKET", A, MARKET),
    link("IN_MARKET", B, NEXT_MARKET),
    link("IN_MARKET", ABROAD, MARKET),
    *(link("HAS_NEED", site, NEED) for site in (WON, SISTER, PEER, FAR)),
    *(link("HAS_USE_SCENE", site, SCENE) for site in (WON, PEER)),
    link("USES", PEER, THEIRS),
    *SUCCESS,
    link("ADDRESSES", SUCCESS[0], NEED),  # type: ignore[arg-type]
    link("HOLDS_ROLE", CARRIER, SUCCESS[0], role="specifier", stance="champion"),  # type: ignore[arg-type]
    *deal("rival at ours", WON, A, RIVAL, date(2025, 4, 1)),
    *deal("rival at peer", PEER, B, RIVAL, date(2025, 5, 1)),
    link("WORKS_AT", CARRIER, WON),
    replace(link("WORKS_AT", MOVER, WON), valid_to=date(2025, 6, 1), qualifier="before"),
    replace(link("WORKS_AT", MOVER, PEER), valid_from=date(2025, 6, 1)),
    link("TOOK_PART", MOVER, CALL),
    link("TOOK_PART", MEMBER, CALL),
]


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    """The little world, written anew for each test."""
    database.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)
    write(database, *RECORDS)
    yield database
    database.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)


def ask(database: Database, moment: Moment = NOW, **options: Any) -> Answer:
    asked = {"seller": None, "from_id": None, "kind": None, "limit": 50, **options}
    return expansion(database, moment=moment, **asked)


def item(answer: Answer, record: NodeRecord) -> RankedItem:
    return next(found for found in answer.items if found.id == record.id)


def part(answer: Answer, record: NodeRecord, name: str) -> Part:
    return next(found for found in item(answer, record).parts if found.name == name)


def test_targets_kinds_and_order(graph: Database) -> None:
    answer = ask(graph)
    kinds = {found.id: found.details["kind"] for found in answer.items}
    assert kinds == {
        SISTER.id: "same_company_site",
        OFFICE.id: "same_company_site",
        PEER.id: "similar_company_same_market",
        FAR.id: "overseas",
    }
    order = list(kinds)
    assert order.index(SISTER.id) < order.index(OFFICE.id)
    assert [found.id for found in ask(graph, kind=ExpansionKind.OVERSEAS).items] == [FAR.id]


def test_every_part_is_there_with_evidence_that_resolves(graph: Database) -> None:
    answer = ask(graph)
    seen = set()
    for found in answer.items:
        total = sum(p.contribution for p in found.parts if p.contribution is not None)
        assert found.score == pytest.approx(total)
        for p in found.parts:
            assert bool(p.evidence_ids) is (p.value is not None)
            seen |= {p.name} if p.value else set()
            for id_ in p.evidence_ids:
                assert _resolves(graph, id_), id_
    assert seen == {p.name for p in answer.items[0].parts}


def _resolves(database: Database, id_: str) -> bool:
    key = parse_relationship_id(id_)
    if key is None:
        return bool(database.run_statement("MATCH (n:Entity {id: $id}) RETURN n.id AS id", id=id_))
    statement = "MATCH (a:Entity {id: $start})-[r {id: $id}]->(b:Entity {id: $end}) RETURN r.id AS id"
    return bool(database.run_statement(statement, start=key.start_id, end=key.end_id, id=id_))


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("co_seller", PEER),
        ("shared_need", SISTER),
        ("shared_use_scene", PEER),
        ("shared_products", PEER),
        ("market", PEER),
        ("same_group", PEER),
        ("moved_people", PEER),
        ("committee", PEER),
        ("reach", PEER),
        ("demand", PEER),
        ("category_match", PEER),
    ],
)
def test_removing_the_evidence_of_a_part_changes_it(graph: Database, name: str, record: NodeRecord) -> None:
    before = part(ask(graph), record, name)
    # What ties units to companies stays, so that the target itself does.
    gone = [id_ for id_ in before.evidence_ids if not id_.startswith("site_of.")]
    assert gone
    own = SUCCESS[0].id
    statement = "MATCH ()-[r]->() WHERE r.id IN $ids DELETE r"
    graph.run_statement(
        statement, ids=[id_ for id_ in gone if own not in id_ or "addresses" in id_], write=True
    )
    statement = "MATCH (n:Entity) WHERE n.id IN $ids DETACH DELETE n"
    graph.run_statement(statement, ids=[id_ for id_ in gone if "." not in id_], write=True)
    assert part(ask(graph), record, name).value != before.value


def test_nothing_later_has_an_effect(graph: Database) -> None:
    moment = Moment(date(2025, 12, 31), datetime(2026, 1, 1, tzinfo=UTC), NOW.known_at)
    before = ask(graph, moment)
    later = date(2026, 1, 15)
    new = node("Site", "new", function="quality_lab")
    write(
        graph,
        *deal("later", SISTER, A, US, later),
        *deal("later rival", OFFICE, A, RIVAL, later),
        new,
        replace(link("SITE_OF", new, A), valid_from=later),
        replace(link("HAS_NEED", OFFICE, NEED), valid_from=later),
        replace(link("WORKS_AT", CARRIER, SISTER), valid_from=later),
        replace(link("USES", SISTER, THEIRS), valid_from=later),
        link("TOOK_PART", CARRIER, CALL),
    )
    assert [found for found in ask(graph, moment).items if found.id != new.id] == list(before.items)
    assert ask(graph, NOW).items != before.items


def test_what_was_learned_later_was_not_known(graph: Database) -> None:
    moment = replace(NOW, known_at=datetime(2024, 6, 1, tzinfo=UTC))
    before = ask(graph, moment)
    write(graph, RelationshipRecord("HAS_NEED", OFFICE.id, NEED.id, "test"))
    assert ask(graph, moment) == before


def test_details_say_whom_to_meet_and_why(graph: Database) -> None:
    answer = ask(graph)
    details = item(answer, PEER).details
    assert details["reference"]["deal"]["name"] == "success"
    assert details["reference"]["site"]["id"] == WON.id
    assert details["contact"]["id"] == MOVER.id
    assert details["bridge"]["kind"] == "moved_person"
    assert details["expected_value"] == {"amount": 100.0, "currency": "JPY", "deals": 1}
    nobody = item(answer, OFFICE).details
    assert (nobody["contact"], nobody["role_to_find"]) == (None, "specifier")


def test_competitors_at_a_target_are_named_with_the_facts_that_say_so(graph: Database) -> None:
    write(graph, link("MADE_BY", THEIRS, RIVAL), link("MADE_BY", OURS, US), link("USES", PEER, OURS))
    answer = ask(graph)
    (rival,) = item(answer, PEER).details["competitors"]
    assert (rival["id"], rival["deals"], rival["products"]) == (RIVAL.id, 1, ("theirs",))
    assert rival["last_on"] == date(2025, 5, 1)
    assert len(rival["evidence_ids"]) == 3
    assert all(_resolves(graph, id_) for id_ in rival["evidence_ids"])
    assert item(answer, OFFICE).details["competitors"] == []
    # From the rival's side we are the competitor.
    write(graph, *deal("ours at sister", SISTER, A, US, date(2025, 6, 1)))
    theirs = item(ask(graph, seller=RIVAL.id), SISTER).details["competitors"]
    assert [one["id"] for one in theirs] == [US.id]
    moment = Moment(date(2025, 4, 30), datetime(2025, 5, 1, tzinfo=UTC), NOW.known_at)
    assert item(ask(graph, moment), PEER).details["competitors"][0]["deals"] == 0


def test_hidden_targets_do_not_shorten_the_list(graph: Database) -> None:
    order = [found.id for found in ask(graph).items]
    answer = ask(graph, limit=2, without=[(US.id, order[0]), (US.id, order[3]), (RIVAL.id, order[1])])
    assert [found.id for found in answer.items] == order[1:3]
    assert answer.details["hidden"] == 1
    (only,) = ask(graph, limit=1, target=order[3]).items
    assert only.id == order[3]


def test_from_a_deal_leaves_out_where_its_story_was_told(graph: Database) -> None:
    told = deal("told", SISTER, A, US, date(2025, 7, 1))
    write(graph, *told, link("ADDRESSES", told[0], NEED))  # type: ignore[arg-type]
    assert SISTER.id not in {found.id for found in ask(graph, from_id=SUCCESS[0].id).items}
    assert {found.id for found in ask(graph, from_id=WON.id).items} >= {OFFICE.id, PEER.id}
    assert {found.id for found in ask(graph, from_id=A.id).items} >= {OFFICE.id, PEER.id}


def test_another_seller_is_us_when_asked(graph: Database) -> None:
    answer = ask(graph, seller=RIVAL.id)
    assert answer.details["seller"] == RIVAL.id
    assert PEER.id not in {found.id for found in answer.items}


def test_what_cannot_be_asked(graph: Database) -> None:
    with pytest.raises(NotFoundError):
        ask(graph, seller="company-nothing")
    with pytest.raises(UsageError):
        ask(graph, seller=WON.id)
    with pytest.raises(NotFoundError):
        ask(graph, from_id="deal-nothing")
    with pytest.raises(UsageError):
        ask(graph, from_id=MEMBER.id)
    answer = ask(graph, from_id=FAR.id)
    assert (answer.items, [note.key for note in answer.notes]) == ((), ["expansion.no_success"])
    graph.run_statement("MATCH (c:Company {id: $id}) SET c.is_self = null", id=US.id, write=True)
    with pytest.raises(UsageError) as caught:
        ask(graph)
    assert caught.value.field == "seller"
