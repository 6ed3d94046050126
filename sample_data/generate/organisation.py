"""Companies, their sites and departments, and what the sites need."""

from __future__ import annotations

from datetime import date

from sample_data.generate.dice import START, Dice, workday
from sample_data.generate.words import table, texts
from sample_data.generate.world import Company, Department, Need, Place, Product, Site, World

SITES = 250
SITE_WORDS = {
    "head_office": ("本社", "Head Office"),
    "plant": ("工場", "Plant"),
    "rd": ("研究所", "R&D Center"),
    "quality_lab": ("品質試験センター", "Quality Laboratory"),
    "sales_office": ("営業所", "Sales Office"),
    "branch": ("支店", "Branch"),
    "warehouse": ("物流センター", "Distribution Center"),
    "public_office": ("庁舎", "Main Office"),
    "waterworks": ("浄水場", "Water Purification Plant"),
    "school": ("キャンパス", "Campus"),
}
BIG = ("head_office", "public_office")
LAB_WORDS = {"SRV": ("分析センター", "Analysis Center"), "PUB-WAT": ("水質センター", "Water Quality Center")}


def make_companies(world: World) -> None:
    """Add the companies, the parents found by name."""
    dice = Dice("companies")
    for number, cells in enumerate(table("companies"), 1):
        name, kana, latin, domain, country, market, parent, share, size, founded, standing, _ = cells
        company = Company(
            f"C{number:03d}",
            name,
            kana,
            latin,
            domain,
            country,
            market,
            world.company(parent) if parent else None,
            share,
            int(size),
            int(founded),
            standing,
        )
        if standing in ("prospect", "unknown") and not parent:
            company.known = workday(dice.day(START, date(2025, 9, 30)))
        world.companies.append(company)


def make_catalogue(world: World) -> None:
    """Add the product tree and the needs."""
    for code, name, kana, latin, category, is_category, maker, price, margin in table("products"):
        made_by = next((item for item in world.companies if maker and item.latin.startswith(maker)), None)
        world.products[code] = Product(
            code, name, kana, latin, category, is_category == "1", made_by, int(price), int(margin) / 100
        )
    for code, name, latin, kind, scene, products, markets, functions, share in table("needs"):
        world.needs[code] = Need(
            code,
            name,
            latin,
            kind,
            scene,
            products.split(),
            markets.split(),
            functions.split(),
            int(share) / 100,
        )


def _places() -> dict[str, Place]:
    return {
        name: Place(name, latin, region, float(lat), float(lon), address)
        for name, latin, region, lat, lon, address in table("places")
    }


def _add_site(world: World, company: Company, function: str, place: Place) -> Site:
    words = SITE_WORDS[function]
    if function == "quality_lab":
        words = next((item for start, item in LAB_WORDS.items() if company.market.startswith(start)), words)
    same = sum(site.function == function and site.place is place for site in company.sites)
    nth, nth_latin = ("", "") if not same else ("第" + "二三四"[same - 1], f" No. {same + 1}")
    if function == "head_office":
        name, latin = words
    else:
        name, latin = f"{place.name}{nth}{words[0]}", f"{place.latin} {words[1]}{nth_latin}"
    if company.country not in ("JP",) and place.country == company.country:
        name = latin
    site = Site(f"S{len(world.sites) + 1:04d}", company, function, place, name, latin)
    company.sites.append(site)
    world.sites.append(site)
    return site


def make_sites(world: World) -> None:
    """Add the sites: those of the stories as listed, the others by the plan of the market; 250 in all."""
    dice = Dice("sites")
    places = _places()
    plans = {market: functions.split() for market, functions in table("site_plans")}
    listed = [(world.company(company), function, place) for company, function, place in table("story_sites")]
    for company, cells in zip(world.companies, table("companies"), strict=True):
        if cells[-1] == "story":
            for owner, function, place in listed:
                if owner is company:
                    _add_site(world, company, function, places[place]).is_planned = True
            continue
        plan = plans.get(company.market) or plans[company.market.split("-")[0]]
        for index, town in enumerate(cells[-1].split()):
            _add_site(world, company, plan[index % len(plan)], places[town])
    makers = [
        item for item in world.companies if item.standing == "customer" and item.market[:3] not in ("PUB",)
    ]
    open_for_more = [item for item in makers if item.sites and not item.sites[0].is_planned]
    while len(world.sites) < SITES:
        company = dice.weighted(open_for_more, [item.size**2 for item in open_for_more])
        function = dice.weighted(("sales_office", "plant", "warehouse", "quality_lab"), (4, 3, 2, 1))
        near = [place for place in places.values() if place.country == company.country]
        taken = {(site.function, site.place.name) for site in company.sites}
        where = dice.pick(near)
        if (function, where.name) not in taken:
            _add_site(world, company, function, where)


def make_departments(world: World) -> None:
    """Add the departments that the function of each site calls for."""
    dice = Dice("departments")
    for site in world.sites:
        abroad = site.place.country != "JP"
        for index, (name, latin, function, *inner) in enumerate(texts("departments")[site.function]):
            wanted = function in ("procurement", "quality") if site.function in BIG else index == 0
            if not (wanted or site.is_planned or dice.chance(0.08 + 0.1 * site.company.size)):
                continue
            unit = _add_department(world, site, latin if abroad else name, latin, function, None)
            if inner and dice.chance(0.12 * site.company.size):
                _add_department(world, site, inner[1] if abroad else inner[0], inner[1], function, unit)


def _add_department(
    world: World, site: Site, name: str, latin: str, function: str, parent: Department | None
) -> Department:
    unit = Department(f"DP{len(world.departments) + 1:04d}", site, name, latin, function, parent)
    world.departments.append(unit)
    site.departments.append(unit)
    return unit


def make_needs(world: World) -> None:
    """Give the sites the needs that fit their market and function, and the scene each belongs to."""
    dice = Dice("needs")
    for site in world.sites:
        if site.company.standing in ("self", "competitor"):
            continue
        for need in world.needs.values():
            fits = site.function in need.functions and any(
                site.company.market.startswith(m) for m in need.markets
            )
            if fits and dice.chance(need.share) and len(site.needs) < 4:
                give_need(site, need, dice.day(date(2018, 4, 1), date(2024, 6, 30)))


def give_need(site: Site, need: Need, since: date) -> None:
    """Note that the site has the need, and its scene, since the day."""
    site.needs[need.code] = since
    site.scenes[need.scene] = min(since, site.scenes.get(need.scene, since))
