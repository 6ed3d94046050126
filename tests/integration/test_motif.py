"""The story of a won deal is found again: on the planted stories, against a plain count, as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from graph_models.records import Answer
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.language import LANGUAGES
from service.operations.moments import moment_of
from service.operations.motif import motif
from tests.integration.answer_cases import stories
from tests.integration.asking import demo_id

NOW = moment_of(ZoneInfo("Asia/Tokyo"))


@pytest.fixture(scope="module")
def success() -> dict[str, Any]:
    told: dict[str, Any] = stories()["site_success"]
    return told


@pytest.fixture(scope="module")
def told(demo: Database, success: dict[str, Any]) -> Answer:
    return motif(demo, deal=demo_id("Deal", success["deal_id"]), moment=NOW, limit=100)


def of_ring(answer: Answer, ring: str) -> list[str]:
    return [item.id for item in answer.items if item.details["ring"] == ring]


def test_the_sister_sites_are_the_closest_of_the_company(told: Answer, success: dict[str, Any]) -> None:
    sisters = {demo_id("Site", id_) for id_ in success["sister_site_ids"]}
    assert set(of_ring(told, "same_company_site")[: len(sisters)]) == sisters
    need = demo_id("Need", success["need_id"])
    for item in told.items:
        if item.id in sisters:
            (piece,) = (one for one in item.details["pieces"] if one["change"].params.get("id") == need)
            assert piece["state"] == "fits"


def test_the_story_abroad_is_the_closest_overseas(demo: Database) -> None:
    abroad = stories()["lookalike_abroad"]
    answer = motif(demo, deal=demo_id("Deal", abroad["deal_id"]), kind="overseas", moment=NOW, limit=5)
    assert answer.items[0].id == demo_id("Site", abroad["site_id"])
    assert {item.details["ring"] for item in answer.items} == {"overseas"}


def test_every_site_with_a_piece_is_found_and_no_other(demo: Database, told: Answer) -> None:
    ids = [one["change"].params["id"] for one in told.details["motif"] if "id" in one["change"].params]
    # Nothing in the demonstration has ended that is counted here, so plain paths say the same.
    rows = demo.run_statement(
        """
        MATCH (p) WHERE p.id IN $ids
        MATCH (p)<-[:CHILD_OF*0..4]-()<-[f:HAS_NEED|HAS_USE_SCENE|USES]-(b:Site|Company)
        WHERE f.valid_to IS NULL
        MATCH (s:Site)-[:SITE_OF*0..1]->(b)
        RETURN collect(DISTINCT s.id) AS sites
        """,
        ids=ids,
    )
    deal = demo.run_statement("MATCH (:Deal {id: $id})-[:AT]->(s:Site) RETURN s.id AS id", id=deal_of(told))
    assert {item.id for item in told.items} == set(rows[0]["sites"]) - {deal[0]["id"]}
    assert sum(told.details["rings"].values()) == told.details["total"] == len(told.items)


def deal_of(answer: Answer) -> str:
    assert answer.items
    return demo_id("Deal", stories()["site_success"]["deal_id"])


def test_unknown_is_not_missing_and_the_parts_add_up(demo: Database, told: Answer) -> None:
    states = {piece["state"] for item in told.items for piece in item.details["pieces"]}
    assert states == {"fits", "likely", "missing", "unknown"}
    cited: set[str] = set()
    for item in told.items:
        known = {one["part"] for one in item.details["pieces"] if one["state"] != "unknown"}
        assert {part.name for part in item.parts if part.value is not None} == known
        assert item.score == pytest.approx(sum(part.contribution or 0.0 for part in item.parts))
        assert all(part.evidence_ids for part in item.parts if part.value is not None)
        cited |= {id_ for one in item.details["pieces"] for id_ in one["evidence_ids"]}
    rows = demo.run_statement(
        """
        UNWIND $ids AS id
        OPTIONAL MATCH (n:Entity {id: id})
        OPTIONAL MATCH ()-[r {id: id}]->()
        WITH id, n, r WHERE n IS NULL AND r IS NULL
        RETURN id
        """,
        ids=sorted(cited)[::25],
    )
    assert rows == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_it_was_won_there_is_no_story(demo: Database, success: dict[str, Any], lang: Any) -> None:
    deal = demo_id("Deal", success["deal_id"])
    (row,) = demo.run_statement("MATCH (d:Deal {id: $id}) RETURN d.closed_on AS day, d.name AS name", id=deal)
    before = replace(NOW, as_of=row["day"] - timedelta(days=1))
    with pytest.raises(UsageError) as caught:
        motif(demo, deal=deal, moment=before, limit=5)
    assert row["name"] in caught.value.message(lang)
    assert motif(demo, deal=deal, moment=replace(NOW, as_of=row["day"]), limit=5).items
    with pytest.raises(NotFoundError):
        motif(demo, deal="deal-nowhere", moment=NOW, limit=5)
