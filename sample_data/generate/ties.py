"""Influence, acquaintance, handover notes and standing buying centers."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.dice import END, START, Dice, start_of
from sample_data.generate.words import texts
from sample_data.generate.world import Deal, Job, Person, Role, World

NOTE_OBJECTS = ("contact", "company", "site", "deal")


def add_influence(
    world: World,
    dice: Dice,
    who: Person,
    whom: Person,
    weight: float,
    kind: str,
    day: date,
    state: str = "assumed",
) -> None:
    """Note that one person influences another, once for a pair."""
    seen = {(row["contact_id"], row["influenced_id"]) for row in world.rows.get("influences", [])}
    if who is whom or (who.key, whom.key) in seen:
        return
    day = max(day, who.known, whom.known)
    world.add(
        "influences",
        {
            "contact_id": who.key,
            "influenced_id": whom.key,
            "weight": weight,
            "kind": kind,
            "valid_from": day,
            "state": state,
            "confidence": 0.9 if state == "confirmed" else 0.6,
            "recorded_at": dice.noted(day),
        },
    )


def make_influences(world: World) -> None:
    """Note what salespeople noticed in deals: who is listened to, and who is at odds."""
    dice = Dice("influences")
    for deal in world.deals:
        if len(deal.roles) < 3 or not dice.chance(0.6):
            continue
        strong = max(deal.roles, key=lambda role: (role.person.drive, role.person.key))
        other = dice.pick([role for role in deal.roles if role is not strong])
        day = max(strong.since, other.since)
        mixed = {strong.stance, other.stance}
        if mixed & {"champion", "supporter"} and mixed & {"blocker", "opponent"}:
            kind = "conflict"
        else:
            kind = dice.weighted(("influence", "dotted"), (4, 1))
        weight = round(min(1.0, strong.person.drive + dice.real(-0.2, 0.1)), 2)
        add_influence(world, dice, strong.person, other.person, weight, kind, day)


def add_knows(world: World, dice: Dice, who: Person, other: str, basis: str, day: date) -> None:
    """Note that a contact knows another contact or a member, once for a pair."""
    seen = {(row["contact_id"], row["other_id"]) for row in world.rows.get("knows", [])}
    if who.key == other or (who.key, other) in seen or (other, who.key) in seen:
        return
    world.add(
        "knows",
        {
            "contact_id": who.key,
            "other_id": other,
            "basis": basis,
            "valid_from": day,
            "recorded_at": dice.noted(day),
        },
    )


def make_knows(world: World) -> None:
    """Note acquaintances: former colleagues, fellow students, committees; and members met before."""
    dice = Dice("knows")
    bases = texts("texts")["bases"]
    for person in world.people:
        first, *later = person.jobs
        if later and later[-1].site.company is not first.site.company:
            mates = [
                job.person for job in first.site.jobs if job.person is not person and _together(job, first)
            ]
            for mate in dice.some(mates, 4):
                day = max(person.known, mate.known)
                add_knows(world, dice, person, mate.key, "以前の同僚", day)
    for _ in range(230):
        one, other = dice.some(world.people, 2)
        day = max(one.known, other.known)
        if one.country == other.country and day < END:
            add_knows(world, dice, one, other.key, dice.pick(bases["contact"]), dice.day(day, END))
    for _ in range(160):
        person = dice.pick(world.people)
        rep = person.jobs[0].site.company.rep(person.known)
        member = rep if dice.chance(0.7) else f"M{dice.whole(1, 12):02d}"
        add_knows(world, dice, person, member, dice.pick(bases["member"]), person.known)


def _together(one: Job, other: Job) -> bool:
    return (one.end is None or other.start < one.end) and (other.end is None or one.start < other.end)


def make_notes(world: World) -> None:
    """Add handover notes on people, companies, sites and deals."""
    dice = Dice("notes")
    words = texts("texts")["notes"]
    reached = {role.person.key: role for deal in world.deals for role in deal.roles}
    for company in world.companies:
        for _, first, _ in company.reps[1:]:
            add_note(
                world, dice, "change_of_rep", "company", company.key, dice.pick(words["change_of_rep"]), first
            )
    people = [person for person in world.people if person.key in reached and person.country == "JP"]
    strong = [person for person in people if person.style == "modest"]
    loud = [person for person in world.people if person.style == "loud" and person.country == "JP"]
    for person in dice.some(strong, 24):
        day = dice.day(max(reached[person.key].since, person.known), END)
        add_note(world, dice, "key_person", "contact", person.key, dice.pick(words["key_person"][:3]), day)
    for person in dice.some(loud, 8):
        day = dice.day(max(START, person.known), END)
        add_note(world, dice, "key_person", "contact", person.key, words["key_person"][3], day)
    for person in dice.some(people, 40):
        day = dice.day(max(START, person.known), END)
        add_note(world, dice, "caution", "contact", person.key, dice.pick(words["caution"]), day)
    for deal in dice.some([deal for deal in world.deals if deal.outcome == "won"], 30):
        day = min(END, (deal.closed or END) + timedelta(days=dice.whole(10, 90)))
        kind, key = dice.pick((("deal", deal.key), ("site", deal.site.key)))
        add_note(world, dice, "trouble", kind, key, dice.pick(words["trouble"]), day)


def add_note(
    world: World, dice: Dice, kind: str, object_kind: str, object_id: str, text: str, day: date
) -> None:
    """Add a note."""
    rows = world.rows.setdefault("notes", [])
    rows.append(
        {
            "note_id": f"NT{len(rows) + 1:04d}",
            "kind": kind,
            "object_kind": object_kind,
            "object_id": object_id,
            "text": text,
            "at": dice.moment(day),
            "recorded_at": dice.noted(day),
        },
    )


def make_buying_centers(world: World) -> None:
    """Add standing buying centers where a site decided twice or more in one group of products."""
    dice = Dice("buying centers")
    groups: dict[tuple[str, str], list[Deal]] = {}
    for deal in world.deals:
        if deal.closed:
            groups.setdefault((deal.site.key, deal.product.category), []).append(deal)
    number = 0
    for (site_key, category), deals in groups.items():
        if len(deals) < 2:
            continue
        number += 1
        key = f"BC{number:02d}"
        name = f"{deals[0].site.name} {world.products[category].name}"
        known = max(deal.closed for deal in deals if deal.closed)
        world.add(
            "buying_centers",
            {
                "buying_center_id": key,
                "name": name,
                "category_id": category,
                "site_id": site_key,
                "recorded_at": start_of(known),
            },
        )
        seen: dict[str, Role] = {}
        for deal in deals:
            for role in deal.roles:
                seen.setdefault(role.person.key, role)
        for role in seen.values():
            world.add(
                "buying_center_roles",
                {
                    "buying_center_id": key,
                    "contact_id": role.person.key,
                    "role": role.role,
                    "stance": role.stance,
                    "power": role.power,
                    "evidence": "過去案件の実績",
                    "valid_from": role.since,
                    "recorded_at": dice.noted(known),
                },
            )
