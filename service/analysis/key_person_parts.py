"""The parts of the key person score: each a value in [0, 1] and the ids of all it was made from."""

from __future__ import annotations

from collections.abc import Iterable

from service.analysis.people import RoleHeld, Touch
from service.analysis.people_view import PeopleView
from service.analysis.tie_strength import decayed, joint_strength
from service.analysis.titles import read_title
from service.analysis.turning import passages

Value = tuple[float | None, tuple[str, ...]]
UNKNOWN: Value = (None, ())


def saturate(amount: float, half: float) -> float:
    """Return ``x / (x + k)``: 0 at nothing, a half at k, 1 never.

    >>> saturate(4.0, 4.0)
    0.5
    """
    return amount / (amount + half)


def formal_authority(view: PeopleView, contact_id: str) -> Value:
    """Return authority by title and by reporting chain.

    The title's authority has ``title_share`` of the value where both are known. The chain says
    ``(below + 1)/(below + above + 2)`` over everyone under and over the person.
    """
    readings = [
        (reading.authority, job.id)
        for job in view.current_jobs(contact_id)
        if (reading := read_title(job.title)) is not None
    ]
    title = max((authority for authority, _ in readings), default=None)
    line, links = view.chain.position(contact_id)
    share = view.weights.key_person.title_share
    evidence = tuple(sorted({id_ for _, id_ in readings} | set(links)))
    if title is None:
        return line, evidence
    return (title if line is None else share * title + (1.0 - share) * line), evidence


def role_mass(view: PeopleView, role: RoleHeld, half_life: float) -> float:
    """Return how much a role held counts by confidence, recency and outcome, whatever the role is."""
    ended = None if role.target.is_open else role.target.closed_on
    age = max((view.facts.as_of - ended).days, 0) if ended else 0
    outcome = view.weights.key_person.outcomes.get(role.target.outcome, 0.0)
    return float(outcome * role.confidence * 2.0 ** (-age / half_life))


def role_value(weighed: Iterable[tuple[float, float]], saturation: float) -> float | None:
    """Return the rank of roles times how well established it is, from (weight, mass) of each role.

    The rank is the mean of the weights weighted by themselves, so that the grander roles tell, and twenty
    purchases as a buyer do not make a decider; the mass saturates. None without any mass.

    >>> role_value([(1.0, 1.0)], 1.0)
    0.5
    >>> role_value([(0.25, 50.0)], 1.0) < role_value([(1.0, 1.0)], 1.0)
    True
    """
    known = [(weight, mass) for weight, mass in weighed if weight > 0.0 and mass > 0.0]
    if not known:
        return None
    first = sum(weight * mass for weight, mass in known)
    second = sum(weight * weight * mass for weight, mass in known)
    return second / first * saturate(sum(mass for _, mass in known), saturation)


def past_roles(view: PeopleView, contact_id: str) -> Value:
    """Return the roles held in deals and buying centers; evidence: the roles and their deals.

    A role's mass is scaled by the stated power: half at none, three quarters where nobody said.
    """
    weights = view.weights.key_person
    counted = []
    for role in view.roles.get(contact_id, []):
        weight = weights.roles.get(role.role or "", 0.0)
        power = 0.75 if role.power is None else 0.5 + 0.5 * role.power
        mass = power * role_mass(view, role, weights.role_half_life)
        if weight > 0.0 and mass > 0.0:
            counted.append((weight, mass, role))
    value = role_value(((weight, mass) for weight, mass, _ in counted), weights.role_saturation)
    if value is None:
        return UNKNOWN
    return value, tuple(sorted({id_ for *_, role in counted for id_ in (role.id, role.target.id)}))


def network_position(view: PeopleView, contact_id: str) -> Value:
    """Return the weighted in-degree: written to or met by colleagues, reported to, listened to.

    An activity with several colleagues counts its decayed weight shared among those on the other side.
    """
    weights = view.weights.key_person
    total, evidence = 0.0, set()
    for touch in view.touches.get(contact_id, []):
        received = _received(touch, contact_id) * decayed(touch, view.facts, view.weights.tie)
        if received > 0.0:
            total += received
            evidence.add(touch.id)
    for link in view.chain.reports.get(contact_id, []):
        total += weights.report * link.confidence
        evidence.add(link.id)
    for link in view.influence_in.get(contact_id, []):
        strength = weights.default_influence if link.weight is None else link.weight
        if strength > 0.0:
            total += weights.influence * strength * link.confidence
            evidence.add(link.id)
    return (saturate(total, weights.network_saturation), tuple(sorted(evidence))) if total > 0.0 else UNKNOWN


def _received(touch: Touch, contact_id: str) -> float:
    """Return the share of an activity that came to a contact from other contacts."""
    contacts = {item.id: item.part for item in touch.participants if not item.is_member}
    if len(contacts) < 2:
        return 0.0
    if "from" in contacts.values():
        return 0.0 if contacts[contact_id] == "from" else 1.0 / (len(contacts) - 1)
    # Mail from us with several contacts on it says little of who turns to whom; a meeting does.
    if any(item.part == "from" for item in touch.participants):
        return 0.0
    return 1.0 / (len(contacts) - 1)


def company_kept(view: PeopleView, contact_id: str) -> Value:
    """Return the authority by title of the colleagues who turn to the person, weighted by how much they do.

    It starts from ``company_doubt`` of a middling one. Evidence: the activities and the jobs of those people.
    """
    weights = view.weights.key_person
    standing, total, evidence = 0.0, 0.0, set()
    for touch in view.touches.get(contact_id, []):
        amount = decayed(touch, view.facts, view.weights.tie)
        for one, other, share in passages(touch):
            if other != contact_id or amount <= 0.0:
                continue
            readings = [
                (reading.authority, job.id)
                for job in view.current_jobs(one)
                if (reading := read_title(job.title)) is not None
            ]
            if readings:
                standing += share * amount * max(authority for authority, _ in readings)
                total += share * amount
                evidence |= {touch.id, *(id_ for _, id_ in readings)}
    if total <= 0.0:
        return UNKNOWN
    start = weights.company_doubt
    return (standing + 0.5 * start) / (total + start), tuple(sorted(evidence))


def brokerage(view: PeopleView, contact_id: str) -> Value:
    """Return how many colleagues the person links who do not meet without: the effective size of the circle.

    ``n - 2t/n`` for n colleagues with t ties among them (Burt 1992), less the one everybody has. Evidence:
    all these activities.
    """
    own = view.circles.get(contact_id, {})
    if not own:
        return UNKNOWN
    evidence = {id_ for ids in own.values() for id_ in ids}
    among = 0
    names = sorted(own)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if between := view.circles.get(one, {}).get(other):
                among += 1
                evidence |= between
    # One colleague is no hole to bridge.
    size = max(len(own) - 2.0 * among / len(own) - 1.0, 0.0)
    return saturate(size, view.weights.key_person.brokerage_saturation), tuple(sorted(evidence))


def engagement(view: PeopleView, contact_id: str) -> Value:
    """Return how much the person has lately done with us, of any kind of activity."""
    counted = [
        (weight, touch.id)
        for touch in view.touches.get(contact_id, [])
        if (weight := decayed(touch, view.facts, view.weights.tie)) > 0.0
    ]
    if not counted:
        return UNKNOWN
    total = sum(weight for weight, _ in counted)
    return saturate(total, view.weights.key_person.engagement_saturation), tuple(id_ for _, id_ in counted)


def reach(view: PeopleView, contact_id: str) -> Value:
    """Return the joint tie strength to all our members."""
    return joint_strength(view.ties_of.get(contact_id, []))


PARTS = {
    "formal_authority": formal_authority,
    "past_roles": past_roles,
    "network_position": network_position,
    "company_kept": company_kept,
    "brokerage": brokerage,
    "engagement": engagement,
    "reach": reach,
}
