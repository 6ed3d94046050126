"""The measures of a buying center as a whole: coverage of the roles it needs, structure, red flags.

Structure after Johnston and Bonoma (1981): vertical and lateral involvement, extensivity, connectedness,
centrality of purchasing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_models.records import Change
from graph_models.vocabulary import JobFunction
from service.analysis.people import RoleHeld
from service.analysis.people_view import PeopleView
from service.analysis.titles import read_function
from service.analysis.weights import BuyingCenterWeights, Requirement

UNDECIDED = frozenset({None, "unknown"})
AGAINST = frozenset({"blocker", "opponent"})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a buying center. ``roles`` newest first; ``strength`` of the best tie to us."""

    id: str
    name: str
    roles: tuple[RoleHeld, ...]
    stance: str | None
    power: float | None
    strength: float | None
    silent_days: float | None
    has_left: bool

    def holds(self, role: str) -> bool:
        """Say whether the person holds the role."""
        return any(held.role == role for held in self.roles)

    def evidence(self) -> tuple[str, ...]:
        """Return the ids of the roles."""
        return tuple(sorted(role.id for role in self.roles))


def size_of(amount: float | None, currency: str | None, weights: BuyingCenterWeights) -> str:
    """Return small, medium or large; medium when the amount or the currency's rough value is unknown."""
    rate = weights.in_jpy.get(currency or "")
    if amount is None or rate is None:
        return "medium"
    if amount * rate < weights.small_below:
        return "small"
    return "large" if amount * rate >= weights.large_from else "medium"


def template_for(size: str, category: str | None, weights: BuyingCenterWeights) -> tuple[Requirement, ...]:
    """Return the roles a deal of this size and product category needs."""
    own = weights.category_templates.get(category or "", {})
    return own.get(size, weights.templates[size])


def coverage(
    members: Sequence[Member], template: Sequence[Requirement], engaged_from: float
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return coverage named and engaged, and how each required role stands.

    Each role counts ``min(1, people/threshold)``, weighted over the template. Who has left covers nothing.
    With nobody known both are None: unknown, not zero.
    """
    total = sum(need.weight for need in template)
    named = engaged = 0.0
    rows = []
    evidence: set[str] = set()
    for need in template:
        holders = [item for item in members if item.holds(need.role) and not item.has_left]
        close = [item for item in holders if (item.strength or 0.0) >= engaged_from]
        named += need.weight * min(1.0, len(holders) / need.threshold)
        engaged += need.weight * min(1.0, len(close) / need.threshold)
        ids = sorted(role.id for item in holders for role in item.roles if role.role == need.role)
        evidence.update(ids)
        rows.append(
            {
                "role": need.role,
                "needed": need.threshold,
                "weight": need.weight,
                "named_people": len(holders),
                "engaged_people": len(close),
                "covered": len(holders) >= need.threshold,
                "engaged": len(close) >= need.threshold,
                "members": sorted(item.id for item in holders),
                "evidence_ids": ids,
            }
        )
    return (
        {
            "named": named / total if members else None,
            "engaged": engaged / total if members else None,
            "evidence_ids": sorted(evidence),
        },
        rows,
    )


def structure(view: PeopleView, members: Sequence[Member]) -> dict[str, Any]:
    """Return the five measures over those who are there, with the evidence of each under ``evidence``.

    ``vertical``: levels of seniority. ``lateral``: departments. ``extensivity``: people. ``connectedness``:
    directed ties / n(n-1). ``purchasing_centrality``: mean of (in + out)/2(n-1) over those who purchase.
    None where it cannot be told.
    """
    present = [member for member in members if not member.has_left]
    ids = {member.id for member in present}
    jobs = {id_: view.current_jobs(id_) for id_ in sorted(ids)}
    levels = {id_: title.seniority for id_ in ids if (title := view.title(id_)) is not None}
    ties = _directed_ties(view, ids)
    size = len(present)
    purchasing = {
        member.id
        for member in present
        if member.holds("buyer")
        or any(read_function(job.title, job.unit_name) is JobFunction.PROCUREMENT for job in jobs[member.id])
    }
    degrees = [sum(id_ in pair for pair in ties) / (2 * (size - 1)) for id_ in purchasing if size > 1]
    tie_evidence = sorted({id_ for evidence in ties.values() for id_ in evidence})
    return {
        "vertical": len(set(levels.values())) or None,
        "lateral": len({job.unit_id for own in jobs.values() for job in own}) or None,
        "extensivity": size or None,
        "connectedness": len(ties) / (size * (size - 1)) if size > 1 else None,
        "purchasing_centrality": sum(degrees) / len(degrees) if degrees else None,
        "evidence": {
            "vertical": sorted(job.id for id_ in levels for job in jobs[id_]),
            "lateral": sorted(job.id for own in jobs.values() for job in own),
            "extensivity": sorted(id_ for member in present for id_ in member.evidence()),
            "connectedness": tie_evidence,
            "purchasing_centrality": tie_evidence if degrees else [],
        },
    }


def _directed_ties(view: PeopleView, ids: set[str]) -> Mapping[tuple[str, str], set[str]]:
    """Return who turns to whom among some people, with the evidence."""
    found: dict[tuple[str, str], set[str]] = {}
    for touch in view.facts.touches:
        parts = {item.id: item.part for item in touch.participants if item.id in ids}
        senders = [id_ for id_, part in parts.items() if part == "from"]
        outsider = any(item.part == "from" for item in touch.participants) and not senders
        # A mail of ours to two of them is no tie between them; a meeting is one in both directions.
        for one in senders or ([] if outsider else parts):
            for other in parts:
                if other != one:
                    found.setdefault((one, other), set()).add(touch.id)
    for link in view.facts.links:
        if link.start_id in ids and link.end_id in ids and link.kind != "conflict":
            if link.type == "REPORTS_TO":
                found.setdefault((link.start_id, link.end_id), set()).add(link.id)
            elif link.type == "INFLUENCES":
                found.setdefault((link.end_id, link.start_id), set()).add(link.id)
    return found


def red_flags(
    view: PeopleView, members: Sequence[Member], required: Sequence[Mapping[str, Any]], *, is_running: bool
) -> list[dict[str, Any]]:
    """Return what endangers the purchase, each as ``change`` (the sentence) and ``ids`` (people and facts).

    ``is_running``: it is still to be decided; silence means nothing afterwards.
    """
    weights, ties = view.weights.buying_center, view.weights.tie
    flags: list[dict[str, Any]] = []

    def flag(key: str, who: Sequence[Member], **params: Any) -> None:
        ids = [id_ for member in who for id_ in (member.id, *member.evidence())]
        flags.append({"change": Change(f"buying_center.{key}", params), "ids": ids})

    if not members:
        return flags
    for row in required:
        if row["role"] in ("approver", "decider") and row["named_people"] == 0:
            flag(f"missing_{row['role']}", ())
    present = [member for member in members if not member.has_left]
    close = [member for member in present if (member.strength or 0.0) >= ties.engaged]
    if is_running:
        if not close:
            flag("nobody_engaged", present)
        elif len(close) == 1:
            flag("single_threaded", close, name=close[0].name)
    for member in members:
        if member.stance == "champion":
            if member.has_left:
                flag("champion_gone", (member,), name=member.name)
            elif is_running and (member.silent_days is None or member.silent_days >= ties.cold_after_days):
                if member.silent_days is None:
                    flag("champion_never_met", (member,), name=member.name)
                else:
                    flag("champion_cold", (member,), name=member.name, days=int(member.silent_days))
        if member.stance in AGAINST and not member.has_left and (member.power or 0.0) >= weights.high_power:
            flag("powerful_blocker", (member,), name=member.name)
    unknown = [member for member in present if member.stance in UNDECIDED]
    if unknown:
        flag("unknown_stances", unknown, number=len(unknown))
    return flags
