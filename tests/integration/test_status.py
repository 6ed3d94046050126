"""The status on a real graph: derived, cached, overridden, taken back, told as of a day."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from graph_models.ids import node_id
from graph_models.records import Moment, NodeRecord, RelationshipRecord
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.demonstration import demonstration_folder
from service.operations.entities import card
from service.operations.moments import moment_of
from service.operations.status import change_rules, find, refresh_statuses, show
from service.operations.status_monitor import monitor
from service.operations.status_overrides import override_status, withdraw_override
from service.store.checksum import graph_checksum
from tests.conftest import write

TOKYO = ZoneInfo("Asia/Tokyo")
EARLY = datetime(2024, 1, 1, tzinfo=UTC)
COMPANY, SITE, BUYER = (node_id(label, "t") for label in ("Company", "Site", "Contact"))
CHOOSER = node_id("Contact", "chooser")
US = node_id("Company", "us")
DEAL = node_id("Deal", "t")


def node(label: str, id_: str, **properties: Any) -> NodeRecord:
    return NodeRecord(label, id_, properties, "test", EARLY)


def tie(type_: str, start: str, end: str, **properties: Any) -> RelationshipRecord:
    return RelationshipRecord(type_, start, end, "test", properties, recorded_at=EARLY)


def purchase(on: date) -> list[NodeRecord | RelationshipRecord]:
    id_ = node_id("Purchase", on.isoformat())
    return [
        node("Purchase", id_, purchased_on=on),
        tie("BY", id_, BUYER),
        tie("BY", id_, SITE),
        tie("BY", id_, COMPANY),
    ]


@pytest.fixture
def today() -> date:
    return moment_of(TOKYO).as_of


@pytest.fixture
def small(database: Database, today: date) -> Iterator[Database]:
    write(
        database,
        node("Company", US, name="当社", is_self=True),
        node("Company", COMPANY, name="東西精機株式会社"),
        node("Site", SITE, name="本社"),
        tie("SITE_OF", SITE, COMPANY),
        node("Contact", BUYER, name="青木 花子"),
        node("Contact", CHOOSER, name="馬場 太郎"),
        tie("WORKS_AT", BUYER, SITE),
        tie("WORKS_AT", CHOOSER, SITE),
        node(
            "Deal",
            DEAL,
            name="更新",
            opened_on=date(2024, 2, 1),
            closed_on=today - timedelta(days=399),
            outcome="won",
        ),
        tie("WITH", DEAL, COMPANY),
        tie("SOLD_BY", DEAL, US),
        tie("HOLDS_ROLE", CHOOSER, DEAL, role="decider"),
        *purchase(today - timedelta(days=400)),
    )
    yield database
    database.run_statement("MATCH ()-[r]->() DELETE r", write=True)
    database.run_statement("MATCH (n) WHERE NOT n:SchemaVersion DELETE n", write=True)


def now(as_of: date | None = None, known_at: datetime | None = None) -> Moment:
    return moment_of(TOKYO, as_of, known_at)


def effective(database: Database) -> dict[str, str | None]:
    return {
        id_: card(database, id_, label, now(), "en")["status"]
        for label, id_ in (("Company", COMPANY), ("Site", SITE), ("Contact", BUYER), ("Contact", CHOOSER))
    }


def test_it_is_derived_kept_and_told_of_when_it_changes(small: Database, today: date) -> None:
    before = graph_checksum(small)
    assert refresh_statuses(small, now()) == {"looked_at": 4, "changed": 4}
    assert effective(small) == {COMPANY: "L", SITE: "L", BUYER: "L", CHOOSER: "S"}
    assert monitor(small, now(), "en", days=30, due_days=30)["changes"] == [], "nothing to have changed from"
    assert refresh_statuses(small, now())["changed"] == 0
    assert graph_checksum(small) == before, "what is derived is not part of what the graph says"

    write(small, *purchase(today - timedelta(days=355)))
    assert refresh_statuses(small, now())["changed"] == 3
    found = monitor(small, now(), "en", days=30, due_days=30)
    assert {(row["id"], row["from"], row["to"]) for row in found["changes"]} == {
        (id_, "L", "C") for id_ in (COMPANY, SITE, BUYER)
    }
    assert all(row["reasons"][0]["evidence_ids"] for row in found["changes"])
    assert {row["id"] for row in found["lapsing"]} == {COMPANY, SITE, BUYER}
    assert {row["lapses_on"] for row in found["lapsing"]} == {today + timedelta(days=10)}
    assert monitor(small, now(), "en", days=30, due_days=9)["lapsing"] == []


def test_the_past_is_derived_from_its_facts(small: Database, today: date) -> None:
    refresh_statuses(small, now())
    then = now(today - timedelta(days=390))
    assert show(small, BUYER, then, "ja")["status"] == "C"
    assert card(small, BUYER, "Contact", then, "ja")["status"] is None, "what is kept is of today"
    assert find(small, BUYER, now(today - timedelta(days=401))).status is None
    assert find(small, BUYER, now(known_at=EARLY - timedelta(days=1))).status is None


def test_the_lapse_period_is_a_record(small: Database) -> None:
    change_rules(small, lapse_days=500)
    assert find(small, BUYER, now()).status == "C"
    with pytest.raises(UsageError):
        change_rules(small, lapse_days=0)


def test_an_override_stands_above_the_rule_until_it_is_withdrawn(small: Database, today: date) -> None:
    refresh_statuses(small, now())
    before = graph_checksum(small)
    override_status(small, COMPANY, "C", "年間契約があるため", by="mori", review_on=today)
    assert effective(small)[COMPANY] == "C"
    refresh_statuses(small, now())
    told = show(small, COMPANY, now(), "en")
    assert (told["status"], told["derived_status"], told["decided_by"]) == ("C", "L", "override")
    assert (told["override"]["reason"], told["override"]["by"]) == ("年間契約があるため", "mori")
    due = monitor(small, now(), "ja", days=30, due_days=30)["overrides_due"]
    assert [row["id"] for row in due] == [COMPANY]

    withdraw_override(small, COMPANY, "契約が終わった", by="mori")
    assert effective(small)[COMPANY] == "L"
    assert graph_checksum(small) == before, "what was typed in is taken back"
    history = show(small, COMPANY, now(), "en")["history"]
    assert [(row["kind"], row["from"], row["to"]) for row in history] == [
        ("withdrawn", "C", "L"),
        ("override", "L", "C"),
    ]
    with pytest.raises(NotFoundError):
        withdraw_override(small, COMPANY, "again", by=None)


def test_an_override_needs_a_reason_and_a_known_code(small: Database) -> None:
    for status, reason in (("C", " "), ("X", "why")):
        with pytest.raises(UsageError):
            override_status(small, COMPANY, status, reason, by=None)
    with pytest.raises(UsageError):
        override_status(small, DEAL, "C", "why", by=None)


def test_a_second_override_takes_the_place_of_the_first(small: Database) -> None:
    refresh_statuses(small, now())
    override_status(small, COMPANY, "C", "one", by=None)
    override_status(small, COMPANY, "D", "two", by=None)
    told = show(small, COMPANY, now(), "en")
    assert told["status"] == "D"
    assert [bool(item.get("withdrawn_at")) for item in told["overrides"]] == [False, True]


def tables() -> dict[str, list[dict[str, str]]]:
    folder = demonstration_folder()
    return {
        name: list(csv.DictReader((folder / f"{name}.csv").open()))
        for name in ("purchases", "jobs", "contacts")
    }


def test_the_demonstration_has_who_left_who_lapsed_and_who_only_chooses(demo: Database) -> None:
    moment = now()
    rows = tables()
    stories = json.loads((demonstration_folder() / "stories.json").read_text("utf-8"))
    names = {row["contact_id"]: row["name"] for row in rows["contacts"]}
    last: dict[str, date] = defaultdict(lambda: date.min)
    for row in rows["purchases"]:
        if row["contact_id"]:
            last[row["contact_id"]] = max(last[row["contact_id"]], date.fromisoformat(row["purchased_on"]))
    jobs = defaultdict(list)
    for row in rows["jobs"]:
        jobs[row["contact_id"]].append(row)

    def only(name: str) -> str:
        ids = demo.run_statement("MATCH (n:Contact {name: $name}) RETURN n.id AS id", name=name)
        return ids[0]["id"] if len(ids) == 1 else ""

    left = [
        key
        for key, some in jobs.items()
        if all(job["valid_to"] and job["valid_to"] <= str(moment.as_of) for job in some)
    ]
    lapsed = [
        key
        for key, on in last.items()
        if on <= moment.as_of - timedelta(days=365) and len(jobs[key]) == 1 and key not in left
    ]
    checked = {"D": 0, "L": 0}
    for status, keys in (("D", left), ("L", lapsed)):
        for key in keys:
            if id_ := only(names[key]):
                found = find(demo, id_, moment)
                # A won deal in which somebody was the buyer counts as an order too.
                if status == "L" and found.status == "C":
                    assert found.reasons[0].evidence_ids[0].startswith("holds_role.")
                    continue
                assert found.status == status, names[key]
                checked[status] += 1
    assert min(checked.values()) > 5

    specifier = find(demo, only(names[stories["specifier"]["contact_id"]]), moment)
    assert specifier.status == "S"
    assert stories["specifier"]["contact_id"] not in last
    champion = find(demo, only(names[stories["champion_left"]["contact_id"]]), moment)
    assert (champion.doubt, champion.doubt_on) == (
        "moved",
        date.fromisoformat(stories["champion_left"]["left_on"]),
    )


def test_the_command_line(demo: Database, demo_settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.cli import enishi

    monkeypatch.setenv("ENISHI_HOME", str(demo_settings.home))
    runner = CliRunner()
    assert runner.invoke(enishi, ["status", "refresh", "--json"]).exit_code == 0
    found = json.loads(runner.invoke(enishi, ["status", "monitor", "--json", "--due-days", "90"]).stdout)
    assert found["lapsing"]
    shown = json.loads(runner.invoke(enishi, ["status", "show", found["lapsing"][0]["id"], "--json"]).stdout)
    assert shown["status"] == "C"
    assert shown["lapses_on"] == found["lapsing"][0]["lapses_on"]
