"""A group: its tree with circles, what was bought where, and what a company that went into another bought."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.database import Database
from service.errors import NotFoundError
from service.operations.group import group, group_file
from service.operations.moments import moment_of
from tests.integration.people_graph import ACME, OPEN, PLANT, WON, link, moment, node, put, small_account

TOKYO = ZoneInfo("Asia/Tokyo")
HOLDING = node("Company", "holding", name="Holding")
OLD = node("Company", "old-acme", name="Old Acme")
OLDEST = node("Company", "oldest-acme", name="Oldest Acme")
HEIR = node("Company", "heir", name="Heir")


@pytest.fixture(scope="module")
def small(database: Database) -> Database:
    below = link("SUBSIDIARY_OF", ACME, HOLDING)
    circle = link("SUBSIDIARY_OF", HOLDING, ACME)
    steps = [link("SUCCEEDED_BY", OLDEST, OLD), link("SUCCEEDED_BY", OLD, ACME)]
    put(database, [*small_account(), HOLDING, OLD, OLDEST, below, circle, *steps])
    return database


def seen(database: Database, company: str, **asked: Any) -> dict[str, Any]:
    return group(database, moment(), "en", company=company, **asked)


def test_a_circle_ends_and_names_the_tie_that_closes_it(small: Database) -> None:
    found = seen(small, ACME.id)
    assert [(one["id"], one["depth"]) for one in found["tree"]] == [(ACME.id, 0), (HOLDING.id, 1)]
    assert [one["id"] for one in found["tree"][0]["other_parents"]] == [HOLDING.id]
    assert not found["is_cut"]
    assert PLANT.id in {site["id"] for site in found["tree"][0]["sites"]}


def test_those_before_it_are_named_in_steps(small: Database) -> None:
    (acme, _) = seen(small, ACME.id)["tree"]
    assert {one["id"] for one in acme["predecessors"]} == {OLD.id, OLDEST.id}


def test_what_those_before_it_bought_counts_and_is_marked(small: Database) -> None:
    put(small, [HEIR, link("SUCCEEDED_BY", ACME, HEIR, kind="merger", on=date(2026, 2, 1))])
    found = seen(small, HEIR.id)
    bought = {cell["category"]: cell for cell in found["cells"] if cell["state"] in {"won", "current"}}
    assert {cell["place"] for cell in bought.values()} == {HEIR.id}
    inherited = {id_ for cell in bought.values() for id_ in cell["inherited_ids"]}
    assert inherited & {WON.id, OPEN.id}
    assert all(cell["inherited_ids"] == cell["evidence_ids"] for cell in bought.values())
    assert "group.inherited" in {note["key"] for note in found["notes"]}
    assert not any(cell["evidence_ids"] == [] for cell in bought.values())
    earlier = group(small, moment(date(2026, 1, 31)), "en", company=HEIR.id)
    assert not earlier["cells"]
    assert not earlier["tree"][0]["predecessors"]


def test_every_won_deal_of_the_group_is_in_a_cell(demo: Database) -> None:
    (row,) = demo.run_statement(
        """
        MATCH (c:Company)-[:SUBSIDIARY_OF]->(p:Company) WITH p, collect(c.id) AS below
        ORDER BY size(below) DESC, p.id LIMIT 1
        MATCH (:Company {id: p.id})<-[:SUBSIDIARY_OF*0..5]-(c:Company)
        WITH p, collect(DISTINCT c) AS all
        UNWIND all AS c
        OPTIONAL MATCH (c)<-[:WITH]-(d:Deal {outcome: 'won'})-[:INCLUDES]->()
        RETURN p.id AS top, count(DISTINCT c) AS companies, collect(DISTINCT d.id) AS won
        """
    )
    found = group(demo, moment_of(TOKYO), "en", company=row["top"])
    assert len(found["tree"]) == row["companies"]
    # Bought and open in one cell is open: what is to be decided comes first.
    evidence = {id_ for cell in found["cells"] for id_ in cell["evidence_ids"]}
    assert row["won"]
    assert len(set(row["won"]) & evidence) > len(row["won"]) / 2
    narrowed = group(demo, moment_of(TOKYO), "en", company=row["top"], states=["won"])
    places = {cell["place"] for cell in found["cells"] if cell["state"] == "won"}
    assert {one["id"] for one in narrowed["places"]} == places < {one["id"] for one in found["places"]}
    header, *lines = csv.reader(io.StringIO(group_file(found, "csv", "ja").decode("utf-8-sig")))
    assert (header[0], len(lines)) == ("企業", len(found["places"]))


def test_no_such_company(demo: Database) -> None:
    with pytest.raises(NotFoundError):
        group(demo, moment_of(TOKYO), "en", company="company-aaaaaaaaaaaaaaaa")
