"""The backtest on a real graph: what is counted, that nothing later is looked at, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from graph_models.ids import node_id
from graph_models.records import Answer, Moment, NodeRecord, RelationshipRecord
from service.analysis.accounts import Unit
from service.analysis.prospect_parts import ProspectParts
from service.analysis.prospects import SOURCES
from service.analysis.sales_history import SalesHistory, sales_of
from service.analysis.similarity import Tree
from service.database import Database
from service.errors import ConflictError, NotFoundError, UsageError
from service.operations import backtest as operation
from service.operations.backtest import Wish, backtest_told, backtests_told, run_backtest
from service.operations.expansion import expansion
from service.operations.weight_sets import set_weights, use_weights, weights_told
from service.store.backtest import all_sales, save_backtest
from tests.conftest import write
from tests.integration.asking import undone

LEARNED = datetime(2023, 1, 1, tzinfo=UTC)
KNOWN = datetime(2026, 12, 31, tzinfo=UTC)
CUT = date(2025, 6, 30)
SELLERS, SITES = 6, 24
Record = NodeRecord | RelationshipRecord


def node(label: str, key: str, **properties: Any) -> NodeRecord:
    return NodeRecord(label, node_id(label, key), {"name": key, **properties}, "test", LEARNED)


def link(type_: str, start: NodeRecord, end: NodeRecord, **properties: Any) -> RelationshipRecord:
    return RelationshipRecord(type_, start.id, end.id, "test", properties, recorded_at=LEARNED)


US = [
    node("Company", f"seller {number}", country="JP", **({} if number else {"is_self": True}))
    for number in range(SELLERS)
]
MARKETS = [node("Market", f"market {number}", code=f"M{number}") for number in range(2)]
BUYERS = [node("Company", f"buyer {number:02}", employees=100 * (number + 1)) for number in range(12)]
PLACES = [
    node(
        "Site",
        f"{'研究所' if number % 2 else '工場'} {number:02}",
        region="Chiba" if number % 3 else "Tokyo",
        country="JP",
    )
    for number in range(2 * SITES)
]
TITLES = ("分析装置の更新", "水質検査の委託")
PRODUCTS = [node("Product", f"product {number}") for number in range(2)]


def sale(seller: int, site: int, on: date) -> list[Record]:
    """One won deal; the first sites are of the even sellers' field, the others of the odd ones'."""
    deal = node(
        "Deal", f"{TITLES[seller % 2]} {seller}-{site}-{on}", outcome="won", opened_on=on, closed_on=on
    )
    ends = (
        ("AT", PLACES[site]),
        ("WITH", BUYERS[site // 4]),
        ("SOLD_BY", US[seller]),
        ("INCLUDES", PRODUCTS[seller % 2]),
    )
    return [deal, *(replace(link(type_, deal, end), valid_from=on) for type_, end in ends)]


def months(first: int, last: int) -> Iterator[list[Record]]:
    """Each seller sells at one place more of its field each month, two months later where it sold before."""
    for month in range(first, last):
        for seller in range(SELLERS):
            on = date(2024, 1, 15) + timedelta(days=30 * month)
            yield sale(seller, seller % 2 * SITES + (month + 3 * seller) % SITES, on)


@pytest.fixture(scope="module")
def sold(database: Database) -> Iterator[Database]:
    """Two fields of sellers who go from place to place."""
    database.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)
    records: list[Record] = [*US, *MARKETS, *BUYERS, *PLACES, *PRODUCTS]
    records += [link("SITE_OF", place, BUYERS[number // 4]) for number, place in enumerate(PLACES)]
    records += [link("IN_MARKET", buyer, MARKETS[number // 6]) for number, buyer in enumerate(BUYERS)]
    write(database, *records, *(record for some in months(0, 22) for record in some))
    yield database
    database.run_statement("MATCH (n:Entity) DETACH DELETE n", write=True)
    database.run_statement("MATCH (n:Backtest|WeightSet) DELETE n", write=True)


def wish(cut: date = CUT, horizon: int = 90, **other: Any) -> Wish:
    until = datetime(cut.year, cut.month, cut.day, tzinfo=UTC) + timedelta(days=1)
    return Wish(Moment(cut, until, KNOWN), horizon, **other)


@pytest.fixture(scope="module")
def run(sold: Database) -> dict[str, Any]:
    return run_backtest(sold, wish(), "en")


def test_counts_what_was_sold_after_the_cut(run: dict[str, Any]) -> None:
    found = run["found"]
    after = [
        (seller, (month + 3 * seller) % SITES)
        for month in range(22)
        for seller in range(SELLERS)
        if CUT < date(2024, 1, 15) + timedelta(days=30 * month) <= CUT + timedelta(days=90)
    ]
    assert len(after) == found["data"]["sales_after"] == 18
    assert found["groups"]["new"]["n"] == 18
    kinds = [
        found["groups"][kind]["n"] for kind in ("other_site", "new_organisation") if kind in found["groups"]
    ]
    assert sum(kinds) == 18
    assert found["groups"]["new"]["drawn"] == "sellers"
    assert {row["name"] for row in found["segments"]["region"]} <= {"Chiba", "Tokyo"}
    assert {row["name"] for row in found["segments"]["market"]} == {"market 0", "market 1"}
    assert sum(row["n"] for row in found["segments"]["size"]) == 18


def test_who_sells_in_the_same_field_is_found_and_chance_is_beaten(run: dict[str, Any]) -> None:
    group = run["found"]["groups"]["new"]
    for method in ("enishi", "enishi_learned", "co_seller"):
        assert group["methods"][method]["recall@10"] > group["methods"]["random"]["recall@10"] + 0.2
        assert group["methods"][method]["lift@10"] > 1.0
        assert group["curve"][method] == sorted(group["curve"][method])
        assert group["curve"][method][9] == pytest.approx(group["methods"][method]["recall@10"])
    low, high = (group["intervals"]["enishi"]["recall@10"][end] for end in ("low", "high"))
    assert low <= group["methods"]["enishi"]["recall@10"] <= high
    for told in run["found"]["calibration"].values():
        assert 0.0 <= told["error"] <= 1.0
        assert sum(row["n"] for row in told["bins"]) == sum(
            row["n"] for row in run["found"]["calibration"]["enishi"]["bins"]
        )


def test_weights_come_from_before_the_cut_alone(sold: Database, run: dict[str, Any]) -> None:
    weights = run["found"]["weights"]
    assert all(window["until"] <= CUT.isoformat() for window in weights["windows"])
    shorter = run_backtest(sold, wish(horizon=35), "en")["found"]
    assert shorter["weights"]["parts"] == weights["parts"]
    assert shorter["weights"]["learned"] == weights["learned"]
    assert shorter["groups"]["new"]["n"] < run["found"]["groups"]["new"]["n"]


def test_one_seller_is_us(sold: Database, run: dict[str, Any]) -> None:
    found = run_backtest(sold, wish(seller=US[0].id), "ja")["found"]
    assert found["data"]["sellers"] == 1
    assert found["groups"]["new"]["n"] == 3
    assert found["groups"]["new"]["drawn"] == "targets"
    # Weights are learned from all sellers all the same.
    assert found["weights"]["learned_from"] == run["found"]["weights"]["learned_from"]


def test_learned_weights_are_kept_and_put_into_use_by_a_person(sold: Database, run: dict[str, Any]) -> None:
    version = run["found"]["weights"]["learned"]
    told = weights_told(sold)
    assert told["version"] == told["default_version"] != version
    assert version in {one["version"] for one in told["sets"]}
    use_weights(sold, version, "somebody")
    try:
        asked = wish().moment
        answer = expansion(sold, seller=None, from_id=None, kind=None, moment=asked, limit=10)
        assert answer.details["weights_version"] == version
        parts = {part["name"]: part["learned"] for part in run["found"]["weights"]["parts"]}
        shown = {part.name: part.weight for part in answer.items[0].parts}
        assert shown == {name: weight for name, weight in parts.items() if name in shown}
    finally:
        use_weights(sold, told["default_version"])


def test_runs_are_listed_and_read_again(sold: Database, run: dict[str, Any]) -> None:
    listed = backtests_told(sold, "en")["items"]
    mine = next(row for row in listed if row["id"] == run["id"])
    assert (
        mine["summary"]["recall"] == run["found"]["groups"]["new"]["methods"]["enishi_learned"]["recall@10"]
    )
    assert backtest_told(sold, run["id"], "en") == run


def test_what_cannot_be_measured_is_said(sold: Database) -> None:
    with pytest.raises(UsageError) as caught:
        run_backtest(sold, wish(date(2026, 6, 30)), "en")
    assert caught.value.key == "backtest.nothing_next"
    failed = {lang: backtests_told(sold, lang)["items"][0] for lang in ("en", "ja")}
    assert failed["en"]["state"] == "failed"
    assert failed["en"]["error"] != failed["ja"]["error"] is not None
    with pytest.raises(UsageError):
        run_backtest(sold, wish(horizon=0), "en")
    with pytest.raises(NotFoundError):
        run_backtest(sold, wish(seller="company-nothing"), "en")
    with pytest.raises(NotFoundError):
        backtest_told(sold, "backtest-nothing", "en")


def test_one_at_a_time_and_a_silent_one_has_broken_off(sold: Database) -> None:
    with operation._running, pytest.raises(ConflictError):
        run_backtest(sold, wish(), "en")
    assert not operation._running.locked()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    row = {"state": "running", "started_at": long_ago, "beat_at": long_ago, "as_of": CUT, "horizon": 90}
    save_backtest(sold, "backtest-silent", row)
    assert backtest_told(sold, "backtest-silent", "en")["state"] == "interrupted"


@pytest.fixture
def all_parts(sold: Database) -> Iterator[Database]:
    """Every part of the measured ranking has a weight."""
    set_weights(sold, {f"expansion.parts.{name}": 0.5 for name in SOURCES})
    yield sold
    use_weights(sold, weights_told(sold)["default_version"])


def ask(database: Database, limit: int = 40) -> Answer:
    return expansion(database, seller=None, from_id=None, kind=None, moment=wish().moment, limit=limit)


def test_the_answer_has_the_parts_that_were_measured(all_parts: Database) -> None:
    answer = ask(all_parts)
    known = [part for item in answer.items for part in item.parts if part.name in SOURCES and part.value]
    assert {part.name for part in known} == set(SOURCES)
    tree = Tree({})
    units = {
        place.id: Unit(place.id, "Site", str(place.properties["name"]), company_id=BUYERS[number // 4].id)
        for number, place in enumerate(PLACES)
    }
    sales = sales_of(all_sales(all_parts, wish().moment), units, tree)
    measured = ProspectParts(SalesHistory(sales, CUT))
    row = np.array([measured.history.seller_place[US[0].id]])
    values = measured.of(row)
    for item in answer.items[:5]:
        told = {part.name: part.value for part in item.parts}
        column = measured.history.unit_place[units[item.id].company_id or "", item.id]
        for name in ("co_served", "titles", "recent_demand", "newcomers", "organisation_share"):
            assert told[name] == pytest.approx(float(values[SOURCES[name]][0, column]))


def test_what_weighs_nothing_is_not_told(sold: Database) -> None:
    assert {part.name for part in ask(sold).items[0].parts} & set(SOURCES) == set()


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_measured_part_hangs_on_its_evidence(all_parts: Database, name: str) -> None:
    before = {item.id: part for item in ask(all_parts).items for part in item.parts if part.name == name}
    target, part = next((id_, part) for id_, part in before.items() if part.value and part.evidence_ids)
    with undone(all_parts) as scratch:
        assert scratch.missing(part.evidence_ids) == set()
        scratch.remove(part.evidence_ids)
        after = {item.id: part for item in ask(scratch).items for part in item.parts if part.name == name}
    assert target not in after or after[target].value != part.value
