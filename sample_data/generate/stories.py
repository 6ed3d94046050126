"""The planted stories: things in the files that the four questions ought to find."""

from __future__ import annotations

from datetime import date

from sample_data.generate.committee import add_role, choose_route
from sample_data.generate.deals import MONEY, in_currency, number_deals, set_stages
from sample_data.generate.dice import Dice
from sample_data.generate.organisation import give_need
from sample_data.generate.people import Names, new_job, new_person
from sample_data.generate.world import Deal, Department, Job, Person, Site, World

SUCCESS = ("青嶺製薬", "quality_lab", "富山")
SISTERS = ("静岡", "熊本", "郡山")
ABROAD = ("Milchhof", "quality_lab", "ケンプテン")
MODEL = ("はるかぜ乳業", "quality_lab", "札幌")


def plant_needs(world: World) -> None:
    """Give the sites of the stories exactly the needs the stories need, before there are any deals."""
    since = date(2021, 10, 1)
    impurities, milk, metals, nitro = (world.needs[code] for code in ("N01", "N05", "N09", "N03"))
    aomine = world.company("青嶺製薬")
    for site in aomine.sites:
        world.spare_pairs.add((site.key, "ELM-MS"))
        world.spare_pairs.add((site.key, "ELM-OES"))
        if site.function == "quality_lab":
            # We have sold nothing else here, so that the success stands alone and the sisters are untouched.
            world.quiet_sites.add(site.key)
            site.needs.clear()
            site.scenes.clear()
            give_need(site, impurities, since)
    for name in ("柊薬品工業", "瑞泉メディカル"):
        give_need(
            next(s for s in world.company(name).sites if s.function == "quality_lab"), impurities, since
        )
    for site in (world.site(*MODEL), world.site(*ABROAD)):
        site.needs.clear()
        site.scenes.clear()
        give_need(site, milk, since)
        world.spare_pairs.add((site.key, "MSP-LC"))
    give_need(
        next(s for s in world.company("牧ノ郷").sites if s.function == "quality_lab"), milk, date(2023, 4, 1)
    )
    give_need(world.site("暁光セミコンダクタ", "plant", "金沢"), metals, since)
    give_need(_hiiragi(world), nitro, since)


def _hiiragi(world: World) -> Site:
    return next(site for site in world.company("柊薬品工業").sites if site.function == "quality_lab")


def _unit(site: Site, function: str) -> Department | None:
    return next((unit for unit in reversed(site.departments) if unit.function == function), None)


def plant_people(world: World, names: Names) -> dict[str, Person]:
    """Add the four people whom the stories are about."""
    rows = (
        ("specifier", world.site("常磐湾化学", "rd", "いわき"), "research", 2, "研究員", 0.97, 0.6),
        ("champion", _hiiragi(world), "quality", 3, "課長", 0.8, 0.95),
        (
            "blocker",
            world.site("暁光セミコンダクタ", "plant", "金沢"),
            "engineering",
            4,
            "副部長",
            0.93,
            -0.9,
        ),
        ("milk_lab", world.site(*ABROAD), "quality", 3, "Laborleitung", 0.7, 0.3),
    )
    found: dict[str, Person] = {}
    for key, site, function, level, title, drive, liking in rows:
        person = new_person(world, names, site.place.country, drive, liking)
        new_job(person, site, _unit(site, function), level, title, date(2016, 4, 1))
        person.known = max(site.company.known, date(2023, 2, 1))
        found[key] = person
    found["specifier"].never_buys = True
    found["specifier"].style = "modest"
    champion = found["champion"]
    champion.jobs[0].end = date(2026, 10, 1)
    target = next(site for site in world.company("潮見環境科学").sites if site.function == "quality_lab")
    new_job(champion, target, _unit(target, "quality"), 3, "課長", date(2026, 10, 1))
    return found


def plant_deals(world: World, people: dict[str, Person]) -> None:
    """Add the four deals of the stories and the specifier's part in the deals of his group."""
    dice = Dice("stories")
    site = world.site(*SUCCESS)
    success = _deal(world, dice, site, "N01", "KA-ICM900", date(2025, 1, 14), date(2025, 6, 20), "won")
    _committee(
        dice,
        success,
        {
            "decider": "supporter",
            "specifier": "champion",
            "user": "supporter",
            "approver": "neutral",
            "buyer": "neutral",
        },
    )
    model = _deal(
        world, dice, world.site(*MODEL), "N05", "KA-LMS800F", date(2024, 4, 16), date(2024, 11, 8), "won"
    )
    _committee(
        dice,
        model,
        {"decider": "champion", "specifier": "supporter", "user": "supporter", "buyer": "neutral"},
    )
    left = _deal(world, dice, _hiiragi(world), "N03", "KA-LMS800", date(2026, 4, 8), None, "open")
    add_role(dice, left, people["champion"].jobs[0], "specifier", "champion", 0.8)
    _committee(dice, left, {"decider": "neutral", "user": "supporter", "buyer": "neutral"})
    plant = world.site("暁光セミコンダクタ", "plant", "金沢")
    blocked = _deal(world, dice, plant, "N09", "KA-ICM950", date(2026, 3, 17), None, "open")
    add_role(dice, blocked, people["blocker"].jobs[0], "approver", "blocker", 0.9)
    _committee(
        dice,
        blocked,
        {"specifier": "champion", "decider": "neutral", "user": "supporter", "buyer": "unknown"},
    )
    others = [step for step in blocked.steps if step[0] is not people["blocker"] and step[1] != 1_000_000]
    blocked.steps = sorted([*others, (people["blocker"], 1_000_000)], key=lambda step: step[1])
    number_deals(world)
    _specify(world, dice, people["specifier"])
    _tell(world, people, success, model, left, blocked)


def _deal(
    world: World,
    dice: Dice,
    site: Site,
    need: str,
    product: str,
    opened: date,
    closed: date | None,
    outcome: str,
) -> Deal:
    item = world.products[product]
    country = site.company.country
    name = f"{site.name} {' '.join(item.latin.split()[:2])}導入"
    extras = [world.products["KA-SVA"], world.products["KA-SVM"]]
    yen = item.price * 0.97 + sum(extra.price for extra in extras)
    deal = Deal(
        "",
        name,
        site,
        world.needs[need],
        item,
        extras,
        site.company.rep(opened),
        opened,
        closed,
        outcome,
        in_currency(country, yen),
        MONEY[country][0],
    )
    set_stages(dice, deal, ((closed or date(2027, 1, 20)) - opened).days)
    world.deals.append(deal)
    return deal


def _committee(dice: Dice, deal: Deal, stances: dict[str, str]) -> None:
    """Fill the roles from the site, each with somebody whose work fits; then the approval route."""
    wanted = {
        "decider": ("management", "quality"),
        "buyer": ("procurement",),
        "approver": ("management", "quality"),
    }
    taken = {role.person for role in deal.roles}
    office = deal.site.company.sites[0]
    for role, stance in stances.items():
        functions = wanted.get(role, ("quality", "production", "research"))
        jobs: list[Job] = [
            job
            for place in (deal.site, office)
            for job in place.at(deal.opened)
            if job.function in functions
            and job.person not in taken
            and job.end is None
            and job.person.style != "loud"
        ]
        here = [job for job in jobs if job.site is deal.site] or jobs
        if not here:
            continue
        high = role in ("decider", "approver")
        job = max(here, key=lambda item: (item.level if high else -item.level, item.person.key))
        taken.add(job.person)
        power = {"decider": 0.85, "approver": 0.7, "specifier": 0.65}.get(role, 0.3)
        add_role(dice, deal, job, role, stance, None if stance == "unknown" else power)
    choose_route(dice, deal, deal.product.price, 1.0)


def _specify(world: World, dice: Dice, person: Person) -> None:
    """Let the specifier choose in the deals of his group, wherever they are; he orders nothing."""
    group = {world.company("常磐湾化学"), world.company("常磐湾ポリマー")}
    chosen = [
        deal
        for deal in world.deals
        if deal.site.company in group and deal.opened >= person.known and dice.chance(0.6)
    ]
    for deal in chosen:
        deal.roles = [role for role in deal.roles if role.role != "specifier"]
        add_role(dice, deal, person.jobs[0], "specifier", "supporter", 0.85)


def _tell(
    world: World, people: dict[str, Person], success: Deal, model: Deal, left: Deal, blocked: Deal
) -> None:
    sisters = [world.site(SUCCESS[0], SUCCESS[1], place) for place in SISTERS]
    person = people["specifier"]
    champion = people["champion"]
    world.stories.update(
        site_success={
            "company_id": success.site.company.key,
            "site_id": success.site.key,
            "deal_id": success.key,
            "product_id": success.product.code,
            "need_id": success.need.code,
            "use_scene_id": success.need.scene,
            "sister_site_ids": [site.key for site in sisters],
        },
        specifier={
            "contact_id": person.key,
            "company_id": person.jobs[0].site.company.key,
            "site_id": person.jobs[0].site.key,
            "deal_ids": [d.key for d in world.deals if any(role.person is person for role in d.roles)],
        },
        champion_left={
            "contact_id": champion.key,
            "deal_id": left.key,
            "from_company_id": left.site.company.key,
            "from_site_id": left.site.key,
            "to_company_id": champion.jobs[1].site.company.key,
            "to_site_id": champion.jobs[1].site.key,
            "left_on": str(champion.jobs[1].start),
        },
        blocker={
            "contact_id": people["blocker"].key,
            "deal_id": blocked.key,
            "company_id": blocked.site.company.key,
            "site_id": blocked.site.key,
            "power": 0.9,
        },
        lookalike_abroad={
            "reference_company_id": model.site.company.key,
            "reference_site_id": model.site.key,
            "deal_id": model.key,
            "company_id": world.site(*ABROAD).company.key,
            "site_id": world.site(*ABROAD).key,
            "product_id": model.product.code,
            "need_id": model.need.code,
            "use_scene_id": model.need.scene,
            "contact_id": people["milk_lab"].key,
        },
    )


def tell_more(world: World) -> None:
    """Name people who turned out to be examples: a modest decider, a loud title that decides nothing."""
    decided: dict[str, list[str]] = {}
    for deal in world.deals:
        for role in deal.roles:
            if role.role == "decider":
                decided.setdefault(role.person.key, []).append(deal.key)
    modest = [person for person in world.people if person.style == "modest" and person.key in decided]
    best = max(modest, key=lambda person: (len(decided[person.key]), person.key))
    met: dict[str, int] = {}
    for row in world.rows["activities"]:
        for key in str(row["attendees"]).split(";"):
            met[key] = met.get(key, 0) + 1
    in_deals = {role.person.key for deal in world.deals for role in deal.roles}
    loud = [person for person in world.people if person.style == "loud" and person.key not in in_deals]
    talker = max(loud, key=lambda person: (met.get(person.key, 0), person.key))
    handed = next(company for company in world.companies if len(company.reps) > 1 and company.size > 2)
    world.stories["modest_decider"] = {
        "contact_id": best.key,
        "company_id": best.jobs[-1].site.company.key,
        "deal_ids": decided[best.key],
    }
    world.stories["loud_title"] = {
        "contact_id": talker.key,
        "company_id": talker.jobs[-1].site.company.key,
        "meetings": met.get(talker.key, 0),
    }
    (old, _, day), (new, _, _) = handed.reps
    world.stories["change_of_rep"] = {
        "company_id": handed.key,
        "from_member_id": old,
        "to_member_id": new,
        "on": str(day),
    }
