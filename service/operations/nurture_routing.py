"""Which way somebody goes on: high potential to a person with a name, the rest with digital nurture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.language import Language, say

ROUTES = ("person", "nurture")
MOST_HUMAN = 100.0
"""The most that a person can say."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of ours, and why it is them: ``owner``, ``talked`` or ``near``."""

    id: str
    name: str
    name_latin: str | None
    why: str


def person_of(person: Mapping[str, Any]) -> Person | None:
    """Return who of us goes on with a contact, None when nobody is known.

    That is who looks after them or their company, else who had most to do with them, else with others of
    their company.
    """
    for why in ("owner", "talked", "near"):
        if found := person[why]:
            return Person(found["id"], found["name"] or found["id"], found["name_latin"], why)
    return None


def person_named(person: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """Return ``person_id``, ``person`` and ``person_why`` in words, each None when nobody is known."""
    found = person_of(person)
    if found is None:
        return {"person_id": None, "person": None, "person_why": None}
    name = (found.name_latin if lang == "en" else None) or found.name
    return {"person_id": found.id, "person": name, "person_why": say(f"nurture.why_{found.why}", lang)}


def human_hot(hot: float) -> float:
    """Return from which score that a person says on somebody is hot."""
    return min(hot, MOST_HUMAN)


def route_of(score: float, human_score: float | None, hot: float) -> str:
    """Return ``person`` for high potential, else ``nurture``; what a person said of them decides.

    >>> route_of(80, None, 60), route_of(80, 10, 60), route_of(5, 60, 60), route_of(5, 100, 150)
    ('person', 'nurture', 'person', 'person')
    """
    is_hot = score >= hot if human_score is None else human_score >= human_hot(hot)
    return "person" if is_hot else "nurture"
