"""The account page: every figure can be worked out again from the facts it names, and unknown is not zero."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.analysis.purchase_history import profitability
from service.database import Database
from service.errors import NotFoundError
from service.operations.account_page import SECTIONS, account_page, brief_file
from service.operations.moments import moment_of

TOKYO = ZoneInfo("Asia/Tokyo")


def page(database: Database, company: str, day: date | None = None) -> dict[str, Any]:
    return account_page(database, moment_of(TOKYO, day), "en", company=company)


@pytest.fixture(scope="module")
def customer(demo: Database) -> str:
    """The company with the most purchases."""
    (row,) = demo.run_statement(
        """
        MATCH (c:Company)<-[:BY]-(p:Purchase)
        RETURN c.id AS id, count(DISTINCT p) AS n ORDER BY n DESC, id LIMIT 1
        """
    )
    return str(row["id"])


def test_purchases_and_profit_are_those_of_the_graph(demo: Database, customer: str) -> None:
    found = page(demo, customer)
    rows = demo.run_statement(
        """
        MATCH (:Company {id: $id})<-[:BY]-(p:Purchase)
        RETURN p.currency AS currency, sum(p.amount) AS sales, sum(p.profit) AS profit,
          collect(p.id) AS ids, sum(p.amount) / sum(p.quantity) AS unit_price
        """,
        id=customer,
    )
    assert found["purchases"]["total"] == sum(len(row["ids"]) for row in rows) > 5
    for row in rows:
        (mine,) = [one for one in found["profitability"] if one["currency"] == row["currency"]]
        assert mine["sales"] == pytest.approx(row["sales"])
        assert mine["profit"] == pytest.approx(row["profit"])
        assert mine["unit_price"] == pytest.approx(row["unit_price"])
        assert sorted(mine["evidence_ids"]) == sorted(row["ids"])


def test_an_earlier_day_knows_less(demo: Database, customer: str) -> None:
    early, late = page(demo, customer, date(2024, 6, 30)), page(demo, customer)
    assert early["purchases"]["last"] <= date(2024, 6, 30) < late["purchases"]["last"]
    assert early["interactions"]["total"] < late["interactions"]["total"]
    assert all(one["at"].date() <= date(2024, 6, 30) for one in early["interactions"]["items"])


def test_the_brief_has_all_five_kinds(demo: Database, customer: str) -> None:
    found = page(demo, customer)
    header, *rows = csv.reader(io.StringIO(brief_file(found, "csv", "ja").decode("utf-8-sig")))
    assert len(header) == 5
    assert sum(row[0] == "2 接触履歴" for row in rows) == len(found["interactions"]["items"])
    kinds = list(dict.fromkeys(row[0] for row in rows))
    assert [kind[0] for kind in kinds] == ["1", "2", "3", "4", "5"][: len(SECTIONS)]
    assert brief_file(found, "xlsx", "en").startswith(b"PK")


def test_what_nobody_knows_is_not_zero() -> None:
    empty = {"profit": None, "quantity": None, "currency": "JPY"}
    (row,) = profitability([{"id": "a", "amount": 100.0, **empty}, {"id": "b", "amount": None, **empty}])
    assert (row["sales"], row["unknown_sales"]) == (100.0, 1)
    assert (row["profit"], row["unknown_profit"], row["margin"], row["unit_price"]) == (None, 2, None, None)


def test_no_such_company(demo: Database) -> None:
    with pytest.raises(NotFoundError):
        page(demo, "company-aaaaaaaaaaaaaaaa")


def test_the_journey_has_every_thing_with_a_day(demo: Database, customer: str) -> None:
    found = page(demo, customer)
    seen = {lane["lane"]: lane["marks"] for lane in found["journey"]}
    for lane, number in (("purchases", found["purchases"]["total"]), *found["interactions"]["kinds"].items()):
        assert sum(mark["number"] for mark in seen[lane]) == number
    deals = demo.run_statement("MATCH (d:Deal)-[:WITH]->({id: $id}) RETURN d.id AS id", id=customer)
    assert {mark["ids"][0] for mark in seen["deals"]} == {row["id"] for row in deals}
    early = page(demo, customer, date(2024, 6, 30))["journey"]
    days = [day for lane in early for mark in lane["marks"] for day in (mark["on"], mark["until"]) if day]
    assert max(days) <= date(2024, 6, 30)
