"""The API against the raw driver running the very same queries, on the demonstration company.

    python -m benchmarks.api_latency [--number N]

The service is the one a user starts, asked over one kept-alive loopback connection; the driver runs in this
process, a session for each query, in its two ways: `execute_read`, which repeats after a fault, and `run`,
which does not and is faster. (The service uses `run` and repeats by itself.) All take turns, so that whatever
else the machine does falls on each alike. What they find is compared first.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode, urlsplit

import neo4j

from benchmarks.scratch import show, spread
from cypher.catalogue import queries
from service import embedded
from service.app import IsoJson
from service.database import READ_TIMEOUT, Address, Database, Rows, native, sendable
from service.operations.entities import card, evidence
from service.operations.moments import moment_of
from service.operations.opening import address_of
from service.operations.scenes import neighbours
from service.operations.search import search_page
from service.settings import Settings

AIM = 1.5
WARM_UP = 100


class Recorder(Database):
    """A database that remembers which queries were asked of it, and what came back."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.asked: list[tuple[str, dict[str, Any], Rows]] = []

    def read(self, name: str, **parameters: Any) -> Rows:
        """Run a query and remember it."""
        rows = super().read(name, **parameters)
        self.asked.append((queries()[name].text, parameters, rows))
        return rows


@dataclass(frozen=True)
class Case:
    """A route, and the operation behind it."""

    name: str
    path: str
    operation: Callable[[Database], Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--number", type=int, default=500, help="requests of each kind")
    options = parser.parse_args()
    with service() as (settings, url):
        address = address_of(settings)
        with (
            Recorder(address) as recorder,
            neo4j.GraphDatabase.driver(
                address.uri, auth=(address.username, address.password), telemetry_disabled=True
            ) as driver,
        ):
            for case in cases(settings, recorder):
                measure(case, url, recorder, driver, options.number)


@contextmanager
def service(*, demo: bool = True) -> Iterator[tuple[Settings, str]]:
    """Start the service, on the demonstration data or nothing, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="enishi-bench-") as home:
        settings = replace(Settings.from_env(), home=Path(home), neo4j_uri=None)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        with (Path(home) / "service.log").open("w") as log:
            process = subprocess.Popen(
                [Path(sys.executable).parent / "enishi", "serve", *(["--demo"] if demo else [])],
                env={**environment, "ENISHI_HOME": home, "ENISHI_LOG": "warning"},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield settings, line.rpartition(" ")[2].strip()
        finally:
            process.terminate()
            process.wait(timeout=30)
            embedded.stop(settings)


def cases(settings: Settings, database: Database) -> Iterator[Case]:
    """Yield what is asked: a point, two hops, and the two routes that need several queries."""
    now = datetime.now(UTC)
    moment = moment_of(settings.timezone, known_at=now)
    times = urlencode({"as_of": moment.as_of.isoformat(), "known_at": now.isoformat(), "lang": "ja"})
    contact = first(database, "Contact")
    company = first(database, "Company")
    yield Case(
        "point (/evidence)", f"/evidence/{contact}?lang=ja", lambda found: evidence(found, contact, "ja")
    )
    word = database.run_statement("MATCH (n {id: $id}) RETURN n.name AS name", id=contact)[0]["name"]
    query = urlencode({"q": word[:2], "label": "Contact", "limit": 10})
    yield Case(
        "two hops (/search)",
        f"/search?{query}",
        lambda found: search_page(found, word[:2], label="Contact", cursor=None, limit=10),
    )
    yield Case(
        "neighbours (/graph/neighbours)",
        f"/graph/neighbours?id={company}&limit=30&{times}",
        lambda found: neighbours(found, company, moment, "ja", limit=30),
    )
    yield Case(
        "card (/companies)",
        f"/companies/{company}?{times}",
        lambda found: card(found, company, "Company", moment, "ja"),
    )


def first(database: Database, label: str) -> str:
    """Return the id of the best connected node of the label."""
    statement = """
        MATCH (n:$($label)) WHERE NOT coalesce(n.is_self, false)
        RETURN n.id AS id ORDER BY count{(n)--()} DESC, id LIMIT 1
        """
    return str(database.run_statement(statement, label=label)[0]["id"])


def measure(case: Case, url: str, recorder: Recorder, driver: neo4j.Driver, number: int) -> None:
    """Compare what is found, then measure in turn and print."""
    recorder.asked.clear()
    expected = case.operation(recorder)
    asked = [(text, sendable(parameters), rows) for text, parameters, rows in recorder.asked]
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)

    def over_http() -> bytes:
        connection.request("GET", f"/api/v1{case.path}")
        with connection.getresponse() as answer:
            body = answer.read()
        assert answer.status == 200, body
        return body

    def session() -> neo4j.Session:
        return driver.session(
            database=recorder.address.database,
            default_access_mode=neo4j.READ_ACCESS,
            bookmark_manager=driver.execute_query_bookmark_manager,
        )

    def run() -> list[list[neo4j.Record]]:
        found = []
        for text, parameters, _ in asked:
            with session() as opened:
                found.append(list(opened.run(neo4j.Query(text, timeout=READ_TIMEOUT), parameters)))
        return found

    def execute_read() -> list[list[neo4j.Record]]:
        found = []
        for text, parameters, _ in asked:

            @neo4j.unit_of_work(timeout=READ_TIMEOUT)
            def work(
                transaction: neo4j.ManagedTransaction, text: str = text, parameters: Any = parameters
            ) -> list[neo4j.Record]:
                return list(transaction.run(text, parameters))

            with session() as opened:
                found.append(opened.execute_read(work))
        return found

    assert json.loads(over_http()) == json.loads(json.dumps(expected, default=IsoJson.default))
    for way in (run, execute_read):
        rows = [[{key: native(value) for key, value in record.items()} for record in some] for some in way()]
        assert rows == [found for _, _, found in asked]
    ways: dict[str, Callable[[], object]] = {"run": run, "API": over_http, "execute_read": execute_read}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(WARM_UP + number):
        for name, work in ways.items():
            begun = time.perf_counter()
            work()
            if turn >= WARM_UP:
                times[name].append(time.perf_counter() - begun)
    connection.close()
    size = len(json.dumps(expected, default=IsoJson.default, ensure_ascii=False).encode())
    queries_ = "1 query" if len(asked) == 1 else f"{len(asked)} queries"
    print(f"{case.name}: {queries_}, {size / 1000:.1f} kB, n = {number}")
    for name, values in times.items():
        print(f"  {name}: {spread(values)} ms")
    for name in ("execute_read", "run"):
        ratio = median(times["API"]) / median(times[name])
        show(f"  API over {name}", ratio, f"<= {AIM}", ratio <= AIM)


if __name__ == "__main__":
    main()
