"""What every answer promises: parts that add up, all the evidence, the same in both languages."""

from __future__ import annotations

import math
from typing import Any

import pytest

from service.database import Database
from service.errors import NotFoundError
from service.operations.entities import evidence
from tests.integration.asking import Answered, Case, as_text, now, numbers, undone, words

NUMBER = 3
"""Items of an answer that are looked at."""
SHOWN = 6
"""Pieces of evidence of a part that are put into words; of all it is seen that they are there."""
DEEP = 30
"""How far down an item is looked for after facts were taken from it."""
MOMENT = now()


def check_parts(answer: Answered) -> None:
    """Sums, and what unknown means."""
    for item in answer["items"]:
        parts = item["parts"]
        known = [part for part in parts if part["value"] is not None]
        for part in parts:
            is_unknown = part["value"] is None
            assert is_unknown == (part["contribution"] is None) == (not part["evidence_ids"]), part
            assert is_unknown or 0.0 <= part["value"] <= 1.0, part
            assert len(set(part["evidence_ids"])) == len(part["evidence_ids"])
        weight, all_weight = (sum(part["weight"] for part in some) for some in (known, parts))
        assert item["confidence"] == pytest.approx(weight / all_weight, abs=1e-12)
        if known:
            assert item["score"] == pytest.approx(math.fsum(part["contribution"] for part in known), abs=1e-9)
        else:
            assert item["score"] is None
        # One scale for all parts: between leaving the unknown out and taking it for zero.
        scales = [part["contribution"] / (part["weight"] * part["value"]) for part in known if part["value"]]
        assert scales == pytest.approx(scales[:1] * len(scales))
        assert all(1 / all_weight - 1e-9 <= scale <= 1 / weight + 1e-9 for scale in scales)
    scores = [item["score"] for item in answer["items"] if "has_left" not in item["details"].get("flags", ())]
    assert scores == sorted(scores, reverse=True)


def check_evidence(database: Database, answer: Answered) -> None:
    """Every id stands for something, and can be shown in words."""
    parts = [part for item in answer["items"][:NUMBER] for part in item["parts"]]
    ids = {id_ for part in parts for id_ in part["evidence_ids"]}
    with undone(database) as scratch:
        assert scratch.missing(ids) == set()
    for id_ in sorted({id_ for part in parts for id_ in part["evidence_ids"][:SHOWN]}):
        shown = {lang: evidence(database, id_, lang) for lang in ("en", "ja")}
        assert shown["en"]["id"] == id_
        assert shown["en"]["sentence"] != shown["ja"]["sentence"] != ""


def check_removal(database: Database, asked: Case, answer: Answered, number: int = NUMBER) -> None:
    """Without a part's evidence the part is another, or unknown, or nobody is there to have it."""
    for item in answer["items"][:number]:
        for part in item["parts"]:
            if part["value"] is not None:
                with undone(database) as scratch:
                    scratch.remove(part["evidence_ids"])
                    left = seen_after(scratch, asked, item["id"], part["name"])
                told = f"{asked}: {part['name']} of {item['name']} stays {part['value']} without its evidence"
                assert left != (part["value"], reference(item)), told


def seen_after(
    database: Database, asked: Case, id_: str, part: str
) -> tuple[float | None, str | None] | None:
    """Return a part's value and the story it is told by, None where the item or what is asked about is gone.

    Another story may fit just as well: then the value stays, but is that of another part of the graph.
    """
    try:
        answer = asked.ask(database, MOMENT, limit=DEEP)
    except NotFoundError:
        return None
    item = next((item for item in answer["items"] if item["id"] == id_), None)
    if item is None:
        return None
    return next(row["value"] for row in item["parts"] if row["name"] == part), reference(item)


def reference(item: dict[str, Any]) -> str | None:
    """Return the deal an item of expansion refers to."""
    story = item["details"].get("reference")
    return story["deal"]["id"] if story else None


def check_words(asked: Case, database: Database, english: Answered) -> None:
    """The same numbers in other words."""
    japanese = asked.ask(database, MOMENT, "ja")
    assert as_text(numbers(japanese)) == as_text(numbers(english))
    titles = [[part["title"] for item in a["items"] for part in item["parts"]] for a in (english, japanese)]
    assert all(one != other for one, other in zip(*titles, strict=True))
    for one, other in zip(words(english), words(japanese), strict=True):
        assert one
        assert other
    sentences = [
        (one["text"], other["text"]) for one, other in zip(said(english), said(japanese), strict=True)
    ]
    assert all(one != other for one, other in sentences)


def said(answer: Answered) -> list[dict[str, Any]]:
    """Return what would change ranks, and the notes: always whole sentences."""
    return [change for item in answer["items"] for change in item["would_change"]] + answer["notes"]
