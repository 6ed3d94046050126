"""What is known of the people of an account at a moment: the input of key person, buying center and ties.

Everything here was already cut to the moment that is asked about; the ids are the evidence of the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, or a member of our own (``label`` says which).

    ``is_no_introducer``: asked not to be asked for introductions.
    """

    id: str
    name: str
    label: str = "Contact"
    is_opted_out: bool = False
    status: str | None = None
    is_no_introducer: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A WORKS_AT relationship that had begun. ``is_current``: it had not ended."""

    id: str
    contact_id: str
    unit_id: str
    unit_name: str
    title: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A company, site or department; ``chain`` holds the ids from the account down to itself."""

    id: str
    label: str
    name: str
    chain: frozenset[str]
    site_id: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A deal or buying center in which roles are held. ``outcome`` and ``closed_on`` as known then.

    ``unit_ids``: the company, site or department it is with or at.
    """

    id: str
    label: str
    name: str
    outcome: str = "open"
    opened_on: date | None = None
    closed_on: date | None = None
    unit_ids: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it had not ended."""
        return self.outcome == "open"


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A HOLDS_ROLE relationship; an APPROVAL_STEP is one too, with the role approver and its ``order``."""

    id: str
    contact_id: str
    target: Target
    role: str | None
    stance: str | None = None
    power: float | None = None
    state: str = "confirmed"
    confidence: float = 1.0
    since: date | None = None
    order: int | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A REPORTS_TO, INFLUENCES or KNOWS relationship between two people."""

    id: str
    type: str
    start_id: str
    end_id: str
    weight: float | None = None
    kind: str | None = None
    state: str = "confirmed"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in an activity: ``part`` is from, to, cc or attendee."""

    id: str
    is_member: bool
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """An activity with those who took part and the deals it was about."""

    id: str
    kind: str
    at: datetime
    direction: str | None
    participants: tuple[Participant, ...]
    deal_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase made by a contact; ``id`` is that of the BY relationship."""

    id: str
    purchase_id: str
    contact_id: str
    deal_id: str | None
    purchased_on: date


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything known of the people of one account at one moment. ``now`` is the end of that day."""

    now: datetime
    as_of: date
    people: tuple[Person, ...]
    jobs: tuple[Job, ...] = ()
    units: tuple[Unit, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    links: tuple[Link, ...] = ()
    touches: tuple[Touch, ...] = ()
    bought: tuple[Bought, ...] = ()

    def contacts(self) -> dict[str, Person]:
        """Return the contacts by id."""
        return {person.id: person for person in self.people if person.label == "Contact"}

    def units_within(self, scope_id: str) -> frozenset[str]:
        """Return the ids of the units in a company, site or department, itself included."""
        return frozenset(unit.id for unit in self.units if scope_id in unit.chain) | {scope_id}

    def age_days(self, at: datetime) -> float:
        """Return the age of an instant in days, never below zero."""
        return max((self.now - at).total_seconds(), 0.0) / 86400.0
