"""One whole request for lookalikes with its evidence: from the kept reading, and with all read anew.

    python -m benchmarks.lookalike_request [--number N]

Asks about companies of the graph in use, which it does not change, in this process. The two ways take turns,
so that whatever else the machine does falls on both alike; both must give the same answer.
"""

from __future__ import annotations

import argparse
import time
from statistics import median

from benchmarks.scratch import show, spread
from graph_models.records import Answer
from service.database import Database
from service.operations.lookalike import lookalike
from service.operations.lookalike_reading import forget
from service.operations.moments import moment_of
from service.operations.opening import open_graph
from service.settings import Settings
from service.store.lookalike import trade

AIM = 0.05
SHOWN = 20


def main() -> None:
    """Ask both ways, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=40, help="requests of each way")
    number = parser.parse_args().number
    settings = Settings.from_env()
    with open_graph(settings) as database:
        companies = sorted(trade(database, moment_of(settings.timezone)))
        if not companies:
            raise SystemExit("No company of this graph has bought anything: load data first.")
        anew, kept = [], []
        for turn in range(number):
            id_ = companies[turn % len(companies)]
            forget(database)
            first, seconds = timed(database, settings, id_)
            anew.append(seconds)
            # The question after a change only sees that the graph stands still; the one after it fills.
            timed(database, settings, id_)
            again, seconds = timed(database, settings, id_)
            kept.append(seconds)
            if again != first:
                raise SystemExit(f"{id_}: the kept reading gives another answer")
    print(f"{number} requests of each way, {SHOWN} accounts with evidence, milliseconds")
    print(f"read anew:    {spread(anew)}")
    print(f"kept reading: {spread(kept)}")
    show("read anew / kept reading, p50", median(anew) / median(kept), ">= 1", median(anew) >= median(kept))
    late = sorted(kept)[int(number * 0.95)]
    show("p95 of the kept reading, seconds", late, f"<= {AIM}", late <= AIM)


def timed(database: Database, settings: Settings, id_: str) -> tuple[Answer, float]:
    """Ask who is like a company; return the answer and how long it took."""
    start = time.perf_counter()
    answer = lookalike(database, companies=[id_], moment=moment_of(settings.timezone), limit=SHOWN)
    return answer, time.perf_counter() - start


if __name__ == "__main__":
    main()
