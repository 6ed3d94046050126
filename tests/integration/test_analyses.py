"""Analyses on a small account: every figure can be worked out by hand, and files say what the page says."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from service.database import Database
from service.errors import UsageError
from service.operations.analyses.shape import KINDS, Wish
from service.operations.analyses.telling import analysis, analysis_file
from tests.integration.people_graph import (
    ACME,
    BALANCES,
    BUYER,
    OPEN,
    ORDER,
    PLANT,
    WON,
    link,
    moment,
    node,
    put,
    small_account,
)

FAIR = node("Campaign", "fair", name="Fair", channel="exhibition", cost=1_000_000.0, currency="JPY")
NOBODY = node("Campaign", "nobody", name="Nobody came", channel="mail")
PIPES = node("Product", "pipes", name="Pipes")
FIRST = node("Purchase", "first", purchased_on=date(2025, 1, 10), amount=100.0, profit=40.0, currency="JPY")
SECOND = node("Purchase", "second", purchased_on=date(2026, 6, 1), amount=50.0, currency="JPY")
VISITOR = node("Visitor", "somebody", visitor_source="web")
VISIT = node("Activity", "visit", kind="web_visit", at=datetime(2026, 6, 2, 3, tzinfo=UTC))
EARLY, ASKED, SIGNED = (
    node("Activity", f"before-{kind}", kind=kind, at=datetime(2025, month, day, 3, tzinfo=UTC))
    for kind, month, day in (("call", 10, 1), ("mail", 11, 20), ("meeting", 12, 1))
)
DAY = date(2026, 8, 15)


@pytest.fixture(scope="module")
def small(database: Database) -> Database:
    put(
        database,
        [
            *small_account(),
            *(FAIR, NOBODY, PIPES, FIRST, SECOND, VISITOR, VISIT, EARLY, ASKED, SIGNED),
            *(link("TOOK_PART", BUYER, one, **{"as": "from"}) for one in (EARLY, ASKED, SIGNED)),
            link("ACQUIRED_BY", BUYER, FAIR, since=date(2026, 4, 1)),
            link("TOOK_PART", VISITOR, VISIT, **{"as": "from"}),
            *(link("BY", one, place) for one in (FIRST, SECOND) for place in (ACME, PLANT)),
            link("OF", FIRST, PIPES),
            link("FROM", SECOND, WON),
        ],
    )
    return database


def seen(database: Database, kind: str, **wish: Any) -> dict[str, Any]:
    return analysis(database, moment(DAY), "en", kind, Wish(**wish))


def lines(found: dict[str, Any]) -> list[dict[str, Any]]:
    keys = [one["key"] for one in found["columns"]]
    return [dict(zip(keys, row["cells"], strict=True), ids=row["evidence_ids"]) for row in found["rows"]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_analysis_is_whole_in_both_languages_and_as_a_file(small: Database, kind: str) -> None:
    for lang in ("ja", "en"):
        found = analysis(small, moment(DAY), lang, kind, Wish(conditions=("status=C",), least=1))
        assert found["rows"]
        assert {len(row["cells"]) for row in found["rows"]} == {len(found["columns"])}
        assert all(
            len(one["values"]) == len(plot["labels"]) for plot in found["plots"] for one in plot["series"]
        )
        header, *rows = csv.reader(io.StringIO(analysis_file(found, "csv", lang).decode("utf-8-sig")))
        assert (len(header), len(rows)) == (len(found["columns"]) + 1, len(found["rows"]))
        assert analysis_file(found, "xlsx", lang).startswith(b"PK")


def test_revenue_is_of_purchases_and_deals_without_one_and_profit_of_what_is_known(small: Database) -> None:
    (found,) = lines(seen(small, "pareto"))
    assert (found["company"]["id"], found["value"], found["letter"]) == (ACME.id, 5_000_151.0, "A")
    # Of the order only the buyer is known, who works at the plant.
    assert set(found["ids"]) == {FIRST.id, SECOND.id, ORDER.id, OPEN.id}
    (found,) = lines(seen(small, "pareto", measure="profit"))
    assert (found["value"], found["unknown"]) == (40.0, 3)
    (found,) = lines(seen(small, "pareto", since=date(2026, 7, 1)))
    assert (found["value"], found["ids"]) == (5_000_000.0, [OPEN.id])


def test_an_earlier_day_knows_less(small: Database) -> None:
    rows = lines(analysis(small, moment(date(2025, 12, 31)), "en", "pareto", Wish()))
    assert {one["currency"]: (one["value"], one["letter"], sorted(one["ids"])) for one in rows} == {
        "JPY": (101.0, "A", sorted((FIRST.id, ORDER.id))),
    }
    rows = lines(analysis(small, moment(date(2025, 12, 5)), "en", "pareto", Wish()))
    # Of the won deal, before it was ordered, nobody knows the amount, nor the currency.
    assert {one["currency"]: (one["value"], one["letter"], one["ids"]) for one in rows} == {
        "JPY": (100.0, "A", [FIRST.id]),
        "": (None, None, [WON.id]),
    }


def test_a_campaign_leads_to_the_deals_opened_since(small: Database) -> None:
    for way in ("first", "last", "shared"):
        rows = lines(seen(small, "campaigns", attribution=way))
        (fair,) = [one for one in rows if one["campaign"] and one["campaign"]["id"] == FAIR.id]
        assert fair["hot_leads"] == 0
        assert (fair["leads"], fair["deals"], fair["won"], fair[f"sales_{way}"]) == (1, 1.0, 1.0, 5_000_000.0)
        assert fair["roi"] == pytest.approx(4.0)
        assert OPEN.id in fair["ids"]
        (nobody,) = [one for one in rows if one["campaign"] and one["campaign"]["id"] == NOBODY.id]
        assert (nobody["leads"], nobody["deals"], nobody["cost"], nobody["roi"]) == (0, 0.0, None, None)
        (none,) = [one for one in rows if one["campaign"] is None]
        assert WON.id in none["ids"]


def test_the_funnel_counts_accounts_and_browsers_nobody_knows(small: Database) -> None:
    rows = lines(seen(small, "funnel"))
    everybody = {one["step"]: one for one in rows if one["channel"] == "All"}
    assert {step: one["accounts"] for step, one in everybody.items()} == {
        "Awareness": 0,
        "Visit": 1,
        "Conversion": 0,
        "Nurturing": 0,
        "Inside sales": 1,
        "Meeting": 1,
        "Contract": 1,
    }
    assert everybody["Visit"]["ids"] == [VISIT.id]
    assert everybody["Meeting"]["conversion"] == 1.0
    fair = {one["step"]: one["accounts"] for one in rows if one["channel"] == "Exhibition"}
    assert (fair["Visit"], fair["Contract"]) == (0, 1)
    later = lines(seen(small, "funnel", since=date(2026, 6, 30)))
    assert {one["step"]: one["accounts"] for one in later if one["channel"] == "All"}["Meeting"] == 0


@pytest.mark.parametrize("level", ["company", "site"])
def test_categories_bought_by_the_same_place(small: Database, level: str) -> None:
    (pair,) = lines(seen(small, "affinity", level=level, least=1))
    assert {pair["left"]["id"], pair["right"]["id"]} == {BALANCES.id, PIPES.id}
    assert (pair["both"], pair["support"], pair["lift"]) == (1, 1.0, 1.0)
    assert FIRST.id in pair["ids"]
    assert lines(seen(small, "affinity", level=level, least=2)) == []


def test_a_period_that_begins_too_late(small: Database) -> None:
    with pytest.raises(UsageError):
        seen(small, "pareto", since=date(2027, 1, 1))


def test_journeys_end_before_the_day_of_the_first_win(small: Database) -> None:
    (found,) = lines(seen(small, "journeys", least=1))
    assert (found["sequence"], found["ids"]) == ("Call → Mail", [EARLY.id, ASKED.id])
    assert (found["won_accounts"], found["lost_accounts"], found["of_won"]) == (1, 0, 1.0)
    # There is no lost account to compare with.
    assert (found["of_lost"], found["lift"], found["chance"]) == (None, None, None)
    assert [one["sequence"] for one in lines(seen(small, "journeys", least=1, days=20))] == ["Mail"]
    assert lines(seen(small, "journeys", least=2)) == []
    assert lines(seen(small, "journeys", since=date(2025, 12, 2), least=1)) == []
