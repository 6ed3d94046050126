"""Facts of every kind about some places of the demonstration, that a moment before must not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from graph_models.ids import node_id, relationship_id
from graph_models.records import NodeRecord, Value
from service.database import Database
from service.store.said import plain
from tests.integration.asking import InTransaction


@dataclass(frozen=True)
class Place:
    """What the facts are about: ids of things that belong together."""

    company: str
    site: str
    department: str
    contacts: tuple[str, ...]
    deal: str


@dataclass(frozen=True)
class Things:
    """What all places may share: ids of one of each."""

    own_company: str
    members: tuple[str, ...]
    product: str
    category: str
    need: str
    scene: str
    market: str
    region: str
    campaign: str


def places(database: Database, site_ids: Iterable[str]) -> list[Place]:
    """Return the places around some sites: their people, and a deal of their company."""
    rows = database.run_statement(
        """
        UNWIND $ids AS id
        MATCH (site:Site {id: id})-[:SITE_OF]->(company:Company)
        CALL (site) {
          MATCH (site)<-[:PART_OF*0..4]-(unit)<-[:WORKS_AT]-(person:Contact)
          WITH person, unit ORDER BY person.id, unit.id
          WITH collect(DISTINCT person.id) AS people, collect(unit) AS units
          RETURN people[0..4] AS contacts, [x IN units WHERE x:Department | x.id][0] AS department
        }
        CALL (company) {
          OPTIONAL MATCH (company)<-[:WITH]-(found:Deal)
          RETURN found.id AS deal ORDER BY found.opened_on, found.id LIMIT 1
        }
        RETURN company.id AS company, id AS site, department, contacts, deal ORDER BY id
        """,
        ids=list(site_ids),
    )
    return [Place(**{**row, "contacts": tuple(row["contacts"])}) for row in rows if all(row.values())]


def things(database: Database) -> Things:
    """Return some of what there is one of for all."""
    row = database.run_statement(
        """
        MATCH (own:Company {is_self: true})
        CALL () {
          MATCH (n:Product)-[:CHILD_OF]->(above:Product)
          RETURN min(n.id) AS product, min(above.id) AS category
        }
        CALL () { MATCH (n:Need) RETURN min(n.id) AS need }
        CALL () { MATCH (n:UseScene) RETURN min(n.id) AS scene }
        CALL () { MATCH (n:Market) RETURN min(n.id) AS market }
        CALL () { MATCH (n:Region) RETURN min(n.id) AS region }
        CALL () { MATCH (n:Campaign) RETURN min(n.id) AS campaign }
        CALL () { MATCH (n:Member) RETURN collect(n.id)[0..2] AS members }
        RETURN own.id AS own_company, product, category, need, scene, market, region, campaign, members
        """
    )[0]
    return Things(**{**row, "members": tuple(row["members"])})


class Writer:
    """Writes facts that became true on a day and were learned at an instant."""

    def __init__(self, scratch: InTransaction, on: date, recorded_at: datetime) -> None:
        self._on = on
        self._recorded_at = recorded_at
        self._scratch = scratch
        self._nodes: list[dict[str, object]] = []
        self._relationships: list[dict[str, object]] = []
        self._made = 0

    def node(self, label: str, **properties: Value) -> str:
        """Make a node and return its id."""
        self._made += 1
        record = NodeRecord(label, node_id(label, "later", str(self._made)), properties, "later")
        instants = {name: plain(value) for name, value in properties.items() if isinstance(value, datetime)}
        others = {name: value for name, value in properties.items() if name not in instants}
        self._nodes.append(
            {
                "label": label,
                "properties": {**others, "id": record.id, "sources": ["later"]},
                "instants": instants,
                "recorded_at": plain(self._recorded_at),
            }
        )
        return record.id

    def link(self, start: str, type_: str, end: str, **properties: Value) -> None:
        """Make a relationship."""
        self._relationships.append(
            {
                "type": type_,
                "start_id": start,
                "end_id": end,
                "properties": {
                    "id": relationship_id(type_, start, end, "later"),
                    "valid_from": self._on,
                    "source": "later",
                    "confidence": 1.0,
                    "state": "confirmed",
                    **properties,
                },
                "recorded_at": plain(self._recorded_at),
            }
        )

    def write(self) -> None:
        """Write them all."""
        at = self._recorded_at
        self._scratch.read("graph/create_nodes", rows=self._nodes, at=at)
        self._scratch.read("graph/create_relationships", rows=self._relationships, at=at)


def write_later(
    scratch: InTransaction,
    found: list[Place],
    common: Things,
    on: date,
    recorded_at: datetime,
    *,
    companies: bool,
) -> None:
    """Write facts of every kind about all the places.

    ``companies``: new ones too, which have no day from which they are.
    """
    writer = Writer(scratch, on, recorded_at)
    for place, elsewhere in zip(found, found[1:] + found[:1], strict=True):
        _people(writer, place, elsewhere, common)
        _touches(writer, place, common, datetime.combine(on, time(12), UTC))
        for where in (place, elsewhere):
            _deals(writer, place, where, common, on)
        _structure(writer, place, elsewhere, common, companies=companies)
    writer.link(common.product, "MADE_BY", found[0].company)
    writer.link(common.market, "CHILD_OF", writer.node("Market", name="later"))
    writer.link(common.category, "CHILD_OF", writer.node("Product", name="later", code="later"))
    writer.write()


def _people(writer: Writer, place: Place, elsewhere: Place, common: Things) -> None:
    new = writer.node("Contact", name="後から来た人", title="代表取締役社長", job_function="management")
    writer.link(new, "WORKS_AT", place.department, title="代表取締役社長")
    for contact in place.contacts:
        writer.link(contact, "WORKS_AT", elsewhere.site, title="代表取締役社長")
        writer.link(new, "REPORTS_TO", contact)
        writer.link(contact, "INFLUENCES", new, weight=1.0, kind="influence")
        writer.link(contact, "KNOWS", common.members[0], basis="later")
        writer.link(contact, "HOLDS_ROLE", place.deal, role="decider", stance="blocker", power=1.0)
        writer.link(place.deal, "APPROVAL_STEP", contact, order=1, threshold=1.0)
        writer.link(contact, "ACQUIRED_BY", common.campaign)
        writer.link(contact, "ANSWERED", writer.node("Answer", question="later", answer="later"))
        writer.link(contact, "HAS_NEED", common.need)
    writer.link(new, "HOLDS_ROLE", place.deal, role="specifier", stance="champion", power=1.0)
    for other in elsewhere.contacts:
        writer.link(other, "WORKS_AT", place.site, title="部長")
        writer.link(other, "KNOWS", place.contacts[0], basis="later")


def _touches(writer: Writer, place: Place, common: Things, at: datetime) -> None:
    for kind, direction in (("meeting", "mutual"), ("mail", "inbound"), ("mail", "outbound")):
        for contact in place.contacts:
            touch = writer.node("Activity", kind=kind, at=at, direction=direction, subject="later")
            writer.link(contact, "TOOK_PART", touch, **{"as": "from" if direction == "inbound" else "to"})
            for other in (*place.contacts, *common.members):
                if other != contact:
                    writer.link(other, "TOOK_PART", touch, **{"as": "to"})
            for subject in (place.deal, place.company, place.site, common.product):
                writer.link(touch, "ABOUT", subject)
    for subject in (place.company, place.site, place.department, place.contacts[0], place.deal):
        writer.link(writer.node("Note", text="later", kind="caution", at=at), "ON", subject)


def _deals(writer: Writer, place: Place, where: Place, common: Things, on: date) -> None:
    for seller in (common.own_company, place.company):
        deal = writer.node(
            "Deal",
            name="later",
            stage="closed",
            outcome="won",
            amount=9e9,
            currency="JPY",
            opened_on=on,
            closed_on=on,
        )
        writer.link(deal, "WITH", where.company)
        writer.link(deal, "AT", where.site)
        writer.link(deal, "SOLD_BY", seller)
        writer.link(deal, "INCLUDES", common.product)
        writer.link(deal, "ADDRESSES", common.need)
        for contact in where.contacts:
            writer.link(contact, "HOLDS_ROLE", deal, role="decider", stance="champion", power=1.0)
            purchase = writer.node("Purchase", purchased_on=on, quantity=1.0, amount=1e6, currency="JPY")
            writer.link(purchase, "OF", common.product)
            writer.link(purchase, "FROM", deal)
            for buyer in (contact, where.site, where.company):
                writer.link(purchase, "BY", buyer)


def _structure(writer: Writer, place: Place, elsewhere: Place, common: Things, *, companies: bool) -> None:
    site = writer.node("Site", name="新しい工場", function="plant", country="JP", region="東京都")
    department = writer.node("Department", name="後からの部")
    center = writer.node("BuyingCenter", category=common.category)
    owners = [site]
    writer.link(site, "SITE_OF", place.company)
    writer.link(department, "PART_OF", place.site)
    writer.link(place.department, "PART_OF", elsewhere.site)
    writer.link(place.site, "SITE_OF", elsewhere.company)
    writer.link(center, "OF_UNIT", place.site)
    writer.link(place.contacts[0], "HOLDS_ROLE", center, role="decider", power=1.0)
    writer.link(common.members[1], "OWNS", place.company)
    writer.link(place.company, "IN_MARKET", common.market)
    if companies:
        twin = writer.node("Company", name="後からの会社", country="JP", employees=100)
        writer.link(twin, "IN_MARKET", common.market)
        writer.link(place.company, "SUBSIDIARY_OF", twin)
        owners.append(twin)
    else:
        writer.link(place.company, "SUBSIDIARY_OF", common.own_company)
    for owner in (place.company, place.site, *owners):
        for type_, thing in _had(common):
            writer.link(owner, type_, thing)


def _had(common: Things) -> Iterator[tuple[str, str]]:
    yield "HAS_NEED", common.need
    yield "HAS_USE_SCENE", common.scene
    yield "USES", common.product
    yield "USES", common.category
    yield "IN_REGION", common.region


def end_later(scratch: InTransaction, found: list[Place], on: date) -> None:
    """Let everything that is true of the places end on a day, and their open deals be won on it."""
    ids = [id_ for p in found for id_ in (p.company, p.site, p.department, *p.contacts, p.deal)]
    scratch.change(
        """
        UNWIND $ids AS id MATCH (:Entity {id: id})-[r]-()
        WHERE r.valid_to IS NULL AND coalesce(r.valid_from, $on) < $on
        SET r.valid_to = $on
        """,
        ids=ids,
        on=on,
    )
    scratch.change(
        """
        UNWIND $ids AS id MATCH (:Company {id: id})<-[:WITH]-(deal:Deal)
        WHERE coalesce(deal.closed_on, $on) >= $on AND deal.opened_on < $on
        SET deal.closed_on = $on, deal.outcome = 'won'
        """,
        ids=[place.company for place in found],
        on=on,
    )
