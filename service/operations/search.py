"""Search: what a person types becomes a full-text query, never Cypher."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from graph_models.registry import NODES
from service.database import Database
from service.errors import UsageError
from service.operations.lists import decode_cursor, encode_cursor
from service.store.search import names

SEARCHED = tuple(label for label, node in NODES.items() if node.is_searched)
MAX_WORDS = 12
MAX_FOUND = 400

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def search(
    database: Database, text: str, *, label: str | None = None, limit: int = 20
) -> list[dict[str, Any]]:
    """Return what goes by the name, best match first.

    Parameters
    ----------
    text
        Any of kanji, kana, Latin letters and digits; words are all to be found.
    label
        Only this label.

    Raises
    ------
    UsageError
        When the label is not one that is searched.
    """
    if label is not None and label not in SEARCHED:
        raise UsageError("errors.unknown_label", field="label", label=label, labels=", ".join(SEARCHED))
    query = lucene_query(text)
    if not query:
        return []
    return names(database, query, [label] if label else SEARCHED, max(1, min(limit, MAX_FOUND)))


def search_page(
    database: Database, text: str, *, label: str | None, cursor: str | None, limit: int
) -> dict[str, Any]:
    """Return one page of what goes by the name; at most `MAX_FOUND` in all.

    Raises
    ------
    UsageError
        When the label is not searched or the cursor was not handed out.
    """
    place = decode_cursor(cursor)
    skip = int(place) if place.isdecimal() else 0
    found = search(database, text, label=label, limit=min(skip + limit + 1, MAX_FOUND))
    more = len(found) > skip + limit
    return {
        "items": found[skip : skip + limit],
        "next_cursor": encode_cursor(str(skip + limit)) if more else None,
    }


def lucene_query(text: str) -> str:
    """Return the full-text query for what a person typed; empty when there is no word in it.

    Only letters and digits are kept, so nothing a person types has a meaning in the query language. A word is
    sought as a phrase, since the index holds pairs of CJK characters, and as the beginning of a longer one.

    >>> lucene_query("Ｙａｍａ 製作所")
    '("yama" OR yama*) AND ("製作所" OR 製作所*)'
    >>> lucene_query('") OR *:*')
    '("or" OR or*)'
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())[:MAX_WORDS]
    return " AND ".join(f'("{word}" OR {word}*)' for word in words)
