"""Import of public awards against a bare UNWIND ... MERGE loop, and the memory it takes.

    python -m benchmarks.import_rate [--rows N] [--memory ROWS ...]

Both write the same final nodes, ties and records of the import into an empty graph with the same constraints
in batches of the same size, twice in turn, after a warm-up of each. The loop has it made beforehand; the
import reads and checks the file, compares with the graph, merges by the rules of the model, finds the records
that are one and keeps its record. The graphs are compared. ``--rows 100000`` and more repeat the file.
``--memory 100000 1000000`` measures nothing but the most memory an importer takes for so many rows.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import neo4j
import psutil

from benchmarks.scratch import clear, scratch_graph, show
from service import embedded
from service.database import Database, sendable
from service.operations.imports import BATCH_ROWS, run_import
from service.settings import Settings

AIM = 0.7
FLAT = 1.25
"""The peak of memory for the larger file over that for the smaller one that still counts as flat."""
TIMES = 4

MERGE_NODES = """
UNWIND $rows AS row
MERGE (n:Entity {{id: row.id}})
SET n:{name}, n += row.properties
"""
MERGE_RECORDS = """
UNWIND $rows AS row
MERGE (n:{name} {{id: row.id}})
SET n += row.properties
"""
NODES = """
MATCH (n) WHERE n.id IS NOT NULL AND NOT n:SchemaVersion
RETURN n.id AS id, [x IN labels(n) WHERE n:Entity AND x <> 'Entity'] AS labels,
       [x IN labels(n) WHERE NOT n:Entity] AS kinds, properties(n) AS properties
ORDER BY n:Entity DESC, elementId(n)
"""
RELATIONSHIPS = """
MATCH (a)-[r]->(b)
RETURN r.id AS id, type(r) AS type, a.id AS start_id, b.id AS end_id, properties(r) AS properties
"""
MERGE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a:Entity {{id: row.start_id}})
MATCH (b:Entity {{id: row.end_id}})
MERGE (a)-[r:{name} {{id: row.id}}]->(b)
SET r += row.properties
"""

Batch = dict[str, list[dict[str, Any]]]
"""Statement -> its rows, nodes first; a label or type has a statement of its own, which plans best."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=10_000, help="rows of the file")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--memory", type=int, nargs="+", metavar="ROWS", help="measure only memory")
    options = parser.parse_args()
    data = Settings.from_env().data or Path(__file__).parents[2] / "shared" / "data"
    with tempfile.TemporaryDirectory() as folder, scratch_graph() as (settings, database):
        file = Path(folder) / "awards.csv"
        if options.memory:
            for rows in options.memory:
                cut(data / "jp_local_awards" / "awards.csv.gz", file, rows)
                print(f"peak memory for {rows:,} rows: {peak(settings, file):.0f} MB", flush=True)
                clear(database)
            return
        rows = cut(data / "jp_local_awards" / "awards.csv.gz", file, options.rows)
        imported(database, file)
        batches = prepared(database, rows)
        again(database, file)
        rate(settings, database, file, batches, rows, options.rounds)
        clear(database)
        memory(settings, file, Path(folder))


def cut(source: Path, target: Path, rows: int) -> int:
    """Write the first rows of the file and return how many there were."""
    with gzip.open(source, "rt", encoding="utf-8-sig", newline="") as text:
        lines = list(islice(text, rows + 1))
    target.write_text("".join(lines), "utf-8", newline="")
    there = len(lines) - 1
    if there < rows:
        repeat(target, target.with_suffix(".more.csv"), -(-rows // there), rows)
        target.with_suffix(".more.csv").replace(target)
        return rows
    return there


def prepared(database: Database, rows: int) -> list[Batch]:
    """Return what is in the graph, spread over as many batches as the import had, each thing once.

    These are the final nodes and ties with all their properties, and what the import keeps of itself: run,
    claims, records that are one with others, pairs for a person. All that can be made ready is.
    """
    batches: list[Batch] = [defaultdict(list) for _ in range(max(1, -(-rows // BATCH_ROWS)))]
    nodes = database.run_statement(NODES)
    for place, row in enumerate(nodes):
        pattern, (name, *_) = (MERGE_NODES, row["labels"]) if row["labels"] else (MERGE_RECORDS, row["kinds"])
        statement = pattern.format(name=name)
        batches[place * len(batches) // len(nodes)][statement].append(as_row(row))
    # The ends of a tie are there when all nodes of its batch and of those before are.
    batch_of = {row["id"]: place * len(batches) // len(nodes) for place, row in enumerate(nodes)}
    for row in database.run_statement(RELATIONSHIPS):
        statement = MERGE_RELATIONSHIPS.format(name=row["type"])
        place = max(batch_of[row["start_id"]], batch_of[row["end_id"]])
        batches[place][statement].append(as_row(row))
    return batches


def as_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of one node or relationship."""
    return dict(sendable({**row, "labels": None, "kinds": None}))


def bare(database: Database, batches: list[Batch]) -> None:
    """Write the batches the plain way."""
    address = database.address
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver,
        driver.session(database=address.database) as session,
    ):
        for batch in batches:

            def work(transaction: neo4j.ManagedTransaction, batch: Batch = batch) -> None:
                for statement, rows in batch.items():
                    transaction.run(statement, rows=rows).consume()

            session.execute_write(work)


def imported(database: Database, file: Path) -> None:
    """Write the file the way the command does."""
    run_import(database, "awards", [file], rejects=file.with_suffix(".rejects.csv"), lang="en")


def again(database: Database, file: Path) -> None:
    """Print what a second import of the same file changes: nothing."""
    report = run_import(database, "awards", [file], rejects=file.with_suffix(".rejects.csv"), lang="en")
    counts = report.tally.as_dict().values()
    changed = {key: sum(each[key] for each in counts) for key in ("created", "updated")}
    print(f"second import of the same file: created {changed['created']}, updated {changed['updated']}")


def contents(database: Database) -> list[dict[str, Any]]:
    """Return how much there is of each label and type, and the first and last ids, to tell graphs apart.

    What the service keeps for itself (claims, pairs) has ids that name the run.
    """
    return database.run_statement(
        """
        MATCH (n) WHERE NOT n:SchemaVersion AND NOT n:ImportRun AND NOT n:ImportLock
        RETURN [x IN labels(n) WHERE x <> 'Entity'][0] AS name, count(*) AS number,
               min(CASE WHEN n:Entity THEN n.id END) AS first, max(CASE WHEN n:Entity THEN n.id END) AS last
        ORDER BY name
        UNION ALL
        MATCH ()-[r]->()
        RETURN type(r) AS name, count(*) AS number, min(r.id) AS first, max(r.id) AS last
        ORDER BY name
        """
    )


def rate(
    settings: Settings, database: Database, file: Path, batches: list[Batch], rows: int, rounds: int
) -> None:
    """Print rows a second of both, and the ratio of the best rounds."""
    ways: dict[str, Callable[[], None]] = {
        "bare loop": lambda: bare(database, batches),
        "import": lambda: imported(database, file),
    }
    server = psutil.Process(embedded.status(settings).pid or 0)
    found: dict[str, Any] = {}
    seconds: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for name, work in ways.items():
            clear(database)
            begun, client, behind = time.perf_counter(), time.process_time(), server.cpu_times()
            work()
            took = time.perf_counter() - begun
            used = time.process_time() - client
            after = server.cpu_times()
            served = after.user + after.system - behind.user - behind.system
            found[name] = contents(database)
            # The first round warms up: plans, classes and caches.
            if number:
                seconds[name].append(took)
            print(
                f"{'warm-up' if not number else f'round {number}'} {name}: {took:.1f} s, "
                f"{rows / took:,.0f} rows/s (processor: client {used:.1f} s, server {served:.1f} s)",
                flush=True,
            )
    differing = [each for each in found["import"] if each not in found["bare loop"]]
    assert not differing, f"the two graphs differ: {differing}"
    print(
        f"equal: {sum(each['number'] for each in found['import']):,} nodes and relationships in both graphs"
    )
    ratio = min(seconds["bare loop"]) / min(seconds["import"])
    show("import rate over bare loop", ratio, f">= {AIM}", ratio >= AIM)


# Memory ----------------------------------------------------------------------------------------------------


def memory(settings: Settings, file: Path, folder: Path) -> None:
    """Print the peak of memory of an importer for the file and for one with so many times its rows."""
    larger = folder / "larger.csv"
    repeat(file, larger)
    peaks = [peak(settings, path) for path in (file, larger)]
    print(f"peak memory: {peaks[0]:.0f} MB for the file, {peaks[1]:.0f} MB for {TIMES} times its rows")
    ratio = peaks[1] / peaks[0]
    show("memory for the larger file over the smaller", ratio, f"<= {FLAT}", ratio <= FLAT)


def repeat(source: Path, target: Path, times: int = TIMES, most: int | None = None) -> None:
    """Write the rows several times over, each time with other titles, so that all are other deals."""
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    title = header.index("name")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(times):
            for place, row in enumerate(rows):
                if most is not None and number * len(rows) + place >= most:
                    return
                cells = list(row)
                if len(cells) > title:
                    cells[title] = f"{cells[title]} {number}"
                writer.writerow(cells)


PEAK = """
import json, resource, sys
from pathlib import Path
from service.operations.imports import run_import
from service.operations.opening import open_graph
from service.settings import Settings
file = Path(sys.argv[1])
with open_graph(Settings.from_env()) as database:
    report = run_import(database, "awards", [file], rejects=file.with_suffix(".rejects.csv"), lang="en")
print(json.dumps({"read": report.read, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def peak(settings: Settings, file: Path) -> float:
    """Return the most memory, in MB, that importing the file took in a process of its own."""
    local = embedded.ensure_running(settings)
    environment = {
        "ENISHI_HOME": str(settings.home),
        "PATH": "",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    assert local.uri
    # What it has to say against the file or the database goes on to whoever measures.
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(file)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    # In kilobytes on Linux, in bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return float(json.loads(done.stdout)["peak"]) * unit / 1e6


if __name__ == "__main__":
    main()
