"""The files of the demonstration company: made anew they are the same, and they hold what they promise."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from sample_data.generate.__main__ import DEMO
from sample_data.generate.build import build
from sample_data.generate.writing import write

Rows = list[dict[str, str]]


def _text(path: Path) -> str:
    """The content of a file; a compressed one unpacked, as other zlib builds compress to other bytes."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()


@cache
def rows(name: str) -> Rows:
    path = DEMO / f"{name}.csv"
    return list(csv.DictReader(io.StringIO(_text(path if path.exists() else DEMO / f"{name}.csv.gz"))))


@cache
def stories() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((DEMO / "stories.json").read_text("utf-8"))
    return found


def by_key(name: str, column: str) -> dict[str, dict[str, str]]:
    return {row[column]: row for row in rows(name)}


def test_making_them_anew_gives_the_same_files(tmp_path: Path) -> None:
    made = {path.name for path, _ in write(build(), tmp_path)}
    assert made == {path.name for path in DEMO.iterdir()}
    for name in made:
        assert _text(tmp_path / name) == _text(DEMO / name), name


def test_files_are_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 3_000_000


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("companies", 60, 70),
        ("sites", 250, 250),
        ("contacts", 1500, 1500),
        ("members", 12, 12),
        ("deals", 400, 400),
        ("activities", 20_000, 20_000),
        ("purchases", 500, 1200),
    ],
)
def test_counts(name: str, low: int, high: int) -> None:
    assert low <= len(rows(name)) <= high


REFERENCES = {
    "company_id": "companies",
    "parent_company_id": "companies",
    "maker_id": "companies",
    "site_id": "sites",
    "department_id": "departments",
    "contact_id": "contacts",
    "manager_id": "contacts",
    "influenced_id": "contacts",
    "member_id": "members",
    "deal_id": "deals",
    "product_id": "products",
    "product_ids": "products",
    "category_id": "products",
    "need_id": "needs",
    "use_scene_id": "use_scenes",
    "campaign_id": "campaigns",
    "market_id": "markets",
    "region_id": "regions",
    "buying_center_id": "buying_centers",
}
OWN_COLUMN = {file: column for column, file in REFERENCES.items() if not column.endswith("s")} | {
    "companies": "company_id",
    "contacts": "contact_id",
    "products": "product_id",
}
FILES = sorted(path.name.split(".")[0] for path in DEMO.glob("*.csv*"))


@pytest.mark.parametrize("name", FILES)
def test_references_point_somewhere_and_are_learned_in_order(name: str) -> None:
    for row in rows(name):
        for column, file in REFERENCES.items():
            if file == name or column not in row:
                continue
            for key in filter(None, row[column].split(";")):
                other = by_key_of(file)[key]
                assert other["recorded_at"] <= row["recorded_at"], (name, row, other)


@cache
def by_key_of(file: str) -> dict[str, dict[str, str]]:
    return by_key(file, OWN_COLUMN[file])


def test_everyone_in_a_touch_is_known_by_then() -> None:
    contacts = by_key_of("contacts")
    members = by_key_of("members")
    for row in rows("activities"):
        keys = [key for column in ("from", "to", "attendees") for key in row[column].split(";") if key]
        assert keys
        for key in keys:
            assert (contacts.get(key) or members[key])["recorded_at"] <= row["recorded_at"], row


def test_nothing_is_later_than_the_last_day() -> None:
    for name in FILES:
        for row in rows(name):
            for column in (
                "recorded_at",
                "at",
                "opened_on",
                "closed_on",
                "purchased_on",
                "entered_on",
                "since",
            ):
                assert row.get(column, "")[:10] <= "2026-11-20", (name, row)


def test_names_have_three_writings() -> None:
    for row in rows("contacts"):
        assert row["name"]
        assert re.fullmatch(r"[ァ-ヶー ・]+", row["name_kana"]), row
        assert re.fullmatch(r"[A-Za-z' -]+", row["name_latin"]), row


def test_no_address_or_domain_can_be_real() -> None:
    for row in rows("companies"):
        assert row["domain"].endswith(".example")
    for row in (*rows("contacts"), *rows("members")):
        for mail in filter(None, (row.get("emails") or row.get("email") or "").split(";")):
            assert mail.endswith(".example"), mail
    phone = r"03-0000-\d{4}|\+1-\d{3}-555-01\d\d|\+49 30 23125 \d{3}|\+(65|66 0|82 0) 0000 \d{4}"
    for row in rows("contacts"):
        assert not row["phones"] or re.fullmatch(phone, row["phones"]), row["phones"]


def test_there_is_one_of_us_and_there_are_competitors_in_use() -> None:
    companies = by_key_of("companies")
    assert [row["company_id"] for row in companies.values() if row["is_self"] == "yes"] == ["C001"]
    makers = Counter(by_key_of("products")[row["product_id"]]["maker_id"] for row in rows("product_uses"))
    assert len(makers) == 4
    assert sum(bool(row["parent_id"]) for row in companies.values()) >= 5


def _fitting(need: str, scene: str, function: str) -> set[str]:
    has_need = {row["object_id"] for row in rows("unit_needs") if row["need_id"] == need}
    has_scene = {row["object_id"] for row in rows("unit_use_scenes") if row["use_scene_id"] == scene}
    return (
        {key for key, site in by_key_of("sites").items() if site["function"] == function}
        & has_need
        & has_scene
    )


def _users(product: str) -> set[str]:
    return {row["site_id"] for row in rows("product_uses") if row["product_id"] == product}


def test_story_site_success() -> None:
    story = stories()["site_success"]
    deal = by_key_of("deals")[str(story["deal_id"])]
    assert (deal["outcome"], deal["site_id"]) == ("won", story["site_id"])
    assert story["site_id"] in _users(str(story["product_id"]))
    same = {key for key, site in by_key_of("sites").items() if site["company_id"] == story["company_id"]}
    fitting = same & _fitting(str(story["need_id"]), str(story["use_scene_id"]), "quality_lab")
    sisters = story["sister_site_ids"]
    assert isinstance(sisters, list)
    assert fitting == {str(story["site_id"]), *sisters}
    assert len(sisters) == 3
    assert not _users(str(story["product_id"])) & set(sisters)
    sold = {row["site_id"] for row in rows("purchases") if row["product_id"] == story["product_id"]}
    assert not sold & set(sisters)


def test_story_specifier() -> None:
    story = stories()["specifier"]
    key = story["contact_id"]
    chosen = {
        row["deal_id"] for row in rows("deal_roles") if (row["contact_id"], row["role"]) == (key, "specifier")
    }
    assert len(chosen) >= 10
    assert len({by_key_of("deals")[deal]["site_id"] for deal in chosen}) >= 4
    assert all(row["contact_id"] != key for row in rows("purchases"))
    met = sum(str(key) in row["attendees"].split(";") for row in rows("activities"))
    assert met >= 40
    assert by_key_of("contacts")[str(key)]["title"] == "研究員"


def test_story_champion_who_left() -> None:
    story = stories()["champion_left"]
    assert by_key_of("deals")[str(story["deal_id"])]["outcome"] == "open"
    role = [
        r
        for r in rows("deal_roles")
        if (r["deal_id"], r["contact_id"]) == (story["deal_id"], story["contact_id"])
    ]
    assert [item["stance"] for item in role] == ["champion"]
    first, second = [row for row in rows("jobs") if row["contact_id"] == story["contact_id"]]
    assert first["valid_to"] == second["valid_from"] == story["left_on"]
    assert (first["company_id"], second["company_id"]) == (story["from_company_id"], story["to_company_id"])
    known = [row for row in rows("knows") if row["contact_id"] == story["contact_id"]]
    assert known, "a bridge back to former colleagues"


def test_story_blocker() -> None:
    story = stories()["blocker"]
    assert by_key_of("deals")[str(story["deal_id"])]["outcome"] == "open"
    (role,) = [
        r
        for r in rows("deal_roles")
        if (r["deal_id"], r["contact_id"]) == (story["deal_id"], story["contact_id"])
    ]
    assert role["stance"] == "blocker"
    assert float(role["power"]) >= 0.9
    route = [row["contact_id"] for row in rows("approval_steps") if row["deal_id"] == story["deal_id"]]
    assert story["contact_id"] in route


def test_story_lookalike_abroad() -> None:
    story = stories()["lookalike_abroad"]
    companies = by_key_of("companies")
    abroad, model = companies[str(story["company_id"])], companies[str(story["reference_company_id"])]
    assert abroad["country"] != "JP" == model["country"]
    assert abroad["market_id"] == model["market_id"]
    fitting = _fitting(str(story["need_id"]), str(story["use_scene_id"]), "quality_lab")
    assert {story["site_id"], story["reference_site_id"]} <= fitting
    assert all(row["company_id"] != abroad["company_id"] for row in (*rows("deals"), *rows("purchases")))
    assert by_key_of("deals")[str(story["deal_id"])]["outcome"] == "won"


def test_titles_do_not_tell_who_decides() -> None:
    decider = stories()["modest_decider"]
    deciding = {row["deal_id"] for row in rows("deal_roles") if (row["contact_id"], row["role"]) == (
        decider["contact_id"], "decider")}  # fmt: skip
    assert deciding == set(decider["deal_ids"])  # type: ignore[call-overload]
    loud = stories()["loud_title"]["contact_id"]
    assert all(row["contact_id"] != loud for row in rows("deal_roles"))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_role_is_a_riddle(seed: int) -> None:
    world = build(seed)
    deciders = [role.person for deal in world.deals for role in deal.roles if role.role == "decider"]
    assert sum(person.style == "modest" for person in deciders) > 10
    assert not [person for person in deciders if person.style == "loud" and person.drive > 0.2]
    seated = {(deal.key, role.person.key) for deal in world.deals for role in deal.roles}
    there = {
        (str(row["deal_id"]), key)
        for row in world.rows["activities"]
        if row["deal_id"]
        for name in ("from", "to", "attendees")
        for key in str(row[name]).split(";")
        if key.startswith("P")
    }
    # Who is met in a deal is not always somebody who has a part in the decision.
    assert len(there - seated) > 0.2 * len(there)


def test_another_seed_makes_other_people() -> None:
    names = [[row["name"] for row in build(seed).rows["contacts"]] for seed in (0, 1)]
    assert names[0] != names[1]
    assert len(names[0]) == len(names[1])


def test_the_guide_tells_the_stories_of_the_files() -> None:
    guide = (DEMO.parents[1] / "docs" / "guide" / "demonstration.md").read_text("utf-8")
    for story in stories().values():
        for column in ("company_id", "deal_id", "contact_id"):
            assert str(story.get(column, "")) in guide, story
        if "contact_id" in story:
            assert by_key_of("contacts")[str(story["contact_id"])]["name"] in guide
