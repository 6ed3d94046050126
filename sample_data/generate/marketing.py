"""Campaigns and what they brought: visits to the web site, mails opened, forms, seminars, exhibitions."""

from __future__ import annotations

from datetime import date, timedelta

from sample_data.generate.activities import Diary
from sample_data.generate.dice import END, START, Dice, start_of
from sample_data.generate.words import table, texts
from sample_data.generate.world import Job, Need, Person, Site, World

KEYWORDS = (
    "LC-MS 残留農薬",
    "ICP-MS 価格",
    "元素不純物 Q3D 装置",
    "PFAS 分析 方法",
    "TOC計 オンライン",
    "FT-IR 異物分析",
    "HPLC 更新",
    "ニトロソアミン LC-MS/MS",
    "ヘリウム 代替 GC",
    "データインテグリティ 対応",
)
KEYWORDS_ABROAD = (
    "LC-MS/MS food screening",
    "ICP-MS price",
    "PFAS testing instrument",
    "TOC analyser online",
)
PAGES = ("search", "exhibition", "referral", "newsletter", "trade_press")


def make_campaigns(world: World) -> None:
    """Write down the campaigns."""
    for key, name, channel, cost, started, _ in table("campaigns"):
        world.add(
            "campaigns",
            {
                "campaign_id": key,
                "name": name,
                "channel": channel,
                "cost": cost,
                "currency": "JPY",
                "started_on": started,
                "recorded_at": start_of(max(date.fromisoformat(started), START)),
            },
        )


def marketing_touches(diary: Diary, count: int) -> None:
    """Add touches of marketing; people with needs come more often, and more in the months before a deal."""
    dice = diary.dice
    world = diary.world
    hosts = [site for site in world.sites if site.jobs and site.company.standing in ("customer", "prospect")]
    weights = [(0.5 + len(site.needs)) * (0.6 + site.company.size / 3) for site in hosts]
    opened = {site.key: [deal.opened for deal in world.deals if deal.site is site] for site in hosts}
    events = [(channel, date.fromisoformat(day), word) for _, _, channel, _, day, word in table("campaigns")]
    target = len(diary.entries) + count
    while len(diary.entries) < target:
        site = dice.weighted(hosts, weights)
        starts = opened[site.key]
        near = bool(starts) and dice.chance(0.5)
        day = dice.pick(starts) - timedelta(days=dice.whole(0, 70)) if near else dice.day(START, END)
        day = max(day, site.company.known, START)
        jobs = site.at(day)
        if not jobs:
            continue
        job = dice.weighted(
            jobs, [0.3 + (job.level in (1, 2, 3)) + 0.5 * (job.person.liking > 0) for job in jobs]
        )
        kind = dice.weighted(
            ("web_visit", "mail_open", "mail_click", "form", "seminar", "exhibition", "business_card"),
            (40, 30, 10, 4, 7, 5, 4),
        )
        _one(diary, dice, kind, day, site, job, [event for event in events if event[1] >= site.company.known])


def _one(
    diary: Diary, dice: Dice, kind: str, day: date, site: Site, job: Job, events: list[tuple[str, date, str]]
) -> None:
    person = job.person
    words = texts("texts")["ja" if person.country == "JP" else "en"]
    needs = [diary.world.needs[code] for code in site.needs]
    product = diary.world.products[dice.pick(dice.pick(needs).products)] if needs else None
    name = " ".join(product.latin.split()[:2]) if product else "KA-LC 310"
    code = product.code if product and dice.chance(0.7) else ""
    if kind in ("web_visit", "form"):
        subject = dice.pick(words[kind]).format(product=name)
        diary.add(kind, day, "inbound", subject, site, sender=person.key, people=[person], product=code)
    elif kind in ("mail_open", "mail_click"):
        subject = "分析だより" if person.country == "JP" else "Newsletter"
        subject = f"{subject} {day:%Y-%m}"
        diary.add(kind, day, "inbound", subject, site, sender=person.key, people=[person])
    else:
        rep = site.company.rep(day)
        wanted = "seminar" if kind == "seminar" else "exhibition"
        held = [event for event in events if event[0] == wanted and job.is_on(event[1])]
        if kind == "business_card":
            subject = "名刺交換" if person.country == "JP" else "Exchange of business cards"
            diary.add(kind, day, "mutual", subject, site, attendees=[rep, person.key], people=[person])
        elif held:
            _, when, word = dice.pick(held)
            members = [rep] if kind == "exhibition" else ["M12", dice.pick(("M10", "M11"))]
            diary.add(
                kind,
                when + timedelta(days=dice.whole(0, 2)),
                "mutual",
                word,
                site,
                attendees=[*members, person.key],
                people=[person],
            )


def make_acquisitions(world: World) -> None:
    """Write down which campaign first brought a person, for about two in five."""
    dice = Dice("acquisitions")
    campaigns = [(key, channel, date.fromisoformat(day)) for key, _, channel, _, day, _ in table("campaigns")]
    for person in world.people:
        open_ones = [item for item in campaigns if 0 <= (person.known - item[2]).days < 400]
        if not open_ones or not dice.chance(0.6):
            continue
        key, channel, _ = dice.pick(open_ones)
        japanese = person.country == "JP"
        words = dice.pick(KEYWORDS if japanese else KEYWORDS_ABROAD)
        form = dice.pick(("資料請求", "お問い合わせ", "セミナー申込")) if japanese else "Brochure request"
        world.add(
            "acquisitions",
            {
                "contact_id": person.key,
                "campaign_id": key,
                "keyword": words if channel == "search_ad" else "",
                "referrer": dice.pick(PAGES) if channel in ("web", "search_ad") else channel,
                "form": form if channel in ("web", "search_ad", "seminar") else "",
                "valid_from": person.known,
                "recorded_at": dice.noted(person.known),
            },
        )


def make_answers(world: World) -> None:
    """Write down answers to a questionnaire, some of a person with a need."""
    dice = Dice("answers")
    words = texts("texts")["answers"]
    people: list[Person] = [
        person for person in world.people if person.country == "JP" and person.jobs[0].site.needs
    ]
    for person in dice.some(people, 150):
        job = person.jobs[0]
        day = dice.day(max(person.known, START), job.end - timedelta(days=1) if job.end else END)
        for question, options in dice.some(list(zip(words["questions"], words["options"], strict=True)), 2):
            world.add(
                "answers",
                {
                    "contact_id": person.key,
                    "question": question,
                    "answer": dice.pick(options.split("|")),
                    "at": dice.moment(day),
                    "recorded_at": dice.noted(day),
                },
            )


def needs_voiced(world: World) -> list[tuple[Person, Need, date]]:
    """Return needs that people have spoken of themselves."""
    dice = Dice("voiced")
    found = []
    for site in world.sites:
        for job in site.jobs:
            if site.needs and job.function in ("quality", "research", "production") and dice.chance(0.12):
                need = world.needs[dice.pick(list(site.needs))]
                found.append((job.person, need, max(job.person.known, site.needs[need.code], job.start)))
    return found
