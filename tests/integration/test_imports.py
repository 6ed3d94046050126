"""Imports of real files into a real graph: the same rows give the same graph, whatever happens on the way."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord
from service import embedded
from service.app import create_app
from service.cli import main
from service.database import Database
from service.errors import DatabaseUnavailableError
from service.importers.awards import AwardsImporter
from service.importers.base import Row
from service.language import LANGUAGES
from service.operations.imports import ImportReport, new_run, run_import
from service.operations.opening import open_graph
from service.settings import Settings
from service.store.checksum import graph_checksum
from tests.conftest import clear, write

EVERY = 40
"""One row in so many is enough where a file is imported many times over."""
BATCH_ROWS = 250
"""Rows a transaction, so that those few are several."""
NEVER = 300.0
"""Seconds after which what is waited for will not come any more."""

Checksum = dict[str, Any]
Lines = list[str]


# The files -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(data_folder: Path) -> Path:
    return data_folder / "jp_local_awards" / "awards.csv.gz"


@pytest.fixture(scope="module")
def lines(whole: Path) -> Lines:
    """The lines of the whole file, the header first."""
    with gzip.open(whole, "rt", encoding="utf-8-sig", newline="") as file:
        return file.readlines()


@pytest.fixture(scope="module")
def sample(lines: Lines, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred rows from all over the file: three batches."""
    return written(tmp_path_factory.mktemp("sample") / "sample.csv", lines[0], lines[1::EVERY])


def written(path: Path, header: str, rows: Sequence[str]) -> Path:
    path.write_text("".join((header, *rows)), "utf-8", newline="")
    return path


def shuffled_halves(file: Path, folder: Path) -> list[Path]:
    """The rows of the file in another order, in two files."""
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8-sig", newline="") as text:
        header, *rows = text.readlines()
    random.Random(7).shuffle(rows)
    half = len(rows) // 2
    return [
        written(folder / "one.csv", header, rows[:half]),
        written(folder / "two.csv", header, rows[half:]),
    ]


# The imports -----------------------------------------------------------------------------------------------


def load(database: Database, *files: Path, source: str = "awards", **options: Any) -> ImportReport:
    with tempfile.TemporaryDirectory() as folder:
        options.setdefault("rejects", Path(folder) / "rejects.csv")
        options.setdefault("run", new_run(source, files, BATCH_ROWS))
        return run_import(database, source, files, lang="ja", **options)


def changed(labels: dict[str, dict[str, int]]) -> dict[str, tuple[int, int]]:
    """What was created and updated, by label and type, where anything was."""
    return {
        name: (each["created"], each["updated"])
        for name, each in labels.items()
        if each["created"] or each["updated"]
    }


def started(home: Path, *arguments: object, **variables: str) -> subprocess.Popen[str]:
    """The command, as a user runs it; imports go in small batches."""
    if arguments[0] == "import":
        arguments = (*arguments, "--batch-rows", BATCH_ROWS)
    return subprocess.Popen(
        [Path(sys.executable).parent / "enishi", *map(str, arguments)],
        env={**os.environ, "ENISHI_HOME": str(home), "ENISHI_LANG": "en", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the command printed; it is done, if only with rejected rows."""
    output, errors = process.communicate(timeout=NEVER)
    assert process.returncode in (0, 1), errors
    return dict(json.loads(output))


def until(is_true: Callable[[], object]) -> None:
    end = time.monotonic() + NEVER
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.02)


def rows_read(database: Database) -> int:
    """Rows of the last import that are in the graph by now."""
    rows = database.run_statement(
        "MATCH (r:ImportRun) RETURN r.rows_read AS number ORDER BY r.started_at DESC LIMIT 1"
    )
    return int(rows[0]["number"]) if rows else 0


def number(database: Database, pattern: str) -> int:
    return int(database.run_statement(f"MATCH {pattern} RETURN count(*) AS number")[0]["number"])


@pytest.fixture(scope="module")
def expected(database: Database, sample: Path) -> Iterator[Checksum]:
    """The checksum that the sample gives in an empty graph."""
    clear(database)
    report = load(database, sample)
    assert report.read > 2 * BATCH_ROWS
    assert changed(report.as_dict()["labels"])["Deal"][0] > report.read * 0.9
    return graph_checksum(database)


@pytest.fixture
def empty(database: Database, expected: Checksum) -> Database:
    """An empty graph; what the sample should give is known."""
    assert expected["nodes"] > 0
    clear(database)
    return database


# The same rows give the same graph -------------------------------------------------------------------------


def test_again_changes_nothing(empty: Database, sample: Path, expected: Checksum) -> None:
    load(empty, sample)
    again = load(empty, sample)
    assert changed(again.as_dict()["labels"]) == {}
    assert graph_checksum(empty) == expected


@pytest.mark.parametrize("is_one_command", [True, False], ids=["one command", "two commands"])
def test_order_and_files_do_not_matter(
    empty: Database, sample: Path, expected: Checksum, is_one_command: bool, tmp_path: Path
) -> None:
    halves = shuffled_halves(sample, tmp_path)
    for files in [halves] if is_one_command else [[half] for half in halves]:
        load(empty, *files)
    assert graph_checksum(empty) == expected


def test_a_dry_run_writes_nothing_and_counts_alike(empty: Database, sample: Path) -> None:
    dry = load(empty, sample, is_dry_run=True)
    assert (number(empty, "(:Entity)"), number(empty, "(:ImportRun)")) == (0, 0)
    real = load(empty, sample)
    created = [
        {name: each["created"] for name, each in report.as_dict()["labels"].items()} for report in (dry, real)
    ]
    assert created[0] == created[1]
    assert dry.as_dict()["rows"] == real.as_dict()["rows"]


def test_bad_rows_are_mended_and_fed_again(
    empty: Database, sample: Path, expected: Checksum, tmp_path: Path
) -> None:
    header, *rows = sample.read_text("utf-8").splitlines(keepends=True)
    columns = header.strip().split(",")
    broken = [place for place in (3, 180, 360, 540) if '"' not in rows[place]]
    spoilt = {
        "open_date": "2024-02-30",
        "amount": "about 3 million",
        "corporate_no": "1234567890123",
        "org": "",
    }
    good: dict[int, str] = {}
    for place, (column, value) in zip(broken, spoilt.items(), strict=True):
        cells = rows[place].rstrip("\r\n").split(",")
        good[place + 2] = cells[columns.index(column)]
        cells[columns.index(column)] = value
        rows[place] = ",".join(cells) + "\n"
    # A quotation mark that is never closed costs its own line and no other.
    lost, rows[50] = rows[50], '"' + rows[50]
    rejects = tmp_path / "rejects.csv"
    report = load(empty, written(tmp_path / "broken.csv", header, rows), rejects=rejects)
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    ours = [row for row in told if int(row["_row"]) in good]
    assert report.rejected == len(told)
    assert [row["_column"] for row in ours] == list(spoilt)
    assert all(row["_file"] == "broken.csv" and row["_reason"] for row in told)

    for row in ours:
        row[row["_column"]] = good[int(row["_row"])]
    (unsplit,) = [row for row in told if row["_row"] == "52"]
    unsplit.update(zip(columns, next(csv.reader([lost])), strict=True))
    mended = tmp_path / "mended.csv"
    with mended.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, told[0])
        writer.writeheader()
        writer.writerows(told)
    report = load(empty, mended)
    assert report.rejected == len(told) - len(ours) - 1
    assert graph_checksum(empty) == expected


def test_two_importers_at_once(
    empty: Database, settings: Settings, sample: Path, expected: Checksum, tmp_path: Path
) -> None:
    header, *rows = sample.read_text("utf-8").splitlines(keepends=True)
    third = len(rows) // 3
    parts = [
        written(tmp_path / "one.csv", header, rows[: 2 * third]),
        written(tmp_path / "two.csv", header, rows[third:]),
    ]
    running = [started(settings.home, "import", "awards", part, "--json") for part in parts]
    reports = [ended(process) for process in running]
    assert [report["rows"]["read"] for report in reports] == [2 * third, len(rows) - third]
    assert graph_checksum(empty) == expected


# Killed in the middle --------------------------------------------------------------------------------------


def deals_of(path: Path, rows: int) -> int:
    """How many deals the first rows of the file speak of."""
    importer = AwardsImporter()
    importer.check([path])
    outcomes = islice(importer.read([path], lambda _: None), rows)
    return len(
        {
            record.id
            for outcome in outcomes
            if isinstance(outcome, Row)
            for record in outcome.records
            if isinstance(record, NodeRecord) and record.label == "Deal"
        }
    )


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.soak)])
def test_a_long_file_with_its_importer_killed(
    empty: Database, settings: Settings, lines: Lines, tmp_path: Path, every: int
) -> None:
    whole = written(tmp_path / "whole.csv", lines[0], lines[1::every])
    importer = started(settings.home, "import", "awards", whole, "--json")
    until(lambda: rows_read(empty) >= 3 * BATCH_ROWS)
    importer.kill()
    importer.communicate()
    # The server takes back what the killed one had begun.
    until(lambda: len(empty.run_statement("SHOW TRANSACTIONS YIELD transactionId RETURN *")) == 1)
    done = rows_read(empty)
    assert 3 * BATCH_ROWS <= done < 29_000 // every
    assert done % BATCH_ROWS == 0
    assert number(empty, "(:Deal)") == deals_of(whole, done)

    report = ended(started(settings.home, "import", "awards", whole, "--json"))
    assert report["labels"]["Deal"]["unchanged"] >= deals_of(whole, done)
    assert number(empty, "(:Deal)") == deals_of(whole, report["rows"]["read"])
    resumed = graph_checksum(empty)

    # As it would have come without the kill, and in any other way.
    clear(empty)
    load(empty, *shuffled_halves(whole, tmp_path))
    assert graph_checksum(empty) == resumed


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Another home, with a server that may be killed."""
    found = replace(Settings.from_env(), home=tmp_path_factory.mktemp("other"))
    embedded.ensure_running(found)
    try:
        yield found
    finally:
        embedded.stop(found)


def killed_server(settings: Settings) -> None:
    pid = embedded.status(settings).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(timeout=20)


def test_the_server_killed_under_importers(
    other: Settings, sample: Path, expected: Checksum, tmp_path: Path
) -> None:
    """An importer with little patience ends with one sentence; one of the command line lives through it."""
    told: list[DatabaseUnavailableError] = []
    with open_graph(other, patience=1.0) as database:

        def hasty() -> None:
            try:
                for _ in range(50):
                    load(database, sample)
            except DatabaseUnavailableError as error:
                told.append(error)

        thread = threading.Thread(target=hasty)
        thread.start()
        until(lambda: rows_read(database) >= BATCH_ROWS)
        patient = started(other.home, "import", "awards", *shuffled_halves(sample, tmp_path), "--json")
        until(lambda: number(database, "(:ImportRun)") >= 2)
        killed_server(other)
        thread.join(timeout=NEVER)
        (error,) = told
        assert error.exit_code == 3
        for lang in LANGUAGES:
            assert "\n" not in error.message(lang)
            assert database.address.uri in error.message(lang)
    # The next command starts the server again.
    ended(started(other.home, "import", "awards", sample, "--json"))
    output, errors = patient.communicate(timeout=NEVER)
    assert patient.returncode in (0, 1, 3), errors
    if patient.returncode == 3:
        assert json.loads(output)["error"]["key"] == "errors.database_unavailable"
        ended(started(other.home, "import", "awards", *shuffled_halves(sample, tmp_path), "--json"))
    assert ended(started(other.home, "db", "checksum", "--json")) == expected


def test_a_server_that_is_not_there_is_told(sample: Path, tmp_path: Path) -> None:
    nowhere = {"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "not used"}
    process = started(tmp_path, "import", "awards", sample, **nowhere)
    output, errors = process.communicate(timeout=NEVER)
    assert (process.returncode, output) == (3, "")
    assert errors.strip().splitlines() == [
        "The database at bolt://127.0.0.1:9 does not answer. Check that it is running, "
        "or start it with “enishi db start”."
    ]


# Files that are refused ------------------------------------------------------------------------------------


def bad_file(kind: str, folder: Path, sample: Path) -> tuple[str, Path]:
    """A source and a file that is no good for it."""
    header, *rows = sample.read_text("utf-8").splitlines(keepends=True)[:20]
    match kind:
        case "missing":
            return "awards", folder / "nowhere.csv"
        case "empty":
            (folder / "empty.csv").touch()
            return "awards", folder / "empty.csv"
        case "type":
            file = folder / "book.csv"
            file.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)) * 8)
            return "awards", file
        case "json":
            (folder / "releases.csv").write_text('{"releases": []}')
            return "awards", folder / "releases.csv"
        case "csv":
            return "ocds", written(folder / "releases.jsonl", header, rows)
        case "column":
            lacking = header.replace("winner_name", "winner")
            return "awards", written(folder / "lacking.csv", lacking, rows)
        case "gzip":
            whole = gzip.compress("".join((header, *rows)).encode())
            (folder / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
            return "awards", folder / "cut.csv.gz"
    raise AssertionError(kind)


BAD = {
    "missing": ("does not exist", "存在しない"),
    "empty": ("is empty", "空です"),
    "type": ("looks like Excel", "Excel"),
    "json": ("looks like JSON", "JSON"),
    "csv": ("looks like CSV", "CSV"),
    "column": ("winner_name", "winner_name"),
    "gzip": ("damaged", "壊れている"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_told_and_nothing_written(
    empty: Database,
    settings: Settings,
    sample: Path,
    kind: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, bad = bad_file(kind, tmp_path, sample)
    uploaded = settings.home / "uploads"
    before = set(uploaded.glob("*/*"))
    # A good file before the bad one is not imported either.
    files = [sample, bad] if source == "awards" else [bad]
    for lang, words in zip(LANGUAGES, BAD[kind], strict=True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ENISHI_HOME", str(settings.home))
            patch.setenv("ENISHI_LANG", lang)
            patch.setattr(sys, "argv", ["enishi", "import", source, *map(str, files)])
            with pytest.raises(SystemExit) as end:
                main()
        output, errors = capsys.readouterr()
        assert (end.value.code, output) == (2, "")
        assert len(errors.strip().splitlines()) == 1
        assert words in errors
        assert bad.name in errors
    if bad.exists():
        with create_app(settings, empty).test_client() as client:
            for lang, words in zip(LANGUAGES, BAD[kind], strict=True):
                answer = client.post(
                    "/api/v1/imports",
                    query_string={"lang": lang},
                    data={"source": source, "file": [(file.open("rb"), file.name) for file in files]},
                    base_url="http://127.0.0.1:8000",
                    headers={"Origin": "http://127.0.0.1:8000"},
                )
                assert answer.status_code == 422
                assert answer.mimetype == "application/problem+json"
                assert words in answer.json["detail"]
    assert (number(empty, "(:Entity)"), number(empty, "(:ImportRun)")) == (0, 0)
    assert set(uploaded.glob("*/*")) == before


# OCDS ------------------------------------------------------------------------------------------------------


def test_releases_again_shuffled_and_uploaded(
    database: Database, settings: Settings, data_folder: Path, tmp_path: Path
) -> None:
    file = data_folder / "uk_ocds" / "releases.jsonl"
    clear(database)
    first = load(database, file, source="ocds")
    assert first.read > 200
    assert first.rejected == 0
    once = graph_checksum(database)
    assert changed(load(database, file, source="ocds").as_dict()["labels"]) == {}
    assert graph_checksum(database) == once

    # One run for each part: a newer release that came before an older one still wins.
    releases = file.read_text("utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(releases)
    clear(database)
    for place in range(3):
        load(database, written(tmp_path / f"{place}.jsonl", "", releases[place::3]), source="ocds")
    assert graph_checksum(database) == once

    clear(database)
    with create_app(settings, database).test_client() as client:
        local: dict[str, Any] = {"base_url": "http://127.0.0.1:8000"}
        upload = {"source": "ocds", "file": (file.open("rb"), "../" + file.name)}
        answer = client.post("/api/v1/imports", data=upload, **local)
        assert answer.status_code == 202
        assert answer.json["files"] == [file.name]
        run: dict[str, Any] = {}

        def is_done() -> bool:
            nonlocal run
            last, run = run, client.get(answer.headers["Location"], **local).json
            assert run["rows_read"] >= last.get("rows_read", 0)
            return run["state"] not in ("planned", "running")

        until(is_done)
        assert (run["state"], run["rows_read"]) == ("done", first.read)
        listed = client.get("/api/v1/imports", **local).json["items"]
        assert listed[0]["id"] == run["id"]
    assert graph_checksum(database) == once


# What is remembered ----------------------------------------------------------------------------------------


def company(**properties: Any) -> NodeRecord:
    return NodeRecord(
        "Company", node_id("Company", "test", "one"), {"name": "山田工業", **properties}, "test"
    )


def facts(database: Database) -> list[dict[str, Any]]:
    return database.run_statement(
        """
        MATCH (f:Fact)-[:ABOUT]->(c:Company)
        RETURN c.name AS name, f.property AS property, f.value AS value, f.superseded_at AS superseded_at
        ORDER BY f.superseded_at, f.property
        """
    )


def test_a_value_that_is_replaced_is_remembered_once(database: Database) -> None:
    clear(database)
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(3)]
    write(database, company(revenue=1.0, domain="a.example"), at=days[0])
    assert facts(database) == []
    without = graph_checksum(database)
    # Two batches of one import: what stood before it is remembered, not what it said in between.
    write(database, company(revenue=2.0, domain="b.example"), at=days[1])
    tally = write(database, company(revenue=3.0), at=days[1])
    old = {"name": "山田工業", "property": "revenue", "value": "1.0", "superseded_at": days[1]}
    assert facts(database) == [old]
    assert "Fact" not in tally.as_dict()
    write(database, company(revenue=3.0), at=days[2])
    assert facts(database) == [old]
    write(database, company(revenue=1.0, domain="a.example"), at=days[2])
    assert [fact["value"] for fact in facts(database)] == ["1.0", "3.0"]
    # The graph says again what it said; that it said something else for a while is not part of it.
    assert graph_checksum(database) == without
