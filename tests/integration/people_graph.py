"""A small account in the real graph: two sites, five contacts, two members, a won and an open deal."""

from __future__ import annotations

from datetime import UTC, date, datetime

from graph_models.ids import node_id
from graph_models.records import Moment, NodeRecord, RelationshipRecord
from graph_models.vocabulary import State
from service.database import Database
from service.store.graph_write import ImportProgress, write_batch

Record = NodeRecord | RelationshipRecord
LEARNED = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 9, 1, tzinfo=UTC)


def name_id(label: str, key: str) -> str:
    """Return the id of a thing by its short name."""
    return node_id(label, "people-test", key)


def node(label: str, key: str, *, learned: datetime = LEARNED, **properties: object) -> NodeRecord:
    """A node by its short name."""
    return NodeRecord(label, name_id(label, key), properties, "test", learned)  # type: ignore[arg-type]


def link(
    type_: str,
    start: NodeRecord,
    end: NodeRecord,
    *,
    at: datetime = LEARNED,
    since: date | None = None,
    until: date | None = None,
    state: State = State.CONFIRMED,
    qualifier: str = "",
    **properties: object,
) -> RelationshipRecord:
    """A relationship between two nodes."""
    return RelationshipRecord(
        type_,
        start.id,
        end.id,
        "test",
        properties,  # type: ignore[arg-type]
        since,
        until,
        state,
        qualifier=qualifier,
        recorded_at=at,
    )


def moment(day: date = date(2026, 6, 30), known_at: datetime | None = None) -> Moment:
    """The end of a day, by default with what is known now."""
    until = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
    return Moment(day, until, known_at or datetime(2026, 12, 31, tzinfo=UTC))


US = node("Company", "us", name="Us", is_self=True)
ACME = node("Company", "acme", name="Acme")
EMPTY = node("Company", "empty", name="Nobody Known Ltd")
PLANT = node("Site", "plant", name="Acme Plant")
LAB = node("Site", "lab", name="Acme Lab")
QUALITY = node("Department", "quality", name="品質保証部")
CHIEF = node("Contact", "chief", name="Chief")
EXPERT = node("Contact", "expert", name="Expert")
BUYER = node("Contact", "buyer", name="Buyer")
LEFT = node("Contact", "left", name="Left")
SISTER = node("Contact", "sister", name="Sister")
HANA = node("Member", "hana", name="Hana")
KEN = node("Member", "ken", name="Ken")
WON = node(
    "Deal", "won", name="Won deal", outcome="won", opened_on=date(2025, 6, 1), closed_on=date(2025, 12, 1)
)
OPEN = node(
    "Deal",
    "open",
    name="Open deal",
    outcome="won",
    amount=5_000_000.0,
    currency="JPY",
    opened_on=date(2026, 4, 1),
    closed_on=date(2026, 8, 1),
)
BALANCES = node("Product", "balances", name="Balances", code="BAL", is_category=True)
SCALE = node("Product", "scale", name="Scale 9", code="BAL-9", category="BAL")
ORDER = node("Purchase", "order", purchased_on=date(2025, 12, 10), amount=1.0, currency="JPY")


def _touch(
    key: str, day: date, kind: str, direction: str, *who: NodeRecord, deal: NodeRecord | None
) -> list[Record]:
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    activity = node("Activity", key, kind=kind, at=at, direction=direction, subject=key)
    parts = {"mail": ("from", "to")}.get(kind, ("attendee", "attendee"))
    records: list[Record] = [activity]
    for index, person in enumerate(who):
        records.append(link("TOOK_PART", person, activity, **{"as": parts[min(index, 1)]}))
    if deal:
        records.append(link("ABOUT", activity, deal))
    return records


def small_account() -> list[Record]:
    """Return all records of the account."""
    job = date(2020, 4, 1)
    return [
        *(US, ACME, EMPTY, PLANT, LAB, QUALITY, CHIEF, EXPERT, BUYER, LEFT, SISTER, HANA, KEN),
        *(WON, OPEN, BALANCES, SCALE, ORDER),
        link("SITE_OF", PLANT, ACME),
        link("SITE_OF", LAB, ACME),
        link("PART_OF", QUALITY, PLANT),
        link("WORKS_AT", CHIEF, PLANT, since=job, title="工場長"),
        link("WORKS_AT", EXPERT, QUALITY, since=job, title="主任"),
        link("WORKS_AT", BUYER, PLANT, since=job, title="購買担当"),
        link("WORKS_AT", LEFT, QUALITY, since=job, until=date(2026, 5, 1), title="課長"),
        link("WORKS_AT", SISTER, LAB, since=job, title="部長"),
        link("REPORTS_TO", EXPERT, CHIEF),
        link("INFLUENCES", EXPERT, CHIEF, weight=0.9, kind="influence"),
        link("HOLDS_ROLE", CHIEF, WON, role="decider", power=0.9, stance="neutral", qualifier="decider"),
        link(
            "HOLDS_ROLE", EXPERT, WON, role="specifier", power=0.6, stance="champion", qualifier="specifier"
        ),
        link(
            "HOLDS_ROLE", EXPERT, OPEN, role="specifier", power=0.6, stance="champion", qualifier="specifier"
        ),
        link("HOLDS_ROLE", LEFT, OPEN, role="influencer", stance="supporter", qualifier="influencer"),
        link("HOLDS_ROLE", SISTER, WON, role="approver", qualifier="approver"),
        link("APPROVAL_STEP", OPEN, CHIEF, order=2, threshold=1_000_000.0),
        link("APPROVAL_STEP", OPEN, BUYER, order=1, threshold=0.0),
        link("WITH", WON, ACME),
        link("AT", WON, PLANT),
        link("WITH", OPEN, ACME),
        link("AT", OPEN, PLANT),
        link("INCLUDES", WON, SCALE),
        link("INCLUDES", OPEN, SCALE),
        link("CHILD_OF", SCALE, BALANCES),
        link("OF", ORDER, SCALE),
        link("BY", ORDER, BUYER),
        link("FROM", ORDER, WON),
        link("KNOWS", SISTER, KEN, basis="former colleague"),
        *_touch("a1", date(2026, 6, 20), "meeting", "mutual", EXPERT, HANA, CHIEF, deal=OPEN),
        *_touch("a2", date(2026, 6, 1), "mail", "inbound", EXPERT, HANA, deal=OPEN),
        *_touch("a3", date(2026, 5, 20), "mail", "inbound", BUYER, EXPERT, HANA, deal=None),
        *_touch("a4", date(2026, 3, 1), "call", "outbound", BUYER, KEN, deal=WON),
    ]


def put(database: Database, records: list[Record], at: datetime = LEARNED) -> None:
    """Write records the way imports do."""
    write_batch(database, records, ImportProgress("run-people", {"source": "test", "state": "done"}), at)


def remove(database: Database, ids: tuple[str, ...]) -> None:
    """Delete the nodes and relationships with these ids."""
    database.run_statement("MATCH (n:Entity) WHERE n.id IN $ids DETACH DELETE n", write=True, ids=list(ids))
    database.run_statement("MATCH ()-[r]->() WHERE r.id IN $ids DELETE r", write=True, ids=list(ids))


def later_facts() -> list[Record]:
    """Return facts of a time after June 2026 that would change every answer."""
    day = date(2026, 7, 15)
    mail = node("Activity", "late", kind="meeting", at=datetime(2026, 7, 15, tzinfo=UTC), direction="mutual")
    deal = node("Deal", "late", name="Late deal", outcome="won", opened_on=day, closed_on=date(2026, 7, 20))
    order = node("Purchase", "late", purchased_on=day, amount=9.0, currency="JPY")
    newcomer = node("Contact", "newcomer", name="Newcomer")
    return [
        *(mail, deal, order, newcomer),
        link("WORKS_AT", newcomer, PLANT, since=day, title="社長"),
        link("TOOK_PART", SISTER, mail, **{"as": "attendee"}),
        link("TOOK_PART", KEN, mail, **{"as": "attendee"}),
        link("ABOUT", mail, OPEN),
        link("WITH", deal, ACME, since=day),
        link("INCLUDES", deal, SCALE, since=day),
        link("HOLDS_ROLE", BUYER, deal, since=day, role="decider", qualifier="decider"),
        link("HOLDS_ROLE", BUYER, OPEN, since=day, role="decider", qualifier="decider"),
        link("REPORTS_TO", CHIEF, SISTER, since=day),
        link("BY", order, EXPERT, since=day),
        link("OF", order, SCALE, since=day),
        link("FROM", order, OPEN, since=day),
        node("Contact", "expert", name="Expert", status="S"),
        # The end of a job is learned of when it comes.
        link("WORKS_AT", CHIEF, PLANT, since=date(2020, 4, 1), until=day, title="工場長"),
    ]
