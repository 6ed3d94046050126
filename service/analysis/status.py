"""The rule of the status (P/C/L/D/S) and the customer type, from facts as of a day.

One rule serves contact, site and company; they differ in whose facts count (see `account_findings`):

1. D: a person whose every known job has ended, or whose mail bounced after the last sign of life; a site that
   its company gave up; a company that went into another.
2. C: ordered within the lapse period. L: ordered, but not within it.
3. S: chooses or decides in deals with us (specifier, decider, or in the touches of several deals without any
   role on record), never ordered, while others at the account did.
4. P: reacted, or has a deal with us.
5. None of these: no status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from service.analysis.status_facts import (
    AccountFacts,
    Choice,
    CustomerType,
    Finding,
    Job,
    Order,
    PersonFacts,
    Reaction,
    Reason,
    Rules,
    UnitFacts,
)

TOUCHED_DEALS = 2
"""Somebody without a role chooses who takes part in the touches of as many deals."""
DEAD, CUSTOMER, LAPSED, SPECIFIER, PROSPECT = "D", "C", "L", "S", "P"


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that counts for one contact, site or company."""

    id: str
    label: str
    orders: tuple[Order, ...]
    choices: tuple[Choice, ...]
    deals: tuple[str, ...]
    reaction: Reaction | None
    ended: Reason | None
    others_ordered: bool


def judge(subject: Subject, day: date, rules: Rules) -> Finding:
    """Return status and customer type of one subject.

    Returns
    -------
    Finding
        With a reason for each, whose evidence decided it: of orders the first and the last.
    """
    days = sorted({order.on: order for order in sorted(subject.orders, key=_order_key)}.items())
    orders = [order for _, order in days]
    lapses_on = orders[-1].on + timedelta(days=rules.lapse_days) if orders else None
    type_, why_type = _customer_type(subject, orders, day, rules)
    status, why = _status(subject, orders, lapses_on, day, rules)
    reasons = tuple(reason for reason in (why, why_type) if reason)
    lapses = lapses_on if status == CUSTOMER else None
    return Finding(subject.id, subject.label, status, type_, reasons, lapses)


def _order_key(order: Order) -> tuple[date, str]:
    return order.on, order.evidence_id


def _status(
    subject: Subject, orders: list[Order], lapses_on: date | None, day: date, rules: Rules
) -> tuple[str | None, Reason | None]:
    if subject.ended:
        return DEAD, subject.ended
    if lapses_on is not None:
        last = orders[-1]
        params = (("on", last.on), ("days", rules.lapse_days))
        if lapses_on > day:
            return CUSTOMER, Reason("ordered", params, (last.evidence_id,))
        return LAPSED, Reason("lapsed", params, (last.evidence_id,))
    if subject.others_ordered and (chosen := _choosing(subject.choices)):
        deals = {choice.deal_id for choice in chosen}
        evidence = tuple(sorted({choice.evidence_id for choice in chosen}))
        key = "chooses" if chosen[0].is_held else "takes_part"
        return SPECIFIER, Reason(key, (("deals", len(deals)),), evidence)
    if subject.reaction:
        return PROSPECT, _reacted(subject.reaction)
    if subject.deals:
        return PROSPECT, Reason("has_deal", (("deals", len(subject.deals)),), subject.deals)
    return None, None


def _choosing(choices: tuple[Choice, ...]) -> list[Choice]:
    """Return the choices that make a specifier: those with a role, else enough without."""
    held = [choice for choice in choices if choice.is_held]
    if held:
        return held
    return list(choices) if len({choice.deal_id for choice in choices}) >= TOUCHED_DEALS else []


def _reacted(reaction: Reaction) -> Reason:
    return Reason("reacted", (("on", reaction.on),), (reaction.evidence_id,))


def _customer_type(
    subject: Subject, orders: list[Order], day: date, rules: Rules
) -> tuple[CustomerType, Reason | None]:
    if not orders:
        met = subject.reaction or subject.deals or subject.choices
        return (CustomerType.PROSPECT if met else CustomerType.POTENTIAL), None
    first, last = orders[0], orders[-1]
    recent = day - timedelta(days=rules.lapse_days)
    if first.on > recent:
        return CustomerType.NEW, Reason("first_order", (("on", first.on),), (first.evidence_id,))
    if len(orders) > 1 and last.on > recent:
        params = (("days", len(orders)), ("on", first.on))
        return CustomerType.REPEAT, Reason("ordered_again", params, (first.evidence_id, last.evidence_id))
    return CustomerType.EXISTING, Reason("first_order", (("on", first.on),), (first.evidence_id,))


def home_of(person: PersonFacts) -> Job | None:
    """Return the job that says where a person belongs: the newest that lasts, else the last to end."""

    def rank(job: Job) -> tuple[bool, date, date, str]:
        return (job.valid_to is None, job.valid_to or date.max, job.valid_from or date.min, job.id)

    return max(person.jobs, key=rank, default=None)


def _since(person: PersonFacts, home: Job | None) -> date | None:
    """Return the day the person began at the present company; None where all that is known counts."""
    elsewhere = [job for job in person.jobs if home and job.company_id != home.company_id and job.valid_to]
    if home is None or not elsewhere:
        return None
    begun = [job.valid_from for job in person.jobs if job.company_id == home.company_id and job.valid_from]
    # Of somebody who came back the present stay counts.
    left = max(job.valid_to for job in elsewhere if job.valid_to)
    return min((day for day in begun if day >= left), default=min(begun, default=None))


def _gone(person: PersonFacts, day: date) -> Reason | None:
    if person.jobs and not any(job.covers(day) for job in person.jobs):
        last = max(person.jobs, key=lambda job: (job.valid_to or day, job.id))
        return Reason("left", (("on", last.valid_to or day),), (last.id,))
    bounce = person.bounce
    if bounce and (person.reaction is None or person.reaction.on <= bounce.on):
        return Reason("bounced", (("on", bounce.on),), (bounce.evidence_id,))
    return None


def _doubt(person: PersonFacts, gone: Reason | None, home: Job | None, day: date) -> tuple[str, date] | None:
    if gone:
        on = dict(gone.params)["on"]
        return (gone.key, on) if isinstance(on, date) else None
    ended = [
        job.valid_to
        for job in person.jobs
        if job.valid_to and job.valid_to <= day and home and job.company_id != home.company_id
    ]
    return ("moved", max(ended)) if ended else None


def person_finding(person: PersonFacts, others_ordered: bool, day: date, rules: Rules) -> Finding:
    """Return what is found of one contact: what happened before the present company is that company's."""
    home = home_of(person)
    since = _since(person, home)
    company = home.company_id if home else None
    gone = _gone(person, day)
    reaction = person.reaction
    found = judge(
        Subject(
            person.id,
            "Contact",
            tuple(order for order in person.orders if since is None or order.on >= since),
            () if person.buys else _choices_at(person, company),
            person.deals,
            reaction if reaction and (since is None or reaction.on >= since) else None,
            gone,
            others_ordered,
        ),
        day,
        rules,
    )
    doubt = _doubt(person, gone, home, day)
    return found if doubt is None else replace(found, doubt=doubt[0], doubt_on=doubt[1])


def _choices_at(person: PersonFacts, company_id: str | None) -> tuple[Choice, ...]:
    return tuple(
        choice
        for choice in person.choices
        if company_id is None or choice.company_id is None or choice.company_id == company_id
    )


def account_findings(account: AccountFacts, day: date, rules: Rules) -> list[Finding]:
    """Return what is found of a company, its sites and the people who belong to it.

    Rolled up: to the facts of a site are added those of its people (orders of the days they worked there;
    reactions and choices of who is there now), to the facts of a company those of its sites and people. The
    rule then looks at the sum. A person is found at the company of the present job only.
    """
    company_id = account.company.id if account.company else None
    sites = [_site_subject(site, account.people, day) for site in account.sites]
    found: list[Finding] = []
    others = bool(account.company is None and any(site.orders for site in sites))
    if account.company:
        company = _company_subject(account.company, sites, account.people, day)
        others = bool(company.orders)
        found.append(judge(company, day, rules))
    for site in sites:
        others_here = others or bool(site.orders)
        found.append(judge(replace(site, others_ordered=others_here), day, rules))
    for person in account.people:
        home = home_of(person)
        if (home.company_id if home else None) == company_id:
            found.append(person_finding(person, others, day, rules))
    return found


def _site_subject(site: UnitFacts, people: Iterable[PersonFacts], day: date) -> Subject:
    def is_here(job: Job) -> bool:
        return job.site_id == site.id

    return _rolled_up(site, "Site", people, is_here, day)


def _company_subject(
    company: UnitFacts, sites: Iterable[Subject], people: Iterable[PersonFacts], day: date
) -> Subject:
    sites = list(sites)
    own = _rolled_up(company, "Company", people, lambda job: job.company_id == company.id, day)
    reactions = [one.reaction for one in (own, *sites) if one.reaction]
    # A company that chooses does so for others: in its own deals everybody does.
    chosen = tuple(one for one in own.choices if one.company_id not in (None, company.id))
    return Subject(
        company.id,
        "Company",
        tuple({order: None for one in (own, *sites) for order in one.orders}),
        chosen,
        tuple(sorted({deal for one in (own, *sites) for deal in one.deals})),
        _latest(reactions),
        own.ended,
        bool(chosen),
    )


def _rolled_up(
    unit: UnitFacts, label: str, people: Iterable[PersonFacts], is_here: Callable[[Job], bool], day: date
) -> Subject:
    orders = dict.fromkeys(unit.orders)
    choices: list[Choice] = []
    reactions = [unit.reaction] if unit.reaction else []
    for person in people:
        jobs = [job for job in person.jobs if is_here(job)]
        orders.update(dict.fromkeys(o for o in person.orders if any(job.covers(o.on) for job in jobs)))
        if any(job.covers(day) for job in jobs):
            choices.extend(() if person.buys or person.orders else person.choices)
            if person.reaction and any(job.covers(person.reaction.on) for job in jobs):
                reactions.append(person.reaction)
    ended = unit.ended
    is_alone = bool(ended and ended.evidence_id == unit.id)
    gone = "closed" if label == "Site" else "dissolved" if is_alone else "absorbed"
    return Subject(
        unit.id,
        label,
        tuple(orders),
        tuple(choices),
        tuple(sorted(unit.deals)),
        _latest(reactions),
        Reason(gone, (("on", ended.on),), (ended.evidence_id,)) if ended else None,
        False,
    )


def _latest(reactions: Iterable[Reaction]) -> Reaction | None:
    return max(reactions, key=lambda one: (one.on, one.evidence_id), default=None)
