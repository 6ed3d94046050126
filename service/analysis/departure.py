"""What would be left if somebody went: roles nobody else has, reach, and who could no longer be reached."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from service.analysis.key_person import rank_key_people
from service.analysis.people_view import PeopleView
from service.analysis.tie_strength import contact_ties, joint_strength


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account has: people engaged, joint tie strength to us, people reached, and roles held."""

    engaged: int
    reach: float | None
    reached: int
    roles: int


@dataclass(frozen=True, slots=True)
class LostRole:
    """A role in a running deal or a buying center that nobody else holds there."""

    relationship_id: str
    target_id: str
    target_name: str
    role: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Before and after. ``cut_off``: contacts that only the person connects with our members.

    ``rank`` is the person's own, ``following`` the contacts who then come first, each with their scores.
    """

    rank: int | None
    before: Standing
    after: Standing
    lost_roles: tuple[LostRole, ...]
    cut_off: tuple[str, ...]
    is_articulation_point: bool
    following: tuple[tuple[str, float | None], ...]
    evidence_ids: tuple[str, ...]


def departure(view: PeopleView, contact_id: str, colleagues: frozenset[str], most: int = 5) -> Departure:
    """Return what the account loses with a contact.

    Parameters
    ----------
    colleagues
        Ids of the contacts at the account now, the one who goes among them.
    """
    left = colleagues - {contact_id}
    order = rank_key_people(view, colleagues)
    rank = next((place for place, item in enumerate(order, start=1) if item.id == contact_id), None)
    graph = _graph(view, colleagues)
    reached = _reached(graph, colleagues)
    still = _reached(graph.subgraph(set(graph) - {contact_id}), left)
    lost = _lost_roles(view, contact_id, left)
    evidence = {id_ for tie in view.ties_of.get(contact_id, []) for id_ in tie.evidence_ids}
    return Departure(
        rank,
        _standing(view, colleagues, reached),
        _standing(view, left, still),
        lost,
        tuple(sorted(reached - still - {contact_id})),
        contact_id in graph and contact_id in set(nx.articulation_points(graph)),
        tuple((item.id, item.score) for item in order if item.id != contact_id)[:most],
        tuple(sorted(evidence | {role.relationship_id for role in lost})),
    )


def _standing(view: PeopleView, people: frozenset[str], reached: set[str]) -> Standing:
    ties = [tie for id_ in sorted(people) for tie in view.ties_of.get(id_, [])]
    engaged = {
        id_
        for id_ in people
        if (tie := view.best_tie(id_)) is not None and tie.strength >= view.weights.tie.engaged
    }
    roles = {
        (role.target.id, role.role)
        for id_ in people
        for role in view.roles.get(id_, [])
        if role.role and role.target.is_open
    }
    return Standing(len(engaged), joint_strength(ties)[0], len(reached), len(roles))


def _lost_roles(view: PeopleView, contact_id: str, left: frozenset[str]) -> tuple[LostRole, ...]:
    kept = {
        (role.target.id, role.role) for id_ in left for role in view.roles.get(id_, []) if role.target.is_open
    }
    return tuple(
        LostRole(role.id, role.target.id, role.target.name, role.role)
        for role in view.roles.get(contact_id, [])
        if role.role and role.target.is_open and (role.target.id, role.role) not in kept
    )


def _graph(view: PeopleView, people: frozenset[str]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for id_ in sorted(people):
        graph.add_node(id_)
    for (contact_id, member_id), tie in view.member_ties.items():
        if contact_id in people and tie.strength > 0.0:
            graph.add_edge(contact_id, member_id)
    pairs = [pair for pair, tie in contact_ties(view.facts, view.weights.tie).items() if tie.strength > 0.0]
    links = [(link.start_id, link.end_id) for link in view.facts.links if link.kind != "conflict"]
    contacts_and_members = {person.id: person.label for person in view.facts.people}
    for one, other in (*pairs, *links):
        known = [id_ in people or contacts_and_members.get(id_) == "Member" for id_ in (one, other)]
        if all(known) and one != other:
            graph.add_edge(one, other)
    return graph


def _reached(graph: nx.Graph[str], people: frozenset[str]) -> set[str]:
    """Return the contacts connected with any of our members."""
    found: set[str] = set()
    for group in nx.connected_components(graph):
        if group - people:
            found |= group & people
    return found
