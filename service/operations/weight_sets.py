"""Sets of weights: made, put into use, and how far the ranks hang on each weight."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from graph_models.ids import short_hash
from graph_models.records import Moment
from service.analysis.key_person import rank_key_people
from service.analysis.membership import in_units
from service.analysis.sensitivity import Flip, sensitivity
from service.analysis.weight_changes import changed, names_of
from service.analysis.weights import WEIGHTS
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.people_scope import account_view, required_scope
from service.operations.weights_in_use import weights_in_use
from service.store import suggestions as store


def weights_told(database: Database) -> dict[str, Any]:
    """Return the version in use, all its numbers with those of the service, and the sets that were made."""
    used, own = weights_in_use(database), names_of()
    numbers = names_of(used)
    return {
        "version": used.version,
        "default_version": WEIGHTS.version,
        "weights": [{"name": name, "value": value, "default": own[name]} for name, value in numbers.items()],
        "sets": [
            {
                "version": row["id"],
                "changes": json.loads(row["bits"]),
                "is_active": row["state"] == "active",
                **{name: row.get(name) for name in ("reason", "made_by", "made_at", "activated_at")},
            }
            for row in store.weight_sets(database)
        ],
    }


def set_weights(
    database: Database, changes: Mapping[str, float], *, reason: str | None = None, by: str | None = None
) -> dict[str, Any]:
    """Make a set of the one in use with the changes, put it into use and return all of them.

    Raises
    ------
    UsageError
        When there is no such weight, or its value makes no sense.
    """
    version, is_own = _kept(database, changes, reason=reason, by=by)
    store.activate_weight_set(database, None if is_own else version, by, datetime.now(UTC))
    return weights_told(database)


def keep_weights(
    database: Database, changes: Mapping[str, float], *, reason: str | None = None, by: str | None = None
) -> str:
    """Make a set of the one in use with the changes, for somebody to put into use; return its version.

    Raises
    ------
    UsageError
        When there is no such weight, or its value makes no sense.
    """
    return _kept(database, changes, reason=reason, by=by)[0]


def _kept(
    database: Database, changes: Mapping[str, float], *, reason: str | None, by: str | None
) -> tuple[str, bool]:
    """Keep a set; return its version, and whether it is that of the service after all."""
    found = store.active_weight_set(database)
    all_changes = {**(json.loads(found[1]) if found else {}), **changes}
    own = names_of()
    all_changes = {name: value for name, value in all_changes.items() if own.get(name) != value}
    if not all_changes:
        return WEIGHTS.version, True
    told = json.dumps(all_changes, sort_keys=True)
    version = f"{WEIGHTS.version}+{short_hash(told)}"
    try:
        changed(all_changes, version)
    except KeyError as error:
        raise UsageError("weights.unknown", name=str(error.args[0])) from error
    except ValueError as error:
        raise UsageError("weights.bad_value", name=str(error.args[0])) from error
    now = datetime.now(UTC)
    row = {"id": version, "bits": told, "state": "kept", "made_at": now, "reason": reason, "made_by": by}
    store.save_weight_set(database, {name: value for name, value in row.items() if value is not None})
    return version, False


def use_weights(database: Database, version: str, by: str | None = None) -> dict[str, Any]:
    """Put a set into use by its version; that of the service too.

    Raises
    ------
    NotFoundError
        When there is no such set.
    """
    known = {row["id"] for row in store.weight_sets(database)}
    if version != WEIGHTS.version and version not in known:
        raise NotFoundError("weights.no_version", version=version)
    store.activate_weight_set(
        database, None if version == WEIGHTS.version else version, by, datetime.now(UTC)
    )
    return weights_told(database)


def sensitivity_told(
    database: Database, moment: Moment, *, company: str, step: float = 0.5, top: int = 10
) -> dict[str, Any]:
    """Return which of the first key people of a company change places when a weight moves.

    Parameters
    ----------
    step
        Share by which each weight of a part is raised and lowered.

    Raises
    ------
    NotFoundError
        When there is no such company.
    UsageError
        When it is none.
    """
    scope = required_scope(database, company, moment, "Company", field="company")
    view = account_view(database, scope, moment)
    belonging = in_units(view.facts, scope.id)
    ranked = rank_key_people(view, belonging.ids - belonging.departed)
    names = {item.id: item.name for item in ranked}

    def told(flip: Flip) -> dict[str, Any]:
        return {
            "weight": ".".join(("key_person", "parts", flip.part)),
            "part": flip.part,
            "factor": flip.factor,
            "value": flip.value,
            "moved": [
                {"id": id_, "name": names[id_], "from_rank": old, "to_rank": new}
                for id_, old, new in flip.moved
            ],
        }

    found = sensitivity(ranked, view.weights.key_person.doubt, step=step, top=top)
    return {
        "version": view.weights.version,
        "company": {"id": scope.id, "label": "Company", "name": scope.name},
        "step": step,
        "ranked": [{"id": item.id, "name": item.name, "score": item.score} for item in ranked[:top]],
        "flips": [told(flip) for flip in found],
    }
