"""Which roles a purchase needs: set by people, learned from won deals, or the default, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from graph_models.records import Moment
from graph_models.vocabulary import Role
from service.analysis.committee import size_of
from service.analysis.role_experience import PastRole, learned_template
from service.analysis.weights import BuyingCenterWeights, Requirement
from service.database import Database
from service.errors import InvalidRecordError, NotFoundError, UsageError
from service.operations.weights_in_use import weights_in_use
from service.store import buying_center as centers
from service.store import role_templates as store

Basis = dict[str, Any]
SIZES = ("small", "medium", "large")
ENOUGH = 8
"""Won deals of a category and size from which a template is learned."""
SHARE = 0.5
"""Share of them that must have had a role for it to be needed."""
MOST_ROLES, MOST_PEOPLE, MOST_WEIGHT = 20, 20, 100.0


def template_of(
    database: Database,
    size: str,
    categories: Sequence[str],
    past: Iterable[PastRole],
    weights: BuyingCenterWeights,
) -> tuple[tuple[Requirement, ...], Basis]:
    """Return the roles needed, and on what that is based.

    Returns
    -------
    tuple
        The template and ``basis`` (set, learned or default), ``category`` it is of (None: any),
        ``won_deals`` it was or would be learned from and how many are ``enough``.
    """
    kept = {(row["category"], row["size"]): row for row in store.templates(database)}
    for category in (*categories, None):
        if (row := kept.get((category, size))) is not None:
            return _requirements(_roles_of(row)), {"basis": "set", "category": category, "by": row["by"]}
    most, number_of_most = None, 0
    won = [one for one in past if one.outcome == "won" and _size(one, weights) == size]
    for category in categories:
        number, roles = learned_template((one for one in won if category in one.categories), ENOUGH, SHARE)
        if roles:
            told = {"basis": "learned", "category": category, "won_deals": number, "enough": ENOUGH}
            return _requirements(roles), told
        if number >= number_of_most:
            most, number_of_most = category, number
    default = weights.templates[size]
    return default, {
        "basis": "default",
        "category": most,
        "won_deals": number_of_most,
        "enough": ENOUGH,
    }


def list_templates(database: Database, moment: Moment) -> list[dict[str, Any]]:
    """Return the default of each size, what was learned by the day, and what people set.

    Where there are too few won deals a row says how many there are and has no roles.
    """
    weights = weights_in_use(database).buying_center
    found: list[dict[str, Any]] = [
        {"basis": "default", "category": None, "size": size, "roles": _told(template), "won_deals": None}
        for size, template in weights.templates.items()
    ]
    past = [one for one in centers.past_roles(database, moment) if one.outcome == "won"]
    for category in sorted({code for one in past for code in one.categories}):
        for size in SIZES:
            of = [one for one in past if category in one.categories and _size(one, weights) == size]
            number, roles = learned_template(of, ENOUGH, SHARE)
            if number:
                row = {"basis": "learned", "category": category, "size": size, "won_deals": number}
                found.append({**row, "enough": ENOUGH, "roles": roles})
    for row in store.templates(database):
        kept = {name: row[name] for name in ("category", "size", "by", "reason", "updated_at")}
        found.append({"basis": "set", **kept, "won_deals": None, "roles": _roles_of(row)})
    return found


def set_template(
    database: Database,
    size: str,
    roles: Sequence[Mapping[str, Any]],
    *,
    category: str | None = None,
    reason: str | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Set which roles purchases of a category (None: any) and size need; it stands above what is learned.

    Raises
    ------
    InvalidRecordError
        When the size, a role, a number of people or a weight cannot be; each fault is named.
    """
    wrong: list[UsageError] = []
    if size not in SIZES:
        wrong.append(UsageError("buying_center.bad_size", field="size", sizes=", ".join(SIZES)))
    if not roles or len(roles) > MOST_ROLES:
        wrong.append(UsageError("buying_center.bad_roles", field="roles", most=MOST_ROLES))
    known = {item.value for item in Role}
    names = [str(row.get("role")) for row in roles]
    for row, name in zip(roles, names, strict=True):
        threshold, weight = row.get("threshold", 1), row.get("weight", 1.0)
        if name not in known or names.count(name) > 1:
            wrong.append(UsageError("buying_center.bad_role", field="role", role=name[:40]))
        if not isinstance(threshold, int) or not 1 <= threshold <= MOST_PEOPLE:
            wrong.append(UsageError("buying_center.bad_threshold", field="threshold", most=MOST_PEOPLE))
        if not isinstance(weight, int | float) or not 0.0 < weight <= MOST_WEIGHT:
            wrong.append(UsageError("buying_center.bad_weight", field="weight", most=MOST_WEIGHT))
    if wrong:
        raise InvalidRecordError("registration.not_kept", problems=tuple(wrong))
    properties = {
        "category": category,
        "size": size,
        "roles": names,
        "thresholds": [int(row.get("threshold", 1)) for row in roles],
        "weights": [float(row.get("weight", 1.0)) for row in roles],
        "by": by,
        "reason": reason,
        "updated_at": datetime.now(UTC),
    }
    store.save(database, _id(category, size), properties)
    return {"basis": "set", **properties, "won_deals": None, "roles": _roles_of(properties)}


def forget_template(database: Database, size: str, category: str | None = None) -> None:
    """Take back what was set: what is learned, or the default, counts again.

    Raises
    ------
    NotFoundError
        When nothing was set.
    """
    if not store.delete(database, _id(category, size)):
        raise NotFoundError("errors.not_found", id=_id(category, size))


def _id(category: str | None, size: str) -> str:
    return f"role-template-{(category or 'any').lower()}-{size}"


def _size(one: PastRole, weights: BuyingCenterWeights) -> str:
    return size_of(one.amount, one.currency, weights)


def _roles_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"role": role, "threshold": threshold, "weight": weight}
        for role, threshold, weight in zip(row["roles"], row["thresholds"], row["weights"], strict=True)
    ]


def _requirements(roles: Iterable[Mapping[str, Any]]) -> tuple[Requirement, ...]:
    return tuple(Requirement(row["role"], row["threshold"], row["weight"]) for row in roles)


def _told(template: Iterable[Requirement]) -> list[dict[str, Any]]:
    return [{"role": one.role, "threshold": one.threshold, "weight": one.weight} for one in template]
