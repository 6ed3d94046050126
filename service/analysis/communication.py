"""Who among the contacts of an account turns to whom, and where that puts each: measures beside the score.

The measures describe a person's place in the whole network of the account, so they are not parts of the
score, each of which must be a function of the person's own evidence. They are shown beside it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

import networkx as nx
import numpy as np
from scipy.sparse import coo_array

from service.analysis.network_power import network_power
from service.analysis.people import Touch
from service.analysis.people_view import PeopleView
from service.analysis.tie_strength import decayed
from service.analysis.turning import passages

SAMPLED_ABOVE = 400
"""Contacts from which betweenness is estimated from as many of them, and constraint is not computed."""
ANSWERED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands among the contacts of the account.

    ``degree``: colleagues with any tie. ``in_degree``: those who turn to the person. ``weighted_degree``:
    decayed activities shared with colleagues. ``constraint``: Burt's, 1 is no hole; None without ties.
    ``reciprocity``: the share of ties that go both ways. ``answered``: the share of mails to colleagues that
    were answered within a week, and ``answer_hours`` how long the middle one took. ``power``: the model that
    `enishi evaluate key-person` measures, against the average of the account (a half).
    """

    degree: int
    in_degree: int
    weighted_degree: float
    pagerank: float
    betweenness: float
    constraint: float | None
    reciprocity: float | None
    answered: float | None
    answer_hours: float | None
    power: float


def places(view: PeopleView) -> dict[str, Place]:
    """Return the place of everybody with a tie to a colleague; to report to somebody is to turn to them."""
    graph = _graph(view)
    if not graph:
        return {}
    ids = sorted(graph)
    number = {id_: index for index, id_ in enumerate(ids)}
    ties = [(number[one], number[other], data["weight"]) for one, other, data in graph.edges(data=True)]
    ties.sort()
    rows, columns = np.array([tie[0] for tie in ties]), np.array([tie[1] for tie in ties])
    weights = np.array([float(tie[2]) for tie in ties])
    power = network_power(coo_array((weights, (rows, columns)), shape=(len(ids), len(ids))).tocsr())
    ranks = nx.pagerank(graph, weight="weight")
    sources = SAMPLED_ABOVE if len(ids) > SAMPLED_ABOVE else None
    between = nx.betweenness_centrality(graph, k=sources, seed=0)
    either = graph.to_undirected()
    constraint = nx.constraint(either) if sources is None else {}
    answers = _answers(view)
    found = {}
    for id_ in ids:
        sent, came = set(graph.successors(id_)), set(graph.predecessors(id_))
        mails, hours = answers.get(id_, (0, []))
        found[id_] = Place(
            len(sent | came),
            len(came),
            float(graph.in_degree(id_, weight="weight") + graph.out_degree(id_, weight="weight")),
            float(ranks[id_]),
            float(between[id_]),
            None if np.isnan(constraint.get(id_, np.nan)) else float(constraint[id_]),
            len(sent & came) / len(sent | came) if sent | came else None,
            len(hours) / mails if mails else None,
            median(hours) if hours else None,
            float(power.score[number[id_]]),
        )
    return found


def _graph(view: PeopleView) -> nx.DiGraph[str]:
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for touch in sorted(view.facts.touches, key=lambda touch: touch.id):
        amount = decayed(touch, view.facts, view.weights.tie)
        if amount > 0.0:
            for one, other, share in passages(touch):
                weights[one, other] += share * amount
    for link in sorted(view.facts.links, key=lambda link: link.id):
        if link.type == "REPORTS_TO" and link.start_id != link.end_id:
            weights[link.start_id, link.end_id] += view.weights.key_person.report * link.confidence
    graph: nx.DiGraph[str] = nx.DiGraph()
    contacts = view.contacts
    graph.add_weighted_edges_from(
        (one, other, weight)
        for (one, other), weight in sorted(weights.items())
        if one in contacts and other in contacts
    )
    return graph


def _answers(view: PeopleView) -> dict[str, tuple[int, list[float]]]:
    """Return for each sender the number of mails to colleagues, and the hours after which answers came."""
    waiting: dict[tuple[str, str], Touch] = {}
    sent: dict[str, int] = defaultdict(int)
    hours: dict[str, list[float]] = defaultdict(list)
    mails = (touch for touch in view.facts.touches if touch.kind == "mail")
    for touch in sorted(mails, key=lambda touch: (touch.at, touch.id)):
        pairs = [(one, other) for one, other, _ in passages(touch)]
        for one, other in pairs:
            asked = waiting.pop((other, one), None)
            if asked is not None and touch.at - asked.at <= ANSWERED_WITHIN:
                hours[other].append((touch.at - asked.at).total_seconds() / 3600.0)
        for pair in pairs:
            sent[pair[0]] += 1
            waiting[pair] = touch
    return {id_: (number, hours[id_]) for id_, number in sent.items()}
