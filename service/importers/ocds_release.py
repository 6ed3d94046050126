"""What an OCDS release says of its deal.

Several releases of one process (ocid) become one deal: of each value the newest release that states it wins,
whatever order they come in, because each value carries the date and id of its release (``versions``).
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

from graph_models.ids import node_id, short_hash
from graph_models.properties import VERSIONS
from graph_models.records import NodeRecord, RelationshipRecord, Value
from graph_models.vocabulary import DealOutcome, DealStage, Role, Stance, State
from service.importers.base import BadCell, Record
from service.importers.cpv import SCHEME, cpv_code, cpv_records
from service.importers.fields import Object, day_of, number_of, object_of, objects_of, text_of, texts_of
from service.importers.ocds_parties import Party, party_records

MAX_CLASSES = 50
"""Product classes taken of one tender."""
GATEKEEPER_CONFIDENCE = 0.6
"""A named contact point answers questions; whether it also keeps the gate is an assumption."""

_PREFIX = re.compile(r"(ocds-[a-z0-9]{6})-")
_ENDED = frozenset({"cancelled", "unsuccessful", "withdrawn"})
_PLANNED = frozenset({"planning", "planned"})
_BUYING_ROLES = frozenset({"centralPurchasingBody", "procuringEntity"})


def release_records(release: Object) -> tuple[Record, ...]:
    """Return what a release says, nodes and relationships.

    Raises
    ------
    BadCell
        When it has no ocid, date or buyer, or a field of the wrong type.
    """
    ocid = text_of(release, "ocid")
    if not ocid:
        raise BadCell("ocid", "importing.missing_field")
    published = day_of(release, "date")
    if published is None:
        raise BadCell("date", "importing.missing_field")
    prefix = _PREFIX.match(ocid)
    publisher = prefix[1] if prefix else ""
    source = f"ocds:{publisher.removeprefix('ocds-')}" if publisher else "ocds"
    tender, awards = object_of(release, "tender"), objects_of(release, "awards")
    parties = objects_of(release, "parties")
    # A cancelled award sells nothing; one without a status counts.
    won = [award for award in awards if text_of(award, "status") in ("", "active")]

    buyer_object = _buyer(release, tender, parties)
    buyer = party_records(buyer_object, publisher, source, "buyer.")
    if buyer is None:
        raise BadCell("buyer.name", "importing.missing_field")
    deal_id = node_id("Deal", "ocds", ocid)
    properties = _deal(release, tender, awards, won, published)
    if "name" not in properties:
        raise BadCell("tender.title", "importing.missing_field")

    records: list[Record] = list(buyer.records)

    def link(type_: str, end_id: str) -> None:
        records.append(RelationshipRecord(type_, deal_id, end_id, source))

    stamp = _stamp(release)
    versions = [f"{name} {stamp}" for name in sorted(properties)]
    records.append(NodeRecord("Deal", deal_id, {**properties, VERSIONS: versions}, source))
    link("WITH", buyer.company_id)
    if buyer.site_id:
        link("AT", buyer.site_id)
    records += _roles(buyer, texts_of(buyer_object, "roles"), deal_id, ocid, source)
    for seller in _suppliers(won, parties, publisher, source):
        records += seller.records
        # Nobody had sold anything before the day of the award.
        since, versions = _awarded_on(won, published), [f"valid_from {stamp}"]
        records.append(
            RelationshipRecord(
                "SOLD_BY", deal_id, seller.company_id, source, {VERSIONS: versions}, valid_from=since
            )
        )
    for code, description in _classes(tender).items():
        product_id, product = cpv_records(code, description, source)
        records += product
        link("INCLUDES", product_id)
    return tuple(records)


def _buyer(release: Object, tender: Object, parties: list[Object]) -> Object:
    """Return the buyer, filled in from the parties; without one, the party that has the role."""
    named = object_of(release, "buyer") or object_of(tender, "procuringEntity", "tender.")
    if named:
        return _filled_in(named, parties)
    for role in ("buyer", "procuringEntity", "centralPurchasingBody"):
        for party in parties:
            if role in texts_of(party, "roles"):
                return party
    raise BadCell("buyer", "importing.missing_field")


def _filled_in(reference: Object, parties: list[Object]) -> Object:
    """Return the reference with what the party of the same id, else of the same name, says."""
    for field in ("id", "name"):
        wanted = text_of(reference, field)
        for party in parties:
            if wanted and text_of(party, field) == wanted:
                return {**reference, **party}
    return reference


def _suppliers(won: list[Object], parties: list[Object], publisher: str, source: str) -> list[Party]:
    """Return the suppliers; one without any name cannot be shown to anybody and is left out."""
    found: dict[str, Party] = {}
    for place, award in enumerate(won):
        path = f"awards[{place}]."
        for reference in objects_of(award, "suppliers", path):
            party = party_records(_filled_in(reference, parties), publisher, source, f"{path}suppliers.")
            if party:
                found[party.company_id] = party
    return list(found.values())


def _roles(buyer: Party, roles: list[str], deal_id: str, ocid: str, source: str) -> list[Record]:
    """Return the roles of the buyer's named contact point: assumed, since a notice does not state them."""
    if buyer.contact_id is None:
        return []
    held = [Role.GATEKEEPER, Role.BUYER] if _BUYING_ROLES & set(roles) else [Role.GATEKEEPER]
    return [
        RelationshipRecord(
            "HOLDS_ROLE",
            buyer.contact_id,
            deal_id,
            source,
            {
                "role": role.value,
                "stance": Stance.UNKNOWN.value,
                "evidence": f"contactPoint of the buyer in {ocid}",
            },
            state=State.ASSUMED,
            confidence=GATEKEEPER_CONFIDENCE,
            qualifier=role.value,
        )
        for role in held
    ]


def _deal(
    release: Object, tender: Object, awards: list[Object], won: list[Object], published: date
) -> dict[str, Value]:
    budget = object_of(object_of(release, "planning"), "budget", "planning.")
    estimate, currency = _value(tender, "tender.")
    if estimate is None:
        estimate, currency = number_of(object_of(budget, "amount"), "amount") or None, currency
        currency = currency or text_of(object_of(budget, "amount"), "currency")
    amount, award_currency = _awarded(won)
    stage, outcome, closed_on = _standing(release, tender, awards, won, published)
    period = object_of(tender, "tenderPeriod", "tender.")
    last_day = day_of(period, "endDate", "tender.tenderPeriod.")
    days = (
        day_of(tender, "datePublished", "tender."),
        day_of(period, "startDate", "tender.tenderPeriod."),
        last_day if won else None,
        closed_on,
        published,
    )
    properties: dict[str, Value] = {
        "name": text_of(tender, "title", "tender.") or text_of(release, "title"),
        "stage": stage.value,
        "outcome": outcome.value,
        "closed_on": closed_on,
        # The first that is stated, but never later than the end.
        "opened_on": min(next(day for day in days if day), closed_on or date.max),
        "amount": amount if won and amount is not None else estimate,
        "budget": estimate,
        "currency": award_currency or currency,
        "method": _method(tender),
        "work_type": text_of(tender, "mainProcurementCategory", "tender."),
    }
    return {name: value for name, value in properties.items() if value not in (None, "")}


def _standing(
    release: Object, tender: Object, awards: list[Object], won: list[Object], published: date
) -> tuple[DealStage, DealOutcome, date | None]:
    """Return how far the deal is, how it ended and when."""
    tags, status = set(texts_of(release, "tag")), text_of(tender, "status", "tender.")
    if won:
        return DealStage.CLOSED, DealOutcome.WON, _awarded_on(won, published)
    if status in _ENDED or tags & {"tenderCancellation", "awardCancellation", "contractTermination"}:
        return DealStage.CLOSED, DealOutcome.CANCELLED, published
    if awards and all(text_of(award, "status") in _ENDED for award in awards):
        return DealStage.CLOSED, DealOutcome.CANCELLED, published
    if awards:
        return DealStage.NEGOTIATION, DealOutcome.OPEN, None
    if status in _PLANNED or tags & {"planning", "planningUpdate"}:
        return DealStage.LEAD, DealOutcome.OPEN, None
    return DealStage.PROPOSAL, DealOutcome.OPEN, None


def _awarded_on(won: list[Object], published: date) -> date:
    return max((day for award in won if (day := day_of(award, "date", "awards."))), default=published)


def _value(parent: Object, path: str) -> tuple[float | None, str]:
    """Return amount and currency; publishers write 0 where they do not say."""
    value = object_of(parent, "value", path)
    currency = text_of(value, "currency", f"{path}value.").upper()
    return number_of(value, "amount", f"{path}value.") or None, currency


def _awarded(won: list[Object]) -> tuple[float | None, str]:
    """Return the sum of the awards when all that state a value are in one currency."""
    values = [_value(award, "awards.") for award in won]
    stated = [(amount, currency) for amount, currency in values if amount is not None]
    if not stated or len({currency for _, currency in stated}) > 1:
        return None, ""
    return sum(amount for amount, _ in stated), stated[0][1]


def _method(tender: Object) -> str:
    details = text_of(tender, "procurementMethodDetails", "tender.").removeprefix("Other -").strip()
    return details or text_of(tender, "procurementMethod", "tender.")


def _classes(tender: Object) -> dict[str, str]:
    """Return CPV code -> description of the tender and its items, without repeats."""
    found: dict[str, str] = {}

    def add(classification: Object) -> None:
        code = cpv_code(text_of(classification, "id"))
        if code and text_of(classification, "scheme").upper() == SCHEME:
            found[code] = found.get(code) or text_of(classification, "description")

    items = objects_of(tender, "items", "tender.")
    for path, parent in (("tender.", tender), *(("tender.items.", item) for item in items)):
        if main := object_of(parent, "classification", path):
            add(main)
        for more in objects_of(parent, "additionalClassifications", path):
            add(more)
    return dict(list(found.items())[:MAX_CLASSES])


def _stamp(release: Object) -> str:
    """Return what releases are ordered by: date in UTC; a hash of id and content settles a tie."""
    text = str(release.get("date"))
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadCell("date", "importing.bad_date", value=text) from error
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    content = short_hash(text_of(release, "id"), json.dumps(release, sort_keys=True))
    return f"{at:%Y-%m-%dT%H:%M:%SZ} {content}"
