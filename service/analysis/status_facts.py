"""What the status of companies, sites and people is derived from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CustomerType(StrEnum):
    """How far somebody has come as a customer."""

    POTENTIAL = "potential"
    PROSPECT = "prospect"
    NEW = "new"
    EXISTING = "existing"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rule is set to: days without an order after which a customer counts as lapsed."""

    lapse_days: int = 365


@dataclass(frozen=True, slots=True)
class Order:
    """A day on which something was bought, with what shows it: a purchase or a won deal."""

    on: date
    evidence_id: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """The latest sign of life from their side."""

    on: date
    evidence_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A deal somebody chooses or decides in. Without a role on record it is only touched upon."""

    deal_id: str
    evidence_id: str
    company_id: str | None
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a person; ``valid_to`` is None as long as it lasts."""

    id: str
    company_id: str | None
    site_id: str | None
    valid_from: date | None
    valid_to: date | None

    def covers(self, day: date) -> bool:
        """Return whether it was held on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a contact up to a day.

    ``deals`` are the ids of the roles held in deals with us; ``buys`` says that one of them is the buyer's.
    """

    id: str
    jobs: tuple[Job, ...] = ()
    orders: tuple[Order, ...] = ()
    choices: tuple[Choice, ...] = ()
    deals: tuple[str, ...] = ()
    reaction: Reaction | None = None
    bounce: Reaction | None = None
    buys: bool = False


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of a company or site itself. ``deals`` are ids of deals with us."""

    id: str
    orders: tuple[Order, ...] = ()
    deals: tuple[str, ...] = ()
    reaction: Reaction | None = None
    ended: Reaction | None = None


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """A company with its sites and the people who work or worked there. Without a company: loose ones."""

    company: UnitFacts | None
    sites: tuple[UnitFacts, ...] = ()
    people: tuple[PersonFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a message key under ``status`` with what fills it, and the facts it came from."""

    key: str
    params: tuple[tuple[str, str | int | date], ...]
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rule finds. ``lapses_on`` is the day on which a customer lapses unless an order comes.

    ``doubt`` says what speaks for a person being gone from where we knew them: ``left``, ``moved`` or
    ``bounced``, since ``doubt_on``.
    """

    id: str
    label: str
    status: str | None
    customer_type: str
    reasons: tuple[Reason, ...]
    lapses_on: date | None = None
    doubt: str | None = None
    doubt_on: date | None = None


def day_of(moment: datetime, until: datetime) -> date:
    """Return the day of a time in the zone of ``until``."""
    return moment.astimezone(until.tzinfo).date()
