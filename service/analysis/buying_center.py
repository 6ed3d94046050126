"""Who decides on a purchase: the members of a buying center ranked by named parts, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph_models.records import Change, RankedItem, combine
from graph_models.vocabulary import State
from service.analysis.approval_route import card, newest_first, route_outlook, route_told, steps_of
from service.analysis.committee import UNDECIDED, Member, coverage, red_flags, structure
from service.analysis.key_person_parts import UNKNOWN, Value, role_value, saturate
from service.analysis.membership import on_targets
from service.analysis.missing_roles import ANSWERS_FROM, predict_role
from service.analysis.people import RoleHeld
from service.analysis.people_view import PeopleView, person_details
from service.analysis.role_experience import Experience
from service.analysis.tie_strength import decayed, joint_strength
from service.analysis.weights import Requirement

T = TypeVar("T")
MOST_SUGGESTIONS = 5
MOST_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What is bought: a deal, or a product category at a place.

    ``target_ids``: its deals and buying centers. ``people_ids``: contacts known to have to do with them.
    ``purchased``: purchases of it by contacts, as roles of a buyer. ``unit_ids``: the place.
    ``experience``: what past deals teach of who holds which role.
    """

    target_ids: frozenset[str]
    people_ids: frozenset[str]
    template: tuple[Requirement, ...]
    unit_ids: frozenset[str]
    is_running: bool = True
    purchased: tuple[RoleHeld, ...] = ()
    experience: Experience = field(default_factory=Experience)


@dataclass(frozen=True, slots=True)
class Center:
    """A buying center: its members ranked, and the measures of the whole; is the purchase still running?"""

    items: tuple[RankedItem, ...]
    details: Mapping[str, Any]
    is_running: bool = True


def buying_center(view: PeopleView, subject: Subject) -> Center:
    """Return members and measures.

    Members hold a role, stand on an approval route, took part in activities about a deal, or purchased.
    """
    belonging = on_targets(view.facts, subject.people_ids | {role.contact_id for role in subject.purchased})
    members = [
        _member(view, subject, id_, has_left=id_ in belonging.departed) for id_ in sorted(belonging.ids)
    ]
    steps = steps_of(view, subject.target_ids)
    covered, required = coverage(members, subject.template, view.weights.tie.engaged)
    return Center(
        _ranked(view, subject, members),
        {
            "coverage": covered,
            "required": required,
            "missing": [
                {**_missing(view, subject, row["role"]), **_likely(view, subject, row["role"])}
                for row in required
                if not row["named_people"]
            ],
            "structure": structure(view, members),
            "red_flags": red_flags(view, members, required, is_running=subject.is_running),
            "route": route_told(view, steps, belonging.departed),
            "route_outlook": route_outlook(view, steps, subject.target_ids, belonging.departed),
        },
        subject.is_running,
    )


def _roles(view: PeopleView, subject: Subject, contact_id: str) -> list[RoleHeld]:
    """Return somebody's roles in the subject, newest first."""
    own = [role for role in view.roles.get(contact_id, []) if role.target.id in subject.target_ids]
    own += [role for role in subject.purchased if role.contact_id == contact_id]
    return sorted(own, key=newest_first)


def _member(view: PeopleView, subject: Subject, contact_id: str, *, has_left: bool) -> Member:
    roles = _roles(view, subject, contact_id)
    details = person_details(view, contact_id)
    last = max((touch.at for touch in view.touches.get(contact_id, [])), default=None)
    strength = details["strength"]
    return Member(
        contact_id,
        view.contacts[contact_id].name,
        tuple(roles),
        _first(role.stance for role in roles if role.stance not in UNDECIDED),
        _first(role.power for role in roles),
        strength if isinstance(strength, float) else None,
        None if last is None else view.facts.age_days(last),
        has_left,
    )


def _first(values: Iterable[T | None]) -> T | None:
    """Return the first that is known."""
    return next((value for value in values if value is not None), None)


def _recency(view: PeopleView, role: RoleHeld) -> float:
    ended = None if role.target.is_open else role.target.closed_on
    age = max((view.facts.as_of - ended).days, 0) if ended else 0
    return float(2.0 ** (-age / view.weights.buying_center.role_half_life))


def _values(view: PeopleView, subject: Subject, member: Member) -> dict[str, Value]:
    """Return the parts of a member's score; each is a function of its evidence alone."""
    weights = view.weights
    role_weight = weights.key_person.roles
    roles = sorted(member.roles, key=lambda role: role.id)
    named = [role for role in roles if role_weight.get(role.role or "", 0.0) > 0.0]
    position = role_value(
        ((role_weight[role.role or ""], role.confidence * _recency(view, role)) for role in named),
        weights.buying_center.role_saturation,
    )
    powers = [role for role in roles if role.power is not None]
    share = sum(_recency(view, role) for role in powers)
    power = sum((role.power or 0.0) * _recency(view, role) for role in powers)
    stances = [role for role in roles if role.stance not in UNDECIDED]
    certainty = sum(role.confidence * _recency(view, role) for role in stances)
    about = [
        (weight, touch.id)
        for touch in view.touches.get(member.id, [])
        if subject.target_ids & set(touch.deal_ids)
        and (weight := decayed(touch, view.facts, weights.tie)) > 0
    ]
    return {
        "buying_role": (position, _named(named)) if position is not None else UNKNOWN,
        "buying_power": (power / share, _named(powers)) if powers else UNKNOWN,
        "stance_certainty": (saturate(certainty, 0.5), _named(stances)) if certainty > 0.0 else UNKNOWN,
        "tie_strength": joint_strength(view.ties_of.get(member.id, [])),
        "deal_engagement": (
            saturate(sum(weight for weight, _ in about), weights.buying_center.engagement_saturation),
            tuple(id_ for _, id_ in about),
        )
        if about
        else UNKNOWN,
    }


def _named(roles: Sequence[RoleHeld]) -> tuple[str, ...]:
    """Return the ids of roles and of the deals, centers or purchases they are in."""
    return tuple(sorted({role.id for role in roles} | {role.target.id for role in roles}))


def _ranked(view: PeopleView, subject: Subject, members: Sequence[Member]) -> tuple[RankedItem, ...]:
    weights = view.weights.buying_center
    rows = []
    for member in members:
        values = _values(view, subject, member)
        score, confidence, parts = combine(
            {name: (value, weights.parts[name], ids) for name, (value, ids) in values.items()}, weights.doubt
        )
        confirmed = any(role.state == State.CONFIRMED.value for role in member.roles)
        item = RankedItem(
            member.id,
            "Contact",
            member.name,
            score,
            confidence,
            State.CONFIRMED if confirmed else State.INFERRED,
            parts,
            tuple(
                Change(f"buying_center.unknown_{part.name}", {"part": part.name})
                for part in parts
                if part.value is None
            ),
            _details(view, member),
        )
        rows.append(((member.has_left, -(score or 0.0), member.id), item))
    return tuple(item for _, item in sorted(rows, key=lambda row: row[0]))


def _details(view: PeopleView, member: Member) -> dict[str, Any]:
    by_role: dict[str, list[RoleHeld]] = {}
    for role in member.roles:
        if role.role:
            by_role.setdefault(role.role, []).append(role)
    flags = ["has_left"] if member.has_left else []
    if view.contacts[member.id].is_opted_out:
        flags.append("opted_out")
    return {
        **person_details(view, member.id),
        "roles": [
            {
                "role": code,
                "stance": _first(role.stance for role in held if role.stance not in UNDECIDED),
                "power": _first(role.power for role in held),
                "evidence_ids": [role.id for role in held],
            }
            for code, held in by_role.items()
        ],
        "stance": member.stance or "unknown",
        "power": member.power,
        "silent_days": member.silent_days,
        "flags": tuple(flags),
    }


def _missing(view: PeopleView, subject: Subject, role: str) -> dict[str, Any]:
    """Say where a missing role sat before: in other deals here, or at sister sites."""
    contacts = view.contacts
    held = [
        item
        for own in view.roles.values()
        for item in own
        if item.role == role
        and item.target.id not in subject.target_ids
        and item.contact_id in contacts
        and view.current_jobs(item.contact_id)
    ]
    seen: dict[str, dict[str, Any]] = {}
    for item in sorted(held, key=lambda item: (not _is_here(view, item, subject), *newest_first(item))):
        entry = seen.setdefault(
            item.contact_id,
            {
                "contact": card(view, item.contact_id),
                "unit": person_details(view, item.contact_id)["unit"],
                "is_here": _is_here(view, item, subject),
                "target": {"id": item.target.id, "label": item.target.label, "name": item.target.name},
                "evidence_ids": [],
            },
        )
        entry["evidence_ids"].append(item.id)
    found = list(seen.values())[:MOST_SUGGESTIONS]
    return {
        "role": role,
        "seen_at": found,
        "evidence": [id_ for entry in found for id_ in entry["evidence_ids"]],
    }


def _is_here(view: PeopleView, role: RoleHeld, subject: Subject) -> bool:
    return any(job.unit_id in subject.unit_ids for job in view.current_jobs(role.contact_id))


def _likely(view: PeopleView, subject: Subject, role: str) -> dict[str, Any]:
    """Name who likely holds a role, or say how far from an answer it is."""
    ranked = predict_role(
        view, subject.experience, role, target_ids=subject.target_ids, unit_ids=subject.unit_ids
    )
    best = ranked[0].probability if ranked else None
    is_sure = best is not None and best >= ANSWERS_FROM and subject.experience.holders(role) > 0
    return {
        "abstains": not is_sure,
        "best_probability": best,
        "answers_from": ANSWERS_FROM,
        "learned_from": subject.experience.holders(role),
        "likely": [
            {
                "contact": card(view, one.contact_id),
                "unit": person_details(view, one.contact_id)["unit"],
                "probability": one.probability,
                "combine": "product",
                "reasons": [
                    {
                        "name": reason.name,
                        "ratio": reason.ratio,
                        "change": Change(
                            f"buying_center.reason_{reason.name}", {"times": f"{reason.ratio:.2g}"}
                        ),
                        "evidence_ids": list(reason.evidence_ids),
                    }
                    for reason in one.reasons
                ],
            }
            for one in (ranked[:MOST_LIKELY] if is_sure else ())
        ],
    }
