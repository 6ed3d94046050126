"""Our own people, and who looks after which company."""

from __future__ import annotations

from datetime import date

from sample_data.generate.dice import START, Dice, start_of
from sample_data.generate.words import table
from sample_data.generate.world import World

EAST = {f"JP-{number:02d}" for number in range(1, 23)}
CHANGES = (
    ("M04", "M03", date(2025, 4, 1)),
    ("M07", "M06", date(2024, 10, 1)),
    ("M02", "M04", date(2026, 4, 1)),
)
"""Hand-overs: from whom, to whom, when; each takes some of the accounts."""


def make_members(world: World) -> None:
    """Add our twelve people."""
    for key, name, kana, latin, local, team, title, work in table("members"):
        world.add(
            "members",
            {
                "member_id": key,
                "name": name,
                "name_kana": kana,
                "name_latin": latin,
                "email": f"{local}@{world.companies[0].domain}",
                "team": team,
                "title": title,
                "work": work,
                "recorded_at": start_of(START),
            },
        )


def make_reps(world: World) -> None:
    """Give each customer company its representatives over time."""
    dice = Dice("reps")
    for company in world.companies:
        if company.standing in ("self", "competitor"):
            continue
        if company.country == "JP":
            east = company.sites[0].place.region in EAST
            rep = dice.pick(("M02", "M03", "M04") if east else ("M05", "M06", "M07"))
        else:
            rep = "M08" if company.country in ("DE", "US") else "M09"
        company.reps = [(rep, company.known, None)]
        for old, new, day in CHANGES:
            if rep == old and company.known < day and dice.chance(0.5):
                company.reps = [(old, company.known, day), (new, day, None)]
                break


def make_owners(world: World) -> None:
    """Write down who looks after companies and deals, and since when."""
    dice = Dice("owners")
    for company in world.companies:
        for member, first, last in company.reps:
            world.add(
                "owners",
                {
                    "member_id": member,
                    "object_kind": "company",
                    "object_id": company.key,
                    "valid_from": first,
                    "valid_to": last,
                    "recorded_at": dice.noted(first),
                },
            )
    for deal in world.deals:
        world.add(
            "owners",
            {
                "member_id": deal.rep,
                "object_kind": "deal",
                "object_id": deal.key,
                "valid_from": deal.opened,
                "valid_to": None,
                "recorded_at": dice.noted(deal.opened),
            },
        )
