"""Runs as a person walks them: paused, resumed, cancelled, killed, undone; the graph is what it should be."""

from __future__ import annotations

import gzip
import json
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.errors import InputFileError, UsageError
from service.language import LANGUAGES
from service.operations.edits import edit
from service.operations.imports import ImportReport, Step
from service.operations.resolving import resolve_everything
from service.operations.run_line import Line
from service.operations.run_states import run_of
from service.operations.runs import ask, cancel, carry_out, plan_run, to_resume
from service.operations.undoing import preview_undo, undo_import
from service.operations.uploads import line_of, undo_behind
from service.settings import Settings
from service.store.checksum import graph_checksum
from service.store.graph_write import ImportProgress
from service.store.import_runs import save_import_run
from service.store.undoing import delete_of_run
from tests.conftest import clear
from tests.integration.test_claims import (
    COMPANY,
    PERSON,
    TWIN,
    company,
    contact,
    first_import,
    marks,
    twins,
    works_at,
)
from tests.integration.test_claims import say as said
from tests.integration.test_imports import BATCH_ROWS, ended, rows_read, started, until, written

EVERY = 40
"""One award in so many: three batches."""


@pytest.fixture(autouse=True)
def _empty(database: Database) -> None:
    clear(database)


@pytest.fixture(scope="module")
def sample(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred awards, in three batches."""
    with gzip.open(data_folder / "jp_local_awards" / "awards.csv.gz", "rt", encoding="utf-8-sig") as file:
        header, *rows = file.readlines()
    return written(tmp_path_factory.mktemp("runs") / "sample.csv", header, rows[::EVERY])


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path / "line")


def imported(
    database: Database,
    run: ImportProgress,
    line: Line,
    progress: Callable[[Step], None] = lambda _: None,
    **options: Any,
) -> ImportReport:
    with line.at_work(run.id):
        return carry_out(
            database,
            run,
            line=line,
            rejects=line.folder / "rejects.csv",
            lang="en",
            progress=progress,
            **options,
        )


def planned(database: Database, *files: Path) -> ImportProgress:
    return plan_run(database, "awards", files, batch_rows=BATCH_ROWS)


def state(database: Database, run: str, line: Line) -> str:
    return str(run_of(database, run, "en", line)["state"])


def standing(database: Database) -> dict[str, int]:
    """How many nodes and relationships there are, by label or type."""
    rows = database.run_statement(
        "MATCH (n:Entity) UNWIND [x IN labels(n) WHERE x <> 'Entity'] AS name "
        "RETURN name, count(*) AS number "
        "UNION MATCH (:Entity)-[r]->(:Entity) RETURN type(r) AS name, count(r) AS number"
    )
    return {row["name"]: row["number"] for row in rows}


# Paused and taken up again ---------------------------------------------------------------------------------


def test_paused_and_resumed_equals_uninterrupted(database: Database, sample: Path, line: Line) -> None:
    whole = imported(database, planned(database, sample), line)
    expected, labels = graph_checksum(database), whole.as_dict()["labels"]
    clear(database)
    run = planned(database, sample)

    def pause(step: Step) -> None:
        if step.rows == 2 * BATCH_ROWS:
            ask(database, run.id, "pause", line)

    report = imported(database, run, line, pause)
    assert (report.state, report.read) == ("paused", 2 * BATCH_ROWS)
    kept = run_of(database, run.id, "en", line)
    assert (kept["state"], kept["actions"]) == ("paused", ["resume", "cancel", "undo"])
    assert graph_checksum(database) != expected

    again = to_resume(database, run.id, line)
    assert again.properties["started_at"] == kept["started_at"]
    report = imported(database, again, line)
    assert (report.run, report.state, report.read) == (run.id, "done", whole.read)
    assert report.as_dict()["labels"] == labels
    assert graph_checksum(database) == expected
    assert run_of(database, run.id, "en", line)["labels"] == labels


def test_killed_and_resumed_equals_uninterrupted(
    database: Database, settings: Settings, sample: Path
) -> None:
    report = ended(started(settings.home, "import", "awards", sample, "--json"))
    expected = graph_checksum(database)
    clear(database)
    process = started(settings.home, "import", "awards", sample, "--json")
    until(lambda: rows_read(database) >= 2 * BATCH_ROWS)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until(lambda: len(database.run_statement("SHOW TRANSACTIONS YIELD transactionId RETURN *")) == 1)
    (run,) = ended(started(settings.home, "imports", "list", "--json"))["items"]
    assert (run["state"], run["actions"]) == ("interrupted", ["resume", "cancel", "undo"])
    assert run["rows_read"] in range(2 * BATCH_ROWS, report["rows"]["read"], BATCH_ROWS)
    resumed = ended(started(settings.home, "imports", "resume", run["id"], "--json"))
    assert resumed["run"] == run["id"]
    assert {**resumed, "run": None} == {**report, "run": None}
    assert graph_checksum(database) == expected


def test_changed_files_and_overtaken_imports_do_not_go_on(
    database: Database, sample: Path, line: Line, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_bytes(sample.read_bytes())
    run = planned(database, mine)
    ask_at_once(database, run, line)
    mine.write_bytes(sample.read_bytes() + b"\n")
    with pytest.raises(InputFileError, match=r"mine\.csv"):
        to_resume(database, run.id, line)
    mine.write_bytes(sample.read_bytes())
    later = imported(database, planned(database, sample), line)
    with pytest.raises(UsageError, match=later.run):
        to_resume(database, run.id, line)
    assert cancel(database, run.id, line)["state"] == "cancelled"


def ask_at_once(database: Database, run: ImportProgress, line: Line) -> None:
    """Pause an import after its first batch."""

    def pause(_: Step) -> None:
        ask(database, run.id, "pause", line)

    imported(database, run, line, pause)
    assert state(database, run.id, line) == "paused"


def test_others_wait_in_line_and_can_leave_it(database: Database, sample: Path, line: Line) -> None:
    waited: list[float] = []
    run = planned(database, sample)

    def waiting(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            assert state(database, run.id, line) == "planned"
            ask(database, run.id, "cancel", line)

    with line.turn():
        report = imported(database, run, line, waiting=waiting)
    assert len(waited) == 2
    assert (report.state, state(database, run.id, line)) == ("cancelled", "cancelled")
    assert graph_checksum(database)["nodes"] == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_done_is_said(database: Database, line: Line, lang: Any) -> None:
    first_import(database)
    for do in (
        lambda: ask(database, "run-1", "pause", line),
        lambda: to_resume(database, "run-1", line),
        lambda: cancel(database, "run-1", line),
    ):
        with pytest.raises(UsageError) as caught:
            do()
        assert "run-1" in caught.value.message(lang)


# Undone ----------------------------------------------------------------------------------------------------


def test_a_run_that_ends_while_it_is_looked_at_is_over(database: Database, tmp_path: Path) -> None:
    """Its record is read after the look whether somebody works on it, and not before."""
    begun = {"source": "awards", "state": "running", "rows_read": 1, "started_at": datetime.now(UTC)}
    save_import_run(database, "run-1", begun)

    class Ending(Line):
        def is_at_work(self, run: dict[str, Any]) -> bool:
            save_import_run(database, run["id"], {"state": "failed"})
            return False

    assert run_of(database, "run-1", "en", Ending(tmp_path))["state"] == "failed"
    save_import_run(database, "run-1", begun)
    with Line(tmp_path).at_work("run-1"):
        assert run_of(database, "run-1", "en", Line(tmp_path))["state"] == "running"


def test_an_import_into_an_empty_graph_is_undone(database: Database, sample: Path, line: Line) -> None:
    empty = graph_checksum(database)
    report = imported(database, planned(database, sample), line)
    expected = preview_undo(database, report.run, line)
    assert expected["obstacle"] is None
    # What was created and has been merged since stands, and so goes, as one.
    assert {name: counts["gone"] for name, counts in expected["labels"].items()} == standing(database)
    undo_import(database, report.run, line=line)
    assert graph_checksum(database) == empty
    assert state(database, report.run, line) == "undone"
    left = database.run_statement(
        "MATCH (n) WHERE n:Claim OR n:Merged OR n:ResolutionPair OR n:Unresolved RETURN count(n) AS n"
    )
    assert left == [{"n": 0}]
    with pytest.raises(UsageError):
        undo_import(database, report.run, line=line)


def test_an_import_in_two_runs_is_undone_from_the_last(
    database: Database, sample: Path, line: Line, tmp_path: Path
) -> None:
    header, *rows = sample.read_text("utf-8").splitlines(keepends=True)
    sums = [graph_checksum(database)]
    ids = []
    for number, part in enumerate((rows[: len(rows) // 2], rows[len(rows) // 3 :])):
        file = written(tmp_path / f"{number}.csv", header, part)
        ids.append(imported(database, planned(database, file), line).run)
        sums.append(graph_checksum(database))
    with pytest.raises(UsageError, match=ids[1]):
        undo_import(database, ids[0], line=line)
    for run, before in zip(reversed(ids), reversed(sums[:-1]), strict=True):
        undo_import(database, run, line=line)
        assert graph_checksum(database) == before


def test_another_source_is_undone_with_its_edits_and_earlier_values(database: Database) -> None:
    first_import(database)
    before = marks(database)
    said(database, "run-2", 2, contact(PERSON, "cards", name="佐藤 花子", title="部長"))
    cards = marks(database)
    by_hand = NodeRecord("Contact", PERSON, {"title": "本部長"}, "manual")
    run = edit(database, [by_hand], "fields")
    said(database, "run-3", 3, contact(PERSON, "list", name="佐藤", title="次長"))
    undo_import(database, "run-3")
    undo_import(database, run)
    assert marks(database) == cards
    undo_import(database, "run-2")
    assert marks(database) == before


def test_earlier_values_of_others_stay(database: Database) -> None:
    """Of three sources the second is taken back: what the first and third said stays remembered."""
    said(database, "run-a", 1, contact(PERSON, "a", name="佐藤", title="課長"))
    said(database, "run-c", 3, contact(PERSON, "c", name="佐藤", title="部長"))
    without = marks(database)
    clear(database)
    said(database, "run-a", 1, contact(PERSON, "a", name="佐藤", title="課長"))
    said(database, "run-b", 2, contact(PERSON, "b", name="佐藤", title="次長"))
    said(database, "run-c", 3, contact(PERSON, "c", name="佐藤", title="部長"))
    undo_import(database, "run-b")
    assert marks(database) == without


def test_an_undo_that_waits_in_line_is_seen_from_its_first_moment(database: Database, tmp_path: Path) -> None:
    """Who waits for its end must not take the state of before for it."""
    first_import(database)
    before = marks(database)
    run = edit(database, [NodeRecord("Contact", PERSON, {"title": "本部長"}, "manual")], "fields")
    line = line_of(tmp_path)
    with line.turn():
        assert undo_behind(database, run, home=tmp_path, lang="en")["state"] == "undoing"
        assert state(database, run, line) == "undoing"
        with pytest.raises(UsageError):
            undo_behind(database, run, home=tmp_path, lang="en")
    until(lambda: state(database, run, line) == "undone")
    assert marks(database) == before


def test_what_others_hang_on_is_named(database: Database) -> None:
    first_import(database)
    said(database, "run-2", 2, contact(TWIN, "cards", name="鈴木 一郎"), works_at(TWIN, "cards"))
    for lang in LANGUAGES:
        with pytest.raises(UsageError) as caught:
            undo_import(database, "run-1")
        assert "run-2" in caught.value.message(lang)
    undo_import(database, "run-2")
    undo_import(database, "run-1")
    assert graph_checksum(database)["nodes"] == 0


def alike() -> Iterator[NodeRecord | RelationshipRecord]:
    phones = {"phones": ["+81312345678"], "emails": ["hanako@yamada.test"]}
    yield contact(TWIN, "cards", name="佐藤 花子", title="部長", **phones)
    yield company(COMPANY, "cards", name="山田工業株式会社")
    yield works_at(TWIN, "cards", title="部長")


def test_records_that_were_merged_part_when_their_import_is_undone(database: Database) -> None:
    first_import(database)
    resolve_everything(database)
    before = marks(database)
    said(database, "run-2", 2, *alike())
    resolve_everything(database)
    assert database.run_statement("MATCH (m:Merged) RETURN count(m) AS n")[0]["n"] == 2
    undo_import(database, "run-2")
    assert marks(database) == before
    assert database.run_statement("MATCH (m:Merged) RETURN count(m) AS n")[0]["n"] == 0


class Killed(BaseException):
    """Stands for the end of the process in the middle of an undo."""


@pytest.mark.parametrize(
    "after", [2, pytest.param(1, marks=pytest.mark.soak), pytest.param(3, marks=pytest.mark.soak)]
)
def test_an_undo_that_was_broken_off_is_brought_to_its_end(
    database: Database, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    first_import(database)
    before = marks(database)
    clear(database)
    twins(database)
    resolve_everything(database)
    calls = 0

    def dying(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Killed
        return delete_of_run(*arguments)

    monkeypatch.setattr("service.operations.undoing.delete_of_run", dying)
    try:
        undo_import(database, "run-2")
    except Killed:
        assert run_of(database, "run-2", "en")["state"] == "undoing"
        monkeypatch.undo()
        undo_import(database, "run-2")
    assert marks(database) == before


@pytest.mark.soak
def test_an_undo_killed_with_its_process(database: Database, settings: Settings, sample: Path) -> None:
    empty = graph_checksum(database)
    report = ended(started(settings.home, "import", "awards", sample, "--json"))
    process = started(settings.home, "imports", "undo", report["run"], "--json")
    until(lambda: state(database, report["run"], Line(settings.home / "imports")) != "done")
    process.kill()
    process.communicate()
    shown = ended(started(settings.home, "imports", "show", report["run"], "--json"))
    assert shown["state"] in ("undoing", "undone")
    if shown["state"] == "undoing":
        assert shown["actions"] == ["undo"]
        ended(started(settings.home, "imports", "undo", report["run"], "--json"))
    assert graph_checksum(database) == empty


@pytest.mark.soak
def test_cancelled_in_the_middle_and_undone(database: Database, settings: Settings, sample: Path) -> None:
    empty = graph_checksum(database)
    process = started(settings.home, "import", "awards", sample, "--json")
    until(lambda: rows_read(database) >= BATCH_ROWS)
    run = ended(started(settings.home, "imports", "list", "--json"))["items"][0]["id"]
    asking = started(settings.home, "imports", "cancel", run, "--undo", "--json")
    thread = threading.Thread(target=asking.communicate)
    thread.start()
    report = ended(process)
    thread.join()
    assert report["state"] == "cancelled"
    assert json.loads(json.dumps(report))["rows"]["read"] < 20 * BATCH_ROWS
    assert graph_checksum(database) == empty
