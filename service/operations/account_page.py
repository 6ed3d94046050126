"""Five kinds of information on an account: company, touches, purchases, profitability, handover notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import NoteKind
from service.analysis.account_journey import lanes
from service.analysis.purchase_history import by_product, profitability, rhythm
from service.database import Database, Rows
from service.language import Language, say
from service.operations.account_plan import FACTS
from service.operations.entities import effective_status, require
from service.operations.sheets import Cell, sheet
from service.store import account_plans, sales, status_records

NOTES = (NoteKind.CHANGE_OF_REP, NoteKind.KEY_PERSON, NoteKind.CAUTION, NoteKind.TROUBLE)
LATEST = 50
SECTIONS = ("company", "interactions", "purchases", "profitability", "handover")


def account_page(
    database: Database, moment: Moment, lang: Language, *, company: str, limit: int | None = LATEST
) -> dict[str, Any]:
    """Return what a new representative needs to know of an account.

    Parameters
    ----------
    limit
        Touches and purchases that are listed one by one, the newest first; None: all. All are counted.

    Returns
    -------
    dict
        ``company`` (facts, status, customer type, owners), ``interactions`` (``total``, ``kinds``, ``last``,
        ``items``), ``purchases`` (``total``, rhythm, ``products``, ``items``), ``profitability`` (a row per
        currency), ``handover`` (notes by kind), ``journey`` (lanes of marks in time), ``notes``: how the
        figures are made.

    Raises
    ------
    NotFoundError
        When there is no such company.
    """
    found = require(database, company, "Company", moment=moment)["properties"]
    id_ = found["id"]
    touches = _local(sales.touches(database, id_, moment), moment)
    bought = sales.purchases(database, moment, id_)
    written = _local(sales.handover_notes(database, id_, [kind.value for kind in NOTES], moment), moment)
    changes = [one for one in status_records.history(database, id_) if one["at"] < moment.until]
    deals = account_plans.deals(database, id_, moment)
    journey = lanes(touches, deals, bought, written, _local(changes, moment), moment.as_of)
    return {
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "company": {
            "id": id_,
            "name": found["name"],
            "name_latin": found.get("name_latin"),
            "facts": {name: found[name] for name in FACTS if found.get(name) is not None},
            "status": effective_status(found),
            "customer_type": found.get("derived_customer_type"),
            "owners": account_plans.owners(database, id_, moment),
        },
        "interactions": {
            "total": len(touches),
            "kinds": dict(Counter(one["kind"] for one in touches).most_common()),
            "last": touches[0]["at"] if touches else None,
            "items": touches[:limit],
        },
        "purchases": {
            "total": len(bought),
            **rhythm([one["bought_on"] for one in bought], moment.as_of),
            "products": by_product(bought, moment.as_of),
            "items": bought[::-1][:limit],
        },
        "profitability": profitability(bought),
        "handover": [
            {
                "kind": kind.value,
                "name": say(f"codes.note_kind_{kind.value}", lang),
                "items": [one for one in written if one["kind"] == kind.value],
            }
            for kind in NOTES
        ],
        "journey": [{"lane": lane, "marks": [asdict(mark) for mark in marks]} for lane, marks in journey],
        "notes": [
            {"key": key, "text": say(key, lang)}
            for key in ("account_page.note_sums", "account_page.note_touches")
        ],
    }


def brief_file(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return the handover brief as a file: a line for each thing that is known, under its kind."""
    header = [say(f"account_page.column_{name}", lang) for name in ("section", "what", "when", "value", "id")]
    titles = {one: say(f"account_page.section_{one}", lang) for one in SECTIONS}
    rows: list[list[Cell]] = [
        [titles[section], *line] for section in SECTIONS for line in brief_lines(found, section, lang)
    ]
    return sheet(format_, say("account_page.sheet", lang), header, rows)


def brief_lines(found: Mapping[str, Any], section: str, lang: Language) -> list[list[Cell]]:
    """Return the lines of a section: what, when, value, id of the evidence."""
    told: Any = found[section]
    if section == "company":
        facts = [[say(f"targets.{name}", lang), None, value, None] for name, value in told["facts"].items()]
        owners: list[list[Cell]] = [
            [say("account_page.owner", lang), None, one["name"], one["id"]] for one in told["owners"]
        ]
        return [*facts, *owners]
    if section == "interactions":
        return [
            [say(f"codes.activity_kind_{one['kind']}", lang), one["at"].date(), _touch(one), one["id"]]
            for one in told["items"]
        ]
    if section == "purchases":
        return [[one["product_name"], one["bought_on"], one["amount"], one["id"]] for one in told["items"]]
    if section == "profitability":
        return [
            [f"{say(f'account_page.{name}', lang)} {row['currency']}".strip(), None, row[name], None]
            for row in told
            for name in ("sales", "profit", "margin", "unit_price")
        ]
    return [
        [
            f"{kind['name']}: {one['on_name'] or one['on_id']}",
            one["at"].date() if one["at"] else None,
            one["text"],
            one["id"],
        ]
        for kind in told
        for one in kind["items"]
    ]


def _local(rows: Rows, moment: Moment) -> Rows:
    """Return the rows with their times in the zone in which days are counted."""
    return [{**row, "at": row["at"] and row["at"].astimezone(moment.until.tzinfo)} for row in rows]


def _touch(one: Mapping[str, Any]) -> str:
    people = ", ".join(person["name"] or person["id"] for person in one["people"])
    return " / ".join(text for text in (one["subject"], people) if text)
