"""What people say of two records: one or two. It is kept, stands above every score, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from graph_models.ids import short_hash
from graph_models.registry import label_of
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.alike import Closure, Records, look_up
from service.operations.resolving import LABELS, Resolved, reasons_as_json, resolve
from service.resolution import corporate_number
from service.resolution.comparison import Comparison, compare
from service.resolution.decision import Decision, decide
from service.resolution.grouping import pair
from service.resolution.weights import Weights
from service.store import resolving as store
from service.store import review

MOST_MERGED = 50
"""Records that are merged by hand at once."""


def judge(
    database: Database,
    left_id: str,
    right_id: str,
    *,
    is_match: bool,
    by: str | None = None,
    reason: str | None = None,
    weights: Weights | None = None,
) -> dict[str, Any]:
    """Keep that two records are one, or two, and let them stand so.

    Parameters
    ----------
    left_id, right_id
        Two records of one label, each by itself: of records that are one with others, one of them.
    weights
        None: those in use.

    Returns
    -------
    dict
        ``judgement``; ``is_one``: whether they are one now, which a judgement on another pair may prevent;
        ``moved``: record -> where it stands now; ``review``: how many pairs are left in doubt around them.

    Raises
    ------
    NotFoundError
        When there is no such record.
    UsageError
        When both are the same, or of two labels, or of one that is not resolved.
    """
    weights = weights or review.active_weights(database)
    closure = _records(database, (left_id, right_id), weights)
    row = _row(closure, pair(left_id, right_id), is_match=is_match, by=by, reason=reason)
    _save(database, [row])
    return _outcome(database, [row], resolve(database, (left_id, right_id), weights=weights))


def withdraw(database: Database, left_id: str, right_id: str) -> dict[str, Any]:
    """Take back what was judged of two records; what their comparison says counts again.

    Raises
    ------
    NotFoundError
        When nothing was judged of them.
    """
    kept = review.judgement(database, judgement_id(left_id, right_id))
    if kept is None or not store.withdraw_judgement(database, kept["id"]):
        raise NotFoundError("resolution.not_judged", left=left_id, right=right_id)
    return _outcome(database, [kept], resolve(database, (left_id, right_id)))


def merge(
    database: Database,
    ids: Sequence[str],
    *,
    by: str | None = None,
    reason: str | None = None,
    is_confirmed: bool = False,
) -> dict[str, Any]:
    """Let two or more records be one by hand, with all that each of them is one with already.

    Parameters
    ----------
    is_confirmed
        That companies of two valid 法人番号, which are two legal entities, are to be one all the same.

    Raises
    ------
    NotFoundError
        When there is no such record.
    UsageError
        When they are fewer than two or too many, of two labels, or of two 法人番号 and not confirmed.
    """
    weights = review.active_weights(database)
    asked = list(dict.fromkeys(ids))
    closure = _records(database, asked, weights)
    groups = [_group(database, closure, id_) for id_ in asked]
    look_up(Records(database), {id_ for group in groups for id_ in group}, closure)
    _refuse_two_numbers(closure, groups, is_confirmed=is_confirmed)
    rows = {}
    for one, other in combinations(range(len(groups)), 2):
        for left in groups[one]:
            for right in groups[other]:
                # What would keep the groups apart is judged too; the rest is known by those that are named.
                named = left == asked[one] and right == asked[other] and (one == 0)
                if left != right and (named or _is_apart(closure, left, right)):
                    row = _row(closure, pair(left, right), is_match=True, by=by, reason=reason)
                    rows[row["id"]] = row
    _save(database, rows.values())
    return _outcome(database, list(rows.values()), resolve(database, asked, weights=weights))


def part(database: Database, id_: str, *, by: str | None = None, reason: str | None = None) -> dict[str, Any]:
    """Take a record out of those it is one with: it is judged to be another than each of them.

    Raises
    ------
    NotFoundError
        When there is no such record.
    UsageError
        When it is one with no other.
    """
    weights = review.active_weights(database)
    closure = _records(database, (id_,), weights)
    others = _group(database, closure, id_) - {id_}
    if not others:
        raise UsageError("resolution.not_merged", field="id", id=id_)
    look_up(Records(database), others, closure)
    rows = [_row(closure, pair(id_, other), is_match=False, by=by, reason=reason) for other in sorted(others)]
    _save(database, rows)
    return _outcome(database, rows, resolve(database, (id_, *others), weights=weights))


def judgement_id(left_id: str, right_id: str) -> str:
    """Return the id of what is judged of two records, in whatever order they are given."""
    return f"judgement-{short_hash(*pair(left_id, right_id))}"


def _records(database: Database, ids: Sequence[str], weights: Weights) -> Closure:
    labels = {label_of(id_) for id_ in ids}
    if len(ids) != len(set(ids)) or not 1 <= len(ids) <= MOST_MERGED:
        raise UsageError("resolution.two_records", field="ids", most=MOST_MERGED)
    if len(labels) > 1:
        raise UsageError("resolution.two_labels", field="ids", labels=" / ".join(sorted(map(str, labels))))
    label = str(labels.pop())
    if label not in LABELS:
        raise UsageError("resolution.not_resolved", field="ids", labels=", ".join(LABELS))
    closure = Closure(label, weights, datetime.now(UTC))
    look_up(Records(database), ids, closure)
    for id_ in ids:
        if id_ not in closure.records:
            raise NotFoundError("errors.not_found", id=id_)
    return closure


def _group(database: Database, closure: Closure, id_: str) -> set[str]:
    return {id_, *store.members(database, [closure.groups.get(id_) or id_])}


def _compared(closure: Closure, left: str, right: str) -> Comparison:
    return compare(closure.label, closure.records[left], closure.records[right], closure.weights)


def _is_apart(closure: Closure, left: str, right: str) -> bool:
    if left not in closure.records or right not in closure.records:
        return False
    return decide(_compared(closure, left, right), closure.weights.thresholds) is Decision.APART


def _refuse_two_numbers(closure: Closure, groups: list[set[str]], *, is_confirmed: bool) -> None:
    found = {
        number
        for group in groups
        for id_ in group
        if (number := str(closure.records.get(id_, {}).get("corporate_number") or ""))
        and corporate_number.is_valid(number)
    }
    if len(found) > 1 and not is_confirmed:
        raise UsageError("resolution.two_numbers", field="confirm", numbers=" / ".join(sorted(found)))


def _row(
    closure: Closure, key: tuple[str, str], *, is_match: bool, by: str | None, reason: str | None
) -> dict[str, Any]:
    # The reasons as they are now: what it teaches must not change with what is learned of the records later.
    found = _compared(closure, *key)
    return {
        "id": judgement_id(*key),
        "label": closure.label,
        "left_id": key[0],
        "right_id": key[1],
        "is_match": is_match,
        "by": by,
        "reason": reason,
        "reasons": reasons_as_json(found),
        "score": found.score,
        "version": found.version,
    }


def _save(database: Database, rows: Iterable[dict[str, Any]]) -> None:
    at = datetime.now(UTC)
    for row in rows:
        store.save_judgement(database, row, at)


def _outcome(database: Database, rows: list[dict[str, Any]], done: Resolved) -> dict[str, Any]:
    ids = sorted({row[side] for row in rows for side in ("left_id", "right_id")})
    places = {id_: review.alias_of(database, id_) or id_ for id_ in ids}
    told = [{name: value for name, value in row.items() if name != "reasons"} for row in rows]
    return {
        "judgements": told,
        "is_one": len(set(places.values())) == 1,
        "places": [{"id": id_, "into_id": to} for id_, to in sorted(places.items())],
        "moved": [{"id": id_, "into_id": to} for id_, to in sorted(done.moved.items())],
        "review": len(done.review),
    }
