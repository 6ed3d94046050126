"""Introductions: whom to ask so that we get to know a committee, with the fewest asks, and what to write."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph_models.records import Answer, Change, Moment
from graph_models.registry import label_of
from service.analysis.introductions import Offer, offers_of, plan_of
from service.analysis.people import AccountFacts, Person
from service.analysis.people_view import PeopleView
from service.analysis.warm_paths import WarmPath, people_graph, warm_paths
from service.analysis.weights import Weights
from service.database import Database
from service.errors import UsageError
from service.language import LANGUAGES, say
from service.operations.buying_center import buying_center
from service.operations.key_person import key_person
from service.operations.people_scope import about, required_scope
from service.operations.warm_path import path_told, silent_among
from service.operations.weights_in_use import weights_in_use
from service.store import people
from service.store.people import Scope
from service.store.ties import people_around

MOST_TARGETS = 30
RANKED = 12
"""People of a company who are wanted where no deal says who."""
ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Introductions:
    """``asks``, each with its introducer, the people asked for and drafts; ``uncovered`` people and why."""

    asks: tuple[Mapping[str, Any], ...]
    uncovered: tuple[Mapping[str, Any], ...]
    notes: tuple[Change, ...]
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Setting:
    graph: nx.Graph[str]
    facts: AccountFacts
    titles: Mapping[str, str]
    members: tuple[str, ...]
    silent: frozenset[str]
    weights: Weights

    def name(self, id_: str) -> str:
        return next((person.name for person in self.facts.people if person.id == id_), id_)


def introductions(
    database: Database,
    *,
    deal: str | None = None,
    company: str | None = None,
    to_ids: Sequence[str] = (),
    most_asks: int | None = None,
    without: Collection[str] = (),
    moment: Moment,
    weights: Weights | None = None,
) -> Introductions:
    """Return the plan with the fewest asks that brings us to all of a committee we are not close to yet.

    Parameters
    ----------
    deal, company, to_ids
        Exactly one: the buying center of a deal; those who move decisions at a company; or these contacts. Of
        the first two, people with a living tie to us are left out.
    most_asks
        People one introducer is asked for at most.
    without
        Introducers who are not asked this time, besides those who asked not to be.
    weights
        None for those in use.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When not exactly one is given, or too many contacts are.
    """
    if sum(map(bool, (deal, company, to_ids))) != 1:
        raise UsageError("errors.one_scope", field="deal", names="deal, company, to")
    if len(to_ids) > MOST_TARGETS:
        raise UsageError("introductions.too_many", field="to", most=MOST_TARGETS)
    weights = weights or weights_in_use(database)
    most = weights.warm_path.most_asks if most_asks is None else most_asks
    scope, wanted, roles = _wanted(database, deal, company, to_ids, moment)
    setting = _setting(database, wanted, moment, weights, without)
    view = PeopleView(setting.facts, weights)
    close = set() if to_ids else {id_ for id_ in wanted if _is_engaged(view, id_)}
    targets = [id_ for id_ in wanted if id_ not in close]
    offers = {
        id_: offers_of(setting.graph, setting.members, id_, weights=weights, silent=setting.silent)
        for id_ in targets
    }
    plan = plan_of([one for some in offers.values() for one in some], targets, most=most)
    asks = [_ask(setting, introducer, taken, offers, roles, scope) for introducer, taken in plan.asks.items()]
    notes = [] if wanted else [Change("key_person.nobody_known", {"name": scope.name})]
    if wanted and not targets:
        notes.append(Change("introductions.all_close", {"name": scope.name}))
    return Introductions(
        tuple(sorted(asks, key=lambda ask: (-len(ask["people"]), ask["introducer"]["id"]))),
        tuple(_uncovered(setting, id_, bool(offers[id_])) for id_ in plan.uncovered),
        tuple(notes),
        about(
            scope,
            weights_version=weights.version,
            method="set cover, exact (HiGHS)" if plan.is_exact else "set cover, best found in time (HiGHS)",
            most_asks=most,
            wanted=len(wanted),
            close=[_person(setting, id_) for id_ in sorted(close)],
        ),
    )


def _wanted(
    database: Database, deal: str | None, company: str | None, to_ids: Sequence[str], moment: Moment
) -> tuple[Scope, list[str], dict[str, str]]:
    """Return what is asked about, whom we want to get to, and the role of each that is known."""
    if to_ids:
        scopes = [required_scope(database, id_, moment, "Contact", field="to") for id_ in to_ids]
        return scopes[0], list(dict.fromkeys(scope.id for scope in scopes)), {}
    if deal:
        scope = required_scope(database, deal, moment, "Deal", field="deal")
        found: Answer = buying_center(database, deal=deal, moment=moment, limit=MOST_TARGETS)
    else:
        scope = required_scope(database, company or "", moment, "Company", field="company")
        found = key_person(database, company=company, moment=moment, limit=RANKED)
    items = [item for item in found.items if not item.details.get("has_left")]
    roles = {item.id: str(role) for item in items if (role := item.details.get("role"))}
    return scope, [item.id for item in items], roles


def _setting(
    database: Database, wanted: Collection[str], moment: Moment, weights: Weights, without: Collection[str]
) -> _Setting:
    ours = people.members(database, moment)
    own = weights.warm_path
    facts, _ = people_around(
        database, wanted, moment, hops=own.max_hops, most=own.max_people, horizon_days=weights.tie.horizon
    )
    titles = {job.contact_id: job.title for job in facts.jobs if job.is_current and job.title}
    silent = frozenset(silent_among((*facts.people, *ours)) | set(without))
    members = tuple(member.id for member in ours)
    return _Setting(people_graph(facts, weights), facts, titles, members, silent, weights)


def _is_engaged(view: PeopleView, id_: str) -> bool:
    tie = view.best_tie(id_)
    return tie is not None and tie.strength >= view.weights.tie.engaged


def _ask(
    setting: _Setting,
    introducer: str,
    taken: Sequence[Offer],
    offers: Mapping[str, tuple[Offer, ...]],
    roles: Mapping[str, str],
    scope: Scope,
) -> dict[str, Any]:
    asked_for = [
        {
            **_person(setting, one.target),
            "role": roles.get(one.target),
            "score": one.score,
            "path": _told(setting, one),
            "alternatives": [
                _told(setting, other)
                for other in [other for other in offers[one.target] if other.introducer != introducer][
                    :ALTERNATIVES
                ]
            ],
        }
        for one in taken
    ]
    member = max(taken, key=lambda one: (one.score, one.member)).member
    return {
        "introducer": _person(setting, introducer),
        "through": _person(setting, member),
        "people": asked_for,
        "drafts": _drafts(setting, introducer, member, [one.target for one in taken], scope),
    }


def _told(setting: _Setting, offer: Offer) -> dict[str, Any]:
    """Return the way of an offer: from the member over the introducer to the target."""
    path = _way(setting, offer)
    return path_told(path, setting.facts, setting.titles)


def _way(setting: _Setting, offer: Offer) -> WarmPath:
    # All others of ours, and all who could be asked in place of the introducer, are out of the way.
    direct = offer.introducer == offer.member
    others = set(setting.members) - {offer.member}
    near = set(setting.graph[offer.member]) - {offer.introducer, offer.target}
    graph = setting.graph.copy()
    graph.remove_edges_from((offer.member, id_) for id_ in near)
    if not direct and graph.has_edge(offer.member, offer.target):
        graph.remove_edge(offer.member, offer.target)
    return warm_paths(
        graph,
        [offer.member],
        [offer.target],
        weights=setting.weights,
        limit=1,
        max_hops=1 if direct else None,
        silent=(set(setting.silent) | others) - {offer.member},
    )[0]


def _drafts(
    setting: _Setting, introducer: str, member: str, targets: Sequence[str], scope: Scope
) -> dict[str, dict[str, str]]:
    kind = "colleague" if label_of(introducer) == "Member" else "contact"
    drafts: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        lines = [
            say(
                f"introductions.line{'_titled' if setting.titles.get(id_) else ''}",
                lang,
                name=setting.name(id_),
                title=setting.titles.get(id_, ""),
            )
            for id_ in targets
        ]
        params = {
            "introducer": setting.name(introducer),
            "member": setting.name(member),
            "people": "\n".join(lines),
            "company": scope.account_name,
            "about": say(
                "introductions.about_deal" if scope.label == "Deal" else "introductions.about_company",
                lang,
                deal=scope.name,
                company=scope.account_name,
            ),
        }
        drafts[lang] = {
            "subject": say(f"introductions.subject_{kind}", lang, **params),
            "body": say(f"introductions.body_{kind}", lang, **params),
        }
    return drafts


def _person(setting: _Setting, id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "label": label_of(id_),
        "name": setting.name(id_),
        "title": setting.titles.get(id_),
    }


def _uncovered(setting: _Setting, id_: str, has_offer: bool) -> dict[str, Any]:
    person: Person | None = next((one for one in setting.facts.people if one.id == id_), None)
    if person is not None and person.is_opted_out:
        key = "introductions.opted_out"
    else:
        key = "introductions.no_room" if has_offer else "introductions.no_way"
    return {**_person(setting, id_), "change": Change(key, {"name": setting.name(id_)})}
