"""The stories of the demonstration data are found by the four questions, and for the right reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service.database import Database
from service.operations.questions import ask_buying_center, ask_expansion, ask_key_person, ask_lookalike
from tests.integration.answer_cases import stories
from tests.integration.asking import Answered, day, demo_id, now

MOMENT = now()


def story(name: str) -> dict[str, Any]:
    found: dict[str, Any] = stories()[name]
    return found


def ids(answer: Answered) -> list[str]:
    return [item["id"] for item in answer["items"]]


def item_of(answer: Answered, id_: str) -> dict[str, Any]:
    return next(item for item in answer["items"] if item["id"] == id_)


def values(item: dict[str, Any]) -> dict[str, float | None]:
    return {part["name"]: part["value"] for part in item["parts"]}


def evidence(item: dict[str, Any], part: str) -> set[str]:
    return next(set(row["evidence_ids"]) for row in item["parts"] if row["name"] == part)


def flags(answer: Answered, key: str) -> list[dict[str, Any]]:
    return [flag for flag in answer["details"]["red_flags"] if flag["key"] == f"buying_center.{key}"]


@pytest.fixture(scope="module", params=["deal", "site", "company"])
def carried_on(request: pytest.FixtureRequest, demo: Database) -> Answered:
    """Where the success at the site is carried on, from its deal, its site or its company."""
    from_id = demo_id(request.param.capitalize(), story("site_success")[f"{request.param}_id"])
    return ask_expansion(demo, MOMENT, "ja", from_id=from_id, limit=30)


def test_the_sister_sites_lead_the_expansion(carried_on: Answered) -> None:
    sisters = {demo_id("Site", key) for key in story("site_success")["sister_site_ids"]}
    assert set(ids(carried_on)[:3]) == sisters
    for id_ in sisters:
        assert item_of(carried_on, id_)["details"]["kind"] == "same_company_site"


def test_the_sister_sites_lead_for_what_they_share(demo: Database, carried_on: Answered) -> None:
    told = story("site_success")
    deal, need = demo_id("Deal", told["deal_id"]), demo_id("Need", told["need_id"])
    for item in carried_on["items"][:3]:
        known = values(item)
        assert known["site_function"] == 1.0
        assert known["same_organisation"] > 0.0
        assert {f"addresses.{deal}.{need}", f"has_need.{item['id']}.{need}"} <= evidence(item, "shared_need")
        assert item["details"]["reference"]["deal"]["id"] == deal
        assert item["details"]["reference"]["site"]["id"] == demo_id("Site", told["site_id"])
        assert item["details"]["contact"], "somebody is known there"
    strongest = max(carried_on["items"][0]["parts"], key=lambda part: part["contribution"] or 0.0)
    assert strongest["name"] == "shared_need"


def test_sites_of_the_company_that_do_not_fit_come_after_similar_companies(carried_on: Answered) -> None:
    company = demo_id("Company", story("site_success")["company_id"])
    others = [item for item in carried_on["items"][3:] if item["details"]["company"]["id"] == company]
    similar = [item for item in carried_on["items"] if item["details"]["company"]["id"] != company]
    assert values(similar[0])["shared_need"] > 0.0
    for item in others:
        assert item["score"] < similar[0]["score"]


@pytest.mark.parametrize(("scope", "first"), [("site", 3), ("company", 10)])
def test_the_specifier_is_named_and_ranked_high(demo: Database, scope: str, first: int) -> None:
    told = story("specifier")
    asked = {scope: demo_id(scope.capitalize(), told[f"{scope}_id"])}
    answer = ask_key_person(demo, MOMENT, "ja", **asked, limit=first)
    item = item_of(answer, demo_id("Contact", told["contact_id"]))
    assert {"specifier", "low_title_high_influence"} <= set(item["details"]["flags"])
    known = values(item)
    assert known["formal_authority"] < 0.4 < known["network_position"]
    roles = {f"holds_role.{item['id']}.{demo_id('Deal', key)}" for key in told["deal_ids"]}
    named = {id_.rsplit(".", 1)[0] if id_.count(".") == 3 else id_ for id_ in evidence(item, "past_roles")}
    assert len(roles & named) > len(roles) / 2


def test_nobody_else_at_the_site_is_taken_for_the_specifier(demo: Database) -> None:
    told = story("specifier")
    answer = ask_key_person(demo, MOMENT, "ja", site=demo_id("Site", told["site_id"]), limit=50)
    named = [item["id"] for item in answer["items"] if "specifier" in item["details"]["flags"]]
    assert named == [demo_id("Contact", told["contact_id"])]


def test_the_champion_who_left_is_flagged(demo: Database) -> None:
    told = story("champion_left")
    deal, person = demo_id("Deal", told["deal_id"]), demo_id("Contact", told["contact_id"])
    answer = ask_buying_center(demo, MOMENT, "ja", deal=deal)
    (flag,) = flags(answer, "champion_gone")
    assert person in flag["ids"]
    assert "has_left" in item_of(answer, person)["details"]["flags"]
    assert ids(answer)[-1] == person
    key_people = ask_key_person(demo, MOMENT, "ja", deal=deal)
    assert "has_left" in item_of(key_people, person)["details"]["flags"]


def test_before_the_champion_left_nothing_was_flagged(demo: Database) -> None:
    told = story("champion_left")
    left_on = date.fromisoformat(told["left_on"])
    before = day(left_on.replace(month=left_on.month - 1))
    answer = ask_buying_center(demo, before, "ja", deal=demo_id("Deal", told["deal_id"]))
    item = item_of(answer, demo_id("Contact", told["contact_id"]))
    assert not flags(answer, "champion_gone")
    assert "has_left" not in item["details"]["flags"]
    assert item["details"]["stance"] == "champion"


@pytest.mark.parametrize("origin", ["site", "company"])
def test_the_champion_who_left_is_the_bridge_to_the_new_company(demo: Database, origin: str) -> None:
    told = story("champion_left")
    from_id = demo_id(origin.capitalize(), told[f"from_{origin}_id"])
    answer = ask_expansion(demo, MOMENT, "ja", from_id=from_id, limit=100)
    there = demo_id("Company", told["to_company_id"])
    items = [item for item in answer["items"] if item["details"]["company"]["id"] == there]
    # First of all places of that company.
    assert items[0]["id"] == demo_id("Site", told["to_site_id"])
    bridge = items[0]["details"]["bridge"]
    assert bridge["kind"] == "moved_person"
    assert bridge["node"]["id"] == demo_id("Contact", told["contact_id"])
    assert set(bridge["evidence_ids"]) <= evidence(items[0], "moved_people")
    assert all(id_.startswith("works_at.") for id_ in bridge["evidence_ids"])


def test_the_blocker_is_a_red_flag(demo: Database) -> None:
    told = story("blocker")
    person = demo_id("Contact", told["contact_id"])
    answer = ask_buying_center(demo, MOMENT, "ja", deal=demo_id("Deal", told["deal_id"]))
    (flag,) = flags(answer, "powerful_blocker")
    assert person in flag["ids"]
    item = item_of(answer, person)
    assert item["details"]["stance"] == "blocker"
    assert values(item)["buying_power"] == pytest.approx(told["power"])
    assert person in ids(answer)[:3], "power counts whatever the stance is"
    route = [step["contact"]["id"] for step in answer["details"]["route"]]
    assert person in route


@pytest.mark.parametrize("exclude_customers", [False, True])
def test_the_lookalike_abroad_is_the_first_overseas(demo: Database, exclude_customers: bool) -> None:
    told = story("lookalike_abroad")
    like = demo_id("Company", told["company_id"])
    answer = ask_lookalike(
        demo,
        MOMENT,
        "ja",
        companies=[demo_id("Company", told["reference_company_id"])],
        exclude_customers=exclude_customers,
        limit=50,
    )
    abroad = [item for item in answer["items"] if values(item)["region"] == 0.0]
    assert abroad[0]["id"] == like
    assert like in ids(answer)[:3]
    known = values(abroad[0])
    need, scene = demo_id("Need", told["need_id"]), demo_id("UseScene", told["use_scene_id"])
    assert any(id_.endswith(need) for id_ in evidence(abroad[0], "shared_need"))
    assert any(id_.endswith(scene) for id_ in evidence(abroad[0], "shared_use_scene"))
    assert known["market"] == 1.0
    assert known["shared_need"] > 0.5


def test_leaving_customers_out_does_not_change_what_the_rest_is_worth(demo: Database) -> None:
    asked = [demo_id("Company", story("lookalike_abroad")["reference_company_id"])]
    everybody = ask_lookalike(demo, MOMENT, "ja", companies=asked, limit=100)
    others = ask_lookalike(demo, MOMENT, "ja", companies=asked, exclude_customers=True, limit=100)
    assert 0 < len(others["items"]) < len(everybody["items"])
    for item in others["items"]:
        assert item == item_of(everybody, item["id"])


def test_the_story_abroad_leads_the_overseas_expansion(demo: Database) -> None:
    told = story("lookalike_abroad")
    answer = ask_expansion(
        demo, MOMENT, "ja", from_id=demo_id("Deal", told["deal_id"]), kind="overseas", limit=5
    )
    first = answer["items"][0]
    assert first["id"] == demo_id("Site", told["site_id"])
    assert values(first)["shared_need"] > 0.5
    assert first["details"]["reference"]["deal"]["id"] == demo_id("Deal", told["deal_id"])


def test_a_modest_decider_stands_above_a_loud_title(demo: Database) -> None:
    modest, loud = story("modest_decider"), story("loud_title")
    decider = ask_key_person(demo, MOMENT, "ja", company=demo_id("Company", modest["company_id"]), limit=500)
    item = item_of(decider, demo_id("Contact", modest["contact_id"]))
    assert "low_title_high_influence" in item["details"]["flags"]
    assert ids(decider).index(item["id"]) < len(decider["items"]) / 4
    visitor = ask_key_person(demo, MOMENT, "ja", company=demo_id("Company", loud["company_id"]), limit=500)
    assert ids(visitor).index(demo_id("Contact", loud["contact_id"])) > len(visitor["items"]) / 2
