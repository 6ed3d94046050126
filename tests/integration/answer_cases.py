"""What the four questions are asked of in the tests: the stories of the demonstration data, and samples."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from service.database import Database
from service.operations.demonstration import demonstration_folder
from tests.integration.asking import Case, demo_id

CASES = (
    "key_person of company",
    "key_person of site",
    "key_person of department",
    "key_person of deal",
    "buying_center of deal",
    "buying_center of site and category",
    "lookalike of company",
    "lookalike of set",
    "lookalike of site",
    "expansion of all",
    "expansion of deal",
    "expansion of site",
    "expansion of same_company_site",
    "expansion of similar_company_same_market",
    "expansion of similar_story_other_market",
    "expansion of overseas",
)


@cache
def stories() -> dict[str, Any]:
    """Return the planted stories, by the keys of the files."""
    found: dict[str, Any] = json.loads((demonstration_folder() / "stories.json").read_text("utf-8"))
    return found


def case(database: Database, name: str) -> Case:
    """Return the question of a name in `CASES`."""
    question, _, of = name.partition(" of ")
    return Case(question, of, _options(database, question, of))


def _options(database: Database, question: str, of: str) -> dict[str, Any]:
    told = stories()
    success, specifier, blocker = told["site_success"], told["specifier"], told["blocker"]
    abroad = told["lookalike_abroad"]["reference_company_id"]
    match question, of:
        case "key_person", "department":
            return {"department": _largest_department(database, demo_id("Site", specifier["site_id"]))}
        case "key_person", "deal":
            return {"deal": demo_id("Deal", told["champion_left"]["deal_id"])}
        case "key_person", _:
            return {of: demo_id(of.capitalize(), specifier[f"{of}_id"])}
        case "buying_center", "deal":
            return {"deal": demo_id("Deal", blocker["deal_id"])}
        case "buying_center", _:
            site = demo_id("Site", blocker["site_id"])
            return {"site": site, "category": _category(database, site)}
        case "lookalike", "company":
            return {"companies": [demo_id("Company", abroad)]}
        case "lookalike", "set":
            ids = (abroad, success["company_id"], specifier["company_id"])
            return {"companies": [demo_id("Company", id_) for id_ in ids]}
        case "lookalike", _:
            return {"site": demo_id("Site", success["site_id"])}
        case "expansion", "all":
            return {}
        case "expansion", "deal" | "site":
            return {"from_id": demo_id(of.capitalize(), success[f"{of}_id"])}
    return {"kind": of}


def sampled(database: Database, number: int, seed: int) -> Iterator[Case]:
    """Yield questions of things drawn by chance."""
    dice = random.Random(seed)

    def any_of(label: str) -> str:
        rows = database.run_statement(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")
        return str(dice.choice(rows)["id"])

    for _ in range(number):
        for name, label in (("company", "Company"), ("site", "Site"), ("department", "Department")):
            yield Case("key_person", name, {name: any_of(label)})
        site, deal = any_of("Site"), any_of("Deal")
        yield Case("key_person", "deal", {"deal": deal})
        yield Case("buying_center", "deal", {"deal": any_of("Deal")})
        yield Case("buying_center", "site", {"site": site, "category": _category(database, site)})
        yield Case("lookalike", "company", {"companies": [any_of("Company")]})
        yield Case("lookalike", "set", {"companies": [any_of("Company") for _ in range(4)]})
        yield Case("lookalike", "site", {"site": any_of("Site")})
        yield Case("expansion", "deal", {"from_id": any_of("Deal")})
        yield Case("expansion", "company", {"from_id": any_of("Company")})


def _largest_department(database: Database, site_id: str) -> str:
    return _only(
        database,
        """
        MATCH (:Site {id: $id})<-[:PART_OF*1..4]-(d:Department)
        RETURN d.id AS found ORDER BY count {(d)<-[:WORKS_AT]-()} DESC, found LIMIT 1
        """,
        id=site_id,
    )


def _category(database: Database, unit_id: str) -> str:
    """Return the product category that most deals of a unit are about, below the top ones."""
    return _only(
        database,
        """
        MATCH (category:Product)<-[:CHILD_OF]-(product:Product)
        OPTIONAL MATCH (:Entity {id: $id})<-[:WITH|AT]-(deal:Deal)-[:INCLUDES]->(product)
        WITH category, count(DISTINCT deal) AS deals
        RETURN coalesce(category.code, category.id) AS found ORDER BY deals DESC, found LIMIT 1
        """,
        id=unit_id,
    )


def _only(database: Database, statement: str, **parameters: Any) -> str:
    return str(database.run_statement(statement, **parameters)[0]["found"])
