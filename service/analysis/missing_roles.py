"""Who likely holds a role that nobody is named for: named candidates with reasons, or no answer.

A candidate counts ``prod_i ratio_i``: each ratio says how many times as likely the facts are of somebody who
holds the role as of anybody. The counts over all candidates make probabilities; with the likeliest under a
threshold the prediction abstains. What the ratios are is learned from past roles (`role_experience`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from service.analysis.people import RoleHeld
from service.analysis.people_view import PeopleView
from service.analysis.role_experience import UNKNOWN, Experience, power_band, profile_of
from service.analysis.tie_strength import decayed

ANSWERS_FROM = 0.5
"""Probability of the likeliest from which it is named. Fixed on demonstrations that are not scored, where
two of three answers above it were right."""
HELD_BEFORE = 5.0
"""How many times as likely it is that somebody holds a role again who held it once, just now."""
OTHER_BEFORE = 0.6
"""The same of somebody who held only other roles, however often."""
TOOK_PART = 25.0
"""The same of somebody who takes part in the deal all the time, beside one who never does."""
USUAL_TOUCHES = 3.0
"""Touches, as of today, at which half of that counts."""
LEAST, MOST = 0.02, 3.0
"""Bounds of what another role in the same deal may say."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One factor. ``ratio`` above 1 speaks for the candidate, below 1 against; 1 says nothing."""

    name: str
    ratio: float
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may hold the role."""

    contact_id: str
    probability: float
    reasons: tuple[Reason, ...]


def predict_role(
    view: PeopleView,
    experience: Experience,
    role: str,
    *,
    target_ids: Collection[str],
    unit_ids: Collection[str],
    hidden: Collection[str] = (),
) -> list[Candidate]:
    """Return everybody who works in the account, the likeliest holder of a role first.

    Parameters
    ----------
    target_ids
        The deals and buying centers that the role is missing in.
    unit_ids
        The place of the deal.
    hidden
        Ids of roles not to be looked at: those an evaluation holds out.
    """
    named = {
        held.contact_id
        for own in view.roles.values()
        for held in own
        if held.target.id in target_ids and held.role == role and held.id not in hidden
    }
    people = [id_ for id_ in sorted(view.contacts) if id_ not in named and view.current_jobs(id_)]
    here = {id_ for id_ in people if any(job.unit_id in unit_ids for job in view.current_jobs(id_))}
    seated = {
        id_
        for id_ in people
        if any(held.target.id in target_ids and held.id not in hidden for held in view.roles.get(id_, ()))
    }
    share_here, share_seated = _share(len(here), len(people)), _share(len(seated), len(people))
    rows: list[tuple[float, str, tuple[Reason, ...]]] = []
    for id_ in people:
        reasons = (
            *_by_job(view, experience, role, id_),
            _by_place(view, experience, role, id_, is_here=id_ in here, share=share_here),
            *_by_past(view, experience, role, id_, target_ids, hidden),
            _by_deal(view, id_, target_ids),
            _by_seat(view, experience, id_, target_ids, hidden, share_seated),
        )
        weight = 1.0
        for reason in reasons:
            weight *= reason.ratio
        rows.append((weight, id_, reasons))
    total = sum(weight for weight, _, _ in rows)
    return [
        Candidate(id_, weight / total, tuple(reason for reason in reasons if reason.ratio != 1.0))
        for weight, id_, reasons in sorted(rows, key=lambda row: (-row[0], row[1]))
    ]


def _share(number: int, total: int) -> float:
    return (number + 1.0) / (total + 2.0)


def _by_job(view: PeopleView, experience: Experience, role: str, id_: str) -> list[Reason]:
    """Level and work, those of the job that speaks most for the role."""
    found = []
    for job in view.current_jobs(id_):
        profile = profile_of(job.title, job.unit_name)
        level = experience.ratio(role, "level", profile.level)
        function = experience.ratio(role, "function", profile.function)
        found.append((level * function, job.id, level, function))
    _, evidence, level, function = max(found)
    return [Reason("level", level, (evidence,)), Reason("function", function, (evidence,))]


def _by_place(
    view: PeopleView, experience: Experience, role: str, id_: str, *, is_here: bool, share: float
) -> Reason:
    held = experience.counts.get(role, {}).get("here")
    total = sum(held.values()) if held else 0
    if not held or not total:
        return Reason("place", 1.0, ())
    at_home = (held["True"] + 2.0 * share) / (total + 2.0)
    ratio = at_home / share if is_here else (1.0 - at_home) / (1.0 - share)
    return Reason("place", ratio, tuple(job.id for job in view.current_jobs(id_)))


def _fresh(view: PeopleView, held: RoleHeld) -> float:
    ended = held.target.closed_on or held.target.opened_on or held.since or date.min
    age = 0 if held.target.is_open else max((view.facts.as_of - ended).days, 0)
    return float(held.confidence * 2.0 ** (-age / view.weights.buying_center.role_half_life))


def _by_past(
    view: PeopleView,
    experience: Experience,
    role: str,
    id_: str,
    target_ids: Collection[str],
    hidden: Collection[str],
) -> list[Reason]:
    """Roles and stated power elsewhere."""
    past = [
        held
        for held in view.roles.get(id_, ())
        if held.target.id not in target_ids and held.id not in hidden and held.order is None
    ]
    same = sum(_fresh(view, held) for held in past if held.role == role)
    other = sum(_fresh(view, held) for held in past if held.role != role)
    ratio = 1.0 + (HELD_BEFORE - 1.0) * same if same else 1.0 - (1.0 - OTHER_BEFORE) * other / (other + 1.0)
    stated = [held for held in past if held.power is not None]
    weight = sum(_fresh(view, held) for held in stated)
    power = sum(_fresh(view, held) * (held.power or 0.0) for held in stated) / weight if weight else None
    band = power_band(power)
    return [
        Reason("held_before", ratio, tuple(sorted(held.id for held in past))),
        Reason(
            "stated_power",
            1.0 if band == UNKNOWN else experience.ratio(role, "power", band),
            tuple(sorted(held.id for held in stated)),
        ),
    ]


def _by_deal(view: PeopleView, id_: str, target_ids: Collection[str]) -> Reason:
    touches = [
        (weight, touch.id)
        for touch in view.touches.get(id_, ())
        if any(deal in target_ids for deal in touch.deal_ids)
        and (weight := decayed(touch, view.facts, view.weights.tie)) > 0.0
    ]
    amount = sum(weight for weight, _ in touches)
    ratio = 1.0 + (TOOK_PART - 1.0) * amount / (amount + USUAL_TOUCHES)
    return Reason("took_part", ratio, tuple(touch for _, touch in touches))


def _by_seat(
    view: PeopleView,
    experience: Experience,
    id_: str,
    target_ids: Collection[str],
    hidden: Collection[str],
    share: float,
) -> Reason:
    """Say what it means that somebody has another role in the same deal, or has none."""
    seats = [
        held.id
        for held in view.roles.get(id_, ())
        if held.target.id in target_ids and held.id not in hidden and held.order is None
    ]
    if not seats:
        return Reason("other_role", 1.0, ())
    against = min(MOST, max(LEAST, experience.doubles / share))
    return Reason("other_role", against, tuple(sorted(seats)))
