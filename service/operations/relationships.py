"""Who knows whom and how well, and how healthy the relationship with an account is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from graph_models.records import Answer, Change, Moment, RankedItem
from graph_models.registry import label_of
from graph_models.vocabulary import State
from service.analysis.health import Flag, Health, health_of, silent_days
from service.analysis.relations import Kind, Relation, parts_of, relations, with_account, with_anybody
from service.analysis.weights import Weights
from service.database import Database
from service.operations.kept_ties import serve
from service.operations.people_scope import MOST, about, exactly_one, required_scope
from service.operations.weights_in_use import weights_in_use
from service.store import people
from service.store.passed import Between, contacts_of_member, known_between, passed_between
from service.store.people import Scope

KINDS: tuple[Kind, ...] = ("contact_member", "contact_contact", "account_member")
PLACES = ("Company", "Site", "Department")


def ties(
    database: Database,
    *,
    company: str | None = None,
    site: str | None = None,
    department: str | None = None,
    contact: str | None = None,
    member: str | None = None,
    kind: str | None = None,
    moment: Moment,
    limit: int,
    weights: Weights | None = None,
) -> Answer:
    """Return the ties of exactly one company, site, department, contact or member, the strongest first.

    Parameters
    ----------
    weights
        None for those in use.
    kind
        Only these: contact_member, contact_contact, or account_member (the place as a whole with a member).

    Raises
    ------
    NotFoundError
        When there is no such node.
    UsageError
        When it has another label, or not exactly one is given.
    """
    weights = weights or weights_in_use(database)
    field, asked = exactly_one(
        company=company, site=site, department=department, contact=contact, member=member
    )
    scope = required_scope(database, asked, moment, field.capitalize(), field=field)
    between, names = _between(database, scope, moment, weights)
    is_place = scope.label in PLACES
    passed: Between = {**between}
    if is_place:
        passed["account_member"] = with_account(scope.id, between["contact_member"])
        names = {**names, scope.id: scope.name}
    found = relations(passed, moment.until, weights.tie)
    wanted = [one for one in found if kind in (None, one.kind)]
    notes = [] if wanted else [Change("ties.none", {"name": scope.name})]
    items = tuple(_item(one, names, moment, weights) for one in wanted[: min(limit, MOST)])
    return Answer(items, tuple(notes), about(scope, total=len(wanted), weights_version=weights.version))


def relationship_health(
    database: Database, *, company: str, moment: Moment, weights: Weights | None = None
) -> Answer:
    """Return how healthy the relationship with a company is, 0 to 100, with its parts, flags and trend.

    Returns
    -------
    Answer
        One item: the company. Its score is None when nothing ever passed with those who work there now. The
        trend compares with the same so many days before, as it would have been answered then.

    Raises
    ------
    NotFoundError
        When there is no such company.
    """
    weights = weights or weights_in_use(database)
    scope = required_scope(database, company, moment, "Company", field="company")
    now, names, between = _health(database, scope, moment, weights)
    back = timedelta(days=weights.tie.trend_days)
    past = replace(moment, as_of=moment.as_of - back, until=moment.until - back)
    before, _, _ = _health(database, scope, past, weights)
    members = relations(
        {"account_member": with_account(scope.id, between["contact_member"])}, moment.until, weights.tie
    )
    change = None if now.score is None or before.score is None else now.score - before.score
    item = RankedItem(
        scope.id,
        "Company",
        scope.name,
        now.score,
        now.confidence,
        State.INFERRED,
        now.parts,
        (),
        {
            "band": now.band,
            "before": before.score,
            "change": change,
            "trend_days": weights.tie.trend_days,
            "engaged": now.engaged,
            "in_touch": now.in_touch,
            "flags": [_flag(flag, names) for flag in now.flags],
            "members": [_tie(one, {**names, scope.id: scope.name}, moment) for one in members],
        },
    )
    notes = [] if now.score is not None else [Change("ties.no_health", {"name": scope.name})]
    return Answer((item,), tuple(notes), about(scope, weights_version=weights.version))


def _health(
    database: Database, scope: Scope, moment: Moment, weights: Weights
) -> tuple[Health, dict[str, str], Between]:
    present = _people_at(database, scope, moment, is_present=True)
    between, names = _read(database, present, moment, weights)
    own = {pair: items for pair, items in between["contact_member"].items() if pair[0] in present}
    roles = people.roles_of_contacts(database, present, moment)
    names |= {person.id: person.name for person in people.people_by_id(database, present, moment)}
    health = health_of(with_anybody(own), roles, moment.until, weights)
    return health, names, {"contact_member": own}


def _between(
    database: Database, scope: Scope, moment: Moment, weights: Weights
) -> tuple[Between, dict[str, str]]:
    if scope.label == "Member":
        horizon = weights.tie.horizon + weights.tie.trend_days
        ids = contacts_of_member(database, scope.id, moment, horizon)
        between, names = _read(database, ids, moment, weights)
        own = {pair: items for pair, items in between["contact_member"].items() if scope.id in pair}
        return {"contact_member": own}, names
    ids = {scope.id} if scope.label == "Contact" else _people_at(database, scope, moment, is_present=False)
    return _read(database, ids, moment, weights)


def _read(
    database: Database, ids: Collection[str], moment: Moment, weights: Weights
) -> tuple[Between, dict[str, str]]:
    is_kept = serve(database, moment, weights.tie)
    between = passed_between(database, ids, moment, weights.tie, is_kept=is_kept)
    return known_between(database, between, moment)


def _people_at(database: Database, scope: Scope, moment: Moment, *, is_present: bool) -> set[str]:
    within = {unit.id for unit in people.units(database, scope.id, moment)} | {scope.id}
    ids = people.contacts_at_units(database, within, moment)
    if not is_present:
        return ids
    jobs = people.jobs_of_contacts(database, ids, moment)
    return {job.contact_id for job in jobs if job.is_current and job.unit_id in within}


def _item(one: Relation, names: Mapping[str, str], moment: Moment, weights: Weights) -> RankedItem:
    told = _tie(one, names, moment)
    return RankedItem(
        one.id,
        "Tie",
        f"{names[one.one]} – {names[one.other]}",
        one.tie.strength,
        1.0,
        State.INFERRED,
        parts_of(one.tie, weights.tie),
        (),
        {**told, "combine": "product"},
    )


def _tie(one: Relation, names: Mapping[str, str], moment: Moment) -> dict[str, Any]:
    tie = one.tie
    return {
        "id": one.id,
        "kind": one.kind,
        "one": {"id": one.one, "label": label_of(one.one), "name": names[one.one]},
        "other": {"id": one.other, "label": label_of(one.other), "name": names[one.other]},
        "strength": tie.strength,
        "band": tie.band,
        "before": one.before.strength if one.before else None,
        "change": one.change,
        "trend": one.trend,
        "reciprocity": tie.reciprocity,
        "towards": tie.towards,
        "back": tie.back,
        "last_touch": tie.last_touch,
        "silent_days": silent_days(tie, moment.until),
        "evidence_ids": list(tie.evidence_ids),
    }


def _flag(flag: Flag, names: Mapping[str, str]) -> dict[str, Any]:
    name = names.get(flag.contact_id or "", "")
    params = {"name": name} if flag.days is None else {"name": name, "days": int(flag.days)}
    return {
        "change": Change(f"ties.{flag.key}", params),
        "flag": flag.key,
        "contact_id": flag.contact_id,
        "evidence_ids": list(flag.evidence_ids),
    }
