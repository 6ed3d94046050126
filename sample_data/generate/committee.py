"""Who decides a deal: roles, stances and the approval route."""

from __future__ import annotations

from datetime import date

from sample_data.generate.dice import Dice
from sample_data.generate.words import texts
from sample_data.generate.world import Deal, Job, Role, Site

TECHNICAL = ("quality", "research", "production", "engineering")
LIMITS = ((3, 0), (4, 1_000_000), (5, 5_000_000), (6, 25_000_000))
"""Level that must approve, and the amount in yen from which it must."""


def choose(dice: Dice, deal: Deal, amount: int) -> None:
    """Fill in the committee of a deal; ``amount`` in yen decides how high it goes.

    Some parts stay unnamed, as nobody ever knows a whole committee.
    """
    day = deal.opened
    here = [job for job in deal.site.at(day) if deal.closed is None or job.end is None or job.end > day]
    office = deal.site.company.sites[0]
    head = office.at(day) if office is not deal.site else []
    technical = [job for job in here if job.function in TECHNICAL]
    if not here:
        return
    taken: set[str] = set()

    def name(role: str, jobs: list[Job], weights: list[float], chance: float) -> None:
        free = [
            (job, weight) for job, weight in zip(jobs, weights, strict=True) if job.person.key not in taken
        ]
        if not free or not dice.chance(chance):
            return
        job = dice.weighted([item for item, _ in free], [weight + 0.001 for _, weight in free])
        taken.add(job.person.key)
        add_role(dice, deal, job, role)

    level = 3 + sum(amount >= limit for limit in (8_000_000, 25_000_000))
    above = [job for job in (*here, *head) if job.level >= level or job.person.style == "modest"]
    name(
        "decider", above, [job.person.drive**4 * (1.5 if job.site is deal.site else 1) for job in above], 0.85
    )
    name("specifier", technical, [job.person.drive**2 for job in technical], 0.8)
    staff = [job for job in technical if job.level <= 2]
    name("user", staff, [1.0] * len(staff), 0.75)
    name("user", staff, [1.0] * len(staff), 0.35)
    name("initiator", technical, [1.0 / job.level for job in technical], 0.5)
    buying = [job for job in (*here, *head) if job.function == "procurement"]
    name("buyer", buying, [1.0] * len(buying), 0.8)
    upper = [job for job in (*here, *head) if job.level >= 4 and job.person.style != "loud"]
    name("approver", upper, [job.person.drive for job in upper], 0.7)
    money = [job for job in (*here, *head) if job.function in ("finance", "management") and job.level >= 3]
    name("budget_holder", money, [1.0] * len(money), 0.4)
    name("influencer", here, [job.person.drive**2 for job in here], 0.5)
    door = [job for job in here if job.function in ("administration", "procurement")]
    name("gatekeeper", door, [1.0] * len(door), 0.25)
    if not deal.roles:
        add_role(dice, deal, dice.pick(here), "user")
    choose_route(dice, deal, amount)


def add_role(
    dice: Dice, deal: Deal, job: Job, role: str, stance: str | None = None, power: float | None = None
) -> None:
    """Add a person to the committee; stance and power follow the person unless they are given."""
    person = job.person
    if stance is None:
        mood = person.liking + dice.real(-0.35, 0.35)
        if dice.chance(0.18):
            stance = "unknown"
        else:
            steps = ((-0.75, "blocker"), (-0.3, "opponent"), (0.2, "neutral"), (0.65, "supporter"))
            stance = next((word for limit, word in steps if mood < limit), "champion")
        if not dice.chance(0.2):
            power = round(min(1.0, max(0.05, person.drive + dice.real(-0.15, 0.15))), 2)
    last = deal.closed or deal.opened
    since = max(dice.day(deal.opened, max(deal.opened, min(last, deal.stages[-1][1]))), job.start)
    person.meet(since)
    deal.roles.append(Role(person, role, stance, power, since, dice.pick(texts("texts")["evidence"]["role"])))


def choose_route(dice: Dice, deal: Deal, amount: int, chance: float = 0.8) -> None:
    """Fill in the approval route (稟議): one person a level, as far up as the amount asks."""
    if not dice.chance(chance):
        return
    for level, limit in LIMITS:
        if amount < limit:
            break
        job = _approver(deal.site, level, deal.opened)
        if job is not None and all(job.person is not person for person, _ in deal.steps):
            deal.steps.append((job.person, limit))


def _approver(site: Site, level: int, day: date) -> Job | None:
    office = site.company.sites[0]
    jobs = [job for job in site.at(day) if job.level == level]
    if office is not site and (not jobs or level == 6):
        jobs = jobs or [job for job in office.at(day) if job.level == level]
    technical = [job for job in jobs if job.function in (*TECHNICAL, "management")]
    return min(technical or jobs, key=lambda job: job.person.key, default=None)
