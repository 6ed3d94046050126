"""Where sites are: counted by region and status as of a day, and listed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service.database import Database
from service.errors import NotFoundError
from service.operations.site_map import site_map, sites_of_region
from tests.conftest import clear
from tests.integration.people_graph import link, moment, node, put

ACME = node("Company", "acme", name="Acme", country="JP")
OTHER = node("Company", "other", name="Other")
TOKYO = node("Site", "tokyo", name="Tokyo Works", region="東京都", status="C", function="plant")
LATER = node("Site", "later", name="Later Works", region="東京都", status="P")
ABROAD = node("Site", "abroad", name="Abroad Works", region="Bayern", country="DE")
NOWHERE = node("Site", "nowhere", name="Nowhere")


@pytest.fixture(scope="module")
def small(database: Database) -> Database:
    clear(database)
    put(
        database,
        [
            *(ACME, OTHER, TOKYO, LATER, ABROAD, NOWHERE),
            link("SITE_OF", TOKYO, ACME),
            link("SITE_OF", LATER, ACME, valid_from=date(2026, 5, 1)),
            link("SITE_OF", ABROAD, ACME),
            link("SITE_OF", NOWHERE, OTHER),
        ],
    )
    return database


def counted(found: dict[str, Any]) -> dict[tuple[str | None, str | None], dict[str, int]]:
    assert found["total"] == sum(one["total"] for one in found["items"])
    return {(one["country"], one["region"]): one["statuses"] for one in found["items"]}


def test_sites_are_counted_where_they_are_or_as_unknown(small: Database) -> None:
    found = site_map(small, moment())
    assert counted(found) == {
        ("JP", "東京都"): {"C": 1, "P": 1},
        ("DE", "Bayern"): {"unknown": 1},
        (None, None): {"unknown": 1},
    }
    assert found["items"][0]["region"] == "東京都"


def test_as_of_a_day_of_one_company_and_by_status(small: Database) -> None:
    assert counted(site_map(small, moment(date(2026, 4, 30))))[("JP", "東京都")] == {"C": 1}
    assert set(counted(site_map(small, moment(), company=OTHER.id))) == {(None, None)}
    assert counted(site_map(small, moment(), statuses=["P", "unknown"])) == {
        ("JP", "東京都"): {"P": 1},
        ("DE", "Bayern"): {"unknown": 1},
        (None, None): {"unknown": 1},
    }
    with pytest.raises(NotFoundError):
        site_map(small, moment(), company="company-nowhere")


def test_the_sites_of_a_region_are_those_that_were_counted(small: Database) -> None:
    found = sites_of_region(small, moment(), country="JP", region="東京都")
    assert [one["id"] for one in found["items"]] == [LATER.id, TOKYO.id]
    assert found["items"][0]["company"]["id"] == ACME.id
    first = sites_of_region(small, moment(), country="JP", region="東京都", limit=1)
    assert ([one["id"] for one in first["items"]], first["total"]) == ([LATER.id], 2)
    customers = sites_of_region(small, moment(), country="JP", region="東京都", statuses=["C"])
    assert [one["id"] for one in customers["items"]] == [TOKYO.id]
    assert [one["id"] for one in sites_of_region(small, moment())["items"]] == [NOWHERE.id]
    assert sites_of_region(small, moment(), country="JP", region="大阪府") == {"items": [], "total": 0}
