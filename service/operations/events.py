"""Behaviour comes in: events of visitors and of known people, in any order and as often as they are sent.

An activity goes by the source's name and the source's id of the event, so an event that comes twice changes
nothing. A visitor's history goes to the contact once an event names both and says that the person agreed;
what comes late for a visitor who is known by then goes to the contact too. A browser that turned out to be
several people's tells of none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from graph_models.ids import node_id, short_hash
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.vocabulary import Participation, State
from service.database import Database, Transaction
from service.errors import UsageError
from service.language import Language
from service.operations.event_reading import Event, read_event
from service.operations.kept_ties import refresh_ties_quietly
from service.store import events as store
from service.store.graph_write import ImportProgress, write_decided
from service.store.said import Batch, Record, folded

MOST = 1_000
"""Events that go in together."""
LONGEST_SOURCE = 100
BROUGHT_ALONG = 0.9
"""How sure it is that what a browser did was done by the person it later named: browsers are shared."""


def take_in(
    database: Database, source: str, given: Sequence[object], zone: ZoneInfo, lang: Language
) -> dict[str, Any]:
    """Put events into the graph; the good ones go in together, the bad ones come back.

    Parameters
    ----------
    source
        Who sends them; the ids of events are its own.
    given
        At most `MOST`, each a mapping of the fields in ``event_reading.FIELDS``.
    zone
        Whose days count for the day on which a campaign led somebody to us.

    Returns
    -------
    dict
        ``run`` (None when nothing went in), ``accepted``, ``new`` (activities that were not there before) and
        ``rejected``, each with ``index``, ``field`` and ``message``.

    Raises
    ------
    UsageError
        When the source has no name or there are too many events.
    """
    source = source.strip()
    if not source or len(source) > LONGEST_SOURCE:
        raise UsageError("events.no_source", field="source", most=LONGEST_SOURCE)
    if len(given) > MOST:
        raise UsageError("events.too_many", field="events", most=MOST)
    now = datetime.now(UTC)
    events: list[Event] = []
    rejected: list[dict[str, Any]] = []
    for index, one in enumerate(given):
        try:
            events.append(read_event(one, now))
        except UsageError as error:
            rejected.append({"index": index, "field": error.field, "message": error.message(lang)})
    found = {"run": None, "accepted": len(events), "new": 0, "rejected": rejected}
    if not events:
        return found
    run = _run(source, len(given), len(rejected), now)

    def decide(transaction: Transaction) -> Batch:
        return folded(_Told(transaction, source, zone).records(events))

    tally = write_decided(database, decide, run, now)
    refresh_ties_quietly(database)
    return {**found, "run": run.id, "new": tally.as_dict().get("Activity", {}).get("created", 0)}


def _run(source: str, read: int, rejected: int, now: datetime) -> ImportProgress:
    told: dict[str, Any] = {
        "source": source,
        "files": [],
        "started_at": now,
        "updated_at": now,
        "finished_at": now,
        "state": "done",
        "rows_read": read,
        "rows_rejected": rejected,
        "rows_skipped": 0,
    }
    return ImportProgress(f"run-{short_hash('events', source, uuid4().hex)}", told)


class _Told:
    """What events say, as records, given what the graph holds."""

    def __init__(self, transaction: Transaction, source: str, zone: ZoneInfo) -> None:
        self._transaction = transaction
        self._source = source
        self._zone = zone

    def records(self, events: Sequence[Event]) -> list[Record]:
        """Return all that the events say, with what comes along of visitors that they name."""
        known = store.contacts_by_mail(self._transaction, [one.email for one in events if one.email])
        out: list[Record] = []
        visits: dict[str, dict[str, store.Visit]] = {}
        people: dict[str, set[str]] = {}
        by_contact: dict[str, dict[str, store.Visit]] = {}
        for id_, (contacts, done) in store.visitors(
            self._transaction, [self._visitor_id(one.visitor) for one in events if one.visitor]
        ).items():
            people[id_] = contacts
            visits[id_] = {visit.id: visit for visit in done}
        for one in events:
            activity_id = node_id("Activity", "event", self._source, one.id)
            out.append(
                NodeRecord(
                    "Activity", activity_id, {"kind": one.kind.value, "at": one.at, **one.said}, self._source
                )
            )
            contact_id = self._contact(one, known, out) if one.email else None
            own = (contact_id,) if contact_id else ()
            how = {name: one.said.get(name) for name in ("campaign", "keyword", "referrer", "form")}
            visit = store.Visit(id=activity_id, at=one.at, contact_ids=own, **how)
            if contact_id:
                out.append(self._took_part(contact_id, activity_id))
                by_contact.setdefault(contact_id, {})[activity_id] = visit
            if one.visitor:
                visitor_id = self._visitor_id(one.visitor)
                first: dict[str, Value] = {"first_seen": one.at, "visitor_source": self._source}
                out.append(NodeRecord("Visitor", visitor_id, first, self._source))
                out.append(self._took_part(visitor_id, activity_id))
                visits.setdefault(visitor_id, {})[activity_id] = visit
                if contact_id and one.has_consent:
                    people.setdefault(visitor_id, set()).add(contact_id)
                    consent = {"has_consent": True}
                    out.append(
                        RelationshipRecord("IDENTIFIED_AS", visitor_id, contact_id, self._source, consent)
                    )
        self._bring_along(visits, people, by_contact, out)
        self._acquire(
            by_contact, {one.said["campaign"]: one.channel for one in events if "campaign" in one.said}, out
        )
        return out

    def _visitor_id(self, cookie: str) -> str:
        return node_id("Visitor", self._source, cookie)

    def _took_part(self, id_: str, activity_id: str, *, is_sure: bool = True) -> RelationshipRecord:
        return RelationshipRecord(
            "TOOK_PART",
            id_,
            activity_id,
            self._source,
            {"as": Participation.FROM.value},
            state=State.CONFIRMED if is_sure else State.ASSUMED,
            confidence=1.0 if is_sure else BROUGHT_ALONG,
        )

    def _contact(self, one: Event, known: Mapping[str, str], out: list[Record]) -> str:
        """Return who has the address; somebody new is known by it."""
        mail = one.email or ""
        id_ = node_id("Contact", "mail", mail)
        if known.get(mail, id_) != id_:
            return known[mail]
        # A name that was once given is not taken back by an event that tells none.
        name = one.name or (None if mail in known else mail)
        said: dict[str, Value] = {"emails": [mail]}
        if name:
            said["name"] = name
        out.append(NodeRecord("Contact", id_, said, self._source))
        return id_

    def _bring_along(
        self,
        visits: Mapping[str, Mapping[str, store.Visit]],
        people: Mapping[str, set[str]],
        by_contact: dict[str, dict[str, store.Visit]],
        out: list[Record],
    ) -> None:
        for visitor_id, contacts in people.items():
            if len(contacts) != 1:
                continue
            contact_id = next(iter(contacts))
            for visit in visits.get(visitor_id, {}).values():
                # What another address was given with stays with that one.
                if not visit.contact_ids:
                    out.append(self._took_part(contact_id, visit.id, is_sure=False))
                if set(visit.contact_ids) <= {contact_id}:
                    by_contact.setdefault(contact_id, {})[visit.id] = visit

    def _acquire(
        self,
        by_contact: Mapping[str, Mapping[str, store.Visit]],
        channels: Mapping[str, str | None],
        out: list[Record],
    ) -> None:
        """Say which campaigns led people to us, each from the first day on which it did."""
        led = {
            (contact_id, visit.campaign): visit
            for contact_id, done in by_contact.items()
            # The earliest comes last and stays.
            for visit in sorted(done.values(), key=lambda visit: (visit.at, visit.id), reverse=True)
            if visit.campaign
        }
        ids = store.campaigns(self._transaction, [*(name for _, name in led if name), *channels])
        for name, channel in channels.items():
            made = node_id("Campaign", "name", name.lower())
            if ids.get(name.lower(), made) != made:
                # Known from elsewhere, which also knows how it is written.
                continue
            more = {"channel": channel} if channel else {}
            out.append(
                NodeRecord("Campaign", self._campaign_id(name, ids), {"name": name, **more}, self._source)
            )
        standing = store.acquired(self._transaction, [contact_id for contact_id, _ in led])
        for (contact_id, name), visit in led.items():
            campaign_id = self._campaign_id(name or "", ids)
            day = visit.at.astimezone(self._zone).date()
            there = standing.get(contact_id, {})
            if campaign_id in there and ((since := there[campaign_id]) is None or since <= day):
                continue
            out.append(
                RelationshipRecord(
                    "ACQUIRED_BY",
                    contact_id,
                    campaign_id,
                    self._source,
                    visit.acquisition(),
                    valid_from=day,
                )
            )

    def _campaign_id(self, name: str, ids: Mapping[str, str]) -> str:
        return ids.get(name.lower()) or node_id("Campaign", "name", name.lower())
