"""An answer as it goes out: scores with their parts in words, notes in words, the moment it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_models.records import Answer, Change, Moment, Part, RankedItem
from service.analysis.weights import VERSION
from service.database import Database
from service.language import Language, say
from service.operations.entities import node_view, require
from service.store.entities import latin_names


def presented(
    database: Database,
    question: str,
    answer: Answer,
    *,
    scope: Sequence[str],
    moment: Moment,
    lang: Language,
) -> dict[str, Any]:
    """Return an answer in the form of the contract, with words in the language."""
    found = {
        "question": question,
        "scope": [_scope(database, id_, moment) for id_ in scope],
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "weights_version": answer.details.get("weights_version", VERSION),
        "items": [_item(item, lang) for item in answer.items],
        "notes": [_change(note, lang) for note in answer.notes],
        "details": worded(answer.details, lang),
    }
    named = list(_named(found))
    latin = latin_names(database, sorted({one["id"] for one in named}))
    for one in named:
        one["name_latin"] = latin.get(one["id"])
    return found


def _named(value: Any) -> Iterator[dict[str, Any]]:
    """Yield what has an id and a name, at any depth: an English page shows its Latin name."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and "name" in value:
            yield value
        for item in value.values():
            yield from _named(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _named(item)


def _scope(database: Database, id_: str, moment: Moment) -> dict[str, Any]:
    found = require(database, id_, moment=moment)
    return node_view({**found["properties"], "label": found["label"]})


def _item(item: RankedItem, lang: Language) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "name": item.name,
        "score": item.score,
        "confidence": item.confidence,
        "state": item.state.value,
        "parts": [_part(part, lang) for part in item.parts],
        "would_change": [_change(change, lang) for change in item.would_change],
        "details": worded(item.details, lang),
    }


def _part(part: Part, lang: Language) -> dict[str, Any]:
    return {
        "name": part.name,
        "title": say(f"parts.{part.name}", lang),
        "value": part.value,
        "weight": part.weight,
        "contribution": part.contribution,
        "evidence_ids": list(part.evidence_ids),
    }


def _change(change: Change, lang: Language) -> dict[str, Any]:
    return {
        "key": change.key,
        "text": say(change.key, lang, **_in_words(change.params, lang)),
        "params": dict(change.params),
    }


def _in_words(params: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """Return the parameters with codes such as ``role`` turned into their words."""
    words = dict(params)
    for name, value in params.items():
        if name in ("role", "stance", "kind", "part", "job_function") and isinstance(value, str):
            key = f"parts.{value}" if name == "part" else f"codes.{name}_{value}"
            words[name] = say(key, lang)
    return words


def worded(value: Any, lang: Language) -> Any:
    """Return details with every `Change` in them turned into words, at any depth.

    A mapping with a `Change` under ``change`` becomes that change with the rest beside it.
    """
    if isinstance(value, Change):
        return _change(value, lang)
    if isinstance(value, Mapping):
        if isinstance(value.get("change"), Change):
            rest = {key: item for key, item in value.items() if key != "change"}
            return {**_change(value["change"], lang), **worded(rest, lang)}
        return {key: worded(item, lang) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [worded(item, lang) for item in value]
    return value
