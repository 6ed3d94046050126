"""Events through the API against a bare UNWIND ... MERGE loop.

    python -m benchmarks.event_rate [--events N] [--rounds N]

The service is the one a user starts; one client posts thousand events at a time over a kept-alive loopback
connection, late ones and some of them twice. The loop writes the same final nodes, ties and records into the
same server, made ready beforehand. Both take turns, after a warm-up of each, and the graphs are compared.
The contacts and companies are made before the clock starts: a fifth of the events come from browsers that are
not known yet, and one in a hundred names who it is.
"""

from __future__ import annotations

import argparse
import http.client
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from urllib.parse import urlsplit

from benchmarks.api_latency import service
from benchmarks.import_rate import bare, contents, prepared
from benchmarks.scratch import clear, show
from service.database import Database
from service.operations.events import MOST
from service.operations.opening import address_of

AIM = 0.5
PER_CONTACT = 100
"""Events for each person, on average."""
TWICE = 0.02
LATE = timedelta(days=90)
KINDS = ("web_visit",) * 7 + ("mail_open", "mail_click", "form")
PAGES = ("price", "features/search", "features/export", "cases/roads", "cases/water", "contact", "news")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with service(demo=False) as (settings, url), Database(address_of(settings), patience=20.0) as database:
        posted(url, options.events)
        ready = prepared(database, options.events)
        once = facts(database)
        seconds: dict[str, list[float]] = {"bare loop": [], "API": []}
        for number in range(options.rounds):
            for name in seconds:
                clear(database)
                begun = time.perf_counter()
                if name == "API":
                    posted(url, options.events)
                else:
                    bare(database, ready)
                took = time.perf_counter() - begun
                seconds[name].append(took)
                rate = options.events / took
                print(f"round {number + 1} {name}: {took:.1f} s, {rate:,.0f} events/s", flush=True)
                found = facts(database)
                assert found == once, f"{name} left {found}, not {once}"
    print(f"equal: {sum(each['number'] for each in once):,} nodes and relationships in both graphs")
    ratio = min(seconds["bare loop"]) / min(seconds["API"])
    show("event rate over bare loop", ratio, f">= {AIM}", ratio >= AIM)


def facts(database: Database) -> list[dict[str, Any]]:
    """Return how much there is of each label and type; what the service keeps for itself has no ids here."""
    return [each for each in contents(database) if each["first"]]


def posted(url: str, number: int) -> None:
    """Send that many events and hold what came back against what was sent."""
    host = urlsplit(url)
    connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=300)
    new = 0
    stream = events(number)
    while batch := list(islice(stream, MOST)):
        body = json.dumps({"source": "benchmark", "events": batch})
        connection.request("POST", "/api/v1/events", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        assert answer.status == 200, told
        assert told["accepted"] == len(batch), told["rejected"]
        new += told["new"]
    connection.close()
    assert new == number - len(twice(number)), f"{new} of {number} were new"


def twice(number: int) -> list[int]:
    """Return which events come a second time in the place of one of their own."""
    return sorted(Random(2).sample(range(1, number), int(number * TWICE)))


def events(number: int) -> Iterator[dict[str, Any]]:
    """Yield events with the same ids and words each time, in the order in which they arrive."""
    random = Random(1)
    again = set(twice(number))
    people = max(1, number // PER_CONTACT)
    end = datetime(2026, 10, 1, tzinfo=UTC)
    last: dict[str, Any] = {}
    for place in range(number):
        person = random.randrange(people)
        at = end + timedelta(seconds=place) - random.random() ** 4 * LATE
        event: dict[str, Any] = {
            "id": f"event-{place}",
            "kind": random.choice(KINDS),
            "at": at.isoformat(timespec="seconds"),
            "page": f"/{random.choice(PAGES)}",
        }
        way = random.random()
        if way < 0.21:
            event["visitor"] = f"browser-{person}"
        if way >= 0.2:
            event["email"] = f"person-{person}@company-{person // 5}.example"
        if 0.2 <= way < 0.21:
            event["consent"] = True
        yield last if place in again else event
        last = last if place in again else event


if __name__ == "__main__":
    main()
