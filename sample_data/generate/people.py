"""Contacts: names, levels, titles, and the job each is in."""

from __future__ import annotations

from datetime import date

from sample_data.generate.dice import END, START, Dice
from sample_data.generate.words import table, texts
from sample_data.generate.world import Department, Job, Person, Site, World

PEOPLE = 1500
PLANTED = 4
"""People that the stories add."""
ROOM = {
    "head_office": 7,
    "plant": 5,
    "rd": 5,
    "quality_lab": 5,
    "sales_office": 2,
    "branch": 3,
    "warehouse": 1,
    "public_office": 6,
    "waterworks": 3,
    "school": 6,
}
WORK = (
    ("研究", "research"),
    ("分析", "quality"),
    ("試験", "quality"),
    ("品質", "quality"),
    ("水質", "quality"),
    ("購買", "procurement"),
    ("Buyer", "procurement"),
    ("Procurement", "procurement"),
    ("Einkauf", "procurement"),
    ("QC", "quality"),
    ("Quality", "quality"),
    ("Qualität", "quality"),
    ("R&D", "research"),
    ("F&E", "research"),
    ("Scientist", "research"),
)
"""A word in a title and the work that it speaks of."""
DRIVE = (0.0, 0.2, 0.32, 0.48, 0.6, 0.66, 0.7)


class Names:
    """Names by country, each given once but for a few people of the same name."""

    def __init__(self) -> None:
        self._dice = Dice("names")
        self._taken: set[str] = set()
        self._abroad: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for country, part, *name in table("names_abroad"):
            self._abroad.setdefault((country, part), []).append(tuple(name))

    def draw(self, country: str) -> tuple[str, str, str, str]:
        """Return name, kana, Latin and sex (m or f) of a new person."""
        while True:
            sex = self._dice.weighted("mf", (66, 34))
            name = self._japanese(sex) if country == "JP" else self._foreign(country, sex)
            if name[0] not in self._taken or self._dice.chance(0.01):
                self._taken.add(name[0])
                return (*name, sex)

    def _japanese(self, sex: str) -> tuple[str, str, str]:
        family = self._dice.pick(table("surnames"))
        given = self._dice.pick(table(f"given_{sex}"))
        return f"{family[0]} {given[0]}", f"{family[1]} {given[1]}", f"{family[2]} {given[2]}"

    def _foreign(self, country: str, sex: str) -> tuple[str, str, str]:
        family = self._dice.pick(self._abroad[country, "family"])
        given = self._dice.pick(self._abroad[country, sex])
        if country == "KR":
            return f"{family[0]}{given[0]}", f"{family[1]} {given[1]}", f"{family[2]} {given[2]}"
        if country == "SG":
            return f"{family[0]} {given[0]}", f"{family[1]} {given[1]}", f"{family[2]} {given[2]}"
        return f"{given[0]} {family[0]}", f"{given[1]} {family[1]}", f"{given[2]} {family[2]}"


def titles_of(site: Site) -> dict[str, list[str]]:
    """Return the titles by level that are used at the site."""
    country = site.place.country
    if country == "JP":
        kind = "ja_public" if site.company.market.startswith("PUB") else "ja"
    else:
        kind = "de" if country == "DE" else "en"
    titles: dict[str, list[str]] = texts("titles")[kind]
    return titles


def new_person(world: World, names: Names, country: str, drive: float, liking: float) -> Person:
    """Add a person without a job yet."""
    name, kana, latin, sex = names.draw(country)
    person = Person(f"P{len(world.people) + 1:04d}", name, kana, latin, sex, country, drive, liking)
    world.people.append(person)
    return person


def new_job(
    person: Person, site: Site, department: Department | None, level: int, title: str, start: date
) -> Job:
    """Put the person into a job."""
    job = Job(person, site, department, level, title, start)
    person.jobs.append(job)
    site.jobs.append(job)
    return job


def make_people(world: World, names: Names) -> None:
    """Fill the sites with people, 1,500 in all with those of the stories."""
    dice = Dice("people")
    hosts = [site for site in world.sites if site.company.standing not in ("self", "competitor")]
    room = [(ROOM[site.function] * (0.7 + 0.22 * site.company.size)) * dice.real(0.7, 1.3) for site in hosts]
    scale = (PEOPLE - PLANTED) / sum(room)
    heads = [max(1, int(value * scale)) for value in room]
    while sum(heads) < PEOPLE - PLANTED:
        heads[dice.weighted(range(len(heads)), room)] += 1
    for site, count in zip(hosts, heads, strict=True):
        for index in range(count):
            _add_worker(world, names, dice, site, index)


def _slot(dice: Dice, site: Site, index: int) -> tuple[Department | None, int]:
    """Return department and level of the next worker: first the head of the site, then of each unit."""
    top = (
        6
        if site.function in ("head_office", "public_office")
        else 5
        if site.function in ("plant", "school")
        else 4
    )
    boards = 1 + (site.company.size >= 3) if top == 6 else 1
    if index < boards:
        return None, top
    units = [unit for unit in site.departments if unit.parent is None]
    if index < boards + len(units):
        return units[index - boards], dice.weighted((3, 4), (4, 6)) if top > 4 else 3
    unit = dice.weighted(
        site.departments,
        [3 if item.function in ("quality", "research", "production") else 1 for item in site.departments],
    )
    if unit.parent and not any(job.department is unit for job in site.jobs):
        return unit, 3
    return unit, dice.weighted((1, 2, 3), (5, 4, 1))


def pick_title(dice: Dice, site: Site, function: str, kind: str) -> str:
    """Return a title of the kind (a level, ``modest`` or ``loud``) that does not contradict the work."""
    titles = titles_of(site)[kind]
    fitting = [title for title in titles if all(work == function for word, work in WORK if word in title)]
    return dice.pick(fitting or titles)


def _add_worker(world: World, names: Names, dice: Dice, site: Site, index: int) -> None:
    department, level = _slot(dice, site, index)
    drive = min(0.98, max(0.03, dice.bell(-0.3, 0.3) + DRIVE[level]))
    person = new_person(world, names, site.place.country, drive, dice.bell(-0.8, 1.0))
    if level in (3, 4) and index and dice.chance(0.12):
        person.style, person.drive = "loud", dice.real(0.03, 0.12)
    elif level <= 2 and dice.chance(0.07):
        person.style, person.drive = "modest", dice.real(0.82, 0.96)
    function = department.function if department else "management"
    title = pick_title(dice, site, function, person.style or str(level))
    heads = texts("titles")["ja_head"].get(site.function)
    if index == 0 and heads and site.place.country == "JP":
        title = dice.pick(heads)
    if title and dice.chance(0.06) and department and site.place.country == "JP":
        title = f"{department.name} {title}"
    recent = dice.chance(0.1)
    start = (
        dice.day(date(2023, 1, 1), date(2026, 6, 30))
        if recent
        else dice.day(date(2009, 4, 1), date(2022, 10, 1))
    )
    new_job(person, site, department, level, title, start.replace(day=1))
    first = max(start, site.company.known, START)
    # Some people are known to exist only because somebody else named them: they were learned late.
    person.known = first if dice.chance(0.45) else dice.day(first, END)
