"""What changes in people's jobs: promotions, transfers, moves elsewhere, leaving; and reporting lines."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.dice import END, Dice, start_of
from sample_data.generate.people import new_job, pick_title
from sample_data.generate.world import Department, Job, Person, Site, World

PROMOTED, TRANSFERRED, MOVED, LEFT = 60, 45, 26, 34


def make_changes(world: World) -> None:
    """Change some people's jobs on days within the time of the files."""
    dice = Dice("careers")
    settled = [person for person in world.people if person.jobs[0].start.year < 2022 and not person.style]
    chosen = dice.some(settled, PROMOTED + TRANSFERRED + MOVED + LEFT)
    for index, person in enumerate(chosen):
        job = person.jobs[0]
        year = dice.whole(2023, 2026)
        day = date(year, dice.pick((4, 4, 7, 10)), 1)
        if index < PROMOTED:
            level = min(5, job.level + 1)
            _change(dice, job, job.site, job.department, level, day)
        elif index < PROMOTED + TRANSFERRED:
            others = [site for site in job.site.company.sites if site is not job.site and _alike(site, job)]
            if others:
                site = dice.pick(others)
                _change(dice, job, site, _unit_for(site, job.function), job.level, day)
        elif index < PROMOTED + TRANSFERRED + MOVED:
            others = [site for site in world.sites if _could_hire(site, job)]
            if others:
                site = dice.pick(others)
                later = day + timedelta(days=dice.pick((0, 0, 15, 31)))
                _change(dice, job, site, _unit_for(site, job.function), job.level, day, later)
        else:
            job.end = day
    for person in world.people:
        # Nobody is known before the first job we list, nor first heard of after leaving.
        last = person.jobs[-1].end
        if last is not None and person.known >= last:
            person.known = last - timedelta(days=30)


def _alike(site: Site, job: Job) -> bool:
    return site.place.country == job.person.country and _unit_for(site, job.function) is not None


def _could_hire(site: Site, job: Job) -> bool:
    company = site.company
    return (
        company.standing in ("customer", "prospect")
        and company is not job.site.company
        and company.parent is not job.site.company
        and job.site.company.parent is not company
        and _alike(site, job)
    )


def _unit_for(site: Site, function: str) -> Department | None:
    return next((unit for unit in site.departments if unit.function == function), None)


def _change(
    dice: Dice,
    job: Job,
    site: Site,
    unit: Department | None,
    level: int,
    day: date,
    start: date | None = None,
) -> None:
    if day > END:
        return
    job.end = day
    new_job(
        job.person,
        site,
        unit,
        level,
        pick_title(dice, site, unit.function if unit else "management", str(level)),
        start or day,
    )


def make_mail_addresses(world: World) -> None:
    """Give most people an address at every company they worked for, in the order of their jobs."""
    dice = Dice("mail")
    taken: set[str] = set()
    for person in world.people:
        missing = dice.chance(0.07)
        words = person.latin.lower().replace("-", "").split()
        local = ".".join(words)
        for domain in dict.fromkeys(job.site.company.domain for job in person.jobs):
            address, number = f"{local}@{domain}", 2
            while address in taken:
                address, number = f"{local}{number}@{domain}", number + 1
            taken.add(address)
            if not missing:
                person.emails.append(address)


def make_reporting_lines(world: World) -> None:
    """Add who reports to whom, for as long as both are in their jobs; a few lines nobody has told us."""
    dice = Dice("reporting")
    for site in world.sites:
        for job in site.jobs:
            manager = _manager(job)
            if manager is None or dice.chance(0.12):
                continue
            first = max(job.start, manager.start)
            ends = [end for end in (job.end, manager.end) if end is not None]
            last = min(ends) if ends else None
            if last is not None and last <= first:
                continue
            known = max(job.person.known, manager.person.known, first)
            world.add(
                "reporting_lines",
                {
                    "contact_id": job.person.key,
                    "manager_id": manager.person.key,
                    "valid_from": first,
                    "valid_to": last,
                    "recorded_at": start_of(known),
                },
            )


def _overlap(one: Job, other: Job) -> bool:
    return (one.end is None or other.start < one.end) and (other.end is None or one.start < other.end)


def _manager(job: Job) -> Job | None:
    """Return the next one up: in the unit, in the unit around it, at the site, at the head office."""
    around: list[list[Job]] = []
    unit = job.department
    while unit is not None:
        around.append([other for other in job.site.jobs if other.department is unit])
        unit = unit.parent
    around.append([other for other in job.site.jobs if other.department is None])
    around.append([other for other in job.site.company.sites[0].jobs if other.department is None])
    for jobs in around:
        above = [other for other in jobs if other.level > job.level and _overlap(job, other)]
        above = [other for other in above if other.person is not job.person]
        if above:
            return min(above, key=lambda other: (other.level, other.person.key))
    return None


def people_of(site: Site, day: date) -> list[tuple[Person, Job]]:
    """Return who works at the site on the day."""
    return [(job.person, job) for job in site.at(day)]
