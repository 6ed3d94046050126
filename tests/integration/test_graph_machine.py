"""Imports, edits, merges, undos and kills in any order, on the real server, against a model of the claims."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from graph_models.ids import node_id
from graph_models.properties import is_bookkeeping
from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.store import undoing, voices
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress, write_batch
from service.store.merging import move_records
from service.store.undoing import delete_of_run, runs_depending_on, take_back_claims
from tests.conftest import clear
from tests.integration.graph_model import EDIT, Model

DAY = datetime(2026, 1, 1, tzinfo=UTC)
COMPANIES = [node_id("Company", "machine", str(n)) for n in range(3)]
PEOPLE = [node_id("Contact", "machine", str(n)) for n in range(3)]
SOURCES = ("crm", "cards", "list")
_MORE = ("id", "created_at", "updated_at")

company_said = st.fixed_dictionaries(
    {"name": st.sampled_from(("山田工業", "山田工業株式会社", "鈴木製作所"))},
    optional={
        "employees": st.sampled_from((10, 20)),
        "aliases": st.sampled_from((["a"], ["b"], ["a", "c"])),
        "founded": st.sampled_from((1999, 2001)),
    },
)
person_said = st.fixed_dictionaries(
    {"name": st.sampled_from(("佐藤 花子", "鈴木 一郎"))},
    optional={
        "title": st.sampled_from(("課長", "部長", "主任")),
        "emails": st.sampled_from((["a@x.test"], ["b@x.test"])),
    },
)
job_said = st.fixed_dictionaries({}, optional={"title": st.sampled_from(("課長", "部長"))})
said = st.fixed_dictionaries(
    {
        "companies": st.dictionaries(st.sampled_from(COMPANIES), company_said, min_size=1, max_size=2),
        "people": st.dictionaries(st.sampled_from(PEOPLE), person_said, max_size=2),
        "jobs": st.dictionaries(
            st.tuples(st.sampled_from(PEOPLE), st.sampled_from(COMPANIES)), job_said, max_size=2
        ),
    }
)


class GraphMachine(RuleBasedStateMachine):
    """Each rule does the same to the graph and to the model; then both are compared whole."""

    database: Database

    @initialize()
    def empty(self) -> None:
        clear(self.database)
        self.model = Model()
        self.number = 0
        self.last: tuple[str, Any] | None = None
        self.sums: dict[str, str] = {}

    def _write(self, source: str, nodes: dict[str, Any], jobs: dict[Any, Any], *, is_killed: bool) -> None:
        self.number += 1
        run, at = f"run-{self.number}", DAY + timedelta(days=self.number)
        records: list[NodeRecord | RelationshipRecord] = [
            NodeRecord("Company" if id_ in COMPANIES else "Contact", id_, properties, source)
            for id_, properties in nodes.items()
        ]
        batches = [records]
        ties = [
            RelationshipRecord("WORKS_AT", *ends, source, properties) for ends, properties in jobs.items()
        ]
        if is_killed:
            # Two batches, between which the import died and was taken up again by its id and time.
            batches.append([*records[-1:], *ties])
        else:
            records.extend(ties)
        for batch in batches:
            progress = ImportProgress(run, {"source": source, "state": "running", "started_at": at})
            write_batch(self.database, batch, progress, at)
        self.model.say(run, source, self.number, nodes, jobs)

    @rule(source=st.sampled_from(SOURCES), said=said, is_killed=st.booleans())
    def imported(self, source: str, said: dict[str, Any], is_killed: bool) -> None:
        # Both ends of a job must be there: the source names them too.
        nodes = {**said["companies"], **said["people"]}
        for person, employer in said["jobs"]:
            nodes.setdefault(person, {"name": "佐藤 花子"})
            nodes.setdefault(employer, {"name": "山田工業"})
        self._write(source, nodes, said["jobs"], is_killed=is_killed)
        self.last = source, (nodes, said["jobs"])
        self._compare()

    @precondition(lambda self: self.last)
    @rule()
    def the_same_file(self) -> None:
        source, (nodes, jobs) = self.last
        self._write(source, nodes, jobs, is_killed=False)
        self._compare()

    @rule(id_=st.sampled_from(PEOPLE), properties=person_said)
    def edited(self, id_: str, properties: dict[str, Any]) -> None:
        self._write(EDIT, {id_: properties}, {}, is_killed=False)
        self._compare()

    @rule(pair=st.sampled_from([(0, 1), (0, 2), (1, 2), (2, 1)]), of=st.sampled_from((COMPANIES, PEOPLE)))
    def merged(self, pair: tuple[int, int], of: list[str]) -> None:
        into, gone = (of[place] for place in pair)
        spoken = {about for run in self.model.runs.values() for about in run.nodes}
        if not {into, gone} <= spoken or self.model.place(into) != into or gone in self.model.into.values():
            return
        move_records(self.database, {gone: into}, "merge", DAY)
        self.model.into[gone] = into
        self._compare()

    @precondition(lambda self: self.model.into)
    @rule(data=st.data())
    def parted(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(sorted(self.model.into)))
        move_records(self.database, {gone: gone}, "merge", DAY)
        del self.model.into[gone]
        self._compare()

    @precondition(lambda self: self.model.runs)
    @rule(data=st.data())
    def undone(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(sorted(self.model.runs)))
        assert set(runs_depending_on(self.database, run)) == self.model.hanging_on(run)
        if self.model.later_of(run) or self.model.hanging_on(run):
            return
        # Claim by claim, as if it had been killed after each.
        while take_back_claims(self.database, run, DAY + timedelta(days=999)):
            pass
        while delete_of_run(self.database, run):
            pass
        self.model.undo(run)
        self._compare()

    @rule(source=st.sampled_from(SOURCES), trust=st.sampled_from((20, 50, 80)))
    def trusted(self, source: str, trust: int) -> None:
        voices.save_trust(self.database, source, trust)
        after: str | None = ""
        while after is not None:
            after = voices.fold_again(self.database, source, after, "trust", DAY)
        self.model.trust[source] = trust
        self._compare()

    def _compare(self) -> None:
        nodes = {
            row["p"]["id"]: {
                name: value
                for name, value in row["p"].items()
                if name not in _MORE and not is_bookkeeping(name)
            }
            for row in self.database.run_statement(
                "MATCH (n) WHERE n:Company OR n:Contact RETURN properties(n) AS p"
            )
        }
        assert nodes == self.model.nodes()
        jobs = {
            (row["a"], row["b"]): {} if row["title"] is None else {"title": row["title"]}
            for row in self.database.run_statement(
                "MATCH (a)-[r:WORKS_AT]->(b) RETURN a.id AS a, b.id AS b, r.title AS title"
            )
        }
        assert jobs == self.model.jobs()
        # Whatever way led here: the same claims give the same graph.
        key = repr((sorted(nodes.items()), sorted(self.model.runs), sorted(self.model.into.items())))
        found = graph_checksum(self.database)["checksum"]
        assert self.sums.setdefault(key + repr(self.model.trust), found) == found


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undos go on in the smallest steps there are."""
    monkeypatch.setattr(undoing, "BATCH", 1)
    monkeypatch.setattr(undoing, "RELATIONSHIPS", 1)


def _run(database: Database, examples: int, steps: int) -> None:
    machine = type("Machine", (GraphMachine,), {"database": database})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_order_of_steps_gives_the_graph_that_must_be(database: Database) -> None:
    _run(database, 15, 10)


@pytest.mark.soak
def test_a_thousand_orders_of_steps(database: Database) -> None:
    _run(database, 1_000, 12)
