"""An answer as it goes out: scores with their parts in words, notes in words, the moment it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph_models.records import Answer, Change, Moment, Part, RankedItem
from service.analysis.weights import VERSION
from service.database import Database
from service.language import Language, say
from service.operations.entities import node_view, require


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
    return {
        "question": question,
        "scope": [_scope(database, id_) for id_ in scope],
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "weights_version": VERSION,
        "items": [_item(item, lang) for item in answer.items],
        "notes": [_change(note, lang) for note in answer.notes],
        "details": worded(answer.details, lang),
    }


def _scope(database: Database, id_: str) -> dict[str, Any]:
    found = require(database, id_)
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
        if name in ("role", "stance", "kind", "part") and isinstance(value, str):
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
