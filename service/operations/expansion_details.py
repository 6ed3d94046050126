"""What is told of a target of expansion beside its score: whom to approach, the way in, what it is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from graph_models.records import Part
from graph_models.vocabulary import Role, Stance
from service.analysis.accounts import Person, Unit, Win
from service.analysis.expansion import Expansion
from service.analysis.expansion_facts import Candidate, Proofs


def node(id_: str | None, label: str, name: str | None) -> dict[str, Any] | None:
    """Return a node as answers tell it, None where there is none."""
    return {"id": id_, "label": label, "name": name} if id_ else None


def role_to_find(win: Win) -> str:
    """Return the role of whoever carried the reference deal, or who decides where nobody is known."""
    carried = [role.role for role in win.roles if role.stance == Stance.CHAMPION]
    order = [Role.SPECIFIER, Role.DECIDER, Role.USER, Role.BUYER]
    held = [role.role for role in win.roles]
    found = [*sorted(carried), *(role.value for role in order if role in held), Role.DECIDER.value]
    return found[0]


def functions_of(win: Win, role: str) -> set[str]:
    """Return the work of those who carried the reference deal or played the role in it."""
    carried = [item for item in win.roles if item.role == role or item.stance == Stance.CHAMPION]
    return {item.job_function for item in carried if item.job_function}


def contact_of(ranking: Expansion, unit: Unit, functions: set[str]) -> Person | None:
    """Return whom to approach: the same work as in the reference deal, then the best known to us."""
    staff = ranking.facts.people.get(unit.id, ())
    return min(
        (person for person in staff if not person.is_opted_out),
        key=lambda person: (
            person.job_function not in functions,
            -ranking.ways_in.energy(person.id),
            _level(person.seniority),
            person.id,
        ),
        default=None,
    )


def _level(seniority: str | None) -> int:
    levels = ("manager", "section_head", "director", "lead", "executive", "staff")
    return levels.index(seniority) if seniority in levels else len(levels)


def bridge(
    ranking: Expansion, candidate: Candidate, parts: Sequence[Part], proofs: Proofs
) -> dict[str, Any] | None:
    """Return the way in: somebody who moved there, a member who knows somebody there, or the group."""
    unit, story = candidate.unit, candidate.story
    barred = {person.id for person in ranking.facts.people.get(unit.id, ()) if person.is_opted_out}
    for mover in ranking.ways_in.moved(unit):
        if mover.contact_id not in barred:
            person = node(mover.contact_id, "Contact", mover.name)
            return {"kind": "moved_person", "node": person, "evidence_ids": mover.evidence}
    if closest := ranking.ways_in.closest(unit):
        contact_id, touched = closest
        return {
            "kind": "member",
            "node": node(touched.member_id, "Member", touched.member_name),
            "contact_id": contact_id,
            "evidence_ids": proofs.touches.get((contact_id, touched.member_id), ()),
        }
    group = next((part for part in parts if part.name == "same_group"), None)
    if group and group.value and unit.company_id != story.company_id:
        return {
            "kind": "group",
            "node": node(story.company_id, "Company", story.company_name),
            "evidence_ids": group.evidence_ids,
        }
    return None


def expected_value(wins: Sequence[Win], reference: Win) -> dict[str, Any] | None:
    """Return the median of the won deals with the reference's most particular product, in its currency."""
    counts = Counter(product for win in wins for product, _ in win.products)
    particular = min((p for p, _ in reference.products), key=lambda p: (counts[p], p), default=None)
    priced = [win for win in wins if win.amount and win.currency]
    comparable = [win for win in priced if particular in {product for product, _ in win.products}] or priced
    if not comparable:
        return None
    currencies = Counter(win.currency for win in comparable)
    # The reference's own currency where there is one, else the commonest.
    currency = reference.currency
    if currency not in currencies:
        currency = min(currencies, key=lambda code: (-currencies[code], str(code)))
    amounts = [win.amount for win in comparable if win.currency == currency and win.amount]
    return {"amount": median(amounts), "currency": currency, "deals": len(amounts)}
