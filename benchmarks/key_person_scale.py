"""Key person measures of every contact of a large generated graph, with time and peak of memory.

    python -m benchmarks.key_person_scale [--contacts N] [--activities N] [--sources N] [--sample N]

The graph (contacts in companies of twenty, with titles, and activities of two people each, nine of ten within
the company) goes in by ``neo4j-admin database import full``. Then all contacts are read page by page into a
sparse matrix and measured: degrees, power, betweenness from sampled sources, the score of title and network.
Plain NetworkX measures the same on the network among the first contacts (``--sample``); where both are exact
they are compared. The default size is the slice for CI; the full one is ``--contacts 1000000 --activities
10000000``.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import networkx as nx
import numpy as np
import psutil
from numpy.typing import NDArray
from scipy.sparse import csr_array

from benchmarks.scratch import show
from graph_models.records import Moment
from service import embedded
from service.analysis.network_power import NetworkPowerWeights, pagerank
from service.analysis.weights import WEIGHTS
from service.analysis.whole_network import betweenness, rank_everybody
from service.embedded.admin import run_admin
from service.embedded.jars import class_path
from service.embedded.lifecycle import quiet
from service.embedded.places import DATABASE, Places
from service.operations.opening import open_graph
from service.settings import Settings
from service.store.whole_network import whole_network

STAFF = 20
TITLES = ("代表取締役社長", "部長", "課長", "係長", *["担当"] * 16)
LEARNED = "2026-01-01T00:00:00Z"
BEGIN = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
CHUNK = 200_000
MOMENT = Moment(date(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
T = TypeVar("T")


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contacts", type=int, default=20_000)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--sources", type=int, default=64)
    parser.add_argument("--sample", type=int, default=10_000)
    chosen = parser.parse_args()
    with TemporaryDirectory(prefix="enishi-bench-") as home:
        settings = replace(Settings.from_env(), home=Path(home), neo4j_uri=None)
        _load(settings, Path(home) / "csv", chosen.contacts, chosen.activities)
        try:
            _measure(settings, chosen.sources, chosen.sample)
        finally:
            embedded.stop(settings)


def _load(settings: Settings, folder: Path, contacts: int, activities: int) -> None:
    folder.mkdir(parents=True)
    places = Places.of(settings.home)
    places.make()
    with _timed(f"generated {contacts:,} contacts, {activities:,} activities"):
        _write(folder, contacts, activities)
    jars = class_path(quiet)
    arguments = ["database", "import", "full", DATABASE, "--overwrite-destination=true", "--id-type=string"]
    arguments += [
        f"--nodes=Entity:{label}={folder / label}.csv" for label in ("Company", "Contact", "Activity")
    ]
    arguments += [f"--relationships={type_}={folder / type_}.csv" for type_ in ("WORKS_AT", "TOOK_PART")]
    with _timed("database import full"):
        run_admin(places, jars, arguments)
    for file in folder.iterdir():
        file.unlink()


def _write(folder: Path, contacts: int, activities: int) -> None:
    companies = -(-contacts // STAFF)
    stamp = "created_at:datetime"
    _csv(
        folder / "Company.csv",
        f"id:ID,name,{stamp}",
        (f"company-{n:016x},Company {n},{LEARNED}" for n in range(companies)),
    )
    _csv(
        folder / "Contact.csv",
        f"id:ID,name,{stamp}",
        (f"contact-{n:016x},Contact {n},{LEARNED}" for n in range(contacts)),
    )
    _csv(
        folder / "WORKS_AT.csv",
        ":START_ID,:END_ID,title,recorded_at:datetime",
        (
            f"contact-{n:016x},company-{n // STAFF:016x},{TITLES[n % STAFF]},{LEARNED}"
            for n in range(contacts)
        ),
    )
    with (
        (folder / "Activity.csv").open("w", encoding="utf-8") as nodes,
        (folder / "TOOK_PART.csv").open("w", encoding="utf-8") as ties,
    ):
        nodes.write(f"id:ID,kind,at:datetime,{stamp}\n")
        ties.write(":START_ID,:END_ID,as,recorded_at:datetime\n")
        rng = np.random.default_rng(5)
        for start in range(0, activities, CHUNK):
            size = min(CHUNK, activities - start)
            one, other = _pairs(rng, contacts, size)
            days = rng.integers(0, 365, size)
            for n in range(start, start + size):
                a, b, day = one[n - start], other[n - start], int(days[n - start])
                at = datetime.fromtimestamp(BEGIN + day * 86400, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                nodes.write(f"activity-{n:016x},mail,{at},{LEARNED}\n")
                ties.write(f"contact-{a:016x},activity-{n:016x},from,{LEARNED}\n")
                ties.write(f"contact-{b:016x},activity-{n:016x},to,{LEARNED}\n")


def _pairs(rng: np.random.Generator, contacts: int, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return senders and receivers, never the same; those higher up receive more."""
    one = rng.integers(0, contacts, size)
    place = (STAFF * rng.random(size) ** 2.0).astype(np.int64)
    company = np.where(rng.random(size) < 0.9, one // STAFF, rng.integers(0, -(-contacts // STAFF), size))
    other = np.minimum(company * STAFF + place, contacts - 1)
    return one, np.where(other == one, (other + 1) % contacts, other)


def _csv(path: Path, header: str, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(f"{line}\n" for line in lines)


def _measure(settings: Settings, sources: int, sample: int) -> None:
    with _timed("server started, indexes made"):
        database = open_graph(settings, patience=1800.0)
    parts = WEIGHTS.key_person.parts
    begun = time.perf_counter()
    with database:
        with _timed("read into a sparse matrix"):
            network = whole_network(database, MOMENT, horizon_days=WEIGHTS.tie.horizon)
        print(f"  {len(network.ids):,} contacts, {network.counts.nnz:,} pairs of who turned to whom")
        with _timed(f"measured everybody, betweenness from {sources} sources"):
            found = rank_everybody(
                network.counts,
                network.authority,
                title_weight=parts["formal_authority"],
                network_weight=parts["network_position"] + parts["company_kept"] + parts["brokerage"],
                doubt=WEIGHTS.key_person.doubt,
                sources=sources,
                seed=0,
            )
    best = network.ids[int(np.argmax(found.score))]
    print(f"  first of all: {best} at {found.score.max():.3f}")
    print(f"every contact: {time.perf_counter() - begun:.1f} s; peak of this process {_peak_mb():,.0f} MB")
    server = embedded.status(settings)
    print(f"  the server takes {(server.memory_bytes or 0) / 1e6:,.0f} MB")
    _compare(network.counts[:sample, :sample], sources)


def _compare(counts: csr_array, sources: int) -> None:
    """Compare with plain NetworkX on a part of the network."""
    people = counts.shape[0]
    ties = counts.astype(float)
    ties.data = np.ones_like(ties.data)
    graph = nx.from_scipy_sparse_array(counts, create_using=nx.DiGraph)
    print(f"the first {people:,} contacts, {counts.nnz:,} pairs:")
    patient = NetworkPowerWeights(rounds=1000, tolerance=1e-13)
    ours, own = _clocked(lambda: pagerank(counts, patient))
    theirs, plain = _clocked(lambda: nx.pagerank(graph, weight="weight", tol=1e-12))
    worst = float(np.abs(ours - np.array([theirs[node] for node in graph])).max())
    print(f"  PageRank: {own:.2f} s, NetworkX {plain:.2f} s (with SciPy), largest difference {worst:.1e}")
    small = ties[:500, :500]
    exact = nx.betweenness_centrality(nx.from_scipy_sparse_array(small, create_using=nx.DiGraph))
    difference = np.abs(betweenness(small, 500, 0) - np.array(list(exact.values())))
    print(f"  betweenness of 500, exact: largest difference {difference.max():.1e}")
    _, own = _clocked(lambda: betweenness(ties, sources, 0))
    _, plain = _clocked(lambda: nx.betweenness_centrality(graph, k=min(sources, people), seed=0))
    print(f"  betweenness from {sources}: {own:.2f} s, NetworkX {plain:.2f} s")
    show("  times as fast as NetworkX at sampled betweenness", plain / own, ">= 25", plain / own >= 25.0)


def _clocked(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    memory = psutil.Process().memory_info().rss / 1e6
    print(f"{what}: {time.perf_counter() - begun:.1f} s ({memory:,.0f} MB now)", flush=True)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


if __name__ == "__main__":
    main()
