"""Notes, where activities or who took part in them change, that their ties are to be made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from service.database import Transaction
from service.store.said import ends_of

_TOOK_PART = "took_part."
_ACTIVITY = "activity-"


def mark_ties(
    transaction: Transaction,
    *,
    changed: Iterable[str] = (),
    deleted: Iterable[str] = (),
) -> None:
    """Note the activities among what changed.

    Parameters
    ----------
    changed, deleted
        Ids of nodes and relationships of any kind. Of a TOOK_PART that is deleted the person is noted too,
        who would not be found otherwise.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for id_ in changed:
        if id_.startswith(_ACTIVITY):
            found[id_].update()
        elif id_.startswith(_TOOK_PART):
            found[ends_of(id_).end_id].update()
    for id_ in deleted:
        if id_.startswith(_TOOK_PART):
            ends = ends_of(id_)
            found[ends.end_id].add(ends.start_id)
        elif id_.startswith(_ACTIVITY):
            found[id_].update()
    if found:
        rows: list[dict[str, Any]] = [{"id": id_, "people": sorted(found[id_])} for id_ in sorted(found)]
        transaction.run("ties/mark", rows=rows)
