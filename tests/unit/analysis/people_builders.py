"""Small accounts to compute on by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from service.analysis.people import (
    AccountFacts,
    Job,
    Link,
    Participant,
    Person,
    RoleHeld,
    Target,
    Touch,
    Unit,
)

NOW = datetime(2026, 7, 1, tzinfo=UTC)
TODAY = date(2026, 6, 30)
SITE = Unit("site-1", "Site", "Plant", frozenset({"company-1", "site-1"}), "site-1")
COMPANY = Unit("company-1", "Company", "Acme", frozenset({"company-1"}))


def touch(
    id_: str,
    days: float,
    who: str,
    *,
    kind: str = "meeting",
    direction: str | None = None,
    deals: tuple[str, ...] = (),
) -> Touch:
    """An activity some days ago; ``who`` is like "a m1 b>" where > marks the sender and m a member."""
    participants = tuple(
        Participant(
            name.rstrip(">"),
            name.startswith("m"),
            "from" if name.endswith(">") else ("to" if ">" in who else "attendee"),
        )
        for name in who.split()
    )
    return Touch(id_, kind, NOW - timedelta(days=days), direction, participants, deals)


def job(contact: str, title: str | None, *, unit: str = "site-1", is_current: bool = True) -> Job:
    """A job at the plant."""
    return Job(f"works_at.{contact}.{unit}", contact, unit, "Plant", title, is_current)


def deal(id_: str, outcome: str = "open", closed_days_ago: int | None = None) -> Target:
    """A deal at the plant."""
    closed = None if closed_days_ago is None else TODAY - timedelta(days=closed_days_ago)
    return Target(id_, "Deal", id_, outcome, None, closed, ("company-1", "site-1"))


def role(contact: str, target: Target, code: str, **more: object) -> RoleHeld:
    """A role in a deal."""
    return RoleHeld(f"holds_role.{contact}.{target.id}.{code}", contact, target, code, **more)  # type: ignore[arg-type]


def reports(one: str, to: str) -> Link:
    """A reporting line."""
    return Link(f"reports_to.{one}.{to}", "REPORTS_TO", one, to)


def account(
    *things: Job | RoleHeld | Link | Touch, contacts: str = "a b c d", members: str = "m1 m2"
) -> AccountFacts:
    """An account of a company with one plant."""
    return AccountFacts(
        now=NOW,
        as_of=TODAY,
        people=(
            *(Person(id_, id_.upper()) for id_ in contacts.split()),
            *(Person(id_, id_.upper(), "Member") for id_ in members.split()),
        ),
        jobs=tuple(item for item in things if isinstance(item, Job)),
        units=(COMPANY, SITE),
        roles=tuple(item for item in things if isinstance(item, RoleHeld)),
        links=tuple(item for item in things if isinstance(item, Link)),
        touches=tuple(item for item in things if isinstance(item, Touch)),
    )
