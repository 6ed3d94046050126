"""Rows of what there is: companies, sites, people and their jobs, products, needs and the trees."""

from __future__ import annotations

from sample_data.generate.committee import TECHNICAL
from sample_data.generate.deals import MONEY
from sample_data.generate.dice import START, Dice, start_of
from sample_data.generate.marketing import needs_voiced
from sample_data.generate.words import table, texts
from sample_data.generate.world import Company, Person, Row, Site, World

SENIORITY = ("", "staff", "lead", "section_head", "manager", "director", "executive")
QUARTERS = ("若葉町", "緑ケ丘", "新港町", "桜台", "光が浜", "泉野")
PEOPLE_BY_SIZE = (0, 60, 180, 520, 1600, 6400)


def write_trees(world: World) -> None:
    """Write regions, markets, products, needs and use scenes, all known from the first day."""

    def add(file: str, **row: object) -> None:
        world.add(file, {**row, "recorded_at": start_of(START)})

    for code, name, latin, *parent in table("regions"):
        add("regions", region_id=code, name=name, name_latin=latin, parent_id="".join(parent))
    for code, name, latin, above in table("markets"):
        add("markets", market_id=code, name=name, name_latin=latin, scheme="house", parent_id=above)
    for product in world.products.values():
        add(
            "products",
            product_id=product.code,
            name=product.name,
            name_kana=product.kana,
            name_latin=product.latin,
            category_id=product.category,
            is_category="yes" if product.is_category else "no",
            maker_id=product.maker.key if product.maker else "",
        )
    for need in world.needs.values():
        add("needs", need_id=need.code, name=need.name, name_latin=need.latin, kind=need.kind)
    for code, name, latin in table("scenes"):
        add("use_scenes", use_scene_id=code, name=name, name_latin=latin)


def write_companies(world: World) -> None:
    """Write companies, sites and departments."""
    dice = Dice("company rows")
    for company in world.companies:
        staff = int(PEOPLE_BY_SIZE[company.size] * dice.real(0.7, 1.5))
        currency, rate, _ = MONEY[company.country]
        revenue = round(staff * dice.real(22, 60) * 1_000_000 / rate, -5)
        public = company.market.startswith("PUB")
        world.add(
            "companies",
            {
                "company_id": company.key,
                "name": company.name,
                "name_kana": company.kana,
                "name_latin": company.latin,
                "aliases": ";".join(_aliases(company)),
                "domain": company.domain,
                "country": company.country,
                "market_id": company.market,
                "region_id": company.sites[0].place.region,
                "parent_id": company.parent.key if company.parent else "",
                "share": f"{int(company.share) / 100:.2f}" if company.share else "",
                "revenue": "" if public or dice.chance(0.15) else int(revenue),
                "currency": "" if public else currency,
                "employees": staff,
                "founded": company.founded,
                "is_self": "yes" if company.standing == "self" else "no",
                "recorded_at": start_of(company.known),
            },
        )
        for site in company.sites:
            _write_site(world, dice, site, max(2, int(staff / len(company.sites) * dice.real(0.5, 1.4))))
    for unit in world.departments:
        role = {"procurement": "buyer", "finance": "budget_holder", "administration": "gatekeeper"}
        world.add(
            "departments",
            {
                "department_id": unit.key,
                "site_id": unit.site.key,
                "parent_id": unit.parent.key if unit.parent else "",
                "name": unit.name,
                "name_latin": unit.latin,
                "expected_role": role.get(unit.function, ""),
                "recorded_at": start_of(unit.site.company.known),
            },
        )


def _aliases(company: Company) -> list[str]:
    name = company.name
    if name.startswith("株式会社"):
        return [name[4:], "(株)" + name[4:]]
    if name.endswith("株式会社"):
        short = name.removesuffix("株式会社").strip()
        return [short, short + ("㈱" if company.country == "JP" else "")]
    return [company.latin.split()[0]] if company.country != "JP" else []


def _write_site(world: World, dice: Dice, site: Site, staff: int) -> None:
    place = site.place
    house = f"{dice.whole(1, 9)}-{dice.whole(1, 28)}-{dice.whole(1, 30)}"
    if place.country == "JP":
        prefecture = next(cells[1] for cells in table("regions") if cells[0] == place.region)
        address = f"{prefecture}{place.address}{dice.pick(QUARTERS)}{house}"
    else:
        address = f"{dice.whole(1, 280)} {dice.pick(('Linden', 'Harbour', 'Garden', 'Science', 'Mill'))} "
        address += f"{'Strasse' if place.country == 'DE' else 'Road'}, {place.address}"
    world.add(
        "sites",
        {
            "site_id": site.key,
            "company_id": site.company.key,
            "name": site.name,
            "name_latin": site.latin,
            "function": site.function,
            "address": address,
            "region_id": place.region,
            "country": place.country,
            "lat": f"{place.lat + dice.real(-0.05, 0.05):.4f}",
            "lon": f"{place.lon + dice.real(-0.05, 0.05):.4f}",
            "employees": staff,
            "recorded_at": start_of(site.company.known),
        },
    )


def write_unit_needs(world: World) -> None:
    """Write which sites and people have which needs, and where which scene is found."""
    dice = Dice("need rows")
    for site in world.sites:
        for code, since in site.needs.items():
            known = max(since, START, site.company.known)
            latent = world.needs[code].kind == "latent"
            world.add(
                "unit_needs",
                {
                    "object_kind": "site",
                    "object_id": site.key,
                    "need_id": code,
                    "valid_from": since,
                    "state": "assumed" if latent else "confirmed",
                    "confidence": 0.6 if latent else 0.9,
                    "recorded_at": dice.noted(known),
                },
            )
        for code, since in site.scenes.items():
            world.add(
                "unit_use_scenes",
                {
                    "object_kind": "site",
                    "object_id": site.key,
                    "use_scene_id": code,
                    "valid_from": since,
                    "recorded_at": dice.noted(max(since, START, site.company.known)),
                },
            )
    for person, need, day in needs_voiced(world):
        world.add(
            "unit_needs",
            {
                "object_kind": "contact",
                "object_id": person.key,
                "need_id": need.code,
                "valid_from": day,
                "state": "confirmed",
                "confidence": 0.8,
                "recorded_at": dice.noted(max(day, person.known)),
            },
        )


def write_people(world: World) -> None:
    """Write contacts with what is known of them, and their jobs."""
    dice = Dice("people rows")
    for number, person in enumerate(world.people):
        job = person.jobs[-1]
        phone = _phone(job.site.place.country, number) if dice.chance(0.7) else ""
        world.add(
            "contacts",
            {
                "contact_id": person.key,
                "name": person.name,
                "name_kana": person.kana,
                "name_latin": person.latin,
                "title": job.title,
                "seniority": SENIORITY[job.level] if not person.style and dice.chance(0.4) else "",
                "job_function": job.function if dice.chance(0.85) else "",
                "emails": ";".join(person.emails),
                "phones": phone,
                **_persona(dice, person),
                "is_opted_out": "yes" if dice.chance(0.02) else "no",
                "recorded_at": start_of(person.known),
            },
        )
        for held in person.jobs:
            unit = held.department
            known = max(person.known, held.start, held.site.company.known)
            world.add(
                "jobs",
                {
                    "contact_id": person.key,
                    "company_id": held.site.company.key,
                    "site_id": held.site.key,
                    "department_id": unit.key if unit else "",
                    "title": held.title,
                    "valid_from": held.start,
                    "valid_to": held.end,
                    "recorded_at": dice.noted(known, 0 if known is person.known else 9),
                },
            )


def _phone(country: str, number: int) -> str:
    """Return a telephone number of a range that is not given to anybody."""
    if country == "JP":
        return f"03-0000-{number:04d}"
    if country == "US":
        return f"+1-{(201, 415, 512, 609, 713, 919)[number % 6]}-555-01{number % 100:02d}"
    if country == "DE":
        return f"+49 30 23125 {number % 1000:03d}"
    return {"SG": "+65 0000 ", "TH": "+66 0 0000 ", "KR": "+82 0 0000 "}[country] + f"{number:04d}"


def _persona(dice: Dice, person: Person) -> Row:
    words = texts("texts")["persona"]
    known = person.country == "JP" and dice.chance(0.35)

    def line(name: str, chance: float = 0.8) -> str:
        return str(dice.pick(words[name])) if known and dice.chance(chance) else ""

    job = person.jobs[-1]
    age = max(2026 - person.jobs[0].start.year + 24, 22 + job.level * 5) + dice.whole(0, 8)
    return {
        "age_band": f"{age // 10 * 10}-{age // 10 * 10 + 9}" if known else "",
        "sex": {"m": "male", "f": "female"}[person.sex] if known and dice.chance(0.5) else "",
        "responsibilities": line(person.jobs[-1].function),
        "information_needed": line("information_needed"),
        "pains": line("pains"),
        "work_procedure": line(
            "technical_work" if person.jobs[-1].function in TECHNICAL else "office_work", 0.6
        ),
        "standpoint": line("standpoint"),
        "contact_keywords": ";".join(dice.some(words["contact_keywords"], 2)) if known else "",
    }
