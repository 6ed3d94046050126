"""Rows of what happened: deals with their parts, purchases and touches, numbered by time."""

from __future__ import annotations

from sample_data.generate.activities import Diary
from sample_data.generate.deals import MONEY
from sample_data.generate.dice import Dice, start_of
from sample_data.generate.words import texts
from sample_data.generate.world import Deal, World


def write_deals(world: World) -> None:
    """Write the deals, their stages, products, committees and approval routes."""
    dice = Dice("deal rows")
    for deal in world.deals:
        abroad = deal.site.company.country != "JP"
        process = texts("texts")["decision"]["process"]
        world.add(
            "deals",
            {
                "deal_id": deal.key,
                "name": deal.name,
                "company_id": deal.site.company.key,
                "site_id": deal.site.key,
                "seller_id": world.companies[0].key,
                "stage": deal.stages[-1][0],
                "outcome": deal.outcome,
                "amount": deal.amount,
                "currency": deal.currency,
                "budget": int(deal.amount * dice.real(0.8, 1.3)) if dice.chance(0.5) else "",
                "decision_process": _process(dice, process, deal, abroad) if dice.chance(0.7) else "",
                "opened_on": deal.opened,
                "closed_on": deal.closed,
                "need_id": deal.need.code,
                "product_ids": ";".join(item.code for item in (deal.product, *deal.extras)),
                "recorded_at": start_of(deal.opened),
            },
        )
        for index, (stage, day) in enumerate(deal.stages):
            later = deal.stages[index + 1 :]
            world.add(
                "deal_stages",
                {
                    "deal_id": deal.key,
                    "stage": stage,
                    "entered_on": day,
                    "left_on": later[0][1] if later else None,
                    "recorded_at": dice.noted(day),
                },
            )
        for role in deal.roles:
            world.add(
                "deal_roles",
                {
                    "deal_id": deal.key,
                    "contact_id": role.person.key,
                    "role": role.role,
                    "stance": role.stance,
                    "power": role.power,
                    "evidence": role.evidence,
                    "valid_from": role.since,
                    "recorded_at": dice.noted(role.since),
                },
            )
        for order, (person, limit) in enumerate(deal.steps, 1):
            day = deal.stages[min(2, len(deal.stages) - 1)][1]
            person.meet(day)
            world.add(
                "approval_steps",
                {
                    "deal_id": deal.key,
                    "step": order,
                    "contact_id": person.key,
                    "threshold": _limit(deal, limit),
                    "valid_from": day,
                    "recorded_at": dice.noted(day),
                },
            )


def _process(dice: Dice, process: list[str], deal: Deal, abroad: bool) -> str:
    if abroad:
        return dice.pick(process[5:])
    return process[4] if deal.site.company.market.startswith("PUB") else dice.pick(process[:4])


def _limit(deal: Deal, yen: int) -> int:
    return int(round(yen / MONEY[deal.site.company.country][1], -2))


def number_purchases(world: World) -> None:
    """Put the purchases in order of time and number them."""
    rows = world.rows["purchases"]
    rows.sort(key=lambda row: (str(row["purchased_on"]), str(row["site_id"]), str(row["product_id"])))
    world.rows["purchases"] = [
        {
            "purchase_id": f"PU{number:05d}",
            **row,
            "deal": row["deal"].key if isinstance(row["deal"], Deal) else "",
        }
        for number, row in enumerate(rows, 1)
    ]
    for row in world.rows["purchases"]:
        row["deal_id"] = row.pop("deal")


def write_activities(world: World, diary: Diary) -> None:
    """Put the touches in order of time and number them."""
    diary.entries.sort(key=lambda item: item[0])
    for number, (_, row) in enumerate(diary.entries, 1):
        deal = row.pop("deal")
        row["deal_id"] = deal.key if isinstance(deal, Deal) else ""
        world.add("activities", {"activity_id": f"AC{number:05d}", **row})
