"""Reasons of a status in words, and as the service's records keep them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from service.analysis.status_facts import Reason
from service.language import Language, say


def reasons_told(reasons: Iterable[Reason], lang: Language) -> list[dict[str, Any]]:
    """Return each reason with its sentence and its evidence."""
    return [
        {
            "key": reason.key,
            "text": say(f"status.{reason.key}", lang, **dict(reason.params)),
            "params": dict(reason.params),
            "evidence_ids": list(reason.evidence_ids),
        }
        for reason in reasons
    ]


def reason_records(reasons: Iterable[Reason]) -> str:
    """Return the reasons as JSON; the words are made when somebody reads them."""
    kept = [
        {"key": reason.key, "params": dict(reason.params), "evidence_ids": list(reason.evidence_ids)}
        for reason in reasons
    ]
    return json.dumps(kept, ensure_ascii=False, default=str)


def told_change(change: dict[str, Any], lang: Language) -> dict[str, Any]:
    """Return a record of a change with its reasons in words."""
    reasons = json.loads(change.get("reasons") or "[]")
    return {
        "id": change["about"],
        "label": change["label"],
        "kind": change["kind"],
        "from": change.get("from"),
        "to": change.get("to"),
        "from_type": change.get("from_type"),
        "to_type": change.get("to_type"),
        "at": change["at"],
        "by": change.get("by"),
        "reason": change.get("reason"),
        "reasons": reasons_told(_read(reasons), lang),
    }


def _read(kept: Iterable[dict[str, Any]]) -> list[Reason]:
    return [
        Reason(item["key"], tuple(sorted(item["params"].items())), tuple(item["evidence_ids"]))
        for item in kept
    ]
