"""What the tests share: a real embedded Neo4j in a folder of its own, and the running service."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph_models.records import NodeRecord, RelationshipRecord
from service import embedded
from service.database import Database
from service.operations.moments import moment_of
from service.operations.opening import open_graph
from service.operations.status import refresh_statuses
from service.settings import Settings
from service.store.graph_write import ImportProgress, write_batch
from service.store.tally import Tally
from tests.scheduling import FromBothEnds, in_order

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for the long run."""
    parser.addoption("--soak", action="store_true", help="also run the tests that draw many cases")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FromBothEnds:
    """Keep the two graphs of the tests on a worker each, as long as there is work for both."""
    return FromBothEnds(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bring the tests into order, and skip what only the long run is for."""
    items[:] = in_order(items)
    if not config.getoption("--soak"):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="only with --soak"))


def pytest_configure() -> None:
    """Keep the tests off the developer's own graph and settings."""
    for name in list(os.environ):
        if name.startswith("NEO4J_") or (name.startswith("ENISHI_") and name != "ENISHI_DATA"):
            del os.environ[name]


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The evaluation data; tests that need them are skipped, saying so, where they are absent."""
    folder = Path(os.environ.get("ENISHI_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no evaluation data at {folder} (ENISHI_DATA)")
    return folder


def _stopped_after(settings: Settings) -> Iterator[Settings]:
    try:
        yield settings
    finally:
        embedded.stop(settings)


@pytest.fixture(scope="session")
def settings() -> Iterator[Settings]:
    """Settings of a scratch graph; its server stops with the session."""
    with tempfile.TemporaryDirectory(prefix="enishi-test-") as home:
        yield from _stopped_after(replace(Settings.from_env(), home=Path(home)))


@pytest.fixture(scope="session")
def scratch(settings: Settings) -> Iterator[Database]:
    """An open scratch graph on the real server, shared by the session."""
    with open_graph(settings) as database:
        yield database


def clear(database: Database) -> None:
    """Delete everything but the schema; relationships first, since hubs would not fit in memory."""
    for statement in (
        "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS",
        "MATCH (n) WHERE NOT n:SchemaVersion CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS",
    ):
        database.run_statement(statement, write=True)


@pytest.fixture(scope="module")
def database(scratch: Database) -> Iterator[Database]:
    """The scratch graph, empty at the beginning of each module."""
    clear(scratch)
    yield scratch
    clear(scratch)


def write(
    database: Database,
    *records: NodeRecord | RelationshipRecord,
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC),
) -> Tally:
    """Write records the way imports do; what is written at one time is one import."""
    run = ImportProgress(f"run-{at:%Y%m%d%H%M%S}", {"source": "test", "state": "done"})
    return write_batch(database, records, run, at)


@pytest.fixture(scope="session")
def demo_settings() -> Iterator[Settings]:
    """Settings of a graph with the demonstration data, as a user loads them; not to be written to."""
    with tempfile.TemporaryDirectory(prefix="enishi-demo-") as home:
        yield from _stopped_after(replace(Settings.from_env(), home=Path(home)))


@pytest.fixture(scope="session")
def service_url(demo_settings: Settings) -> Iterator[str]:
    """Address of the running service, started by the command a user starts it with."""
    environment = {
        **os.environ,
        "ENISHI_HOME": str(demo_settings.home),
        "ENISHI_LANG": "ja",
        "ENISHI_LOG": "warning",
    }
    with (demo_settings.home / "service.log").open("w+") as log:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "enishi", "serve", "--demo"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            line = process.stdout.readline() if process.stdout else ""
            url = line.rpartition(" ")[2].strip().rstrip("/")
            if not url.startswith("http"):
                log.seek(0)
                pytest.fail(f"the service did not start: {line}{log.read()}")
            _wait_until_ready(url)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_ready(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the service did not become ready")


@pytest.fixture(scope="session")
def demo(service_url: str, demo_settings: Settings) -> Iterator[Database]:
    """The graph with the demonstration data behind the running service."""
    assert service_url
    with open_graph(demo_settings) as database:
        # The service does so too, behind its first answers, which must not change between two questions.
        refresh_statuses(database, moment_of(demo_settings.timezone))
        yield database
