"""Records that a person types in: checked by the rules, compared with what is there, saved by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_models.properties import MANUAL
from graph_models.records import NodeRecord, RelationshipRecord
from service.database import Database
from service.errors import InvalidRecordError, UsageError
from service.operations.edits import edit, take_back
from service.operations.entities import require
from service.operations.new_ids import typed_in_id
from service.operations.registration_rules import Rules, read_property
from service.resolution.comparison import compare
from service.resolution.decision import Decision, decide
from service.resolution.match_keys import match_keys
from service.store import fields as field_store
from service.store import resolving
from service.store.review import active_weights

SHOWN_DUPLICATES = 10
_UNITS = ("Company", "Site", "Department")


def register(
    database: Database,
    rules: Rules,
    given: Mapping[str, object],
    *,
    company: str | None = None,
    unit: str | None = None,
    is_sure: bool = False,
    is_check: bool = False,
    by: str | None = None,
) -> dict[str, Any]:
    """Save a company, site or contact that somebody typed in.

    Parameters
    ----------
    rules
        Of its label.
    company, unit
        What a site belongs to; where a contact works.
    is_sure
        Save it although there are likely duplicates.
    is_check
        Look, and save nothing.

    Returns
    -------
    dict
        ``saved``, ``id``, ``advice`` (what would be good to have) and ``duplicates``, likeliest first. With
        duplicates nothing is saved unless the person is sure.

    Raises
    ------
    InvalidRecordError
        When the rules are not kept; every property that is at fault is named.
    """
    links = {"company": company, "unit": unit}
    properties = _read(rules, given, links)
    _check_links(database, rules.label, links)
    advice = [name for name in rules.advised if name not in properties and not links.get(name)]
    duplicates = likely_duplicates(database, rules.label, properties)
    found: dict[str, Any] = {
        "saved": False,
        "id": None,
        "label": rules.label,
        "advice": [{"field": name} for name in advice],
        "duplicates": duplicates,
    }
    if is_check or (duplicates and not is_sure):
        return found
    id_ = typed_in_id(rules.label)
    records: list[NodeRecord | RelationshipRecord] = [NodeRecord(rules.label, id_, properties, MANUAL)]
    if rules.label == "Site" and company:
        records.append(RelationshipRecord("SITE_OF", id_, company, MANUAL))
    if rules.label == "Contact" and unit:
        title = {"title": properties["title"]} if "title" in properties else {}
        records.append(RelationshipRecord("WORKS_AT", id_, unit, MANUAL, title))
    edit(database, records, "registration", by)
    return {**found, "saved": True, "id": id_}


def amend(
    database: Database,
    rules: Rules,
    id_: str,
    given: Mapping[str, object],
    *,
    by: str | None = None,
    reason: str | None = None,
) -> dict[str, Any]:
    """Change properties of a record by hand; an empty value takes back what was typed in before.

    Raises
    ------
    NotFoundError
        When there is no such record.
    InvalidRecordError
        When the rules are not kept, or what is required would be emptied.
    """
    node = require(database, id_, rules.label)["properties"]
    emptied = [name for name, value in given.items() if _is_empty(value)]
    kept = {name: value for name, value in given.items() if name not in emptied}
    missing = [_required(name) for name in rules.required if name in emptied]
    properties = _read(Rules(rules.label, (), rules.advised, rules.formats), kept, {}, missing)
    changed = {name: value for name, value in properties.items() if node.get(name) != value}
    for name in emptied:
        for run in field_store.runs_that_typed(database, node["id"], name):
            take_back(database, run)
    # A run for each, so that each can be taken back by itself.
    runs = [
        edit(
            database, [NodeRecord(rules.label, node["id"], {name: value}, MANUAL)], "registration", by, reason
        )
        for name, value in changed.items()
    ]
    return {
        "saved": bool(changed or emptied),
        "id": node["id"],
        "label": rules.label,
        "runs": runs,
        "advice": [],
        "duplicates": likely_duplicates(
            database, rules.label, {**_known(node), **properties}, leave_out=node["id"]
        ),
    }


def likely_duplicates(
    database: Database, label: str, properties: Mapping[str, Any], leave_out: str = ""
) -> list[dict[str, Any]]:
    """Return records that may be the same: that share a key and are not plainly another, likeliest first."""
    keys = match_keys(label, properties)
    if not keys:
        return []
    ids = [one for one in resolving.alike(database, label, {leave_out: keys}).get(leave_out, []) if one]
    weights = active_weights(database)
    found: list[tuple[float, str, str]] = []
    for known in resolving.records(database, ids).values():
        comparison = compare(label, properties, known.properties, weights)
        if decide(comparison, weights.thresholds) is not Decision.APART:
            name = str(known.properties.get("name") or known.id)
            found.append((-comparison.score, known.group or known.id, name))
    return [
        {"id": id_, "label": label, "name": name, "score": -score}
        for score, id_, name in sorted(found)[:SHOWN_DUPLICATES]
    ]


def _read(
    rules: Rules,
    given: Mapping[str, object],
    links: Mapping[str, str | None],
    problems: list[UsageError] | None = None,
) -> dict[str, Any]:
    """Return the properties in the types of the model; all that is wrong is told at once."""
    wrong = list(problems or ())
    properties: dict[str, Any] = {}
    for name, value in given.items():
        if not _is_empty(value):
            try:
                properties[name] = read_property(rules, name, value)
            except UsageError as error:
                wrong.append(error)
    named = {error.field for error in wrong}
    wrong += [
        _required(name)
        for name in rules.required
        if name not in properties and not links.get(name) and name not in named
    ]
    if wrong:
        raise InvalidRecordError("registration.not_kept", problems=tuple(wrong))
    return properties


def _required(name: str) -> UsageError:
    return UsageError("registration.required", field=name, name=name)


def _check_links(database: Database, label: str, links: Mapping[str, str | None]) -> None:
    if label == "Site" and links["company"]:
        require(database, links["company"], "Company")
    if label == "Contact" and links["unit"]:
        require(database, links["unit"], *_UNITS)


def _is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _known(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None}
