"""The decision map of a deal or an account: cards of people, lines between them, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_models.records import Answer, Change, Moment, RankedItem
from service.analysis.buying_center import Subject
from service.analysis.buying_center import buying_center as analyse
from service.analysis.committee import template_for
from service.analysis.key_person import rank_key_people
from service.analysis.lines import Proposal
from service.analysis.map_layout import place
from service.analysis.membership import in_units
from service.analysis.next_steps import next_step
from service.analysis.people import AccountFacts, Link
from service.analysis.people_view import PeopleView
from service.analysis.role_proposals import role_proposals
from service.database import Database
from service.language import Language
from service.operations.answering import presented, worded
from service.operations.buying_center import center_of_deal
from service.operations.people_scope import about, account_view, exactly_one, people_on, required_scope
from service.operations.suggestions import suggested
from service.store.people import Scope

MOST_CARDS = 120
"""So many people are shown at most; how many there are is told."""
DRAWN = ("REPORTS_TO", "INFLUENCES")
MEASURES = ("coverage", "required", "missing", "structure", "red_flags", "route", "template")


@dataclass(frozen=True, slots=True)
class _Center:
    """Who decides: ranked members by id, the measures of the whole, and roles that are probably held."""

    members: Mapping[str, RankedItem]
    details: Mapping[str, Any]
    targets: frozenset[str]
    proposed: Sequence[Proposal] = ()


def decision_map(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    company: str | None = None,
    deal: str | None = None,
    limit: int = MOST_CARDS,
) -> dict[str, Any]:
    """Return the decision map of exactly one deal or company.

    Returns
    -------
    dict
        ``cards`` (with the place where they stand, key-person parts and the buying center's roles), ``lines``
        (reporting and influence, each with its state), ``role_suggestions`` (of a deal), ``coverage``,
        ``required`` and ``missing`` roles, ``red_flags``, ``route``, ``deals`` of the account, and how many
        are ``shown`` of the ``total``.
        A deal's map shows its buying center and those above and around it; a company's all who work there,
        with the roles of its open deals.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it has another label, or not exactly one is given.
    """
    field, asked = exactly_one(company=company, deal=deal)
    scope = required_scope(database, asked, moment, field.capitalize(), field=field)
    on_deal = people_on(database, scope, moment)
    view = account_view(database, scope, moment, on_deal)
    center = _of_deal(database, scope, view, on_deal, moment) if deal else _of_company(view, scope)
    here = in_units(view.facts, scope.account_id)
    everyone = here.ids | center.members.keys()
    likely = {one.start_id for one in center.proposed}
    wanted = _around(view, center.members.keys() | likely) if deal else everyone
    ranked = [item for item in rank_key_people(view, everyone, here.departed) if item.id in wanted]
    shown = ranked[:limit]
    answer = Answer(
        tuple(shown),
        () if ranked else (Change("decision_map.nobody_known", {"name": scope.name}),),
        {
            **about(scope, weights_version=view.weights.version),
            **{name: center.details.get(name) for name in MEASURES},
            "members": {id_: item.details for id_, item in center.members.items()},
        },
    )
    told = presented(database, "decision-map", answer, scope=[scope.id], moment=moment, lang=lang)
    present, names = everyone - here.departed, {scope.id: scope.name}
    proposed = suggested(database, view, present, lang, roles=center.proposed, names=names)
    told["details"]["role_suggestions"] = [one for one in proposed if one["type"] == "HOLDS_ROLE"]
    lines = _lines(view.facts.links, proposed, {item.id for item in shown})
    return _told(told, view, lines, total=len(ranked), targets=center.targets, lang=lang)


def _of_deal(database: Database, scope: Scope, view: PeopleView, ids: set[str], moment: Moment) -> _Center:
    center, template = center_of_deal(database, scope, view, ids, moment)
    members = {item.id: item for item in center.items[:MOST_CARDS]}
    details = {**center.details, "template": template}
    return _Center(members, details, frozenset({scope.id}), role_proposals(center, scope.id))


def _of_company(view: PeopleView, scope: Scope) -> _Center:
    """Return those with a role in the account's open deals; in all its deals where none is open."""
    within = view.facts.units_within(scope.account_id)
    targets = [
        role.target
        for role in view.facts.roles
        if role.target.label == "Deal" and within.intersection(role.target.unit_ids)
    ]
    running = frozenset(target.id for target in targets if target.is_open)
    ids = running or frozenset(target.id for target in targets)
    held = frozenset(role.contact_id for role in view.facts.roles if role.target.id in ids)
    subject = Subject(
        target_ids=ids,
        people_ids=held,
        template=template_for("medium", None, view.weights.buying_center),
        unit_ids=within,
        is_running=bool(running),
    )
    center = analyse(view, subject)
    basis = "open_deals" if running else "all_deals"
    template = {"size": "medium", "basis": "default", "deals": len(ids), "of": basis}
    return _Center({item.id: item for item in center.items}, {**center.details, "template": template}, ids)


def _around(view: PeopleView, ids: Collection[str]) -> frozenset[str]:
    """Return some people, everybody above them, and those who influence them or they influence."""
    found, waiting = set(ids), list(ids)
    while waiting:
        for link in view.chain.managers.get(waiting.pop(), []):
            if link.end_id not in found:
                found.add(link.end_id)
                waiting.append(link.end_id)
    for link in view.facts.links:
        if link.type == "INFLUENCES" and {link.start_id, link.end_id} & set(ids):
            found.update((link.start_id, link.end_id))
    return frozenset(found & view.contacts.keys())


def _told(
    told: dict[str, Any],
    view: PeopleView,
    lines: list[dict[str, Any]],
    *,
    total: int,
    targets: Collection[str],
    lang: Language,
) -> dict[str, Any]:
    details = told["details"]
    members = details.pop("members")
    shown = [item["id"] for item in told["items"]]
    managers: dict[str, str] = {}
    for line in lines:
        if line["type"] == "REPORTS_TO" and line["state"] != "inferred":
            managers.setdefault(line["source"], line["target"])
    places = place(shown, managers)
    sites = _sites(view.facts)
    cards = []
    for rank, item in enumerate(told["items"], start=1):
        at = places[item["id"]]
        member = members.get(item["id"], {})
        own = item["details"]
        roles = _roles(view, item["id"], targets)
        unit = own["unit"]
        flags = {*own["flags"], *member.get("flags", ())}
        stance, power = member.get("stance", "unknown"), member.get("power")
        step = next_step(
            view, item["id"], stance if member else None, power=power, has_left="has_left" in flags
        )
        cards.append(
            {
                **{name: item[name] for name in ("id", "label", "name", "name_latin")},
                "title": own["title"],
                "unit": unit,
                "site": sites.get(unit["id"]) if unit else None,
                "status": own["status"],
                "roles": roles,
                "stance": stance,
                "power": power,
                "strength": own["strength"],
                "band": own["band"],
                "last_touch": own["last_touch"],
                "state": _state(roles),
                "flags": sorted(flags),
                "next_step": worded(step, lang),
                "in_center": item["id"] in members,
                "key_person": {
                    "rank": rank,
                    **{name: item[name] for name in ("score", "confidence", "parts", "would_change")},
                },
                "managers": [line["target"] for line in lines if _is_manager(line, item["id"])],
                "column": at.column,
                "level": at.level,
                "has_line": at.has_line,
            }
        )
    deals = {role.target.id: role.target for role in view.facts.roles if role.target.label == "Deal"}
    return {
        "scope": told["scope"][0],
        "account": details["account"],
        **{name: told[name] for name in ("as_of", "known_at", "weights_version", "notes")},
        "cards": cards,
        "lines": lines,
        "role_suggestions": details["role_suggestions"],
        "deals": [
            {"id": one.id, "label": "Deal", "name": one.name, "outcome": one.outcome}
            for one in sorted(deals.values(), key=lambda one: (not one.is_open, one.name, one.id))
        ],
        **{name: details[name] for name in MEASURES},
        "total": total,
        "shown": len(cards),
    }


def _is_manager(line: Mapping[str, Any], id_: str) -> bool:
    return (line["type"], line["source"]) == ("REPORTS_TO", id_) and line["state"] != "inferred"


def _lines(
    links: Iterable[Link], proposed: Iterable[Mapping[str, Any]], ids: Collection[str]
) -> list[dict[str, Any]]:
    """Return what stands between the people, surest first, then what is suggested."""
    standing = sorted(
        (link for link in links if link.type in DRAWN and link.start_id in ids and link.end_id in ids),
        key=lambda link: (link.type, -link.confidence, link.id),
    )
    found = {link.id: _line(link) for link in standing}
    for one in proposed:
        start, end = one["start"]["id"], one["end"]["id"]
        if one["type"] in DRAWN and start in ids and end in ids and one["id"] not in found:
            found[one["id"]] = {
                "id": one["id"],
                "type": one["type"],
                "kind": "influence" if one["type"] == "INFLUENCES" else None,
                "source": start,
                "target": end,
                "weight": None,
                "state": one["state"],
                "confidence": one["confidence"],
                "suggestion": {name: one[name] for name in ("id", "score", "confidence", "parts")},
            }
    return list(found.values())


def _line(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "type": link.type,
        "kind": (link.kind or "influence") if link.type == "INFLUENCES" else None,
        "source": link.start_id,
        "target": link.end_id,
        "weight": link.weight,
        "state": link.state,
        "confidence": link.confidence,
        "suggestion": None,
    }


def _roles(view: PeopleView, contact_id: str, targets: Collection[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": role.id,
            "target": {"id": role.target.id, "label": role.target.label, "name": role.target.name},
            "role": role.role,
            "stance": role.stance,
            "power": role.power,
            "state": role.state,
            "confidence": role.confidence,
            "is_step": role.order is not None,
        }
        for role in view.roles.get(contact_id, [])
        if role.target.id in targets
    ]


def _state(roles: Iterable[Mapping[str, Any]]) -> str:
    """Return how far the surest of somebody's roles can be relied on; without one nothing is confirmed."""
    states = {role["state"] for role in roles}
    return next((state for state in ("confirmed", "assumed") if state in states), "inferred")


def _sites(facts: AccountFacts) -> dict[str, dict[str, str]]:
    """Return the site of each unit of the account."""
    names = {unit.id: unit.name for unit in facts.units}
    return {
        unit.id: {"id": unit.site_id, "label": "Site", "name": names.get(unit.site_id, unit.site_id)}
        for unit in facts.units
        if unit.site_id
    }
