"""Twenty thousand touches: those of deals, of looking after customers, and of marketing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sample_data.generate.dice import END, START, Dice
from sample_data.generate.words import texts
from sample_data.generate.world import Deal, Person, Row, Site, World

ENGINEERS = ("M10", "M11")
MINUTES = {"call": (5, 25), "meeting": (30, 120)}


class Diary:
    """Takes down touches; everyone who took part is known from then on."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = Dice("activities")
        self.entries: list[tuple[datetime, Row]] = []

    def add(
        self,
        kind: str,
        day: date,
        direction: str,
        subject: str,
        site: Site | None,
        *,
        sender: str = "",
        to: list[str] | None = None,
        attendees: list[str] | None = None,
        people: list[Person],
        deal: Deal | None = None,
        product: str = "",
    ) -> None:
        """Add one touch; keys of people and members go where they took part, ``people`` are the contacts."""
        at = self.dice.moment(max(day, START + timedelta(days=4)))
        if at.date() > END:
            return
        for person in people:
            person.meet(at.date())
        length = MINUTES.get(kind)
        row: Row = {
            "kind": kind,
            "at": at,
            "direction": direction,
            "subject": subject,
            "minutes": 5 * self.dice.whole(length[0] // 5, length[1] // 5) if length else "",
            "from": sender,
            "to": ";".join(to or []),
            "attendees": ";".join(attendees or []),
            "deal": deal,
            "site_id": site.key if site else "",
            "company_id": site.company.key if site else "",
            "product_id": product,
            "recorded_at": self.dice.noted(at.date(), 1),
        }
        self.entries.append((at, row))

    def talk(
        self,
        kind: str,
        day: date,
        members: list[str],
        people: list[Person],
        site: Site,
        *,
        deal: Deal | None = None,
        topic: str = "",
        warmth: float = 0.5,
    ) -> None:
        """Add a mail, call or meeting between members and people; warm people come to us more often."""
        if not people:
            return
        inbound = kind in ("mail", "call") and self.dice.chance(0.25 + 0.3 * warmth)
        words = texts("texts")["ja" if people[0].country == "JP" else "en"]
        group = topic or (kind if kind == "meeting" else f"{kind}_{'in' if inbound else 'out'}")
        subject = fill(self.dice.pick(words[group]), deal, people[0].country, self.dice, self.world)
        keys = [person.key for person in people]
        if kind == "meeting":
            self.add(kind, day, "mutual", subject, site, attendees=members + keys, people=people, deal=deal)
        elif inbound:
            self.add(
                kind, day, "inbound", subject, site, sender=keys[0], to=members, people=people, deal=deal
            )
        else:
            self.add(
                kind, day, "outbound", subject, site, sender=members[0], to=keys, people=people, deal=deal
            )


def fill(pattern: str, deal: Deal | None, country: str, dice: Dice, world: World) -> str:
    """Return the subject with product and need of the deal, or of any, in the language of the country."""
    japanese = country == "JP"
    product = (
        deal.product if deal else world.products[dice.pick(("KA-LC510", "KA-LMS800", "KA-GC420", "KA-IR260"))]
    )
    need = deal.need if deal else world.needs[dice.pick(list(world.needs))]
    short = " ".join(product.latin.split()[:2])
    return pattern.format(product=short, need=need.name if japanese else need.latin)


def deal_touches(diary: Diary) -> None:
    """Add what went to and fro in each deal: the more a person counts, the more often there."""
    dice = diary.dice
    for deal in diary.world.deals:
        last = min(END, (deal.closed or END) + timedelta(days=12))
        roles = deal.roles
        engineer = dice.pick(ENGINEERS)
        span = (last - deal.opened).days
        for _ in range(int(dice.bell(10, 34) * min(1.0, 0.25 + span / 120))):
            day = dice.day(deal.opened, last)
            rep = deal.site.company.rep(day)
            here = [role for role in roles if any(job.is_on(day) for job in _jobs(role.person, deal))]
            if not here:
                continue
            weights = [(0.15 + role.person.drive) * (1.2 + role.person.liking) for role in here]
            kind = dice.weighted(("mail", "call", "meeting"), (60, 15, 25))
            count = (
                dice.weighted((1, 2, 3, 4), (2, 4, 3, 1))
                if kind == "meeting"
                else dice.weighted((1, 2), (8, 2))
            )
            people: list[Person] = []
            for _ in range(count):
                person = dice.weighted(here, weights).person
                if person not in people:
                    people.append(person)
            members = [rep, engineer] if kind == "meeting" and dice.chance(0.35) else [rep]
            warmth = (people[0].liking + 1) / 2
            diary.talk(kind, day, members, people, deal.site, deal=deal, warmth=warmth)


def bystanders(diary: Diary) -> None:
    """Add people to deals who have no part in the decision: they write, listen in and stand in for others.

    Without them whoever was met in a deal would have a role in it, and a role would be no riddle.
    """
    usual, diary.dice = diary.dice, Dice("bystanders")
    dice = diary.dice
    for deal in diary.world.deals:
        seated = {role.person.key for role in deal.roles}
        jobs = [job for job in deal.site.at(deal.opened) if job.person.key not in seated]
        weights = [1.6 if job.person.style == "loud" else 1.0 for job in jobs]
        last = min(END, deal.closed or END)
        for _ in range(dice.whole(1, 4) if jobs else 0):
            person = dice.weighted(jobs, weights).person
            for _ in range(dice.weighted((1, 2, 4, 7), (3, 3, 2, 1))):
                day = dice.day(deal.opened, last)
                if any(job.is_on(day) for job in _jobs(person, deal)):
                    kind = dice.weighted(("mail", "call", "meeting"), (5, 2, 3))
                    rep = deal.site.company.rep(day)
                    warmth = (person.liking + 1) / 2
                    diary.talk(kind, day, [rep], [person], deal.site, deal=deal, warmth=warmth)
    diary.dice = usual


def _jobs(person: Person, deal: Deal) -> list:  # type: ignore[type-arg]
    return [job for job in person.jobs if job.site.company is deal.site.company]


def care_touches(diary: Diary, count: int) -> None:
    """Add regular visits, calls and mails to customers; loud people are met often, and it leads nowhere."""
    dice = diary.dice
    hosts = [site for site in diary.world.sites if site.company.standing == "customer" and site.jobs]
    size = [site.company.size * (2.0 if site.needs else 0.4) for site in hosts]
    while count > 0:
        site = dice.weighted(hosts, size)
        day = dice.day(START, END)
        jobs = site.at(day)
        if not jobs:
            continue
        weights = [0.2 + job.person.drive + (0.9 if job.person.style == "loud" else 0.0) for job in jobs]
        people = [dice.weighted(jobs, weights).person]
        kind = dice.weighted(("mail", "call", "meeting"), (5, 2, 3))
        topic = "routine" if kind == "meeting" else ""
        rep = site.company.rep(day)
        diary.talk(kind, day, [rep], people, site, topic=topic, warmth=(people[0].liking + 1) / 2)
        count -= 1


def complaints(diary: Diary, count: int) -> None:
    """Add complaints, from sites that use our products."""
    dice = diary.dice
    uses = [row for row in diary.world.rows["product_uses"] if str(row["product_id"]).startswith("KA-")]
    sites = {site.key: site for site in diary.world.sites}
    while count > 0:
        use = dice.pick(uses)
        site = sites[str(use["site_id"])]
        since = use["since"]
        assert isinstance(since, date)  # noqa: S101
        day = dice.day(max(START, since, site.company.known), END)
        jobs = site.at(day)
        if not jobs or (use["satisfaction"] is not None and float(str(use["satisfaction"])) > 0.8):
            continue
        person = dice.pick(jobs).person
        subject = dice.pick(texts("texts")["ja" if person.country == "JP" else "en"]["complaint"])
        diary.add(
            "complaint",
            day,
            "inbound",
            subject,
            site,
            sender=person.key,
            to=[site.company.rep(day)],
            people=[person],
            product=str(use["product_id"]),
        )
        count -= 1
