"""Ties between the people of a scene and our members, as derived edges of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import State
from service.analysis.tie_strength import contact_member_ties
from service.database import Database
from service.operations.weights_in_use import weights_in_use
from service.store.people import people_facts


@dataclass(frozen=True, slots=True)
class MemberTies:
    """The members who know somebody in the scene, and an edge of type ``TIE`` for each pair."""

    members: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]


def member_ties(database: Database, contact_ids: Sequence[str], moment: Moment) -> MemberTies:
    """Return the ties of contacts to our members; strength in [0, 1], with the activities behind it."""
    weights = weights_in_use(database).tie
    facts = people_facts(database, contact_ids, moment, horizon_days=weights.horizon, only_ties=True)
    wanted = set(contact_ids)
    names = {person.id: person.name for person in facts.people}
    edges: tuple[dict[str, Any], ...] = tuple(
        {
            "id": None,
            "type": "TIE",
            "source": member_id,
            "target": contact_id,
            "state": State.INFERRED.value,
            "strength": tie.strength,
            "kind": tie.band,
            "valid_from": None,
            "valid_to": None,
            "evidence_ids": list(tie.evidence_ids),
        }
        for (contact_id, member_id), tie in contact_member_ties(facts, weights).items()
        if contact_id in wanted
    )
    ids = sorted({edge["source"] for edge in edges})
    members = ({"id": id_, "label": "Member", "name": names.get(id_, id_), "parent_id": None} for id_ in ids)
    return MemberTies(tuple(members), edges)
