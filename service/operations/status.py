"""The status of companies, sites and contacts: derived anew, and shown with its reasons."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from graph_models.ids import short_hash
from graph_models.records import Moment
from graph_models.registry import label_of
from graph_models.vocabulary import Status
from service.analysis.status import account_findings
from service.analysis.status_facts import AccountFacts, Finding, Rules
from service.database import Database
from service.errors import EnishiError, UsageError
from service.language import Language
from service.operations.entities import display_name, require, standing_id
from service.operations.scores import refresh_scores_quietly
from service.operations.segment_watches import check_quietly
from service.operations.status_words import reason_records, reasons_told, told_change
from service.store import status as store
from service.store import status_records as records

LABELS = ("Company", "Site", "Contact")
SAVED_AT_ONCE = 2000
LONGEST_LAPSE_DAYS = 3650
_log = logging.getLogger("enishi.status")


def rules_of(database: Database) -> Rules:
    """Return the rules as they are set, the defaults where nothing is."""
    kept = store.rules(database)
    return Rules(lapse_days=int(kept.get("lapse_days", Rules().lapse_days)))


def rules_told(database: Database) -> dict[str, Any]:
    """Return the rules, and when all was last derived (None before)."""
    return {
        "lapse_days": rules_of(database).lapse_days,
        "refreshed_at": store.rules(database).get("refreshed_at"),
    }


def change_rules(database: Database, *, lapse_days: int) -> Rules:
    """Set after how many days without an order a customer counts as lapsed; takes effect at the next refresh.

    Raises
    ------
    UsageError
        When it is not between 1 day and 10 years.
    """
    if not 1 <= lapse_days <= LONGEST_LAPSE_DAYS:
        raise UsageError("status.bad_lapse_days", field="lapse_days", most=LONGEST_LAPSE_DAYS)
    store.save_rules(database, {"lapse_days": lapse_days})
    return rules_of(database)


def refresh_statuses(
    database: Database, moment: Moment, progress: Callable[[int], None] = lambda _: None
) -> dict[str, int]:
    """Derive the status of everything anew, keep it on the nodes and record each change.

    The first time in a graph there is nothing it could have changed from, and nothing is recorded.

    Returns
    -------
    dict
        ``looked_at`` and ``changed``, numbers of nodes.
    """
    rules = rules_of(database)
    is_first = "refreshed_at" not in store.rules(database)
    overrides = records.standing_overrides(database)
    now = datetime.now(UTC)
    looked_at = changed = 0
    for accounts in _all_accounts(database, moment):
        found = [one for account in accounts for one in account_findings(account, moment.as_of, rules)]
        for start in range(0, len(found), SAVED_AT_ONCE):
            some = found[start : start + SAVED_AT_ONCE]
            changed += _keep(database, some, overrides, now, is_first)
            looked_at += len(some)
            progress(looked_at)
    store.save_rules(database, {"refreshed_at": now, "refreshed_for": moment.as_of})
    return {"looked_at": looked_at, "changed": changed}


def refresh_quietly(database: Database, moment: Moment) -> None:
    """Derive status and scores anew, and look who is new in watched segments, where nobody waits for it.

    A database that is away is asked again next time.
    """
    try:
        refresh_statuses(database, moment)
    except EnishiError as error:
        _log.warning("the status was not refreshed: %s", error.key)
    refresh_scores_quietly(database, moment)
    check_quietly(database, moment)


def _all_accounts(database: Database, moment: Moment) -> Iterator[list[AccountFacts]]:
    for ids in store.company_ids(database, moment):
        yield store.accounts(database, ids, moment)
    for ids in store.loose_site_ids(database, moment):
        yield store.loose(database, ids, (), moment)
    for ids in store.loose_contact_ids(database, moment):
        yield store.loose(database, (), ids, moment)


def _keep(
    database: Database, found: list[Finding], overrides: dict[str, str], now: datetime, is_first: bool
) -> int:
    standing = store.current(database, [one.id for one in found])
    rows, changes = [], []
    for one in found:
        old = standing.get(one.id)
        if old is None:
            continue
        row = {
            "id": one.id,
            "status": one.status,
            "customer_type": str(one.customer_type),
            "lapses_on": one.lapses_on,
            "doubt": one.doubt,
            "doubt_on": one.doubt_on,
            "override": overrides.get(one.id),
        }
        if any(old[f"derived_{name}"] != value for name, value in row.items() if name != "id"):
            rows.append(row)
        is_other = (old["derived_status"], old["derived_customer_type"]) != (one.status, row["customer_type"])
        if is_other and not is_first:
            changes.append(_change(one, old, now))
    if rows:
        store.save_derived(database, rows, changes, now)
    return len(rows) if is_first else len(changes)


def _change(one: Finding, old: dict[str, Any], now: datetime) -> dict[str, Any]:
    row = {
        "id": f"status-change-{short_hash(one.id, now.isoformat())}",
        "about": one.id,
        "label": one.label,
        "kind": "derived",
        "from": old["derived_status"],
        "to": one.status,
        "from_type": old["derived_customer_type"],
        "to_type": str(one.customer_type),
        "at": now,
        "reasons": reason_records(one.reasons),
    }
    return {name: value for name, value in row.items() if value is not None}


def find(database: Database, id_: str, moment: Moment) -> Finding:
    """Derive the status of one node from the facts as of a moment.

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it is neither company, site nor contact.
    """
    id_ = standing_id(database, id_, *LABELS)
    rules = rules_of(database)
    for accounts in _accounts_around(database, id_, moment):
        for account in accounts:
            for one in account_findings(account, moment.as_of, rules):
                if one.id == id_:
                    return one
    # Ourselves: nobody is a customer of his own.
    return Finding(id_, label_of(id_) or "", None, "potential", ())


def _accounts_around(database: Database, id_: str, moment: Moment) -> Iterator[list[AccountFacts]]:
    label = label_of(id_)
    if label == "Company":
        yield store.accounts(database, [id_], moment)
        return
    companies = store.companies_of(database, id_, moment)
    if companies:
        yield store.accounts(database, companies, moment)
    yield store.loose(database, [id_] if label == "Site" else (), [id_] if label == "Contact" else (), moment)


def show(database: Database, id_: str, moment: Moment, lang: Language) -> dict[str, Any]:
    """Return status, customer type, reasons, override and history of one node.

    ``status`` is the effective one: of the override that stood at the moment, else the derived one, else what
    a source said.

    Raises
    ------
    NotFoundError
        When there is no such node.
    """
    found = require(database, id_, *LABELS)
    id_ = found["properties"]["id"]
    one = find(database, id_, moment)
    every = records.overrides(database, id_)
    standing = next((item for item in every if _stood(item, moment)), None)
    said = found["properties"].get("status") if standing is None else None
    effective = standing["status"] if standing else one.status or said
    return {
        "id": id_,
        "label": found["label"],
        "name": display_name(found["label"], found["properties"]),
        "status": effective,
        "decided_by": "override" if standing else "rule" if one.status else "source" if said else None,
        "derived_status": one.status,
        "customer_type": str(one.customer_type),
        "reasons": reasons_told(one.reasons, lang),
        "lapses_on": one.lapses_on,
        "override": standing,
        "overrides": every,
        "history": [told_change(item, lang) for item in records.history(database, id_)],
        "as_of": moment.as_of,
    }


def _stood(override: dict[str, Any], moment: Moment) -> bool:
    at = min(moment.until, moment.known_at)
    withdrawn = override.get("withdrawn_at")
    return override["at"] <= at and (withdrawn is None or withdrawn > at)


def status_of(text: str) -> Status:
    """Return the status of a code.

    Raises
    ------
    UsageError
        When there is none.
    """
    try:
        return Status(text.strip().upper())
    except ValueError as error:
        raise UsageError("status.unknown", field="status", status=text, codes="P, C, L, D, S") from error
