"""Deals over four years: what is offered where, how it went."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.committee import choose
from sample_data.generate.dice import END, START, Dice, workday
from sample_data.generate.words import texts
from sample_data.generate.world import Deal, Need, Product, Site, World

DEALS = 400
PLANTED = 4
"""Deals that the stories add."""
STAGES = ("lead", "qualified", "proposal", "negotiation")
MONEY = {
    "JP": ("JPY", 1.0, 1000),
    "US": ("USD", 148.0, 10),
    "DE": ("EUR", 162.0, 10),
    "SG": ("SGD", 112.0, 10),
    "TH": ("THB", 4.3, 100),
    "KR": ("KRW", 0.108, 10000),
}
"""Country -> currency, yen for one unit of it, step of its prices."""
EXTRAS = {
    "CHR-LC": ("KA-STN", "KA-COL18", "KA-SVT"),
    "CHR-GC": ("KA-STN", "KA-COLGC"),
    "MSP-LC": ("KA-SVM", "KA-SVT"),
    "MSP-GC": ("KA-COLGC", "KA-SVM"),
    "ELM-MS": ("KA-STDM", "KA-SVT"),
    "ELM-OES": ("KA-STDM",),
}


def in_currency(country: str, yen: float) -> int:
    """Return an amount in the money of the country, rounded as prices there are."""
    _, rate, step = MONEY[country]
    return max(step, round(yen / rate / step) * step)


def make_deals(world: World) -> None:
    """Add deals at sites that have needs, in the number that is left beside those of the stories."""
    dice = Dice("deals")
    pairs: list[tuple[Site, Need]] = []
    weights: list[float] = []
    for site in world.sites:
        factor = {"customer": 1.0, "prospect": 0.22}.get(site.company.standing, 0.0)
        for code in site.needs:
            need = world.needs[code]
            if (
                factor
                and site.key not in world.quiet_sites
                and (site.key, world.products[need.products[0]].category) not in world.spare_pairs
            ):
                pairs.append((site, need))
                weights.append(factor * site.company.size * (0.6 if need.kind == "latent" else 1.0))
    while len(world.deals) < DEALS - PLANTED:
        site, need = dice.weighted(pairs, weights)
        product = world.products[dice.weighted(need.products, [3, 1, 1][: len(need.products)])]
        first = max(START, site.company.known, site.needs[need.code]) + timedelta(days=20)
        opened = workday(dice.day(first, END - timedelta(days=8)))
        if any(
            d.site is site and d.product is product and abs((d.opened - opened).days) < 330
            for d in world.deals
        ):
            continue
        if site.at(opened):
            add_deal(world, dice, site, need, product, opened)
    world.deals.sort(key=lambda deal: (deal.opened, deal.site.key, deal.product.code))


def add_deal(world: World, dice: Dice, site: Site, need: Need, product: Product, opened: date) -> Deal:
    """Add a deal with its committee; whom it meets decides how it ends."""
    extras = [world.products[code] for code in EXTRAS.get(product.category, ()) if dice.chance(0.6)]
    if product.category != "SRV" and dice.chance(0.5):
        extras.append(world.products["KA-SVA"])
    number = dice.weighted((1, 2, 3), (8, 2, 0.4))
    yen = product.price * number * dice.real(0.88, 1.0) + sum(extra.price for extra in extras)
    country = site.company.country
    days = int(dice.bell(30, 250) + yen / 600_000)
    closed = workday(opened + timedelta(days=days))
    deal = Deal(
        "",
        deal_name(dice, site, need, product),
        site,
        need,
        product,
        extras,
        site.company.rep(opened),
        opened,
        closed if closed <= END else None,
        "open",
        in_currency(country, yen),
        MONEY[country][0],
    )
    set_stages(dice, deal, days)
    choose(dice, deal, int(yen))
    if deal.closed:
        deal.outcome = _outcome(dice, world, deal)
        if deal.outcome in ("lost", "cancelled") and dice.chance(0.4):
            deal.stages.pop(-2)
    world.deals.append(deal)
    return deal


def deal_name(dice: Dice, site: Site, need: Need, product: Product) -> str:
    """Return a title as a salesperson writes it."""
    japanese = site.company.country == "JP"
    pattern: str = dice.pick(texts("texts")["ja" if japanese else "en"]["deal"])
    if product.category in ("SRV", "SFT"):
        pattern = pattern.replace("更新", "導入").replace("増設", "導入").replace("replacement with ", "")
    name = product.name if japanese else product.latin
    short = " ".join(name.split()[:2]) if name.startswith("KA-") else name
    return pattern.format(site=site.name, product=short, need=need.name if japanese else need.latin)


def set_stages(dice: Dice, deal: Deal, days: int) -> None:
    """Fill in when the deal reached each stage, as far as it has come."""
    shares = [0.0, dice.real(0.1, 0.25), dice.real(0.3, 0.5), dice.real(0.55, 0.8)]
    for stage, share in zip(STAGES, shares, strict=True):
        day = workday(deal.opened + timedelta(days=int(days * share)))
        if day <= (deal.closed or END):
            deal.stages.append((stage, day))
    if deal.closed:
        deal.stages.append(("closed", deal.closed))


def _outcome(dice: Dice, world: World, deal: Deal) -> str:
    """Return how it ended: support among those with power counts, and a prospect is hard to win."""
    pull = {"champion": 0.35, "supporter": 0.15, "opponent": -0.3, "blocker": -0.6}
    support = sum(pull.get(role.stance, 0.0) * role.person.drive for role in deal.roles)
    earlier = any(d.site is deal.site and d.outcome == "won" for d in world.deals)
    if deal.site.company.standing == "prospect":
        return "cancelled" if dice.chance(0.12) else "lost"
    if dice.chance(0.05):
        return "cancelled"
    return "won" if dice.chance(min(0.92, max(0.08, 0.5 + support + 0.1 * earlier))) else "lost"


def number_deals(world: World) -> None:
    """Give all deals their keys, in the order in which they began."""
    world.deals.sort(key=lambda deal: (deal.opened, deal.site.key, deal.product.code))
    for number, deal in enumerate(world.deals, 1):
        deal.key = f"DL{number:04d}"
