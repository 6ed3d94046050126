"""Closed lists of codes. The data holds the codes; their words in both languages are at the edge."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far a fact can be relied on. An inferred one is never shown as confirmed."""

    CONFIRMED = "confirmed"
    ASSUMED = "assumed"
    INFERRED = "inferred"


class Role(StrEnum):
    """What part a person plays in a buying decision (Webster and Wind 1972, extended)."""

    INITIATOR = "initiator"
    USER = "user"
    INFLUENCER = "influencer"
    SPECIFIER = "specifier"
    DECIDER = "decider"
    APPROVER = "approver"
    BUDGET_HOLDER = "budget_holder"
    BUYER = "buyer"
    GATEKEEPER = "gatekeeper"


class Stance(StrEnum):
    """How a person stands towards us in a deal."""

    CHAMPION = "champion"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    OPPONENT = "opponent"
    BLOCKER = "blocker"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Where a company, site or contact stands with us (P/C/L/D/S)."""

    PROSPECT = "P"
    CUSTOMER = "C"
    LAPSED = "L"
    DEAD = "D"
    SPECIFIER = "S"


class Seniority(StrEnum):
    """Levels of formal authority, highest first."""

    EXECUTIVE = "executive"
    DIRECTOR = "director"
    MANAGER = "manager"
    SECTION_HEAD = "section_head"
    LEAD = "lead"
    STAFF = "staff"


class JobFunction(StrEnum):
    """What a person's work is about."""

    MANAGEMENT = "management"
    PROCUREMENT = "procurement"
    QUALITY = "quality"
    RESEARCH = "research"
    PRODUCTION = "production"
    ENGINEERING = "engineering"
    IT = "it"
    FINANCE = "finance"
    SALES = "sales"
    ADMINISTRATION = "administration"


class SiteFunction(StrEnum):
    """What a site is for."""

    HEAD_OFFICE = "head_office"
    PLANT = "plant"
    RD = "rd"
    QUALITY_LAB = "quality_lab"
    SALES_OFFICE = "sales_office"
    BRANCH = "branch"
    WAREHOUSE = "warehouse"
    PUBLIC_OFFICE = "public_office"
    WATERWORKS = "waterworks"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    OTHER = "other"


class ActivityKind(StrEnum):
    """Kinds of touch between a person and us."""

    MAIL = "mail"
    CALL = "call"
    MEETING = "meeting"
    WEB_VISIT = "web_visit"
    MAIL_OPEN = "mail_open"
    MAIL_CLICK = "mail_click"
    MAIL_BOUNCE = "mail_bounce"
    FORM = "form"
    SEMINAR = "seminar"
    EXHIBITION = "exhibition"
    BUSINESS_CARD = "business_card"
    COMPLAINT = "complaint"


class Direction(StrEnum):
    """Which way an activity went, seen from us."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    MUTUAL = "mutual"


class Participation(StrEnum):
    """As what somebody took part in an activity."""

    FROM = "from"
    TO = "to"
    CC = "cc"
    ATTENDEE = "attendee"


class DealStage(StrEnum):
    """Steps of a deal."""

    LEAD = "lead"
    QUALIFIED = "qualified"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    CLOSED = "closed"


class DealOutcome(StrEnum):
    """How a deal ended."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    CANCELLED = "cancelled"


class NeedKind(StrEnum):
    """Whether a need was stated or must be read from behaviour."""

    EXPLICIT = "explicit"
    LATENT = "latent"


class InfluenceKind(StrEnum):
    """Kinds of influence between two people."""

    INFLUENCE = "influence"
    DOTTED = "dotted"
    CONFLICT = "conflict"


class NoteKind(StrEnum):
    """Kinds of note: for the handover, and what a planner writes into an account plan."""

    CAUTION = "caution"
    TROUBLE = "trouble"
    KEY_PERSON = "key_person"
    CHANGE_OF_REP = "change_of_rep"
    OBJECTIVE = "objective"
    DIRECTION = "direction"
    ACTION = "action"


class ExpansionKind(StrEnum):
    """The four ways a success is carried on (横展開)."""

    SAME_COMPANY_SITE = "same_company_site"
    SIMILAR_COMPANY_SAME_MARKET = "similar_company_same_market"
    SIMILAR_STORY_OTHER_MARKET = "similar_story_other_market"
    OVERSEAS = "overseas"


class MotifRing(StrEnum):
    """How far from a success its story is found again, the nearest first: the four ways, and the group."""

    SAME_COMPANY_SITE = "same_company_site"
    SAME_GROUP = "same_group"
    SIMILAR_COMPANY_SAME_MARKET = "similar_company_same_market"
    SIMILAR_STORY_OTHER_MARKET = "similar_story_other_market"
    OVERSEAS = "overseas"


class WorkState(StrEnum):
    """How a target of expansion that somebody works on stands."""

    OPEN = "open"
    SNOOZED = "snoozed"
    DONE = "done"
    DROPPED = "dropped"


class ExpansionOutcome(StrEnum):
    """What came of the work on a target of expansion."""

    WON = "won"
    MET = "met"
    NOT_INTERESTED = "not_interested"
    WRONG = "wrong"
