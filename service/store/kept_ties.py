"""Ties that are kept: what passed between two people, apart from the model, to be dropped and rebuilt.

A kept tie (label DerivedTie) is inferred and lists the activities behind it with their kind, time and way.
How strong it is, is worked out when it is asked for. It is made anew from those activities that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph_models.records import Moment
from graph_models.registry import label_of
from graph_models.vocabulary import State
from service.analysis.exchanges import PAIRS_OF, Exchange, Way, exchanges
from service.analysis.people import Participant, Touch
from service.database import Database, Transaction
from service.store.aliases import lock

METHOD = "exchanges"
VERSION = "1"
"""Of the method: what is kept of an activity, and between whom."""
MARKS = 500
"""Activities looked at in one transaction."""
PAGES = {"Contact": 200, "Member": 5}
"""People looked at together when all is made anew; a member has many times the activities of a contact."""
DROPPED = 5_000
_WAYS: Mapping[str, Way | None] = {">": "towards", "<": "back", "": None}
_SIGNS = {way: sign for sign, way in _WAYS.items()}


@dataclass(frozen=True, slots=True)
class KeptTie:
    """A tie between two people: its kind, and what passed between them in order of id."""

    one: str
    other: str
    kind: str
    passed: tuple[Exchange, ...]

    @property
    def id(self) -> str:
        """Id of the tie."""
        return f"tie.{self.one}.{self.other}"

    def row(self, max_group: int) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "id": self.id,
            "one": self.one,
            "other": self.other,
            "kind": self.kind,
            "activities": [item.activity_id for item in self.passed],
            "kinds": [item.kind for item in self.passed],
            "at": [_milliseconds(item.at) for item in self.passed],
            "ways": [_SIGNS[item.way] for item in self.passed],
            "state": State.INFERRED.value,
            "method": METHOD,
            "version": VERSION,
            "max_group": max_group,
        }


def tie_from(row: Mapping[str, Any]) -> KeptTie:
    """Return a tie from what is kept of it."""
    columns = zip(row["activities"], row["kinds"], row["at"], row["ways"], strict=True)
    return KeptTie(
        row["one"],
        row["other"],
        row["kind"],
        tuple(Exchange(id_, kind, _instant(at), _WAYS[sign]) for id_, kind, at, sign in columns),
    )


@dataclass(frozen=True, slots=True)
class TieState:
    """How ties are kept. ``state``: building, ready or dropped; ``waiting``: activities to be looked at."""

    state: str
    ties: int
    waiting: int
    max_group: int | None = None
    version: str | None = None
    changed_at: datetime | None = None
    built_at: datetime | None = None


def tie_state(database: Database) -> TieState | None:
    """Return how ties are kept, or None where they never were."""
    row = database.read("ties/state")[0]
    own = row["state"]
    if own is None:
        return None
    return TieState(
        own["state"],
        row["ties"],
        row["waiting"],
        own.get("max_group"),
        own.get("version"),
        own.get("changed_at"),
        own.get("built_at"),
    )


def save_state(database: Database, state: Mapping[str, Any] | None) -> None:
    """Keep how ties are kept; None forgets it."""
    told = None if state is None else dict(state)
    database.write(lambda transaction: transaction.run("ties/save_state", state=told))


def kept_ties(database: Database, ids: Iterable[str]) -> list[KeptTie]:
    """Return the ties that are kept of some people, with whomever, by id."""
    return [tie_from(row["tie"]) for row in database.read("ties/of_people", ids=sorted(ids))]


def all_kept(database: Database) -> Iterator[dict[str, Any]]:
    """Yield all ties as they are kept, by id."""
    for row in database.stream("ties/all"):
        yield row["tie"]


def refresh_some(database: Database, moment: Moment, max_group: int) -> int:
    """Make the ties of some of the noted activities anew, in one transaction; return how many activities.

    What an activity was between two people is taken out of their tie, and put back as it is now. Only ties
    among those who take part in it, or took part before, can have it.
    """

    def work(transaction: Transaction) -> int:
        lock(transaction, "ties")
        marks = transaction.run("ties/marked", limit=MARKS)
        if not marks:
            return 0
        ids = {row["id"] for row in marks}
        now = _touches(transaction.run("ties/participants", ids=sorted(ids), **_day(moment)))
        people = {id_ for row in marks for id_ in row["people"]}
        people.update(item.id for touch in now for item in touch.participants)
        rows = transaction.run("ties/among", people=sorted(people)) if people else []
        before = {tie.id: tie for tie in (tie_from(row["tie"]) for row in rows)}
        after = _patched(before, ids, ties_of(now, max_group))
        changed = {id_: tie for id_, tie in after.items() if before.get(id_) != tie}
        _save(transaction, [tie for tie in changed.values() if tie.passed], max_group)
        if gone := [id_ for id_, tie in changed.items() if not tie.passed]:
            transaction.run("ties/delete", ids=gone)
        transaction.run("ties/unmark", ids=sorted(ids))
        return len(ids)

    return database.write(work)


def rebuild_page(
    database: Database, label: str, after: str, moment: Moment, max_group: int
) -> tuple[str, int] | None:
    """Make the ties of a page of people anew from all their activities; None when there are no more people.

    Returns
    -------
    tuple
        The last id of the page, and how many ties were kept. A tie belongs to the page of its first person.
    """
    ids = [row["id"] for row in database.read("ties/people", label=label, after=after, limit=PAGES[label])]
    if not ids:
        return None
    members = 2 if label == "Member" else 0
    rows = database.stream("ties/touches_of_people", ids=ids, members=members, **_day(moment))
    own = set(ids)
    ties = [tie for tie in ties_of(_touches(rows), max_group) if tie.one in own]
    database.write(lambda transaction: _save(transaction, ties, max_group))
    return ids[-1], len(ties)


def drop_ties(database: Database) -> int:
    """Forget all ties and notes; return how many ties and notes there were."""
    total = 0
    while number := database.write(lambda transaction: transaction.run("ties/drop", limit=DROPPED))[0][
        "deleted"
    ]:
        total += number
    return total


def ties_of(touches: Iterable[Touch], max_group: int) -> list[KeptTie]:
    """Return the ties that activities make between those who took part."""
    some = list(touches)
    return [
        KeptTie(one, other, kind, tuple(passed))
        for kind, pairs_of in PAIRS_OF.items()
        for (one, other), passed in exchanges(some, pairs_of, max_group).items()
    ]


def _save(transaction: Transaction, ties: Iterable[KeptTie], max_group: int) -> None:
    if rows := [tie.row(max_group) for tie in ties]:
        transaction.run("ties/save", rows=rows)


def _patched(before: Mapping[str, KeptTie], ids: set[str], now: Iterable[KeptTie]) -> dict[str, KeptTie]:
    """Return the ties with what the activities with these ids were put in place of what they had been."""
    fresh = {tie.id: tie for tie in now}
    after = {}
    for id_ in sorted(before.keys() | fresh.keys()):
        old, new = before.get(id_), fresh.get(id_)
        stays = [item for item in old.passed if item.activity_id not in ids] if old else []
        passed = sorted((*stays, *(new.passed if new else ())), key=lambda item: item.activity_id)
        known = old or new
        if known is not None:
            after[id_] = KeptTie(known.one, known.other, known.kind, tuple(passed))
    return after


def _touches(rows: Iterable[Mapping[str, Any]]) -> list[Touch]:
    return [
        Touch(
            row["id"],
            row["kind"] or "",
            _instant(row["at"]),
            row["direction"],
            tuple(
                Participant(id_, label_of(id_) == "Member", part or None)
                for id_, part in sorted(zip(row["people"], row["parts"], strict=True))
            ),
        )
        for row in rows
    ]


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _day(moment: Moment) -> dict[str, Any]:
    return {"as_of": moment.as_of, "known_at": moment.known_at}
