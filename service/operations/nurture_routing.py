"""Which way somebody goes on: high potential to a person with a name, the rest with digital nurture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """A member of ours, and why it is them: ``owner`` or ``talked``."""

    id: str
    name: str
    name_latin: str | None
    why: str


def person_of(person: Mapping[str, Any]) -> Person | None:
    """Return who of us goes on with a contact, None when nobody is known.

    That is who looks after them or their company, else who had most to do with them.
    """
    for why in ("owner", "talked"):
        if found := person[why]:
            return Person(found["id"], found["name"] or found["id"], found["name_latin"], why)
    return None
