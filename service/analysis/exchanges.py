"""What passed between two people, one line for each activity: all that the strength of their tie is made of.

It has no age and no weights in it, so it can be kept: whoever reads it later gets the strength of that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.analysis.people import Participant, Touch

Way = Literal["towards", "back"]
Pair = tuple[str, str]
PairsOf = Callable[[Touch, int], list[tuple[Participant, Participant]]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """An activity in which two people took part.

    ``way``: "towards" where it came from the first of the two (of a contact and a member: from the contact),
    "back" where it came from the other, None where it cannot be told.
    """

    activity_id: str
    kind: str
    at: datetime
    way: Way | None = None


def contact_member_pairs(touch: Touch, _: int = 0) -> list[tuple[Participant, Participant]]:
    """Return each contact with each member of an activity."""
    contacts = [item for item in touch.participants if not item.is_member]
    members = [item for item in touch.participants if item.is_member]
    return [(contact, member) for contact in contacts for member in members]


def contact_pairs(touch: Touch, most: int) -> list[tuple[Participant, Participant]]:
    """Return every two contacts of an activity, the lesser id first; none of a crowd."""
    return _same_side_pairs(touch, False, most)


def member_pairs(touch: Touch, most: int) -> list[tuple[Participant, Participant]]:
    """Return every two members of an activity in the same way."""
    return _same_side_pairs(touch, True, most)


PAIRS_OF: Mapping[str, PairsOf] = {
    "contact_member": contact_member_pairs,
    "contact_contact": contact_pairs,
    "member_member": member_pairs,
}
"""Kind of tie -> the pairs of an activity that it is between."""


def exchanges(touches: Iterable[Touch], pairs_of: PairsOf, max_group: int) -> dict[Pair, list[Exchange]]:
    """Return what passed between every two people, by pair and then by id of the activity."""
    found: dict[Pair, list[Exchange]] = {}
    # In order of id, so that the order of rows never changes the last digit of a sum.
    for touch in sorted(touches, key=lambda touch: touch.id):
        for first, second in pairs_of(touch, max_group):
            if first.id == second.id:
                continue
            item, own = exchange(touch, first, second), found.setdefault((first.id, second.id), [])
            if not own or own[-1].activity_id != touch.id:
                own.append(item)
            elif own[-1].way is None:
                # Somebody who took part twice, as records that became one did, is one.
                own[-1] = item
    return dict(sorted(found.items()))


def exchange(touch: Touch, first: Participant, second: Participant) -> Exchange:
    """Return what an activity was between two of its people."""
    return Exchange(touch.id, touch.kind, touch.at, _way(touch, first, second))


def joined(many: Iterable[Iterable[Exchange]]) -> list[Exchange]:
    """Return what passed between one person and several others, each activity once.

    Where one activity came from one of them and went to another, it says from whom it came.
    """
    by_id: dict[str, Exchange] = {}
    for item in _all(many):
        standing = by_id.get(item.activity_id)
        if standing is None or (standing.way is None and item.way is not None):
            by_id[item.activity_id] = item
    return [by_id[id_] for id_ in sorted(by_id)]


def _all(many: Iterable[Iterable[Exchange]]) -> Iterator[Exchange]:
    every = [item for some in many for item in some]
    yield from sorted(every, key=lambda item: (item.activity_id, item.way or ""))


def _way(touch: Touch, first: Participant, second: Participant) -> Way | None:
    """Say which way it went between the two: from the first, or back to it."""
    if first.part == "from" and second.part != "from":
        return "towards"
    if second.part == "from" and first.part != "from":
        return "back"
    if first.is_member == second.is_member:
        return None
    # A contact stands first in a pair with a member; inbound is from the contact.
    match touch.direction:
        case "inbound":
            return "towards"
        case "outbound":
            return "back"
    return None


def _same_side_pairs(touch: Touch, is_member: bool, most: int) -> list[tuple[Participant, Participant]]:
    side = sorted(
        (item for item in touch.participants if item.is_member is is_member), key=lambda item: item.id
    )
    if len(side) > most:
        return []
    return [(one, other) for index, one in enumerate(side) for other in side[index + 1 :]]
