"""What was bought, and which instruments stand where."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.deals import MONEY, in_currency
from sample_data.generate.dice import END, START, Dice, workday
from sample_data.generate.world import Deal, Person, Product, Site, World

REFILLS = {
    "CHR-LC": ("KA-COL18", "KA-PRTL", "KA-PRTP"),
    "MSP-LC": ("KA-COL18", "KA-PRTP", "KA-STDP"),
    "CHR-GC": ("KA-COLGC",),
    "MSP-GC": ("KA-COLGC", "KA-STDP"),
    "ELM-MS": ("KA-STDM", "KA-PRTC"),
    "ELM-OES": ("KA-STDM", "KA-PRTC"),
    "SPE-UV": ("KA-PRTL",),
}
RIVALS = {
    "CHR-LC": ("VK-HL2000",),
    "MSP-LC": ("VK-MX9", "AX-Orbis"),
    "THM": ("VK-TG5",),
    "ELM-MS": ("AX-Trident",),
    "MSP-GC": ("AX-Gale",),
    "SPE-IR": ("HB-SpekIR",),
    "ELM-OES": ("HB-Plasma",),
    "ELM-TOC": ("HB-Carbo",),
}


def make_purchases(world: World) -> None:
    """Add the orders of won deals, refills for as long as the company goes on buying, and what is in use."""
    dice = Dice("purchases")
    for company in world.companies:
        if company.standing == "customer" and dice.chance(0.14):
            company.last_order = dice.day(date(2024, 6, 1), date(2025, 9, 30))
    in_use: list[tuple[Site, Product, date]] = []
    for deal in world.deals:
        if deal.outcome == "won" and deal.closed:
            _order(world, dice, deal)
            if not deal.product.category.startswith(("SRV", "SFT")):
                since = min(END, deal.closed + timedelta(days=dice.whole(25, 90)))
                in_use.append((deal.site, deal.product, since))
    in_use = _first_uses(in_use + _inherited(world, dice))
    for site, product, since in in_use:
        add_use(world, dice, site, product, since)
        _refill(world, dice, site, product, since)
    _rivals(world, dice, {(site.key, product.category) for site, product, _ in in_use})


def _first_uses(in_use: list[tuple[Site, Product, date]]) -> list[tuple[Site, Product, date]]:
    """Return each product once a site, since it first came there."""
    first: dict[tuple[str, str], tuple[Site, Product, date]] = {}
    for use in sorted(in_use, key=lambda item: (item[2], item[0].key, item[1].code)):
        first.setdefault((use[0].key, use[1].code), use)
    return list(first.values())


def buyer_at(dice: Dice, site: Site, day: date) -> Person | None:
    """Return who orders for the site on the day: its own purchasing people, else those of the head office."""
    for place in (site, site.company.sites[0]):
        jobs = [job for job in place.at(day) if job.function == "procurement" and not job.person.never_buys]
        if jobs:
            return dice.pick(jobs).person
    return None


def add_purchase(
    world: World, dice: Dice, site: Site, product: Product, day: date, quantity: int, deal: Deal | None
) -> None:
    """Add an order line."""
    country = site.company.country
    unit = in_currency(country, product.price * dice.real(0.85, 1.0))
    profit = int(unit * quantity * (product.margin + dice.real(-0.08, 0.05)))
    buyer = buyer_at(dice, site, day)
    if buyer:
        buyer.meet(day)
    channel = "direct" if deal else dice.weighted(("web_shop", "direct", "dealer"), (5, 3, 3))
    world.add(
        "purchases",
        {
            "purchased_on": day,
            "product_id": product.code,
            "site_id": site.key,
            "company_id": site.company.key,
            "contact_id": buyer.key if buyer else "",
            "deal": deal,
            "quantity": quantity,
            "unit_price": unit,
            "amount": unit * quantity,
            "profit": profit,
            "currency": MONEY[country][0],
            "channel": channel,
            "onboarding": "done" if (END - day).days > 90 else "in_progress",
            "usage": dice.weighted(("active", "low", "stopped"), (8, 2, 1)),
            "recorded_at": dice.noted(day),
        },
    )


def _order(world: World, dice: Dice, deal: Deal) -> None:
    assert deal.closed  # noqa: S101  # a won deal has ended
    day = min(END, deal.closed + timedelta(days=dice.whole(0, 4)))
    while day.weekday() > 4:
        day += timedelta(days=1)
    rate = MONEY[deal.site.company.country][1]
    main = deal.amount * rate - sum(extra.price for extra in deal.extras)
    add_purchase(world, dice, deal.site, deal.product, day, max(1, round(main / deal.product.price)), deal)
    for extra in deal.extras:
        add_purchase(world, dice, deal.site, extra, day, 1, deal)


def add_use(
    world: World, dice: Dice, site: Site, product: Product, since: date, satisfaction: float | None = None
) -> None:
    """Note that the product is used at the site since the day."""
    ours = product.maker is not None and product.maker.standing == "self"
    if satisfaction is None and dice.chance(0.75):
        satisfaction = round(dice.bell(0.45, 1.0) if ours else dice.bell(0.3, 0.9), 2)
    known = max(since, START, site.company.known)
    world.add(
        "product_uses",
        {
            "site_id": site.key,
            "product_id": product.code,
            "satisfaction": satisfaction,
            "since": since,
            "valid_from": since,
            "state": "confirmed" if ours else "assumed",
            "confidence": 1.0 if ours else 0.7,
            "recorded_at": dice.noted(known),
        },
    )


def _inherited(world: World, dice: Dice) -> list[tuple[Site, Product, date]]:
    """Return instruments sold before the files begin."""
    found: list[tuple[Site, Product, date]] = []
    for site in world.sites:
        if site.key in world.quiet_sites:
            continue
        if site.company.standing == "customer" and site.needs and dice.chance(0.2):
            product = world.products[dice.pick(world.needs[dice.pick(list(site.needs))].products)]
            if (site.key, product.category) not in world.spare_pairs and product.category not in (
                "SRV",
                "SFT",
            ):
                found.append((site, product, dice.day(date(2015, 4, 1), date(2022, 9, 30))))
    return found


def _refill(world: World, dice: Dice, site: Site, product: Product, since: date) -> None:
    codes = REFILLS.get(product.category)
    day = max(since, START)
    if not codes or dice.chance(0.15):
        return
    last = min(END, site.company.last_order or END)
    while True:
        day += timedelta(days=dice.whole(70, 240))
        if day > last:
            return
        add_purchase(
            world, dice, site, world.products[dice.pick(codes)], workday(day), dice.whole(1, 6), None
        )


def _rivals(world: World, dice: Dice, ours: set[tuple[str, str]]) -> None:
    """Note competitors' products: where a deal was lost to one, and where one stood before."""
    seen: set[tuple[str, str]] = set()
    found: list[tuple[Site, Product, date]] = []
    for deal in world.deals:
        rivals = RIVALS.get(deal.product.category)
        if deal.outcome == "lost" and deal.closed and rivals and dice.chance(0.6):
            found.append((deal.site, world.products[dice.pick(rivals)], deal.closed + timedelta(days=45)))
    for site in world.sites:
        for code in site.needs:
            category = world.products[world.needs[code].products[0]].category
            rivals = RIVALS.get(category)
            if rivals and dice.chance(0.16):
                day = dice.day(date(2014, 4, 1), date(2022, 9, 30))
                found.append((site, world.products[dice.pick(rivals)], day))
    for site, product, day in found:
        blocked = (site.key, product.category) in world.spare_pairs or (site.key, product.category) in ours
        if day <= END and not blocked and (site.key, product.code) not in seen:
            seen.add((site.key, product.code))
            add_use(world, dice, site, product, day)
