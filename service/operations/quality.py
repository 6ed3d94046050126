"""Data quality per company, source and owner, what is behind a figure, and what to mend first."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from graph_models.records import Moment
from service.analysis.quality import (
    PROBLEMS,
    STALE_DAYS,
    Figures,
    Record,
    figures,
    grouped,
    importance,
    to_mend,
    weights,
)
from service.database import Database
from service.errors import UsageError
from service.language import Language, say
from service.store import quality as store

BY = ("company", "source", "owner")


@dataclass(frozen=True, slots=True)
class _Looked:
    """All records as they were looked at, and how much each account weighs."""

    stamp: tuple[Any, ...]
    records: tuple[Record, ...]
    importances: dict[str, float]


_lock = threading.Lock()
_kept: dict[str, _Looked] = {}


def _looked_at(database: Database, moment: Moment) -> _Looked:
    """Return all records; they are read again only after something was imported, edited or judged."""
    key = f"{database.address.uri} {database.address.database}"
    with _lock:
        stamp = (*store.stamp(database), moment.as_of)
        found = _kept.get(key)
        if found is None or found.stamp != stamp:
            found = _Looked(
                stamp,
                tuple(store.records(database, moment)),
                {
                    row["id"]: importance(row["deals"], row["open_deals"], row["orders"])
                    for row in store.importances(database, moment)
                },
            )
            _kept[key] = found
        return found


def quality(database: Database, moment: Moment, lang: Language, *, by: str, limit: int) -> dict[str, Any]:
    """Return figures over all records and per company, source or owner, worst of the important first.

    Raises
    ------
    UsageError
        When ``by`` is none of the three.
    """
    if by not in BY:
        raise UsageError("quality.bad_by", field="by", by=by, known=", ".join(BY))
    found = _looked_at(database, moment)
    groups = {key: (figures(some), some) for key, some in grouped(found.records, by).items()}

    def urgency(key: str) -> tuple[float, str]:
        weight = found.importances.get(key, 0.1) if by == "company" else groups[key][0].records
        return -(1 - groups[key][0].score) * weight, key

    shown = sorted(groups, key=urgency)[:limit]
    names = store.names(database, [key for key in shown if key and by != "source"])
    return {
        "as_of": moment.as_of,
        "by": by,
        "stale_days": STALE_DAYS,
        "total": _told(figures(found.records)),
        "labels": {
            label: _told(figures(one for one in found.records if one.label == label)) for label in weights()
        },
        "groups": len(groups),
        "items": [
            {
                "id": key or None,
                "name": _name(key, by, names, lang),
                "name_latin": names.get(key, {}).get("name_latin"),
                "importance": found.importances.get(key) if by == "company" else None,
                **_told(groups[key][0]),
            }
            for key in shown
        ],
    }


def _name(key: str, by: str, names: dict[str, dict[str, Any]], lang: Language) -> str:
    if not key:
        return say(f"quality.no_{by}", lang)
    return str(names.get(key, {}).get("name") or key)


def _told(found: Figures) -> dict[str, Any]:
    return {**asdict(found), "score": found.score}


def faulty_records(
    database: Database,
    moment: Moment,
    lang: Language,
    *,
    by: str | None,
    key: str | None,
    problem: str | None,
    limit: int,
) -> dict[str, Any]:
    """Return the records behind a figure: those of a company, source or owner with a problem, worst first.

    Raises
    ------
    UsageError
        When ``by`` or ``problem`` is not known.
    """
    if by is not None and by not in BY:
        raise UsageError("quality.bad_by", field="by", by=by, known=", ".join(BY))
    if problem is not None and problem not in PROBLEMS:
        raise UsageError("quality.bad_problem", field="problem", problem=problem, known=", ".join(PROBLEMS))
    found = _looked_at(database, moment)
    some: Iterable[Record] = found.records
    if by is not None:
        some = grouped(found.records, by).get(key or "", [])
    if problem is not None:
        some = [record for record in some if record.has_problem(problem)]
    items = to_mend(some, found.importances, len(found.records))
    return {"total": len(items), "items": [_mend(database, one, lang) for one in items[:limit]]}


def mend_first(database: Database, moment: Moment, lang: Language, *, limit: int) -> dict[str, Any]:
    """Return the records worth mending first: importance of the account times what is wrong."""
    return faulty_records(database, moment, lang, by=None, key=None, problem=None, limit=limit)


def _mend(database: Database, one: Any, lang: Language) -> dict[str, Any]:
    record: Record = one.record
    account = next(iter(record.accounts), None)
    told = store.names(database, [account, *record.duplicates] if account else record.duplicates)
    return {
        "id": record.id,
        "label": record.label,
        "name": record.name,
        "name_latin": record.name_latin,
        "account": told.get(account or "", {}).get("name") if account != record.id else None,
        "score": one.score,
        "importance": one.importance,
        "wrong": one.wrong,
        "parts": [{**asdict(part), "title": say(f"quality.{part.name}", lang)} for part in one.parts],
        "completeness": record.completeness,
        "missing": [{"name": name, "title": say(f"quality.has_{name}", lang)} for name in record.missing],
        "silent_days": record.silent_days,
        "duplicates": [
            {"id": id_, "label": record.label, "name": told.get(id_, {}).get("name") or id_}
            for id_ in record.duplicates
        ],
        "contradictions": [
            {"property": item.property, "said": [{"source": s, "value": v} for s, v in item.said]}
            for item in record.contradictions
        ],
        "text": _sentence(record, lang),
    }


def _sentence(record: Record, lang: Language) -> str:
    said = []
    if record.missing:
        names = [say(f"quality.has_{name}", lang) for name in record.missing]
        said.append(say("quality.lacks", lang, names=say("quality.comma", lang).join(names)))
    if record.contradictions:
        properties = say("quality.comma", lang).join(one.property for one in record.contradictions)
        said.append(say("quality.torn", lang, names=properties))
    if record.duplicates:
        said.append(say("quality.double", lang, number=len(record.duplicates)))
    if record.is_stale:
        said.append(say("quality.silent", lang, days=record.silent_days))
    return " ".join(said)
