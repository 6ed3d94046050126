"""Who moves the decisions of an account: contacts ranked by named parts, each with its evidence.

Parts: formal authority (title and reporting chain), past roles (weighted by role, outcome and recency),
network position (weighted in-degree), the company kept, brokerage (structural holes), engagement (decayed
activities) and reach (ties to our members).
Every value is a function of its evidence alone, on a scale that does not depend on other candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict

from graph_models.records import Change, Part, RankedItem, combine
from graph_models.vocabulary import State
from service.analysis.communication import places
from service.analysis.key_person_parts import PARTS
from service.analysis.people_view import PeopleView, person_details

HIGH = 0.9
"""What an unknown part is set to when asking how far it could move a person."""
CHOOSING = frozenset({"specifier", "influencer"})
DECIDING = frozenset({"decider", "approver"})


def rank_key_people(
    view: PeopleView, candidates: Collection[str], departed: Collection[str] = ()
) -> tuple[RankedItem, ...]:
    """Return the candidates ranked, those who have left after those who are there.

    Parameters
    ----------
    candidates
        Ids of contacts.
    departed
        Those among them who left the account.
    """
    contacts = view.contacts
    weights = view.weights.key_person
    scored = {}
    for id_ in candidates:
        values = {name: (*part(view, id_),) for name, part in PARTS.items()}
        scored[id_] = combine(
            {name: (value, weights.parts[name], ids) for name, (value, ids) in values.items()}, weights.doubt
        )
    worth = {id_: score or 0.0 for id_, (score, _, _) in scored.items()}
    order = sorted(candidates, key=lambda id_: (id_ in departed, -worth[id_], id_))
    present = [worth[id_] for id_ in order if id_ not in departed]
    departure = _departures(view, [id_ for id_ in order if id_ not in departed])
    network = places(view)
    items = []
    for rank, id_ in enumerate(order):
        score, confidence, parts = scored[id_]
        above = order[rank - 1] if rank and id_ not in departed else None
        items.append(
            RankedItem(
                id_,
                "Contact",
                contacts[id_].name,
                score,
                confidence,
                _state(view, id_),
                parts,
                (
                    *_would_change(view, parts, present),
                    *(_one_up(view, parts, above, worth) if above else ()),
                ),
                {
                    **person_details(view, id_),
                    "flags": _flags(view, id_, parts, departed),
                    "departure": departure.get(id_),
                    "network": asdict(network[id_]) if id_ in network else None,
                },
            )
        )
    return tuple(items)


def _departures(view: PeopleView, present: Collection[str]) -> dict[str, dict[str, object]]:
    """Say what would be left if each person went: others with a living tie to us, and roles nobody else has.

    The ids of the ties and roles are those of the person's own parts.
    """
    close = {
        id_
        for id_ in present
        if (tie := view.best_tie(id_)) is not None and tie.strength >= view.weights.tie.engaged
    }
    holders: dict[str, set[str]] = {}
    for id_ in present:
        for role in view.roles.get(id_, []):
            if role.role:
                holders.setdefault(role.role, set()).add(id_)
    return {
        id_: {
            "engaged_left": len(close - {id_}),
            "sole_roles": sorted(role for role, who in holders.items() if who == {id_}),
        }
        for id_ in present
    }


def is_specifier(view: PeopleView, contact_id: str) -> bool:
    """Say whether somebody chooses in several deals and never appears in purchases, where others do.

    Chooses: holds such a role, or takes part in the activities of deals without any role on record.
    Without a purchase by any contact nobody can be told apart by it.
    """
    buyers = {bought.contact_id for bought in view.facts.bought}
    roles = view.roles.get(contact_id, [])
    if not buyers or contact_id in buyers or any(role.role == "buyer" for role in roles):
        return False
    deals = {role.target.id for role in roles if role.role in CHOOSING and role.target.label == "Deal"}
    if not roles:
        deals = {id_ for touch in view.touches.get(contact_id, []) for id_ in touch.deal_ids}
    return len(deals) >= view.weights.key_person.specifier_deals


def _flags(
    view: PeopleView, contact_id: str, parts: tuple[Part, ...], departed: Collection[str]
) -> tuple[str, ...]:
    weights = view.weights.key_person
    flags = []
    if is_specifier(view, contact_id):
        flags.append("specifier")
    if contact_id in departed:
        flags.append("has_left")
    if view.contacts[contact_id].is_opted_out:
        flags.append("opted_out")
    value = {part.name: part.value for part in parts}
    informal = [known for name in ("past_roles", "network_position") if (known := value[name]) is not None]
    reading = view.title(contact_id)
    if reading is not None and informal:
        title = reading.authority
        influence = sum(informal) / len(informal)
        if title <= weights.low_title and influence >= weights.high_influence:
            flags.append("low_title_high_influence")
        if title >= weights.high_title and influence <= weights.low_influence:
            flags.append("high_title_low_influence")
    return tuple(flags)


def _state(view: PeopleView, contact_id: str) -> State:
    confirmed = any(
        role.role in DECIDING and role.state == State.CONFIRMED.value
        for role in view.roles.get(contact_id, [])
    )
    return State.CONFIRMED if confirmed else State.INFERRED


def _would_change(view: PeopleView, parts: tuple[Part, ...], present: list[float]) -> tuple[Change, ...]:
    """Say for each unknown part what it would take, and how far up a high value would bring the person."""
    found = []
    for part in parts:
        if part.value is None:
            raised = {
                other.name: (HIGH if other is part else other.value, other.weight, ()) for other in parts
            }
            lifted, _, _ = combine(raised, view.weights.key_person.doubt)
            rank = 1 + sum(other > (lifted or 0.0) for other in present)
            found.append(Change(f"key_person.unknown_{part.name}", {"part": part.name, "rank": rank}))
    return tuple(found)


def _one_up(
    view: PeopleView, parts: tuple[Part, ...], above: str, worth: Mapping[str, float]
) -> tuple[Change, ...]:
    """Say which known part would have to rise least in score to bring the person past the one above."""
    known = [part for part in parts if part.value is not None and part.weight > 0.0]
    score = sum(part.contribution or 0.0 for part in known)
    missing = worth[above] - score
    base = sum(part.weight for part in parts) - (1.0 - view.weights.key_person.doubt) * sum(
        part.weight for part in parts if part.value is None
    )
    for part in sorted(known, key=lambda part: (-part.weight, part.name)):
        value = (part.value or 0.0) + missing * base / part.weight
        if part.value is not None and part.value < value < 1.0:
            name = view.contacts[above].name
            params = {"part": part.name, "name": name, "now": part.value, "value": value, "contact_id": above}
            return (Change("key_person.one_up", params),)
    return ()
