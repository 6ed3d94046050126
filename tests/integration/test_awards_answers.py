"""The four questions on real public awards: sellers of every size, buyers, places with nobody known."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from service.database import Database
from service.errors import UsageError
from service.operations.imports import run_import
from tests.integration.asking import Answered, Case, as_text, numbers
from tests.integration.promises import MOMENT, check_evidence, check_parts, check_removal, check_words

pytestmark = pytest.mark.data

SHARE = 8
"""One buyer in so many is imported here; with --soak all are."""


@pytest.fixture(scope="module")
def awards(
    database: Database,
    data_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Database:
    """A graph of the awards of some buyers."""
    file, folder = data_folder / "jp_local_awards" / "awards.csv.gz", tmp_path_factory.mktemp("awards")
    if not request.config.getoption("--soak"):
        file = _sample(file, folder / "awards.csv")
    report = run_import(database, "awards", [file], rejects=folder / "rejects.csv", lang="ja")
    assert report.as_dict()["labels"]["Deal"]["created"] > 2000
    return database


def _sample(file: Path, into: Path) -> Path:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as source, into.open("w", newline="") as sink:
        rows = csv.reader(source)
        header = next(rows)
        kept = csv.writer(sink)
        kept.writerow(header)
        buyer = header.index("org")
        kept.writerows(row for row in rows if crc32(row[buyer].encode()) % SHARE == 0)
    return into


def ids(database: Database, statement: str) -> list[str]:
    return [row["id"] for row in database.run_statement(statement)]


def sellers(database: Database) -> list[str]:
    """Return five sellers, from the one with the most awards to one with a single one."""
    found = ids(
        database,
        """
        MATCH (deal:Deal)-[:SOLD_BY]->(seller:Company) WITH seller, count(deal) AS deals
        RETURN seller.id AS id ORDER BY deals DESC, id
        """,
    )
    return [found[place] for place in (0, len(found) // 20, len(found) // 5, len(found) // 2, -1)]


def buyers(database: Database) -> list[str]:
    """Return the buyers, from the one with the most awards."""
    return ids(
        database,
        """
        MATCH (deal:Deal)-[:WITH]->(buyer:Company) WITH buyer, count(deal) AS deals
        RETURN buyer.id AS id ORDER BY deals DESC, id
        """,
    )


def check(database: Database, asked: Case, *, removal: int = 0) -> Answered:
    answer = asked.ask(database, MOMENT)
    check_parts(answer)
    check_evidence(database, answer)
    check_words(asked, database, answer)
    check_removal(database, asked, answer, number=removal)
    return answer


def test_expansion_of_sellers_of_every_size(awards: Database) -> None:
    for place, seller in enumerate(sellers(awards)):
        answer = check(awards, Case("expansion", seller, {"seller": seller}), removal=int(place == 3))
        assert answer["items"], seller
        served = ids(
            awards,
            f"MATCH (:Company {{id: '{seller}'}})<-[:SOLD_BY]-(:Deal)-[:AT]->(unit) RETURN unit.id AS id",
        )
        for item in answer["items"]:
            assert item["id"] not in served, "a place where the seller has won is no target"
            assert item["details"]["company"]["id"] != seller
            reference = item["details"]["reference"]
            assert reference["site"]["id"] in served
            assert item["details"]["kind"] != "overseas"
            known = {part["name"] for part in item["parts"] if part["value"] is not None}
            assert known <= {
                "co_seller",
                "same_organisation",
                "site_function",
                "region",
                "demand",
                "category_match",
            }, "nothing is known of people, needs or products in use"
            assert item["details"]["contact"] is None
            assert item["details"]["role_to_find"]


def test_expansion_within_one_organisation(awards: Database) -> None:
    seller = sellers(awards)[0]
    asked = Case("expansion", "kind", {"seller": seller, "kind": "same_company_site"})
    for item in check(awards, asked)["items"]:
        assert item["details"]["kind"] == "same_company_site"
        organisation = next(part for part in item["parts"] if part["name"] == "same_organisation")
        assert organisation["value"] > 0.0


def test_expansion_needs_to_know_whose_success_it_is(awards: Database) -> None:
    with pytest.raises(UsageError) as caught:
        Case("expansion", "nobody", {}).ask(awards, MOMENT)
    assert "seller" in caught.value.message("en")
    assert "seller" in caught.value.message("ja")


def test_lookalikes_of_a_buyer_share_its_sellers(awards: Database) -> None:
    buyer = buyers(awards)[0]
    answer = check(awards, Case("lookalike", "buyer", {"companies": [buyer]}), removal=1)
    assert value(answer["items"][0], "shared_sellers") > 0.0
    all_buyers = set(buyers(awards))
    assert all(item["id"] in all_buyers for item in answer["items"][:3])


def test_lookalikes_of_a_seller_share_its_buyers(awards: Database) -> None:
    seller = sellers(awards)[0]
    answer = check(awards, Case("lookalike", "seller", {"companies": [seller]}), removal=1)
    assert value(answer["items"][0], "shared_buyers") > 0.0
    assert not {item["id"] for item in answer["items"]} & set(buyers(awards))


def test_lookalikes_of_a_place(awards: Database) -> None:
    (site,) = ids(
        awards,
        """
        MATCH (site:Site)<-[:AT]-(deal:Deal) WITH site, count(deal) AS deals
        RETURN site.id AS id ORDER BY deals DESC, id LIMIT 1
        """,
    )
    answer = check(awards, Case("lookalike", "site", {"site": site}), removal=1)
    assert answer["items"]
    own = answer["scope"][0]["id"]
    assert own not in {item["id"] for item in answer["items"]}


def nobody(database: Database) -> Iterator[Case]:
    buyer = buyers(database)[0]
    deal = ids(database, "MATCH (deal:Deal) RETURN deal.id AS id ORDER BY id LIMIT 1")[0]
    site = ids(database, "MATCH (site:Site)<-[:AT]-() RETURN site.id AS id ORDER BY id LIMIT 1")[0]
    category = ids(
        database, "MATCH (p:Product)<-[:INCLUDES]-() RETURN coalesce(p.code, p.id) AS id ORDER BY id LIMIT 1"
    )[0]
    yield Case("key_person", "company", {"company": buyer})
    yield Case("key_person", "site", {"site": site})
    yield Case("key_person", "deal", {"deal": deal})
    yield Case("buying_center", "deal", {"deal": deal})
    yield Case("buying_center", "company", {"company": buyer, "category": category})


def test_where_nobody_is_known_it_is_said_and_not_taken_for_zero(awards: Database) -> None:
    for asked in nobody(awards):
        english, japanese = asked.ask(awards, MOMENT), asked.ask(awards, MOMENT, "ja")
        assert english["items"] == []
        (note,), (other,) = english["notes"], japanese["notes"]
        assert note["key"] == f"{asked.question}.nobody_known"
        assert note["text"] != other["text"]
        assert as_text(numbers(english)) == as_text(numbers(japanese))
        if asked.question == "buying_center":
            details = english["details"]
            assert details["coverage"]["named"] is None
            assert details["coverage"]["engaged"] is None
            assert details["red_flags"] == []
            assert len(details["missing"]) == len(details["required"]) > 0
            assert all(not row["seen_at"] for row in details["missing"])


def value(item: dict[str, Any], part: str) -> float:
    return next(row["value"] for row in item["parts"] if row["name"] == part)
