"""The touches and ties that belong to the planted stories."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.activities import Diary
from sample_data.generate.dice import END, Dice
from sample_data.generate.purchases import add_use
from sample_data.generate.ties import add_influence, add_knows, add_note
from sample_data.generate.world import Deal, Person, World


def _deal(world: World, story: str) -> Deal:
    return next(deal for deal in world.deals if deal.key == world.stories[story]["deal_id"])


def story_uses(world: World) -> None:
    """Note the satisfaction at the reference sites and the competitor's instrument where one is blocked."""
    dice = Dice("story uses")
    for story, satisfaction in (("site_success", 0.94), ("lookalike_abroad", 0.91)):
        deal = _deal(world, story)
        for row in world.rows["product_uses"]:
            if row["site_id"] == deal.site.key and row["product_id"] == deal.product.code:
                row["satisfaction"] = satisfaction
    blocked = _deal(world, "blocker")
    uses = world.rows["product_uses"]
    if not any(r["site_id"] == blocked.site.key and r["product_id"] == "AX-Trident" for r in uses):
        add_use(world, dice, blocked.site, world.products["AX-Trident"], date(2019, 5, 1), 0.62)


def story_touches(diary: Diary, people: dict[str, Person]) -> None:
    """Add the specifier's many meetings, the champion's farewell and greeting, visits from abroad."""
    dice = diary.dice
    person = people["specifier"]
    site = person.jobs[0].site
    for _ in range(70):
        day = dice.day(person.known, END)
        kind = dice.weighted(("meeting", "mail", "call"), (6, 4, 1))
        members = [site.company.rep(day), "M10"] if kind == "meeting" else ["M10"]
        diary.talk(
            kind, day, members, [person], site, topic="" if kind != "meeting" else "routine", warmth=1.0
        )
    champion = people["champion"]
    left = _deal(diary.world, "champion_left")
    for _ in range(16):
        day = dice.day(left.opened, champion.jobs[1].start - timedelta(days=9))
        kind = dice.weighted(("meeting", "mail", "call"), (4, 6, 2))
        diary.talk(kind, day, [left.site.company.rep(day)], [champion], left.site, deal=left, warmth=1.0)
    new_site = champion.jobs[1].site
    rep = new_site.company.rep(END)
    for day, subject in ((date(2026, 9, 25), "退職のご挨拶"), (date(2026, 10, 14), "着任のご挨拶")):
        place = left.site if day < champion.jobs[1].start else new_site
        sender = left.site.company.rep(day)
        diary.add(
            "mail", day, "inbound", subject, place, sender=champion.key, to=[sender, rep], people=[champion]
        )
    diary.add(
        "meeting",
        date(2026, 11, 5),
        "mutual",
        "新任のご挨拶と設備計画のヒアリング",
        new_site,
        attendees=[rep, champion.key],
        people=[champion],
    )
    blocker = people["blocker"]
    deal = _deal(diary.world, "blocker")
    for day, subject in (
        (date(2026, 5, 19), "KA-ICM 950C 仕様打ち合わせ"),
        (date(2026, 8, 26), "価格条件の打ち合わせ"),
    ):
        diary.add(
            "meeting",
            day,
            "mutual",
            subject,
            deal.site,
            attendees=[deal.rep, blocker.key],
            people=[blocker],
            deal=deal,
        )
    lab = people["milk_lab"]
    for month, subject in (
        (6, "Case studies page"),
        (7, "Product page: KA-LMS 800F"),
        (9, "Application notes"),
    ):
        diary.add(
            "web_visit",
            date(2026, month, 9),
            "inbound",
            subject,
            lab.jobs[0].site,
            sender=lab.key,
            people=[lab],
            product="KA-LMS800F" if month == 7 else "",
        )


def story_ties(world: World, people: dict[str, Person]) -> None:
    """Add the influence, the acquaintances and the notes of the stories."""
    dice = Dice("story ties")
    specifier = people["specifier"]
    for deal in world.deals:
        roles = {role.role: role.person for role in deal.roles}
        if specifier in roles.values() and "decider" in roles:
            add_influence(
                world, dice, specifier, roles["decider"], 0.9, "influence", deal.opened, "confirmed"
            )
    note = "役職は研究員だが、グループ各拠点の機種選定は実質この方が決めている。発注は購買部経由。"
    add_note(world, dice, "key_person", "contact", specifier.key, note, date(2025, 7, 15))
    champion = people["champion"]
    left = _deal(world, "champion_left")
    for role in left.roles:
        if role.person is not champion:
            add_knows(
                world, dice, champion, role.person.key, "以前の同僚", max(champion.known, role.person.known)
            )
    add_knows(world, dice, champion, left.rep, "名刺交換", champion.known)
    blocker = people["blocker"]
    deal = _deal(world, "blocker")
    for role in deal.roles:
        if role.stance == "champion":
            add_influence(world, dice, blocker, role.person, 0.8, "conflict", date(2026, 6, 3), "confirmed")
    note = "現行機メーカーとの付き合いが長く、切り替えに強く反対されている。稟議の第2承認者。"
    add_note(world, dice, "caution", "contact", blocker.key, note, date(2026, 9, 2))
