"""What the benchmarks share: a scratch graph on a server of its own, and how figures are shown."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from service import embedded
from service.database import Database
from service.operations.opening import open_graph
from service.settings import Settings


@contextmanager
def scratch_graph() -> Iterator[tuple[Settings, Database]]:
    """An empty graph on an embedded server, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="enishi-bench-") as home:
        settings = replace(Settings.from_env(), home=Path(home), neo4j_uri=None)
        try:
            with open_graph(settings) as database:
                yield settings, database
        finally:
            embedded.stop(settings)


def clear(database: Database) -> None:
    """Delete everything but the schema."""
    for statement in (
        "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS",
        "MATCH (n) WHERE NOT n:SchemaVersion CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS",
    ):
        database.run_statement(statement, write=True)


def show(name: str, ratio: float, aim: str, is_reached: bool) -> None:
    """Print a ratio beside its aim."""
    print(f"{name}: {ratio:.2f}  (aim {aim}: {'reached' if is_reached else 'MISSED'})")


def spread(values: Sequence[float], unit: float = 1000.0) -> str:
    """Return p50 and p95 as text, in milliseconds by default."""
    ordered = sorted(values)
    return f"p50 {median(ordered) * unit:.2f}, p95 {ordered[int(len(ordered) * 0.95)] * unit:.2f}"
