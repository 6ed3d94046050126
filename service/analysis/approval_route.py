"""The approval route (稟議) of a purchase: its steps, where it will stick, and how long such routes take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from statistics import median
from typing import Any

from graph_models.records import Change
from service.analysis.people import RoleHeld
from service.analysis.people_view import PeopleView, person_details

ENOUGH = 3
"""Routes of the past from which a time is told; below it is unknown."""
AGAINST = ("blocker", "opponent")


def newest_first(role: RoleHeld) -> tuple[bool, int, int, str]:
    """Return what puts roles in order: those of open deals first, then of those that ended last."""
    ended = role.target.closed_on or role.target.opened_on or date.min
    return not role.target.is_open, -ended.toordinal(), -(role.since or date.min).toordinal(), role.id


def card(view: PeopleView, contact_id: str) -> dict[str, Any]:
    """Return a contact as lists name one."""
    return {
        "id": contact_id,
        "label": "Contact",
        "name": view.contacts[contact_id].name,
        "title": person_details(view, contact_id)["title"],
    }


def steps_of(view: PeopleView, target_ids: Collection[str]) -> list[RoleHeld]:
    """Return the steps in order, those of the newest deal which has a route."""
    steps = [
        role
        for own in view.roles.values()
        for role in own
        if role.order is not None and role.target.id in target_ids
    ]
    if not steps:
        return []
    newest = min(steps, key=newest_first).target.id
    return sorted(
        (role for role in steps if role.target.id == newest), key=lambda role: (role.order or 0, role.id)
    )


def route_told(
    view: PeopleView, steps: Sequence[RoleHeld], departed: Collection[str]
) -> list[dict[str, Any]]:
    """Return the steps as an answer shows them."""
    return [
        {
            "order": role.order,
            "contact": card(view, role.contact_id),
            "threshold": role.threshold,
            "has_left": role.contact_id in departed,
            "evidence_ids": [role.id],
        }
        for role in steps
    ]


def route_outlook(
    view: PeopleView, steps: Sequence[RoleHeld], target_ids: Collection[str], departed: Collection[str]
) -> dict[str, Any]:
    """Return the expected days of a route from its first step to the decision, and its bottleneck.

    Past routes are those of the account whose deal was decided; a route of about as many steps counts first.
    The bottleneck is the first of these that there is: who left, who is against us, the step whose approver's
    routes took longest, the one we know least. Without steps all is None.
    """
    past = _past_routes(view, target_ids)
    alike = [one for one in past if abs(one[0] - len(steps)) <= 1]
    used = alike if len(alike) >= ENOUGH else past
    days = [found for _, found, _ in used]
    outlook: dict[str, Any] = {
        "expected_days": median(days) if len(days) >= ENOUGH and steps else None,
        "deals": len(days) if steps else 0,
        "evidence_ids": sorted({id_ for *_, ids in used for id_ in ids}) if steps else [],
        "bottleneck": None,
    }
    if steps:
        outlook["bottleneck"] = _bottleneck(view, steps, target_ids, departed)
    return outlook


def _past_routes(view: PeopleView, target_ids: Collection[str]) -> list[tuple[int, int, list[str]]]:
    """Return number of steps, days and evidence of each route that was decided."""
    by_deal: dict[str, list[RoleHeld]] = defaultdict(list)
    for own in view.roles.values():
        for role in own:
            is_decided = role.target.outcome in ("won", "lost") and role.target.closed_on is not None
            if role.order is not None and is_decided and role.target.id not in target_ids:
                by_deal[role.target.id].append(role)
    found = []
    for deal_id, steps in sorted(by_deal.items()):
        begun = [role.since for role in steps if role.since is not None]
        closed = steps[0].target.closed_on
        if begun and closed is not None and closed >= min(begun):
            found.append((len(steps), (closed - min(begun)).days, [deal_id, *(role.id for role in steps)]))
    return found


def _bottleneck(
    view: PeopleView, steps: Sequence[RoleHeld], target_ids: Collection[str], departed: Collection[str]
) -> dict[str, Any]:
    def told(step: RoleHeld, why: str, evidence: Sequence[str], **params: Any) -> dict[str, Any]:
        name = view.contacts[step.contact_id].name
        return {
            "order": step.order,
            "contact_id": step.contact_id,
            "name": name,
            "change": Change(f"buying_center.bottleneck_{why}", {"name": name, **params}),
            "evidence_ids": [step.id, *evidence],
        }

    for step in steps:
        if step.contact_id in departed:
            return told(step, "left", [])
    for step in steps:
        for role in view.roles.get(step.contact_id, ()):
            if role.target.id in target_ids and role.stance in AGAINST:
                return told(step, "against", [role.id])
    slow = []
    for step in steps:
        own = [
            ((role.target.closed_on - role.since).days, role.id)
            for role in view.roles.get(step.contact_id, ())
            if role.order is not None
            and role.target.id not in target_ids
            and role.target.closed_on is not None
            and role.since is not None
        ]
        if len(own) >= ENOUGH:
            slow.append((median(days for days, _ in own), step, own))
    if len(slow) > 1:
        days, step, own = max(slow, key=lambda item: (item[0], item[1].id))
        return told(step, "slow", [id_ for _, id_ in own], days=int(days), deals=len(own))

    def strength(step: RoleHeld) -> float:
        tie = view.best_tie(step.contact_id)
        return tie.strength if tie else 0.0

    weakest = min(steps, key=lambda step: (strength(step), -(step.order or 0), step.id))
    tie = view.best_tie(weakest.contact_id)
    return told(weakest, "weak" if tie else "unmet", tie.evidence_ids if tie else [])
