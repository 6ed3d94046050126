"""The people a row speaks of: the contact, their manager, who of ours looks after them, how they came."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_models.ids import node_id
from graph_models.records import Value
from graph_models.vocabulary import ActivityKind, Direction, Participation
from service.analysis.titles import read_function, read_title
from service.importers.base import BadCell
from service.resolution.mails import is_desk
from service.resolution.names import clean, fold
from service.resolution.person_names import parse_person

if TYPE_CHECKING:
    from service.importers.mapping.assemble import RowRecords

_JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# A list names the same few titles and departments over and over.
_title = lru_cache(20_000)(read_title)
_function = lru_cache(20_000)(read_function)
_APART = frozenset({"key", "family", "given", "family_kana", "given_kana"})


def contacts(row: RowRecords, unit_id: str | None, company_id: str | None) -> list[str]:
    """Add the contact, or those a deal refers to by their keys; return their ids."""
    keys: list[str] = row.values.get("Contact.key", [])
    emails: list[str] = row.values.get("Contact.emails", [])
    name = _name(row)
    if not name:
        if not any(target.partition(".")[0] == "Contact" for target in row.values.keys() - {"Contact.key"}):
            return [row.add("Contact", row.key_id("Contact", key), {}) for key in keys]
        if not (keys and emails):
            _refuse_nameless(row)
            return [row.add("Contact", row.key_id("Contact", key), {}) for key in keys]
        # Who is known by a key and a mail address alone goes by the address.
        name = emails[0]
    kana = row.one("Contact.name_kana") or _together(row, "Contact.family_kana", "Contact.given_kana")
    person = parse_person(name, kana or "")
    own_mail = next((mail for mail in sorted(emails) if not is_desk(mail)), "")
    if keys:
        id_ = row.key_id("Contact", keys[0])
    elif own_mail:
        id_ = node_id("Contact", row.source, "mail", own_mail, person.key)
    else:
        phones = sorted(row.values.get("Contact.phones", []))
        id_ = node_id("Contact", row.source, "name", person.key, fold(kana or ""), company_id or "", *phones)
    title = row.one("Contact.title")
    reading = _title(title)
    function = _function(row.one("Department.name"), title)
    said = {key: value for key, value in row.own("Contact").items() if key not in _APART}
    properties: dict[str, Value] = {
        **said,
        "name": person.written or name,
        "name_kana": clean(kana or ""),
        "seniority": reading.seniority.value if reading else None,
        "job_function": row.one("Contact.job_function") or (function.value if function else None),
    }
    row.add("Contact", id_, properties)
    if unit_id:
        _works_at(row, id_, unit_id, title)
    if (manager := row.one("REPORTS_TO")) and (manager_id := row.key_id("Contact", manager)) != id_:
        row.add("Contact", manager_id, {})
        row.link("REPORTS_TO", id_, manager_id)
    return [id_]


def _refuse_nameless(row: RowRecords) -> None:
    """Refuse a row that tells of a person and not whom, where the list has a column for the name."""
    column = row.mapper.column_of("Contact.name", "Contact.family", "Contact.given")
    if column and any(target in row.values for target in ("Contact.emails", "Contact.title")):
        raise BadCell(column, "importing.empty_cell")


def _works_at(row: RowRecords, id_: str, unit_id: str, title: str | None) -> None:
    more = {"title": title} if title else {}
    since, until = row.one("WORKS_AT.valid_from"), row.one("WORKS_AT.valid_to")
    if since and until and until < since:
        raise BadCell(row.mapper.column_of("WORKS_AT.valid_to"), "importing.bad_date", value=until)
    row.link("WORKS_AT", id_, unit_id, properties=more, valid_from=since, valid_to=until)


def _name(row: RowRecords) -> str:
    return row.one("Contact.name") or _together(row, "Contact.family", "Contact.given")


def _together(row: RowRecords, family: str, given: str) -> str:
    """Return family and given name in the order of their script."""
    first, last = row.one(given) or "", row.one(family) or ""
    is_japanese = _JAPANESE.search(first + last)
    return " ".join(part for part in ((last, first) if is_japanese else (first, last)) if part)


def touches(row: RowRecords, contact_ids: list[str], company_id: str | None, deal_id: str | None) -> None:
    """Add who looks after them, the campaign they came by, the touch and the note of the row."""
    about = deal_id or next(iter(contact_ids), None) or company_id
    members = _members(row)
    for member_id in members:
        if about:
            row.link("OWNS", member_id, about)
    if contact_ids and (campaign := row.one("ACQUIRED_BY")):
        known = {"name": campaign, **{k: v for k, v in row.own("Campaign").items() if k != "name"}}
        campaign_id = row.add("Campaign", node_id("Campaign", row.source, fold(campaign)), known)
        more = {
            name: value
            for name in ("keyword", "referrer", "form")
            if (value := row.one(f"ACQUIRED_BY.{name}"))
        }
        row.link("ACQUIRED_BY", contact_ids[0], campaign_id, properties=more)
    _activity(row, contact_ids, members, company_id)
    if about and (texts := row.values.get("Note.text")):
        text = "\n".join(texts)
        note_id = row.add("Note", node_id("Note", row.source, about, text), {"text": text})
        row.link("ON", note_id, about)


def _members(row: RowRecords) -> list[str]:
    found = []
    mail = row.one("OWNS.email")
    for name in re.split(r"[;；、\n]", row.one("OWNS") or ""):
        if plain := clean(name):
            id_ = node_id("Member", row.source, "name", parse_person(plain).key)
            found.append(row.add("Member", id_, {"name": plain, "email": mail, "team": row.one("OWNS.team")}))
    return found


def _activity(row: RowRecords, contact_ids: list[str], members: list[str], company_id: str | None) -> None:
    """Add the touch of the row: by default the exchange of a business card on a day."""
    at = row.one("Activity.at")
    if at is None or not contact_ids:
        return
    kind = row.one("Activity.kind") or ActivityKind.BUSINESS_CARD.value
    parts = (row.source, kind, contact_ids[0], at.isoformat(), row.one("Activity.subject") or "", *members)
    said = {**row.own("Activity"), "kind": kind, "at": at}
    said.setdefault("direction", Direction.MUTUAL.value)
    id_ = row.add("Activity", node_id("Activity", *parts), said)
    for person_id in (contact_ids[0], *members):
        row.link("TOOK_PART", person_id, id_, properties={"as": Participation.ATTENDEE.value})
    if company_id:
        row.link("ABOUT", id_, company_id)
