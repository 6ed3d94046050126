"""Kept ties: after whatever imports, edits, merges and undos as if rebuilt whole, and as worked out anew."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from service.analysis.tie_strength import contact_member_ties, contact_ties, tie_of
from service.analysis.weights import WEIGHTS
from service.database import Database
from service.operations import kept_ties
from service.operations.kept_ties import drop_ties, rebuild_ties, refresh_ties, serve, ties_told
from service.operations.moments import moment_of
from service.settings import Settings
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress, write_batch
from service.store.kept_ties import all_kept
from service.store.kept_ties import kept_ties as stored_ties
from service.store.merging import move_records
from service.store.people import people_facts
from service.store.undoing import delete_of_run, take_back_claims
from tests.conftest import clear

CONTACTS = [node_id("Contact", "ties", str(n)) for n in range(5)]
MEMBERS = [node_id("Member", "ties", str(n)) for n in range(3)]
ACTIVITIES = [node_id("Activity", "ties", str(n)) for n in range(4)]
START = datetime(2026, 3, 1, tzinfo=UTC)
SOURCES = ("crm", "mail", "manual")


class Steps:
    """Random changes of a small graph, each done the way the service does it."""

    def __init__(self, database: Database, dice: random.Random) -> None:
        self._database, self._dice = database, dice
        self._number = 0
        self._runs: list[tuple[str, str]] = []
        self._merged: dict[str, str] = {}

    def next(self) -> str:
        """Do one of them and say which."""
        step = self._dice.choice((self.say, self.say, self.say, self.undo, self.merge, self.part))
        step()
        return step.__name__

    def say(self) -> None:
        dice = self._dice
        self._number += 1
        run, at = f"run-ties-{self._number}", datetime.now(UTC) - timedelta(days=1)
        source = dice.choice(SOURCES)
        records: list[NodeRecord | RelationshipRecord] = []
        for activity in dice.sample(ACTIVITIES, dice.randint(1, 3)):
            said: dict[str, Any] = {"kind": dice.choice(("mail", "call", "meeting"))}
            said["at"] = START + timedelta(days=dice.randint(0, 200), hours=dice.randint(0, 23))
            said["direction"] = dice.choice(("inbound", "outbound"))
            records.append(NodeRecord("Activity", activity, said, source))
            for person in dice.sample(CONTACTS, dice.randint(0, 4)) + dice.sample(
                MEMBERS, dice.randint(1, 2)
            ):
                label = "Member" if person in MEMBERS else "Contact"
                records.append(NodeRecord(label, person, {"name": person[-4:]}, source))
                part = dice.choice(("from", "to", "attendee"))
                records.append(RelationshipRecord("TOOK_PART", person, activity, source, {"as": part}))
        write_batch(self._database, records, ImportProgress(run, {"source": source, "state": "done"}), at)
        self._runs.append((run, source))

    def undo(self) -> None:
        last = {source: run for run, source in self._runs}
        if not last:
            return
        run = self._dice.choice(sorted(last.values()))
        while take_back_claims(self._database, run, datetime.now(UTC)):
            pass
        while delete_of_run(self._database, run):
            pass
        self._runs = [item for item in self._runs if item[0] != run]

    def merge(self) -> None:
        there = {row["id"] for row in self._database.run_statement("MATCH (c:Contact) RETURN c.id AS id")}
        free = sorted(there - set(self._merged.values()))
        if len(free) < 2:
            return
        gone, into = self._dice.sample(free, 2)
        move_records(self._database, {gone: into}, "merge", datetime.now(UTC))
        self._merged[gone] = into

    def part(self) -> None:
        if self._merged:
            gone = self._dice.choice(sorted(self._merged))
            move_records(self._database, {gone: gone}, "merge", datetime.now(UTC))
            del self._merged[gone]


def _kept(database: Database) -> dict[str, Any]:
    return {row["id"]: row for row in all_kept(database)}


def _run(database: Database, seeds: range, steps: int) -> int:
    ties = 0
    for seed in seeds:
        clear(database)
        rebuild_ties(database)
        sequence = Steps(database, random.Random(seed))
        done = []
        for _ in range(steps):
            done.append(sequence.next())
            refresh_ties(database)
            found = _kept(database)
            rebuild_ties(database)
            assert found == _kept(database), (seed, done)
            ties += len(found)
    return ties


@pytest.fixture(autouse=True)
def _small_crowds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four people of a side are a crowd already, so that some gatherings tie nobody."""
    weights = replace(WEIGHTS, tie=replace(WEIGHTS.tie, max_group=3))
    monkeypatch.setattr(kept_ties, "WEIGHTS", weights)


def test_made_anew_piece_by_piece_is_as_made_whole(database: Database) -> None:
    assert _run(database, range(1), 7) > 20


@pytest.mark.soak
def test_made_anew_piece_by_piece_in_many_orders(database: Database) -> None:
    assert _run(database, range(100, 160), 14) > 1_000


def test_kept_ties_are_what_the_activities_say(database: Database) -> None:
    clear(database)
    sequence = Steps(database, random.Random(5))
    for _ in range(2):
        sequence.say()
    rebuild_ties(database)
    moment = moment_of(Settings.from_env().timezone)
    weights = replace(WEIGHTS.tie, max_group=3)
    assert serve(database, moment, weights)
    facts = people_facts(database, CONTACTS, moment, horizon_days=weights.horizon, only_ties=True)
    seen: Counter[str] = Counter()
    for kind, fresh in (
        ("contact_member", contact_member_ties(facts, weights)),
        ("contact_contact", contact_ties(facts, weights)),
    ):
        kept = {
            (tie.one, tie.other): strength
            for tie in stored_ties(database, CONTACTS)
            if tie.kind == kind and (strength := tie_of(tie.passed, moment.until, weights))
        }
        assert kept == fresh
        seen[kind] += len(kept)
    assert set(seen.elements()) == {"contact_member", "contact_contact"}


def test_what_is_kept_serves_questions_about_now_only(database: Database) -> None:
    clear(database)
    zone = Settings.from_env().timezone
    weights = replace(WEIGHTS.tie, max_group=3)
    assert ties_told(database)["state"] == "none"
    rebuild_ties(database)
    now = moment_of(zone)
    assert serve(database, now, weights)
    assert not serve(database, now, replace(weights, max_group=5))
    assert not serve(database, moment_of(zone, as_of=now.as_of - timedelta(days=1)), weights)
    assert not serve(database, moment_of(zone, known_at=now.known_at - timedelta(hours=1)), weights)
    Steps(database, random.Random(1)).say()
    assert ties_told(database)["waiting"] > 0
    assert not serve(database, moment_of(zone), weights)
    refresh_ties(database)
    assert ties_told(database)["waiting"] == 0
    assert serve(database, moment_of(zone), weights)


def test_dropped_ties_stay_away_and_say_nothing_of_the_graph(database: Database) -> None:
    clear(database)
    Steps(database, random.Random(3)).say()
    before = graph_checksum(database)
    rebuild_ties(database)
    assert _kept(database)
    assert graph_checksum(database) == before
    assert all(row["state"] == "inferred" and row["method"] for row in _kept(database).values())
    drop_ties(database)
    assert graph_checksum(database) == before
    Steps(database, random.Random(4)).say()
    refresh_ties(database, is_built=True)
    told = ties_told(database)
    assert (told["state"], told["ties"], told["waiting"]) == ("dropped", 0, 0)
    rebuild_ties(database)
    assert _kept(database)
