"""Missing roles on the demonstration, and templates, on the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sample_data.generate.__main__ import DEMO
from service.analysis.buying_center import Center
from service.analysis.missing_roles import predict_role
from service.analysis.people_view import PeopleView
from service.analysis.role_experience import learn
from service.analysis.role_proposals import role_proposals
from service.analysis.weights import WEIGHTS
from service.app import create_app
from service.database import Database
from service.errors import InvalidRecordError, NotFoundError
from service.operations.buying_center import buying_center
from service.operations.entities import evidence
from service.operations.evaluation.role_facts import (
    Files,
    all_past_roles,
    facts_of,
    population_of,
    read_files,
    units_under,
)
from service.operations.evaluation.roles import day_before
from service.operations.moments import moment_of
from service.operations.role_templates import forget_template, list_templates, set_template
from service.operations.suggestions import decide, reconsider, suggestions
from service.operations.undoing import undo_import
from service.settings import Settings
from tests.integration.people_graph import OPEN, moment, put, small_account

DEALS = 4
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def files() -> Files:
    return read_files(DEMO)


def test_without_a_database_the_predictions_are_the_same(demo: Database, files: Files) -> None:
    closed = [deal for deal in files.deals() if deal.properties.get("closed_on")]
    past = all_past_roles(files)
    compared = 0
    for deal in closed[-20 : -20 + DEALS]:
        when = day_before(deal.properties["closed_on"])  # type: ignore[arg-type]
        account = files.starting["WITH", deal.id][0].end_id
        place = files.starting["AT", deal.id][0].end_id
        known = [one for one, at in past if at <= when.known_at and one.closed_on <= when.as_of]  # type: ignore[operator]
        view = PeopleView(facts_of(files, account, deal.id, when, WEIGHTS.tie.horizon))
        answer = buying_center(demo, deal=deal.id, moment=when, limit=50)
        for missing in answer.details["missing"]:
            ranked = predict_role(
                view,
                learn(known, population_of(files, when)),
                missing["role"],
                target_ids={deal.id},
                unit_ids=units_under(files, place, when),
            )
            assert missing["best_probability"] == pytest.approx(ranked[0].probability)
            likely = [item["contact"]["id"] for item in missing["likely"]]
            assert likely in ([], [one.contact_id for one in ranked[:3]])
            compared += 1
    assert compared >= DEALS


def test_who_is_named_is_named_with_evidence(demo: Database, files: Files) -> None:
    named = 0
    for deal in files.deals()[:12]:
        closed = deal.properties.get("closed_on")
        if closed is None or named >= 3:
            continue
        when = day_before(closed)  # type: ignore[arg-type]
        for missing in buying_center(demo, deal=deal.id, moment=when, limit=5).details["missing"]:
            assert missing["abstains"] == (missing["likely"] == [])
            for item in missing["likely"]:
                named += 1
                ids = {id_ for reason in item["reasons"] for id_ in reason["evidence_ids"]}
                assert ids
                assert evidence(demo, min(ids), "en")["id"] == min(ids)
    assert named


def test_what_is_answered_is_suggested_in_running_deals_and_can_be_accepted(demo: Database) -> None:
    rows = demo.run_statement(
        "MATCH (d:Deal)<-[:HOLDS_ROLE]-() WHERE d.closed_on IS NULL WITH DISTINCT d.id AS id"
        " ORDER BY id LIMIT 12 RETURN id"
    )
    now = moment_of(ZoneInfo("Asia/Tokyo"))
    for deal in (row["id"] for row in rows):
        missing = buying_center(demo, deal=deal, moment=now, limit=5).details["missing"]
        if named := {one["role"]: one for one in missing if not one["abstains"]}:
            break
    else:
        pytest.fail("no role is answered in the demonstration")

    def found() -> dict[str, dict[str, Any]]:
        items = suggestions(demo, now, "ja", deal=deal)["items"]
        return {one["role"]: one for one in items if one["type"] == "HOLDS_ROLE"}

    suggested = found()
    assert suggested.keys() == named.keys()
    role, one = min(suggested.items())
    assert one["start"]["id"] == named[role]["likely"][0]["contact"]["id"]
    assert (one["state"], one["combine"], one["score"]) == (
        "inferred",
        "product",
        named[role]["best_probability"],
    )
    assert all(reason["text"] and reason["evidence_ids"] for reason in one["reasons"])
    decide(demo, one["id"], "refuse", now)
    assert role not in found()
    reconsider(demo, one["id"])
    run = decide(demo, one["id"], "accept", now)["run"]
    after = buying_center(demo, deal=deal, moment=moment_of(ZoneInfo("Asia/Tokyo")), limit=5).details
    assert role not in {row["role"] for row in after["missing"]}
    undo_import(demo, run)
    assert found() == suggested


def test_nothing_is_suggested_in_a_deal_that_is_over() -> None:
    likely = {"contact": {"id": "contact-a"}, "probability": 0.8, "reasons": []}
    rows = [{"role": "user", "abstains": False, "learned_from": 12, "likely": [likely]}]
    made = role_proposals(Center((), {"missing": rows}), "deal-a")
    assert [(one.start_id, one.score, one.confidence) for one in made] == [("contact-a", 0.8, 0.5)]
    assert role_proposals(Center((), {"missing": rows}, is_running=False), "deal-a") == []
    assert role_proposals(Center((), {"missing": [{**rows[0], "abstains": True}]}), "deal-a") == []


@pytest.fixture
def account(database: Database) -> Iterator[Database]:
    put(database, small_account())
    yield database
    database.run_statement("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n", write=True)


def required(database: Database) -> tuple[list[str], dict[str, Any]]:
    details = buying_center(database, deal=OPEN.id, moment=moment(), limit=5).details
    return [row["role"] for row in details["required"]], details["template"]


def test_a_template_that_is_set_counts_until_it_is_taken_back(account: Database) -> None:
    before, basis = required(account)
    size = basis["size"]
    assert basis["basis"] == "default"
    set_template(account, size, [{"role": "gatekeeper", "threshold": 1}], by="a", reason="always there")
    after, basis = required(account)
    assert after == ["gatekeeper"]
    assert basis["basis"] == "set"
    forget_template(account, size)
    assert required(account)[0] == before
    with pytest.raises(NotFoundError):
        forget_template(account, size)


@pytest.mark.parametrize(
    ("size", "roles"),
    [
        ("huge", [{"role": "user"}]),
        ("small", []),
        ("small", [{"role": "king"}]),
        ("small", [{"role": "user"}, {"role": "user"}]),
        ("small", [{"role": "user", "threshold": 0}]),
        ("small", [{"role": "user", "weight": -1.0}]),
    ],
)
def test_a_template_that_cannot_be_is_refused(
    account: Database, size: str, roles: list[dict[str, Any]]
) -> None:
    with pytest.raises(InvalidRecordError):
        set_template(account, size, roles)
    assert not [row for row in list_templates(account, moment()) if row["basis"] == "set"]


def test_templates_over_http(account: Database, settings: Settings) -> None:
    client = create_app(settings, account).test_client()
    body = {"size": "small", "roles": [{"role": "decider"}], "category": "X"}
    assert client.put("/api/v1/role-templates", json=body, base_url=LOCAL).status_code == 200
    items = client.get("/api/v1/role-templates", base_url=LOCAL).get_json()["items"]
    assert [row["category"] for row in items if row["basis"] == "set"] == ["X"]
    address = "/api/v1/role-templates?size=small&category=X"
    assert client.delete(address, base_url=LOCAL).status_code == 204
    assert client.delete(address, base_url=LOCAL).status_code == 404


def test_templates_learned_say_from_how_many_deals(demo: Database) -> None:
    learned = [row for row in list_templates(demo, moment()) if row["basis"] == "learned"]
    assert any(row["roles"] for row in learned)
    for row in learned:
        assert bool(row["roles"]) == (row["won_deals"] >= row["enough"])
