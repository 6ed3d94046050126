"""Events through the API, late and twice: all scores are those that SQL makes of what was sent."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import pytest

from benchmarks.event_rate import events
from service.analysis.score_rules import default_score_rules
from service.app import create_app
from service.database import Database
from service.operations.events import MOST
from service.operations.moments import moment_of
from service.operations.scores import refresh_scores
from service.settings import Settings
from tests.conftest import clear
from tests.score_sql import scores_by_sql

LOCAL = "http://127.0.0.1:8000"


@pytest.mark.parametrize("number", [4_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
def test_all_scores_are_those_of_sql_over_what_was_sent(
    database: Database, settings: Settings, number: int
) -> None:
    clear(database)
    client = create_app(settings, database).test_client()
    stream = events(number)
    while batch := list(islice(stream, MOST)):
        told = client.post("/api/v1/events", json={"source": "web", "events": batch}, base_url=LOCAL)
        assert told.get_json()["accepted"] == len(batch)
    sent = list(events(number))
    whose = {one["visitor"]: one["email"] for one in sent if "visitor" in one and "email" in one}
    days = [datetime.fromisoformat(one["at"]).astimezone(settings.timezone).date() for one in sent]
    acts = [
        (email, one["id"], one["kind"], day, one["page"], None)
        for one, day in zip(sent, days, strict=True)
        if (email := one.get("email") or whose.get(one["visitor"]))
    ]
    today = max(days)
    expected = scores_by_sql(acts, default_score_rules(), today)
    assert len(acts) < len(sent)
    assert len({one["id"] for one in sent}) < len(sent)

    counted = refresh_scores(database, moment_of(settings.timezone, today))
    rows = database.run_statement("MATCH (p:Contact) RETURN p.emails[0] AS email, p.derived_score AS score")
    assert {row["email"] for row in rows} == expected.keys()
    assert counted["contacts"] == len(expected)
    assert len({round(one, 6) for one in expected.values()}) > len(expected) / 2
    for row in rows:
        assert row["score"] == pytest.approx(expected[row["email"]])
